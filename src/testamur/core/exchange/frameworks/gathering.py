"""What readers fill: nodes met in several files and languages come together; then the whole is checked once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from testamur.core.model.definition.scalars import is_language_tag
from testamur.core.rules.exchange import ExchangeError, Notice
from testamur.core.skills.taxonomy import (
    Edition,
    Equivalence,
    Link,
    Match,
    Node,
    NodeKind,
    Relation,
    Taxonomy,
    Wording,
    circle,
)

MAX_NODES = 300_000
MAX_LINKS = 3_000_000
LONGEST_LABEL = 500
_LONGEST_ADDRESS = 500
_MOST_LABELS = 500
_CIRCLE_SHOWN = 8
# An address, or a code that somebody uses as one: no spaces, no control characters.
_ADDRESS = re.compile(r"[^\s\x00-\x1f]+")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Read:
    """A framework that was read, and what should be known about the reading."""

    taxonomy: Taxonomy
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class _Met:
    """A node so far, and where it was met first."""

    kind: NodeKind
    place: str
    code: str = ""
    tags: dict[str, None] = field(default_factory=dict)
    wordings: dict[str, Wording] = field(default_factory=dict)


@dataclass(slots=True)
class Gathering:
    """Nodes, links and equivalences so far."""

    met: dict[str, _Met] = field(default_factory=dict)
    links: dict[Link, str] = field(default_factory=dict)
    equivalences: dict[Equivalence, None] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def node(self, uri: str, kind: NodeKind, said: Wording, place: str, *, code: str = "", tags: str = "") -> None:
        """Add a node, or a language to one. ``tags`` are words. Raises `ExchangeError`."""
        known = self.met.get(uri)
        if known is None:
            if len(uri) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(uri):
                raise ExchangeError("not-an-identifier", place, found=uri[:80])
            if len(self.met) >= MAX_NODES:
                raise ExchangeError("too-many-concepts", place, limit=MAX_NODES)
            known = self.met[uri] = _Met(kind, place)
        if said.language in known.wordings:
            raise ExchangeError("concept-twice", place, uri=uri, first=known.place)
        known.code = known.code or code
        known.tags.update(dict.fromkeys(tags.split()))
        known.wordings[said.language] = said

    def tag(self, uri: str, tag: str) -> None:
        """File a node under a word, if it is there."""
        if uri in self.met:
            self.met[uri].tags[tag] = None

    def link(self, source: str, relation: Relation, target: str, place: str) -> None:
        """Add a relation; that something goes with itself says nothing. Raises `ExchangeError`."""
        if source == target:
            if relation is Relation.BROADER:
                raise ExchangeError("circle", place, nodes=self._called(source))
            return
        if len(self.links) >= MAX_LINKS:
            raise ExchangeError("too-many-relations", place, limit=MAX_LINKS)
        self.links.setdefault(Link(source, relation, target), place)

    def equivalence(self, source: str, match: Match, target: str) -> None:
        """Add what somebody says of a concept here and one elsewhere."""
        if len(target) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(target):
            self.equivalences[Equivalence(source, match, target)] = None

    def finished(self, edition: Edition) -> Read:
        """Return the framework. Relations to what is not there are left out, and told.

        Raises `ExchangeError`: ``no-concepts``, ``no-version``, ``circle``.
        """
        checked(edition)
        if not self.met and not self.equivalences:
            raise ExchangeError("no-concepts")
        kept = tuple(one for one in self.links if one.source in self.met and one.target in self.met)
        if len(kept) < len(self.links):
            loose = next(one for one in self.links if one.source not in self.met or one.target not in self.met)
            lacking = loose.target if loose.source in self.met else loose.source
            told = {"n": str(len(self.links) - len(kept)), "uri": lacking}
            self.notices.append(Notice("loose-relations", self.links[loose], told))
        self._check_circle(kept)
        nodes = tuple(
            Node(uri, one.kind, tuple(one.wordings.values()), one.code, tuple(one.tags))
            for uri, one in self.met.items()
        )
        return Read(Taxonomy(edition, nodes, kept, tuple(self.equivalences)), tuple(self.notices))

    def _check_circle(self, links: tuple[Link, ...]) -> None:
        way = circle(links)
        if way:
            shown = [self._called(uri) for uri in way]
            if len(shown) > _CIRCLE_SHOWN:
                shown = [*shown[: _CIRCLE_SHOWN - 1], "…", shown[-1]]
            place = self.links[Link(way[0], Relation.BROADER, way[1])]
            raise ExchangeError("circle", place, nodes=" → ".join(shown))

    def _called(self, uri: str) -> str:
        known = self.met.get(uri)
        said = next(iter(known.wordings.values()), None) if known else None
        return said.label if said else uri


def checked(edition: Edition) -> Edition:
    """Return an edition that can be stored and addressed. Raises `ExchangeError`: ``no-version``, ``not-a-code``."""
    if not _CODE.fullmatch(edition.code):
        raise ExchangeError("not-a-code", found=edition.code[:80])
    if not _VERSION.fullmatch(edition.version):
        raise ExchangeError("no-version", found=edition.version[:80])
    return edition


def wording(
    language: str,
    label: str,
    place: str,
    *,
    alternatives: Iterable[str] = (),
    description: str = "",
    note: str = "",
    hidden: Iterable[str] = (),
) -> Wording:
    """Return what a node is called, with spaces put in order and repetitions left out.

    A statement too long for a label is cut there, and stands whole in the description. Raises `ExchangeError`.
    """
    if not is_language_tag(language):
        raise ExchangeError("not-a-language-tag", place, found=language[:40])
    called = " ".join(label.split())
    if not called:
        raise ExchangeError("cell-empty", place, column="label")
    told = description.strip()
    if len(called) > LONGEST_LABEL:
        told = f"{called}\n\n{told}".strip() if called not in told else told
        called = called[: LONGEST_LABEL - 1].rstrip() + "…"
    others = _distinct(alternatives, called)
    return Wording(language, called, others, told, note.strip(), _distinct(hidden, called, *others))


def _distinct(labels: Iterable[str], *known: str) -> tuple[str, ...]:
    tidy = (" ".join(label.split())[:LONGEST_LABEL] for label in labels)
    kept = dict.fromkeys(label for label in tidy if label and label not in known)
    return tuple(kept)[:_MOST_LABELS]

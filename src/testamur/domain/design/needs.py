"""What partners need against what is published and being made: covered by name, spoken of, or a gap.

A program reads names and words, no more: what is only spoken of is for a person to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from testamur.core.model.microcredential import MicroCredential
from testamur.domain.demand.values import Asked
from testamur.domain.design.partner_values import BriefView

# Shorter words (of, the, and) tell nothing.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Need:
    """An occupation or a skill that partners need. ``by``: their names.

    ``adverts``, ``roles`` and ``learners``: how many of each ask for it, beside what briefs say.
    """

    kind: str
    name: str
    uri: str
    by: tuple[str, ...]
    adverts: int = 0
    roles: int = 0
    learners: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What could cover a need: published, or a draft. ``is_out``: published."""

    uuid: UUID
    title: str
    is_out: bool
    course: MicroCredential


@dataclass(frozen=True, slots=True)
class Cell:
    """How an offer covers a need: ``named`` (the same skill), ``mentioned`` (its words), or empty; where."""

    how: str
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A need with one cell for each offer of the map. ``standing``: covered, mentioned, making or gap."""

    need: Need
    cells: tuple[Cell, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class RoadMap:
    """Needs against offers; an offer that covers nothing is left out.

    ``languages``: those that any offer is written in, for a need told in another one is not found by its words.
    """

    offers: tuple[Offer, ...]
    rows: tuple[Row, ...]
    languages: tuple[str, ...] = ()


def gathered(briefs: Iterable[BriefView]) -> list[Need]:
    """Return what briefs name, once each, occupations first; the same skill of two partners is one need."""
    found: dict[tuple[str, str], tuple[str, str, list[str]]] = {}
    for brief in briefs:
        named = [("occupation", name, uri) for name, uri, _framework in brief.occupations]
        named += [("skill", name, uri) for name, uri in brief.skills]
        for kind, name, uri in named:
            _name, _uri, by = found.setdefault((kind, uri or name.casefold()), (name, uri, []))
            if brief.organisation and brief.organisation not in by:
                by.append(brief.organisation)
    listed = [Need(kind, name, uri, tuple(by)) for (kind, _key), (name, uri, by) in found.items()]
    return sorted(listed, key=lambda one: (one.kind != "occupation", one.name.casefold()))


def beside(needs: Sequence[Need], asked: Iterable[Asked]) -> list[Need]:
    """Return needs with how often adverts and role profiles ask for them; what only those ask for comes after."""
    waiting = {one.uri: one for one in asked}
    by_name = {one.label.casefold(): one.uri for one in waiting.values()}
    found = []
    for need in needs:
        key = need.uri if need.uri in waiting else by_name.get(need.name.casefold(), "")
        one = waiting.pop(key, None) if need.kind == "skill" else None
        found.append(_joined(need, one) if one else need)
    return [*found, *(_joined(Need("skill", one.label, one.uri, ()), one) for one in waiting.values())]


def mapped(needs: Sequence[Need], offers: Sequence[Offer]) -> RoadMap:
    """Return needs against those offers that cover any of them, published ones first."""
    cells = {
        (row, column): covered(need, offer.course)
        for row, need in enumerate(needs)
        for column, offer in enumerate(offers)
    }
    used: dict[int, bool] = defaultdict(bool)
    for (_row, column), cell in cells.items():
        used[column] |= bool(cell.how)
    kept = sorted((column for column, is_used in used.items() if is_used), key=lambda one: not offers[one].is_out)
    rows = []
    for number, need in enumerate(needs):
        line = tuple(cells[number, column] for column in kept)
        rows.append(
            Row(need, line, _standing([(cell, offers[column]) for cell, column in zip(line, kept, strict=True)]))
        )
    languages = sorted({tag for offer in offers for tag in offer.course.title})
    return RoadMap(tuple(offers[column] for column in kept), tuple(rows), tuple(languages))


def covered(need: Need, course: MicroCredential) -> Cell:
    """Return how a definition covers a need."""
    name, words = need.name.casefold(), _words(need.name)
    named = [
        outcome.id
        for outcome in course.outcomes
        if any((need.uri and skill.uri == need.uri) or skill.name.casefold() == name for skill in outcome.skills)
    ]
    if named:
        return Cell("named", tuple(named))
    spoken = [one.id for one in course.outcomes if words and words <= _all_words(one.text.values())]
    if spoken:
        return Cell("mentioned", tuple(spoken))
    about = [*course.title.values(), *course.description.values(), *course.tags]
    about += course.need_evidence.values() if course.need_evidence else ()
    return Cell("mentioned") if words and words <= _all_words(about) else Cell("")


def _joined(need: Need, one: Asked) -> Need:
    by = tuple(dict.fromkeys((*need.by, *one.organisations)))
    return replace(need, uri=need.uri or one.uri, by=by, adverts=one.adverts, roles=one.roles, learners=one.learners)


def _standing(line: Iterable[tuple[Cell, Offer]]) -> str:
    """Return how a need stands: the best that is published, else what is being made, else a gap: nothing was found."""
    how = {(cell.how, offer.is_out) for cell, offer in line if cell.how}
    if ("named", True) in how:
        return "covered"
    if ("mentioned", True) in how:
        return "mentioned"
    return "making" if how else "gap"


def _words(text: str) -> frozenset[str]:
    found = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return frozenset(word for word in found if len(word) >= _SHORTEST)


def _all_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_words(text) for text in texts))

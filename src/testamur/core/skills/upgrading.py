"""What changed between two versions of a framework: what is gone, what may take its place and why, what is called anew.

A proposal and no more: whoever answers for a definition decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from testamur.core.skills.concepts import Concept, Framework

_MOST = 3
# Beyond it, a label of the one is a label of the other with a few letters or a short word changed.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Successor:
    """What may take a concept's place. ``because``: said (by the publisher), same-label, other-label, or alike.

    ``likeness`` of the labels' letters: 0 to 1; 1 for all but alike.
    """

    concept: Concept
    because: str
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Gone:
    """A concept that the newer version does not have, and what may take its place, the likeliest first."""

    concept: Concept
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A concept that both versions have, under different labels."""

    before: Concept
    after: Concept


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one version to the other. ``fresh``: what only the newer one has."""

    gone: tuple[Gone, ...]
    renamed: tuple[Renamed, ...]
    fresh: tuple[Concept, ...]


def difference(
    before: Framework,
    after: Framework,
    *,
    said: Mapping[str, Collection[str]] | None = None,
    only: Collection[str] | None = None,
) -> Difference:
    """Compare two versions. ``said``: address → what took its place, by the publisher; ``only`` these addresses."""
    now = {one.uri: one for one in after.concepts}
    looked_at = [one for one in before.concepts if only is None or one.uri in only]
    gone = [one for one in looked_at if one.uri not in now]
    kept = [Renamed(one, now[one.uri]) for one in looked_at if one.uri in now and one.label != now[one.uri].label]
    known = {one.uri for one in before.concepts}
    fresh = tuple(one for one in after.concepts if one.uri not in known)
    return Difference(_succeeded(gone, after, said or {}), tuple(kept), fresh)


def _succeeded(gone: Iterable[Concept], after: Framework, said: Mapping[str, Collection[str]]) -> tuple[Gone, ...]:
    gone = tuple(gone)
    if not gone:
        return ()
    book = _Book(after)
    return tuple(Gone(one, book.successors(one, said.get(one.uri, ()))) for one in gone)


class _Book:
    """The newer version, ready to be looked up by address, label and letters."""

    __slots__ = ("_by_label", "_by_other", "_by_uri", "_concepts", "_pieces", "_places")

    def __init__(self, after: Framework) -> None:
        self._concepts = after.concepts
        self._by_uri = {one.uri: one for one in after.concepts}
        self._by_label = {one.label.casefold(): one for one in reversed(after.concepts)}
        self._by_other = {
            label.casefold(): one for one in reversed(after.concepts) for label in reversed(one.alternatives)
        }
        self._pieces = [_pieces(one.label) for one in after.concepts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, pieces in enumerate(self._pieces):
            for piece in pieces:
                self._places[piece].append(at)

    def successors(self, old: Concept, said: Collection[str]) -> tuple[Successor, ...]:
        found: dict[str, Successor] = {}
        for uri in said:
            if uri in self._by_uri:
                found.setdefault(uri, Successor(self._by_uri[uri], "said"))
        for label in old.labels:
            same = self._by_label.get(label.casefold())
            if same:
                found.setdefault(same.uri, Successor(same, "same-label"))
        other = self._by_other.get(old.label.casefold())
        if other:
            found.setdefault(other.uri, Successor(other, "other-label"))
        if not found:
            found = self._alike(old)
        return tuple(found.values())[:_MOST]

    def _alike(self, old: Concept) -> dict[str, Successor]:
        own = _pieces(old.label)
        shared = Counter(at for piece in own for at in self._places.get(piece, ()))
        likeness = {at: 2 * count / (len(own) + len(self._pieces[at])) for at, count in shared.items()}
        best = sorted(likeness, key=lambda at: (-likeness[at], self._concepts[at].uri))[:_MOST]
        return {
            self._concepts[at].uri: Successor(self._concepts[at], "alike", round(likeness[at], 2))
            for at in best
            if likeness[at] >= _ALIKE
        }


def _pieces(label: str) -> frozenset[str]:
    """Return the runs of three letters of each word, with its edges."""
    words = (f"  {word} " for word in label.casefold().split())
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))

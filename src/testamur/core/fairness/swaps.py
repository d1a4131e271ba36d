"""Counterfactual swaps: the same text about somebody else, and whether what is made of it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from string import Formatter

from testamur.core.fairness.counts import FairnessError
from testamur.core.fairness.intervals import Interval, wilson

# Anything that puts something in an order for a text, best first.
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a text is about: the words that fill a template's places, such as ``name`` or ``they``; and their group."""

    group: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places such as ``{name}`` for what tells whom it is about, and nothing else of them."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that differ only in whom they are about. ``groups``: of the one and of the other."""

    template: str
    groups: tuple[str, str]
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Swapped:
    """How many pairs were ranked otherwise: the first place, and any of the first ``depth`` places."""

    pairs: int
    first: int
    any: int
    depth: int
    by_groups: Mapping[tuple[str, str], tuple[int, int]]

    @property
    def rate(self) -> Fraction:
        """The share of pairs whose first place changed; the aim is at most 1 %."""
        return Fraction(self.first, self.pairs)

    @property
    def interval(self) -> Interval:
        """Where that share lies with 95 % confidence; pairs of one template are not wholly independent."""
        return wilson(self.first, self.pairs)


def pairs(templates: Iterable[Template], people: Sequence[Who]) -> Iterator[Pair]:
    """Yield each template about each two people of different groups. Raises `FairnessError` for a place without words.

    A place with a capital (``{They}``) takes the same words, begun with one.
    """
    for template in templates:
        texts = [_filled(template, who) for who in people]
        for (one, text), (two, other) in combinations(zip(people, texts, strict=True), 2):
            if one.group != two.group:
                yield Pair(template.id, (one.group, two.group), text, other)


def swapped(found: Iterable[Pair], ranker: Ranker, *, depth: int = 5) -> Swapped:
    """Return how often *ranker* says something else of the other text. Raises `FairnessError` without pairs."""
    known: dict[str, tuple[str, ...]] = {}
    first = anywhere = 0
    seen: Counter[tuple[str, str]] = Counter()
    changed: Counter[tuple[str, str]] = Counter()
    for pair in found:
        for text in (pair.text, pair.other):
            if text not in known:
                known[text] = tuple(ranker(text))[:depth]
        one, other = known[pair.text], known[pair.other]
        seen[pair.groups] += 1
        changed[pair.groups] += one[:1] != other[:1]
        first += one[:1] != other[:1]
        anywhere += one != other
    if not seen:
        raise FairnessError("no-pairs")
    by_groups = {groups: (changed[groups], seen[groups]) for groups in sorted(seen)}
    return Swapped(seen.total(), first, anywhere, depth, by_groups)


def _filled(template: Template, who: Who) -> str:
    parts = []
    for text, place, _, _ in Formatter().parse(template.text):
        parts.append(text)
        if place is not None:
            word = who.words.get(place[:1].lower() + place[1:])
            if word is None:
                raise FairnessError("no-words-for-place", template=template.id, place=place, group=who.group)
            parts.append(word[:1].upper() + word[1:] if place[:1].isupper() else word)
    return "".join(parts)

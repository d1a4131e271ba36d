"""Two people changed one text: what both did, put together by lines, and where that cannot be.

Three-way: a stretch that only one side changed is taken from that side. Where both changed the same number of lines,
each line stands for itself, as keys of a definition do. What is left is a clash, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this, lines that recur all over are not aligned one by one: time stays near to linear.
_LONG = 1000
_TOP_KEY = re.compile(r"([a-z_]+):")


@dataclass(frozen=True, slots=True)
class Clash:
    """A stretch that both changed, each otherwise. ``line`` counts from 1 in the merged text; ``key``: its top key."""

    line: int
    key: str
    base: str
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A proposal; true where nothing clashes. Where something does, yours stands in ``text``."""

    text: str
    clashes: tuple[Clash, ...] = ()

    def __bool__(self) -> bool:
        return not self.clashes


Lines = Sequence[str]


def merge(base: str, yours: str, theirs: str, *, giving_way: Collection[int] = ()) -> Merge:
    """Return *yours* and *theirs* put together, both made from *base*. Every text has Unix line ends.

    *giving_way* are the numbers, from 0, of the clashes in which theirs stands instead of yours.
    """
    if yours in (theirs, base):
        return Merge(theirs)
    if theirs == base:
        return Merge(yours)
    lines: list[str] = []
    clashes: list[Clash] = []
    for piece in _pieces(_lines(base), _lines(yours), _lines(theirs)):
        before, mine, other = piece
        taken = _taken(before, mine, other)
        if taken is None:
            sides = ("\n".join(side) for side in piece)
            clashes.append(Clash(len(lines) + 1, _key(lines, mine or other), *sides))
            taken = other if len(clashes) - 1 in giving_way else mine
        lines += taken
    return Merge("\n".join(lines), tuple(clashes))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _taken(before: Lines, mine: Lines, other: Lines) -> Lines | None:
    if mine in (other, before):
        return other
    return mine if other == before else None


def _pieces(base: Lines, yours: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Yield the three texts in corresponding stretches; what neither touched comes line by line."""
    mine, other = _matches(base, yours), _matches(base, theirs)
    at, at_mine, at_other = 0, 0, 0
    for number in range(len(base)):
        if number in mine and number in other:
            yield from _stretch(base[at:number], yours[at_mine : mine[number]], theirs[at_other : other[number]])
            at, at_mine, at_other = number + 1, mine[number] + 1, other[number] + 1
            yield base[number:at], base[number:at], base[number:at]
    yield from _stretch(base[at:], yours[at_mine:], theirs[at_other:])


def _stretch(before: Lines, mine: Lines, other: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    if _taken(before, mine, other) is None and len(before) == len(mine) == len(other):
        yield from (([one], [two], [three]) for one, two, three in zip(before, mine, other, strict=True))
    elif before or mine or other:
        yield before, mine, other


def _matches(base: Lines, changed: Lines) -> dict[int, int]:
    """Return line of *base* → the same line in *changed*; what both begin and end with needs no search."""
    first = _alike(base, changed)
    last = _alike(base[first:][::-1], changed[first:][::-1])
    middle, other = base[first : len(base) - last], changed[first : len(changed) - last]
    matcher = SequenceMatcher(None, middle, other, autojunk=len(middle) > _LONG)
    found = {number: number for number in range(first)}
    for block in matcher.get_matching_blocks():
        found |= {first + block.a + step: first + block.b + step for step in range(block.size)}
    apart = len(changed) - len(base)
    return found | {number: number + apart for number in range(len(base) - last, len(base))}


def _alike(one: Lines, other: Lines) -> int:
    """Return how many lines both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


def _key(above: Lines, stretch: Lines) -> str:
    """Return the top key that a stretch begins in."""
    for line in [*stretch[:1], *reversed(above)]:
        found = _TOP_KEY.match(line)
        if found:
            return found[1]
    return ""

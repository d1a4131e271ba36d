"""Words of an advert within a little of what stands around them, and a whole text with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_AROUND = 90
_LIST_MARK = re.compile(r"^(?:[-\u2010-\u2015*•·▪◦‣>]+|\(?[0-9]{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words, and what stands before and after them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked or not."""

    text: str
    is_marked: bool


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """Return the words at a place of a text, with the rest of their line, shortened."""
    first = max(text.rfind("\n", 0, start) + 1, 0)
    last = text.find("\n", end)
    before, after = text[first:start], text[end : last if last >= 0 else len(text)]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return Excerpt(_LIST_MARK.sub("", before.lstrip()), text[start:end], after.rstrip())


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from and until where the line of some words goes, without the mark of a list before it."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    lead = len(line) - len(_LIST_MARK.sub("", line.lstrip()))
    return min(first + lead, start), first + len(line)


def pieces(text: str, places: Iterable[tuple[int, int]], within: tuple[int, int] | None = None) -> list[Piece]:
    """Return a text, or a part of it, cut at places that may overlap; what lies in any of them is marked."""
    found: list[Piece] = []
    done, last = within or (0, len(text))
    for first, end in sorted(places):
        start = max(first, done)
        if end <= start:
            continue
        found += [Piece(text[done:start], is_marked=False), Piece(text[start:end], is_marked=True)]
        done = end
    return [one for one in (*found, Piece(text[done:last], is_marked=False)) if one.text]

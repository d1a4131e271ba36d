"""Words of an advert within a little of what stands around them, and a whole text with marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_AROUND = 90


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
    return Excerpt(before.lstrip(), text[start:end], after.rstrip())


def pieces(text: str, places: Iterable[tuple[int, int]]) -> list[Piece]:
    """Return a text cut at places that may overlap; what lies in any of them is marked."""
    found: list[Piece] = []
    done = 0
    for first, end in sorted(places):
        start = max(first, done)
        if end <= start:
            continue
        found += [Piece(text[done:start], is_marked=False), Piece(text[start:end], is_marked=True)]
        done = end
    return [one for one in (*found, Piece(text[done:], is_marked=False)) if one.text]

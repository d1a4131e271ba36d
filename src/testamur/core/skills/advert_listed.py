"""Names that only their neighbours tell: the letter R beside Python, English at the beginning of a list of languages.

By itself a letter is an initial or a mark, and a word with a capital at the beginning of a sentence any word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testamur.core.skills.advert_parts import Signs

# A letter, or the first word; what follows a letter in C++, R&D, C. and B-2 makes it something else.
_ALONE = re.compile(r"(?<![\w&+#'’.-])[A-Z](?![\w&+#'’-])(?!\.\w)|\A[^\W\d_]{2,}(?![\w'’-])")
_LEVEL = re.compile(r"\s*\(?(?:[ABC][12]\b\+?(?:\s*[-–/]\s*[ABC][12]\b)?|\d[\d.]*)\)?")
_NEXT = r"(?:\s+[^\W\d_]{2,3})?\s+"


def beside(
    text: str, told: Iterable[tuple[int, str]], signs: Signs, is_name: Callable[[str], bool]
) -> list[tuple[int, str]]:
    """Return further names of a text, each with its place, that stand in a list with names that were *told*.

    Also a letter beside a word such as "programming" or a number of a version, a first word with a level of language.
    """
    spans = sorted((at, at + len(said)) for at, said in told)
    left = [one.span() for one in _ALONE.finditer(text) if is_name(one[0])]
    left = [one for one in left if not any(first < one[1] and one[0] < last for first, last in spans)]
    found: list[tuple[int, int]] = []
    while news := [one for one in left if _stands_out(text, one, signs) or _is_listed(text, one, spans, signs)]:
        found += news
        spans = sorted((*spans, *news))
        left = [one for one in left if one not in news]
    return [(start, text[start:end]) for start, end in sorted(found)]


def _stands_out(text: str, span: tuple[int, int], signs: Signs) -> bool:
    start, end = span
    level = _LEVEL.match(text, end)
    if end - start > 1:
        return level is not None and not level[0].strip(" ()")[0].isdigit()
    if level is not None and level[0].strip(" ()")[0].isdigit():
        return True
    after = re.match(r"\s+", text[end:])
    before = re.search(rf"(?:{signs.letters.pattern}){_NEXT}\Z", text[:start], re.IGNORECASE)
    return before is not None or (after is not None and signs.letters.match(text, end + after.end()) is not None)


def _is_listed(text: str, span: tuple[int, int], spans: Iterable[tuple[int, int]], signs: Signs) -> bool:
    """Whether nothing but a comma, an "and" or a level is between a word and a name."""
    start, end = span
    return any(_joins(gap, signs) for gap in _gaps(text, start, end, spans))


def _gaps(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    for first, last in spans:
        if first >= end:
            yield text[end:first]
        elif last <= start:
            yield text[last:start]


def _joins(gap: str, signs: Signs) -> bool:
    level = _LEVEL.match(gap)
    bare = gap[level.end() :] if level else gap
    return bool(signs.joins.search(bare)) and not signs.joins.sub("", bare).strip(" ()")

"""What stands above and below every page, taken out: it would part a sentence that goes on overleaf."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

_Line = TypeVar("_Line")
# So many lines at either edge of a page may be its head or foot.
_EDGE = 3
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pàgina|pàg|pág|p|muka surat|halaman)\W*)?\d{1,3}"
    r"(?:\s*(?:of|von|de|sur|daripada|/|\|)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:page|seite|página|pàgina|pàg|pág|muka surat|halaman)\W*#")
_DIGITS = re.compile(r"\d+")


def whole(pages: Sequence[str]) -> str:
    """Return the words of all pages: what runs along is said once, numbers of pages never."""
    cut = [[line for line in page.split("\n") if line.strip()] for page in pages]
    if len(cut) > 1:
        heads = _repeated([_edges(lines)[0] for lines in cut])
        feet = _repeated([_edges(lines)[1] for lines in cut])
        last = len(cut) - 1
        numbers = {one for one in heads | feet if _NUMBERED.match(one)}
        cut = [_bare(page, heads if at else numbers, feet if at < last else numbers) for at, page in enumerate(pages)]
    else:
        cut = [page.split("\n") for page in pages]
    return _bound(["\n".join(lines).strip("\n") for lines in cut])


def _repeated(edges: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that most pages have at an edge, whatever number is in them."""
    said = Counter(one for lines in edges for one in {_key(line) for line in lines})
    return {one for one, times in said.items() if times > 1 and times * 2 > len(edges) and one.strip("# ")}


def _bare(page: str, heads: set[str], feet: set[str]) -> list[str]:
    lines = page.split("\n")
    told = [at for at, line in enumerate(lines) if line.strip()]
    above, below = _edges(told)
    out = {at for at in above if _key(lines[at]) in heads}
    out |= {at for at in below if _key(lines[at]) in feet}
    out |= {at for at in (*told[:1], *told[-1:]) if _NUMBER.fullmatch(lines[at].strip())}
    left = [at for at in told if at not in out]
    out |= {at for at in (*left[:1], *left[-1:]) if _NUMBER.fullmatch(lines[at].strip())}
    return [line for at, line in enumerate(lines) if at not in out]


def _bound(pages: Sequence[str]) -> str:
    """Join pages: a sentence that began overleaf goes on in the next line, anything else after a blank one."""
    bound = ""
    for page in pages:
        goes_on = bool(bound) and page.lstrip()[:1].islower() and not bound.rstrip().endswith((".", "!", "?", ":"))
        bound += (("\n" if goes_on else "\n\n") if bound else "") + page
    return bound


def _edges(lines: Sequence[_Line]) -> tuple[Sequence[_Line], Sequence[_Line]]:
    """Return the first and the last lines of a page; of a page of few, no line is both."""
    depth = min(_EDGE, len(lines) // 2)
    return lines[:depth], lines[len(lines) - depth :]


def _key(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line).casefold().split())

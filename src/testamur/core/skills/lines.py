"""Lines that a page was too narrow for, joined again: what a sentence says does not depend on where paper ended.

A line goes on in the next where the next word would not have fitted into it, and nothing tells that something new
begins: a mark of a list, a blank line, the end of a sentence. Where lines are as long as they like, nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BULLETS = "•·▪◦‣●○■□➢✓✔"
_MARK = re.compile(rf"[ \t]*(?:[{_BULLETS}]|(?:[-\u2010-\u2015*>]+|\(?[0-9]{{1,3}}[.)]|\(?[a-z][.)])[ \t])")
_LONE_MARK = re.compile(rf"[ \t]*[-*\u2013{_BULLETS}][ \t]*\Z")
_PRIVATE = re.compile(r"(?m)^([ \t]*)[\uf0b7\uf0a7\uf0d8\uf0fc]")
# Word's round mark of the second level comes out as a letter.
_LETTER_MARK = re.compile(r"(?m)^([ \t]*)o(?=[ \xa0]{2,}\S|\t| [^\W\d_a-z])")
_SOFT = re.compile(r"\u00ad\n[ \t]*")
_HYPHEN = re.compile(r"(?P<space>[ \t]?)(?P<first>[^\W\d_]{1,60})[-\u2010]\n[ \t]*(?P<rest>[^\W\d_]+)")
# Stands where a word was broken, until lines are joined; a word joiner shows nothing.
_BROKEN = "\u2060"
_JOINING = re.compile(r"(?:and|or|und|oder|bzw|y|e|o|u|i|et|ou|dan|atau|to)\Z", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;…।。؟][\"'”’)\]]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
# In characters: a column is as wide at least, and a line beyond the most was broken by nobody.
_NARROWEST, _WIDEST, _FULL = 28, 140, 45
_NEARLY, _MOST_ARE = 0.75, 0.85
# After these a line cannot end.
_LEADS_ON = re.compile(
    r"(?:,|\b(?:and|or|of|in|with|to|for|the|a|an|und|oder|mit|in|von|der|die|das|für|y|o|de|en|con|el|la|los|las"
    r"|i|amb|et|ou|du|des|le|les|avec|dan|atau|dengan|dalam|e|do|da|em|com))\Z",
    re.IGNORECASE,
)
# What English adds to a word with a hyphen.
_ADDED = frozenset(
    (
        *("facing", "based", "oriented", "related", "driven", "specific", "friendly", "time", "term", "level", "wide"),
        *("free", "site", "house", "end", "party", "hand", "on", "up", "day", "week", "year", "scale", "life", "work"),
        *("making", "solving", "learning", "ready", "user", "first", "efficient", "paced"),
    )
)
_STEM, _TWICE = 4, 2


@dataclass(frozen=True, slots=True)
class _Width:
    """How wide the lines of a block are, in characters: most of them, and the widest.

    ``is_prose``: the block begins with a capital or a mark, so that its lines are not those of a list without marks.
    """

    usual: int
    most: int
    is_prose: bool


def joined(text: str) -> str:
    """Return a text with broken words and broken lines joined; joined again it is the same."""
    text = _PRIVATE.sub(r"\1•", text)
    if len(_LETTER_MARK.findall(text)) >= _TWICE:
        text = _LETTER_MARK.sub(r"\1-", text)
    lines = _whole_words(text).split("\n")
    widths = _widths(lines)
    is_broken = sum(_goes_on(lines, at, widths[at]) for at in range(len(lines) - 1)) >= _TWICE
    return "\n".join(_rows(lines, widths, is_broken=is_broken)).replace(_BROKEN, "")


def _rows(lines: Sequence[str], widths: Sequence[_Width], *, is_broken: bool) -> Iterator[str]:
    row = [lines[0]]
    for at in range(len(lines) - 1):
        is_next = _LONE_MARK.match(lines[at]) and lines[at + 1].strip() and not _MARK.match(lines[at + 1])
        if is_next or _goes_on(lines, at, widths[at]) or (is_broken and _may_go_on(lines, at, widths[at])):
            row[-1] = row[-1].rstrip()
            row.append(lines[at + 1].lstrip())
        else:
            yield " ".join(row)
            row = [lines[at + 1]]
    yield " ".join(row)


def _goes_on(lines: Sequence[str], at: int, width: _Width) -> bool:
    """Whether the next line begins small and this one was full, or that one is set in below the mark of a list."""
    here, after = lines[at], lines[at + 1]
    if after.startswith(_BROKEN):
        return True
    if not _is_open(here, after):
        return False
    first = after.lstrip()[0]
    if not (first.islower() or first in "(,&/"):
        return False
    is_set_in = after.startswith("  ") and bool(_MARK.match(here))
    # In a list without marks, every line begins small.
    is_begun = not here.lstrip()[0].islower() or (at > 0 and not _ENDS.search(lines[at - 1]) and width.is_prose)
    share = _NEARLY if is_begun else 1.0
    return is_set_in or len(here.rstrip()) >= _FULL or _is_full(here, after, width.usual, share)


def _may_go_on(lines: Sequence[str], at: int, width: _Width) -> bool:
    """Whether a full line without an end goes on with a capital or a number, as nouns and names have them."""
    here, after = lines[at], lines[at + 1]
    if not _is_open(here, after) or width.usual <= _NARROWEST:
        return False
    leads_on = bool(_LEADS_ON.search(here.rstrip()))
    return _is_full(here, after, width.usual if leads_on else width.most, _NEARLY if leads_on else 1.0)


def _is_open(here: str, after: str) -> bool:
    """Whether two lines may be one: neither is blank, the first has no end and is no longer than paper is wide."""
    is_said = bool(here.strip() and after.strip()) and len(here) <= _WIDEST
    return is_said and not _ENDS.search(here.rstrip()) and not _MARK.match(after)


def _is_full(here: str, after: str, width: int, share: float) -> bool:
    """Whether the next word did not fit into a line; *share* of the width is enough where letters differ in width."""
    return len(here.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > max(width, _NARROWEST) * share


def _widths(lines: Sequence[str]) -> list[_Width]:
    """Return for each line how wide those are that stand together with it, without a blank between; a few are wider."""
    widths, first = [_Width(0, 0, is_prose=False)] * len(lines), 0
    for at in range(len(lines) + 1):
        if at == len(lines) or not lines[at].strip():
            block = sorted(len(one.rstrip()) for one in lines[first:at])
            if block:
                widths[first:at] = [
                    _Width(
                        block[int(_MOST_ARE * (len(block) - 1))],
                        block[-1],
                        is_prose=not lines[first].lstrip()[0].islower(),
                    )
                ] * len(block)
            first = at + 1
    return widths


def _whole_words(text: str) -> str:
    """Join words that were broken; a hyphen stays that belongs to the word: "SAP-Kenntnisse", "customer-facing"."""
    text = text.replace(_BROKEN, "")
    known = {one.casefold() for one in _WORD.findall(_HYPHEN.sub(" ", text))}

    def word(found: re.Match[str]) -> str:
        space, first, rest = found["space"], found["first"], found["rest"]
        if _JOINING.match(rest):
            return f"{space}{first}-\n{_BROKEN}{rest}"
        is_compound = len(first) >= _STEM and first.casefold() in known and (first + rest).casefold() not in known
        is_joined = rest[0].islower() and first[-1].islower() and rest not in _ADDED and not is_compound
        # The line is broken before the word, so that how wide the others are is still seen.
        before = f"\n{_BROKEN}" if space else ""
        return f"{before}{first}{'' if is_joined else '-'}{rest}"

    return _HYPHEN.sub(word, text)

"""What of a sentence is only wished for: the clause or the items that "is an advantage" or "ideally" speak of.

"Python is required, R is an advantage" wishes for R alone. A sign speaks of what stands before it in its clause ("R and
SQL are a plus"), or where nothing stands before it of what follows ("ideally R and SQL").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testamur.core.skills.advert_parts import Signs

_HARD = re.compile(r";|\s[-–—]\s|(?P<open>[(\[])|(?P<close>[)\]])")
_SOFT = re.compile(r",(?!\d)|、|،")
_BEFORE_WHAT = re.compile(r"\W*:")
# An item of an enumeration has as many words at most.
_AN_ITEM = 6
_SOFTLY = ("comma", "and", "both")


@dataclass(frozen=True, slots=True)
class _Atom:
    """A stretch without a comma, an "and" or a bracket. ``after``: what parts it from the one before.

    ``depth``: in how many brackets it stands; ``is_wish``: it has a sign; ``is_before``: the sign is before what it
    speaks of; ``is_bare``: it has nothing else; ``is_must``, ``is_said``: it says that it is needed, or of whom.
    """

    start: int
    end: int
    after: str
    depth: int
    is_wish: bool
    is_before: bool
    is_bare: bool
    is_must: bool
    is_said: bool
    words: int


def wished(text: str, signs: Signs) -> tuple[tuple[int, int], ...]:
    """Return from and until where a sentence only wishes for what it names, in its order."""
    if not signs.wishes.search(text):
        return ()
    atoms = list(_atoms(text, signs))
    told: set[int] = set()
    for at, one in enumerate(atoms):
        if one.is_wish:
            told.add(at)
            told.update(_after(atoms, at) if _looks_ahead(atoms, at) else _before(atoms, at))
    return tuple((atoms[at].start, atoms[at].end) for at in sorted(told))


def _looks_ahead(atoms: Sequence[_Atom], at: int) -> bool:
    one = atoms[at]
    if not one.is_bare:
        return one.is_before
    follows = atoms[at + 1] if at + 1 < len(atoms) else None
    return follows is not None and follows.depth == one.depth and follows.after in _SOFTLY


def _after(atoms: Sequence[_Atom], at: int) -> Iterator[int]:
    """Yield what follows a sign: to a new clause, what is needed, or the end of what was said between two commas."""
    first = atoms[at]
    is_between = first.after == "comma" and not first.is_bare
    for next_at in range(at + 1, len(atoms)):
        one = atoms[next_at]
        is_own = first.is_bare and next_at == at + 1
        if one.is_wish or one.after == "hard" or one.depth != first.depth:
            return
        if not is_own and (_is_needed(atoms, next_at) or (one.is_said and one.after != "and")):
            return
        if one.after == "both" and is_between:
            return
        yield next_at


def _before(atoms: Sequence[_Atom], at: int) -> Iterator[int]:
    """Yield what stands before a sign and belongs to it: one item, or a whole enumeration that ends in "and"."""
    first = atoms[at]
    is_row = first.after in ("and", "both")
    if first.is_bare:
        if at and not (atoms[at - 1].is_wish or atoms[at - 1].is_must):
            at -= 1
            yield at
            is_row = atoms[at].after in ("and", "both") and first.depth == atoms[at].depth
        else:
            return
    while is_row and at:
        at -= 1
        one = atoms[at]
        if one.is_wish or one.is_must or one.is_said or one.depth != atoms[at + 1].depth or one.words > _AN_ITEM:
            return
        yield at
        is_row = one.after in _SOFTLY


def _is_needed(atoms: Sequence[_Atom], at: int) -> bool:
    """Whether an item is needed by what its own row ends in: Python, R and SQL are required."""
    row_goes_on = True
    for one in atoms[at:]:
        if one is not atoms[at] and (one.is_wish or one.is_said or one.after not in _SOFTLY or not row_goes_on):
            return False
        if one.is_must:
            return one is atoms[at] or one.after != "comma"
        # An enumeration ends with what follows its "and".
        row_goes_on = one.after == "comma"
    return False


def _atoms(text: str, signs: Signs) -> Iterator[_Atom]:
    """Cut a sentence at brackets, commas, "and" and "but", never within a sign."""
    kept = [one.span() for each in (signs.wishes, signs.musts) for one in each.finditer(text)]
    start, after, depth = 0, "hard", 0
    for cut_start, cut_end, kind, deeper in _cuts(text, signs):
        if any(first < cut_end and cut_start < last for first, last in kept):
            continue
        stretch = text[start:cut_start]
        if any(letter.isalnum() for letter in stretch):
            yield _atom(text, start, cut_start, after, depth, signs)
            after = kind
        elif {after, kind} == {"comma", "and"}:
            after = "both"
        elif kind == "hard":
            after = kind
        start, depth = cut_end, max(0, depth + deeper)
    if any(letter.isalnum() for letter in text[start:]):
        yield _atom(text, start, len(text), after, depth, signs)


def _cuts(text: str, signs: Signs) -> Iterator[tuple[int, int, str, int]]:
    found = [
        (
            one.start(),
            one.end(),
            "bracket" if one["open"] or one["close"] else "hard",
            bool(one["open"]) - bool(one["close"]),
        )
        for one in _HARD.finditer(text)
    ]
    found += [(one.start(), one.end(), "hard", 0) for one in signs.but.finditer(text)]
    found += [(one.start(), one.end(), "comma", 0) for one in _SOFT.finditer(text)]
    found += [(one.start(), one.end(), "and", 0) for one in signs.joining.finditer(text)]
    yield from sorted(found)


def _atom(text: str, start: int, end: int, after: str, depth: int, signs: Signs) -> _Atom:
    said = text[start:end]
    sign = signs.wishes.search(said)
    lead = said[: sign.start()] if sign else ""
    rest = said[sign.end() :] if sign else said
    has_lead, has_rest = signs.is_telling(lead), signs.is_telling(rest)
    is_list = bool(sign and _BEFORE_WHAT.match(rest))
    return _Atom(
        start,
        end,
        after,
        depth,
        is_wish=bool(sign),
        is_before=bool(sign) and (is_list or not has_lead),
        is_bare=bool(sign) and not has_lead and not has_rest and not is_list,
        is_must=bool(signs.musts.search(said)),
        is_said=bool(signs.who.search(said)),
        words=len(said.split()),
    )

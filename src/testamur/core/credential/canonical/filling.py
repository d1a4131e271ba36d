"""Lines of N-Quads with holes, and what fills them.

A hole is a private-use mark in a text while a shape is compiled, and a ``%b`` in a byte string afterwards: nothing is
compiled to code, so no text of a stranger can be taken for anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

# Marks for a value, in a scheme of its own so that it may stand where an address does, and for a blank node's label.
_SCHEME = "x-slot:"
VALUE, _VALUE_END, LABEL, _LABEL_END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS = (VALUE, _VALUE_END, LABEL, _LABEL_END)
HOLE = re.compile(f"(?:{_SCHEME})?{VALUE}(\\d+){_VALUE_END}|{LABEL}(\\d+){_LABEL_END}")
LABEL_AT_END = re.compile(f"{LABEL}(\\d+){_LABEL_END} \\.\n\\Z")

Fill = Callable[[Sequence[bytes]], bytes]


def value_mark(number: int) -> str:
    """Return what stands for a value."""
    return f"{_SCHEME}{VALUE}{number}{_VALUE_END}"


def label_mark(number: int) -> str:
    """Return what stands for the label of a blank node."""
    return f"{LABEL}{number}{_LABEL_END}"


class Line(NamedTuple):
    """A line with holes. One that ``may_repeat`` counts as often as it stands, others are members of a set."""

    subject: str
    rest: str
    may_repeat: bool = False


def fill(text: str, values: int) -> Fill:
    """Return a function that writes *text* with its holes filled; label *n* comes after the *values*."""
    parts, holes, end = [], [], 0
    for match in HOLE.finditer(text):
        parts.append(text[end : match.start()].encode().replace(b"%", b"%%"))
        holes.append(int(match[1]) if match[1] else values + int(match[2]))
        end = match.end()
    if not holes:
        constant = text.encode()
        return lambda _filling: constant
    form = b"%b".join([*parts, text[end:].encode().replace(b"%", b"%%")])
    take = itemgetter(*holes)
    return lambda filling: form % take(filling)


def unfill(text: str, count: int) -> Callable[[bytes], list[bytes] | None]:
    """Return a function that finds what a JSON *text* was filled with, *count* holes in all, or None in another text.

    What fills a hole ends with the next quotation mark, so a value that holds one is not found.
    """
    holes = list(HOLE.finditer(text))
    start = text[: holes[0].start()].encode() if holes else text.encode()
    ends = [*(hole.start() for hole in holes[1:]), len(text)]
    after = [(int(hole[1]), text[hole.end() : end].encode()) for hole, end in zip(holes, ends, strict=bool(holes))]

    def found(data: bytes) -> list[bytes] | None:
        if not data.startswith(start):
            return None
        values, at = [b""] * count, len(start)
        for number, part in after:
            end = data.find(b'"', at)
            if not data.startswith(part, end):
                return None
            values[number] = data[at:end]
            at = end + len(part)
        return values if at == len(data) else None

    return found


def sorted_fill(lines: Sequence[Line], values: int) -> Fill:
    """Return a function that writes *lines* sorted.

    Most lines differ before their first hole, so that their order is known now; only the others are sorted each time.
    """
    parts: list[Fill] = []
    decided = ""
    for group in _undecided(sorted(_without_repeats(lines), key=lambda line: _start(line.rest))):
        if len(group) == 1:
            decided += group[0].subject + group[0].rest
        else:
            parts += [fill(decided, values), _sorting(group, values)]
            decided = ""
    parts.append(fill(decided, values))
    return parts[0] if len(parts) == 1 else lambda filling: b"".join([part(filling) for part in parts])


def _sorting(lines: Sequence[Line], values: int) -> Fill:
    once = [fill(line.subject + line.rest, values) for line in lines if not line.may_repeat]
    often = [fill(line.subject + line.rest, values) for line in lines if line.may_repeat]

    def filled(filling: Sequence[bytes]) -> bytes:
        return b"".join(sorted([*{written(filling) for written in once}, *[written(filling) for written in often]]))

    return filled


def _without_repeats(lines: Sequence[Line]) -> list[Line]:
    return [*dict.fromkeys(line for line in lines if not line.may_repeat), *(line for line in lines if line.may_repeat)]


def _start(text: str) -> str:
    """Return what stands before the first hole."""
    hole = HOLE.search(text)
    return text[: hole.start()] if hole else text


def _undecided(lines: Sequence[Line]) -> list[list[Line]]:
    """Return *lines*, sorted by their starts, in groups whose order among themselves depends on the holes."""
    groups: list[list[Line]] = []
    for line in lines:
        start = _start(line.rest)
        if groups and any(start.startswith(_start(other.rest)) for other in groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups

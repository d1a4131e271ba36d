"""Who is who: the same person twice in a file, found without keeping a million names in memory."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import replace
from itertools import pairwise

from testamur.core.assessment.intake.values import Notice, ResultRow, RowError

_MASK = (1 << 64) - 1
_SHARES = 64


def keys(name: str, email: str, identifier: str) -> tuple[str, ...]:
    """Return what tells a person apart: identifier and e-mail where there are any, else the name."""
    found = []
    if identifier.strip():
        found.append("i" + unicodedata.normalize("NFC", identifier.strip()).casefold())
    if email.strip():
        found.append("e" + unicodedata.normalize("NFC", email.strip()).casefold())
    return tuple(found) or ("n" + " ".join(unicodedata.normalize("NFC", name).casefold().split()),)


class Census:
    """Counts keys as 64-bit numbers, 8 bytes each: enough to know which may occur twice."""

    def __init__(self) -> None:
        self._shares = [array("Q") for _ in range(_SHARES)]

    def count(self, key: str) -> None:
        """Take note of one key."""
        number = hash(key) & _MASK
        self._shares[number % _SHARES].append(number)

    def suspects(self) -> frozenset[int]:
        """Return the numbers that were counted more than once."""
        found: set[int] = set()
        for share in self._shares:
            ordered = sorted(share)
            found.update(one for one, following in pairwise(ordered) if one == following)
        return frozenset(found)


class Doorkeeper:
    """Lets each person in once: the first row wins, a later one is an error unless it says the very same."""

    def __init__(self, suspects: frozenset[int]) -> None:
        self._suspects = suspects
        self._seen: dict[str, ResultRow] = {}

    def admit(self, row: ResultRow) -> ResultRow | RowError | Notice:
        """Return the row, or what to say instead."""
        watched = [key for key in keys(row.name, row.email, row.identifier) if hash(key) & _MASK in self._suspects]
        first = next((self._seen[key] for key in watched if key in self._seen), None)
        if first is None:
            self._seen.update(dict.fromkeys(watched, row))
            return row
        if replace(row, line=first.line) == first:
            return Notice("repeated-row", line=row.line, facts={"first": first.line})
        by = next(key[0] for key in watched if key in self._seen)
        found = {"i": row.identifier, "e": row.email, "n": row.name}[by]
        column = {"i": "identifier", "e": "email", "n": "name"}[by]
        return RowError(row.line, "", "duplicate-recipient", found, {"first": first.line, "by": column})

"""One cell to one value, or the reason why not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from testamur.core.assessment.intake.headers import normalise
from testamur.core.assessment.intake.values import CELL_LIMIT, NAME_LIMIT


class Unreadable(Exception):  # noqa: N818 - caught where the row is put together; never leaves the reader
    """A cell that is not what its column holds."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


_NO_GRADE = frozenset({"", "-", "–", "—", "n/a", "na", "nd"})
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:[.,][0-9]{1,12})?")
_YES = frozenset(
    {
        "yes", "y", "true", "1", "x", "pass", "passed", "met", "complete", "completed", "achieved", "si", "s",
        "aprobado", "apto", "superado", "verdadero", "apte", "aprovat", "superat", "cert", "ya", "lulus", "betul",
        "tamat", "oui", "o", "vrai", "reussi", "admis", "valide",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "0", "fail", "failed", "unmet", "incomplete", "not met", "not passed", "not achieved",
        "suspenso", "suspendido", "falso", "no apto", "no superado", "suspes", "fals", "no apte", "no superat", "tidak",
        "gagal", "palsu", "tidak lulus", "non", "faux", "echoue", "ajourne", "refuse",
    }
)  # fmt: skip
_OPEN = frozenset({"", "pending", "in progress", "pendiente", "pendent", "en curso", "en curs", "en cours"})
_OPEN |= {"dalam proses", "belum selesai", "en attente"}
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\_]{1,190}\.[^\s@<>,;:\"()\[\]\\_.]{2,63}")
_AS_TEXT = re.compile(r'="([^"]*)"')
_SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+E\+[0-9]{2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]{4,15}(?:Z|[+-][0-9:]{4,6})?)?")
_NUMERIC = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})(?: [0-9:]{4,8})?")
_SPACES = re.compile(r"[ \u00a0]+")
_YEARS = (1900, 2200)
_FORMULA = ("=", "+", "-", "@")
_MONTHS = 12


def text(cell: str, *, limit: int = NAME_LIMIT) -> str:
    """Return a person's text, NFC, single-spaced. Raises `Unreadable` for what could mislead a reader or a program.

    A first character ``=``, ``+``, ``-`` or ``@`` would run as a formula in a spreadsheet, and no name begins so.
    """
    is_simple = cell.isascii() and cell.isprintable()
    found = " ".join(cell.split()) if is_simple else _spaced(cell)
    if found in {"-", "–", "—"}:
        return ""
    if len(found) > limit:
        raise Unreadable("too-long", limit=limit, length=len(found))
    for letter in "" if is_simple else found:
        if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Zl", "Zp"} or letter in _BIDI:
            raise Unreadable("control-character", codepoint=f"U+{ord(letter):04X}")
    if found.startswith(_FORMULA):
        raise Unreadable("looks-like-formula", first=found[0])
    if "<" in found or ">" in found:
        raise Unreadable("markup")
    return found


def _spaced(cell: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", cell).strip(" \t\u00a0\ufeff"))


# Embeddings, overrides and isolates turn what a reader sees into something else; plain direction marks do not.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def name(cell: str) -> str:
    """Return a name: text with at least one letter. Raises `Unreadable`."""
    found = text(cell)
    if found and not any(letter.isalpha() for letter in found):
        raise Unreadable("not-a-name")
    return found


def identifier(cell: str) -> str:
    """Return an identifier; ``="00123"``, a spreadsheet's way to keep zeros, is unwrapped. Raises `Unreadable`."""
    stripped = cell.strip()
    wrapped = _AS_TEXT.fullmatch(stripped)
    found = text(wrapped[1] if wrapped else stripped)
    if _SCIENTIFIC.fullmatch(found):
        raise Unreadable("damaged-by-spreadsheet")
    return found


def email(cell: str) -> str:
    """Return an e-mail address as written. Raises `Unreadable`."""
    found = text(cell, limit=CELL_LIMIT).removeprefix("mailto:")
    if found and not _EMAIL.fullmatch(found):
        raise Unreadable("not-an-email")
    return found


@lru_cache(maxsize=4_096)
def number(cell: str) -> tuple[Decimal | None, bool]:
    """Return a number, None for no grade yet, and whether a percent sign was written. Raises `Unreadable`."""
    written = cell.strip().replace("\u00a0", " ")
    if written.casefold() in _NO_GRADE:
        return None, False
    signed = written.endswith("%")
    digits = written.removesuffix("%").strip()
    if not _NUMBER.fullmatch(digits):
        raise Unreadable("not-a-number")
    return Decimal(digits.replace(",", ".")), signed


def percent(cell: str, scale: Decimal) -> Decimal | None:
    """Return a mark in percent; *scale* is what full marks are written as. None: no grade yet. Raises `Unreadable`."""
    value, signed = number(cell)
    if value is None:
        return None
    top = Decimal(100) if signed else scale
    if value < 0:
        raise Unreadable("negative")
    if value > top:
        raise Unreadable("above-full-marks", full=str(top))
    return value if top == 100 else value * 100 / top  # noqa: PLR2004 - a percent of a percent


def truth(cell: str) -> bool | None:
    """Return yes, no, or None for not known yet. Raises `Unreadable`."""
    written = "yes" if cell.strip() in {"✓", "✔"} else normalise(cell)
    if written in _YES:
        return True
    if written in _NO:
        return False
    if written in _OPEN:
        return None
    raise Unreadable("not-yes-or-no")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What a column's dates show of their order: some day was past 12 in the first place, or in the second."""

    day_first: bool = False
    month_first: bool = False


def day(cell: str, order: DayOrder) -> date | None:
    """Return a date; 03/04/2026 only where *order* settles which is the month. Raises `Unreadable`."""
    written = cell.strip()
    if written.casefold() in _NO_GRADE:
        return None
    if match := _ISO.fullmatch(written):
        return _calendar(int(match[1]), int(match[2]), int(match[3]))
    if not (match := _NUMERIC.fullmatch(written)):
        raise Unreadable("not-a-date")
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > _MONTHS or first == second:
        return _calendar(year, second, first)
    if second > _MONTHS:
        return _calendar(year, first, second)
    if order.day_first == order.month_first:
        raise Unreadable(
            "date-ambiguous", either=f"{year}-{second:02}-{first:02}", other=f"{year}-{first:02}-{second:02}"
        )
    return _calendar(year, second, first) if order.day_first else _calendar(year, first, second)


def day_order(cell: str) -> DayOrder:
    """Return what one cell shows of the order of its column; a day that does not exist shows nothing."""
    match = _NUMERIC.fullmatch(cell.strip())
    if not match or match[2] == ".":
        return DayOrder()
    seen = DayOrder(day_first=int(match[1]) > _MONTHS, month_first=int(match[3]) > _MONTHS)
    return seen if seen == DayOrder() or _is_day(cell) else DayOrder()


def _is_day(cell: str) -> bool:
    try:
        return day(cell, DayOrder()) is not None
    except Unreadable:
        return False


def leans_on_order(cell: str) -> bool:
    """Whether the cell is a date that means one day or another by the order of its column, as 03/04/2026 does."""
    match = _NUMERIC.fullmatch(cell.strip())
    if not match or match[2] == ".":
        return False
    return int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) <= _MONTHS


def _calendar(year: int, month: int, day_of_month: int) -> date:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        raise Unreadable("date-does-not-exist") from None
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise Unreadable("date-does-not-exist")
    return found

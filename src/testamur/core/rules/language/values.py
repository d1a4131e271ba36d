"""Single values that files about policies share: levels, grades and marks, each with what it is measured in."""

from __future__ import annotations

import re
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.kinds import Scalar
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.definition.texts import clean_line
from testamur.core.model.level import Level
from testamur.core.model.quantity import plain
from testamur.core.rules.holding import Grade
from testamur.core.rules.language import amounts
from testamur.core.rules.language.scanner import Scanner

_LEVEL = r"[A-Za-z-]+\s?\w+"
_PAIR = re.compile(r"(?P<first>\S.*?)\s+(?P<second>\S+)")


def _level(text: str) -> Level:
    scanner = Scanner(text)
    found = amounts.level(scanner)
    if scanner.peek().kind != "end":
        scanner.refuse(["nothing more"])
    return found


def _pair(text: str, code: str) -> tuple[str, str]:
    match = _PAIR.fullmatch(clean_line(text))
    if not match:
        raise Unacceptable(code)
    return match["first"], match["second"]


def _grade(text: str) -> Grade:
    return Grade(*_pair(text, "not-a-grade"))


def _write_grade(value: object) -> str:
    return f"{value.value} {value.scale}" if isinstance(value, Grade) else str(value)


def _mark(text: str) -> tuple[str, Decimal]:
    outcome, share = _pair(text, "not-a-mark")
    found = a.PERCENT.read(share)
    return outcome, found if isinstance(found, Decimal) else Decimal(0)


def _write_mark(value: object) -> str:
    return f"{value[0]} {plain(value[1])}%" if isinstance(value, tuple) else str(value)


def _text(pattern: str) -> dict[str, object]:
    return {"type": "string", "pattern": f"^{pattern}$"}


LEVEL = Scalar("level such as `EQF 6`", _level, str, _text(_LEVEL))
GRADE = Scalar(
    "grade with its grading scheme, such as `B us-letter` or `67.5 percent`", _grade, _write_grade, _text(r"\S.*\s\S+")
)
MARK = Scalar("outcome with its marks, such as `CLO1 80%`", _mark, _write_mark, _text(r"\S.*\s\d+(\.\d+)?%?"))

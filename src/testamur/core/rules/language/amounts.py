"""The small parts of a rule: names, numbers, credits, percentages, levels, durations, grades."""

from __future__ import annotations

from decimal import Decimal

from testamur.core.model.definition.problems import nearest_spelling
from testamur.core.model.errors import ModelError
from testamur.core.model.level import CYCLES, FRAMEWORKS, LEVEL_BASES, Level
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.core.rules.clock import Duration
from testamur.core.rules.language.scanner import Scanner, Token
from testamur.core.rules.language.words import COMPARISON_SIGNS, GRADE
from testamur.core.rules.policy import ANCHORS

_CYCLES = "QF-EHEA"
_UNITS = {unit.casefold(): unit for unit in CREDIT_UNITS}
_FRAMEWORKS = {name.casefold(): name for name in (*FRAMEWORKS, _CYCLES)}
_PERCENT = 100
# A rule compares levels; how an item's level came about is the item's own business.
LEVEL_BASIS = LEVEL_BASES[1]


def name(scanner: Scanner, says: str = "a name") -> str:
    """Read a name: a word, or anything in quotes."""
    if scanner.peek().kind not in ("word", "text") or not scanner.peek().text:
        scanner.refuse([says])
    return scanner.take().text


def names(scanner: Scanner, closing: str) -> tuple[str, ...]:
    """Read names with commas between them, and the sign that closes them."""
    found = [name(scanner)]
    while scanner.expect(",", closing) == ",":
        found.append(name(scanner))
    return tuple(found)


def comparison(scanner: Scanner, *allowed: str) -> str:
    """Read >=, <= or =, or one of those *allowed*."""
    return scanner.expect(*(allowed or COMPARISON_SIGNS))


def _number_token(scanner: Scanner, says: str) -> Token:
    if scanner.peek().kind != "number":
        scanner.refuse([says])
    return scanner.take()


def number(scanner: Scanner) -> Decimal:
    """Read a number."""
    return Decimal(_number_token(scanner, "a number").text)


def whole(scanner: Scanner) -> int:
    """Read a whole number."""
    token = _number_token(scanner, "a whole number")
    if "." in token.text:
        scanner.refuse_value("not-a-whole-number", token)
    return int(token.text)


def percent(scanner: Scanner) -> Decimal:
    """Read a percentage up to 100 %."""
    token = _number_token(scanner, "a percentage")
    scanner.expect("%")
    return _percentage(scanner, token)


def _percentage(scanner: Scanner, token: Token) -> Decimal:
    if Decimal(token.text) > _PERCENT:
        scanner.refuse_value("percent-over-100", token)
    return Decimal(token.text)


def unit(scanner: Scanner) -> str:
    """Read a credit unit, however it is capitalised."""
    token = scanner.peek()
    if token.kind != "word":
        scanner.refuse(["a credit unit"])
    if token.text.casefold() not in _UNITS:
        near = nearest_spelling(token.text, CREDIT_UNITS)
        scanner.refuse_value("unknown-unit", token, allowed=CREDIT_UNITS, suggestion=near)
    return _UNITS[scanner.take().text.casefold()]


def quantity(scanner: Scanner) -> CreditAmount:
    """Read credits with their unit."""
    return CreditAmount(number(scanner), unit(scanner))


def quantity_or_percent(scanner: Scanner) -> CreditAmount | Decimal:
    """Read credits with their unit, or a percentage."""
    token = _number_token(scanner, "credits or a percentage")
    if scanner.take_if("%"):
        return _percentage(scanner, token)
    return CreditAmount(Decimal(token.text), unit(scanner))


def level(scanner: Scanner) -> Level:
    """Read a level: ``EQF6``, ``EQF 6``, ``QF-EHEA second``."""
    token = scanner.peek()
    if token.kind != "word":
        scanner.refuse(["a level such as EQF6"])
    scanner.take()
    framework, value = token.text.rstrip("0123456789"), ""
    value = token.text[len(framework) :]
    if framework.casefold() not in _FRAMEWORKS:
        near = nearest_spelling(framework, _FRAMEWORKS.values())
        scanner.refuse_value("unknown-framework", token, allowed=_FRAMEWORKS.values(), suggestion=near)
    framework = _FRAMEWORKS[framework.casefold()]
    if not value:
        token = scanner.peek()
        if token.kind not in ("number", "word"):
            scanner.refuse(_steps(framework))
        value = scanner.take().text
    try:
        return Level(framework, value, LEVEL_BASIS)
    except ModelError:
        scanner.refuse_value("no-such-level", token, allowed=_steps(framework))


def _steps(framework: str) -> tuple[str, ...]:
    if framework == _CYCLES:
        return CYCLES
    low, high = FRAMEWORKS[framework]
    return tuple(str(step) for step in range(low, high + 1))


def duration(scanner: Scanner) -> str:
    """Read calendar time such as ``P5Y`` or ``P18M``."""
    token = scanner.peek()
    if token.kind != "word":
        scanner.refuse(["a duration such as P5Y"])
    if Duration.parse(token.text) is None:
        scanner.refuse_value("not-a-duration", token)
    return scanner.take().text


def anchor(scanner: Scanner) -> str:
    """Read the day that a time is counted at: ``at award``."""
    scanner.expect("at")
    return scanner.expect(*ANCHORS)


def grade(scanner: Scanner) -> str:
    """Read a grade as its scheme writes it: ``B``, ``B-``, ``67.5``; others in quotes."""
    return scanner.take_pattern(GRADE, "a grade")

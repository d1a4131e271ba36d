"""Credits of one unit in terms of another: once, from the original, with the rule that says so (rules C1 to C4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.knowledge import ConversionRule, Converted

_WAYS = {"floor": ROUND_FLOOR, "ceil": ROUND_CEILING}


class Converter:
    """Converts by rules that are each used alone and in the direction that they state; a chain would drift (C3)."""

    def __init__(self, rules: Iterable[ConversionRule]) -> None:
        self._rules: dict[tuple[str, str], list[ConversionRule]] = {}
        for rule in rules:
            self._rules.setdefault((rule.from_unit, rule.to_unit), []).append(rule)

    def convert(self, amount: CreditAmount, unit: str) -> Converted | None:
        """Return the amount in that unit, or None where no rule leads there. Where rules differ, the range of all."""
        if amount.unit == unit:
            return Converted(amount, amount, None, amount)
        rules = self._rules.get((amount.unit, unit))
        if not rules:
            return None
        low = min(_rounded(amount.value * rule.low, rule.rounding) for rule in rules)
        high = max(_rounded(amount.value * rule.high, rule.rounding) for rule in rules)
        return Converted(CreditAmount(low, unit), CreditAmount(high, unit), _joined(rules), amount)


def _rounded(value: Decimal, rounding: str) -> Decimal:
    return value.quantize(Decimal(1), _WAYS[rounding]) if rounding in _WAYS else value


def _joined(rules: list[ConversionRule]) -> ConversionRule:
    """Return one rule that names all of them."""
    if len(rules) == 1:
        return rules[0]
    first = rules[0]
    return ConversionRule(
        ", ".join(rule.id for rule in rules),
        first.from_unit,
        first.to_unit,
        min(rule.low for rule in rules),
        max(rule.high for rule in rules),
        "; ".join(rule.authority for rule in rules),
    )

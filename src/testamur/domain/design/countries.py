"""What is usual in a country: the framework that its levels belong to, and the credits that it counts in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.domain.catalogue.knowledge import knowledge

# Country → the framework that its qualifications have levels in; elsewhere the European one.
_FRAMEWORKS = {"AU": "AQF", "GB": "RQF", "HK": "HKQF", "IE": "NFQ", "MY": "MQF", "NZ": "NZQCF"}
_UNITS = {"AU": "AU-POINTS", "GB": "CATS", "HK": "HKQF", "MY": "MQF", "NZ": "NZQCF", "US": "US"}


@dataclass(frozen=True, slots=True)
class _Step:
    """Credits that come in steps: one for every so many ``hours``, in multiples of ``step``."""

    hours: Decimal
    step: Decimal


# domain.md 3.8; the Malaysian steps as in the pack `my-samc`. Points and semester hours follow from no number of hours.
_STEPS = {
    "CATS": _Step(Decimal(10), Decimal(1)),
    "HKQF": _Step(Decimal(10), Decimal(1)),
    "MQF": _Step(Decimal(40), Decimal("0.5")),
    "NZQCF": _Step(Decimal(10), Decimal(1)),
}


def own_framework(country: str) -> str:
    """Return the framework that a country's qualifications have levels in, where that is not the European one."""
    return _FRAMEWORKS.get(country, "")


def own_unit(country: str) -> str:
    """Return the unit that a country counts credits in."""
    return _UNITS.get(country, "ECTS")


def own_level(level: Level, country: str) -> Level:
    """Return the lowest level of a country's own framework that fits *level*; *level* itself where none is compared.

    It claims no more than fits for certain: whoever designs weighs it again.
    """
    framework = own_framework(country)
    pairs = [(one.left, one.right) for one in knowledge().levels]
    beside = {b for a, b in (*pairs, *((right, left) for left, right in pairs)) if str(a) == str(level)}
    fitting = [int(one.value) for one in beside if one.framework == framework]
    return Level(framework, str(min(fitting)), "best_fit_self_declared") if fitting else level


def own_credits(amount: CreditAmount, hours: Decimal | None, country: str) -> CreditAmount:
    """Return the credits that so many hours earn in a country; *amount* where its unit follows from no hours."""
    unit = own_unit(country)
    rule = _STEPS.get(unit)
    if hours is None or rule is None or unit == amount.unit:
        return amount
    steps = (hours / rule.hours) // rule.step
    return CreditAmount(steps * rule.step, unit)

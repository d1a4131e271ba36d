"""Checks of size: hours against credits, and against what a guideline takes for a micro-credential.

Between hours and ECTS there is an interval, never a point (R-ECTS-2, domain.md 1.4): one credit is 25 to 30 hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from testamur.core.model.microcredential import MicroCredential
from testamur.core.model.quantity import plain
from testamur.core.quality.hits import Hit, Parameters

_ECTS_LOW = Decimal(25)
_ECTS_HIGH = Decimal(30)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        low, high = plain(round(self.low, 2)), plain(round(self.high, 2))
        return low if low == high else f"{low}–{high}"


def ects_for(hours: Decimal) -> Interval:
    """Return how many ECTS credits *hours* of work can stand for."""
    return Interval(hours / _ECTS_HIGH, hours / _ECTS_LOW)


def hours_for(ects: Decimal) -> Interval:
    """Return how many hours of work *ects* credits can stand for."""
    return Interval(ects * _ECTS_LOW, ects * _ECTS_HIGH)


def credits_match_hours(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find hours outside ``low`` to ``high`` per credit of ``unit``, where both hours and credits are given."""
    hours, amount = definition.workload.hours, definition.workload.credits
    if hours is None or amount is None or amount.unit != parameters.text("unit"):
        return
    allowed = Interval(amount.value * parameters.number("low"), amount.value * parameters.number("high"))
    if hours not in allowed:
        yield Hit("workload.hours", {"hours": plain(hours), "credits": str(amount), "allowed": str(allowed)})


def credits_in_steps(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find credits of ``unit`` that the hours do not earn: a first block, then whole steps only."""
    hours, amount = definition.workload.hours, definition.workload.credits
    if amount is None or amount.unit != parameters.text("unit") or hours is None:
        return
    earned = credits_for_steps(hours, parameters)
    if amount.value != earned:
        yield Hit("workload.credits", {"hours": plain(hours), "credits": str(amount), "allowed": plain(earned)})


def credits_for_steps(hours: Decimal, parameters: Parameters) -> Decimal:
    """Return the credits that *hours* earn: none below ``first_hours``, then ``step_credits`` per ``step_hours``."""
    first = parameters.number("first_hours")
    if hours < first:
        return Decimal(0)
    steps = (hours - first) // parameters.number("step_hours")
    return parameters.number("first_credits") + steps * parameters.number("step_credits")


def hours_at_least(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find fewer hours than ``hours``, where hours are given."""
    hours = definition.workload.hours
    if hours is not None and hours < parameters.number("hours"):
        yield Hit("workload.hours", {"hours": plain(hours), "allowed": plain(parameters.number("hours"))})


def hours_at_most(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find more hours than ``hours``, where hours are given."""
    hours = definition.workload.hours
    if hours is not None and hours > parameters.number("hours"):
        yield Hit("workload.hours", {"hours": plain(hours), "allowed": plain(parameters.number("hours"))})


def activities_fill_workload(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find activities whose hours differ from the stated ones by more than ``tolerance_percent``."""
    hours = definition.workload.hours
    if not hours or not definition.activities:
        return
    planned = sum((activity.hours for activity in definition.activities), Decimal(0))
    slack = hours * parameters.number("tolerance_percent") / 100
    if planned not in Interval(hours - slack, hours + slack):
        yield Hit("activities", {"hours": plain(hours), "planned": plain(planned)})


def outcomes_fit_hours(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find more than ``outcomes`` outcomes per ``hours`` hours of work."""
    hours = definition.workload.hours
    if not hours:
        return
    count = len(definition.outcomes)
    if count * parameters.number("hours") > parameters.number("outcomes") * max(hours, parameters.number("hours")):
        yield Hit("outcomes", {"outcomes": str(count), "hours": plain(hours)})


def schedule_fits_hours(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find weeks times hours a week that differ from the workload by more than ``tolerance_percent``."""
    hours, plan = definition.workload.hours, definition.schedule
    if not hours or plan is None or not plan.weeks or not plan.hours_per_week:
        return
    planned, slack = plan.weeks * plan.hours_per_week, hours * parameters.number("tolerance_percent") / 100
    if planned not in Interval(hours - slack, hours + slack):
        yield Hit("schedule", {"hours": plain(hours), "planned": plain(planned)})


def contact_within_hours(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find more contact hours than hours (R-ECTS-4: they are a part of the whole)."""
    hours, contact = definition.workload.hours, definition.workload.contact_hours
    if hours is not None and contact is not None and contact > hours:
        yield Hit("workload.contact_hours", {"value": plain(contact), "hours": plain(hours)})


def nominal_hours_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find hours outside ``low`` to ``high``: those that the credits stand for by ``per`` unit, else those stated.

    A published offer of 15 credits of 10 hours states 156 hours; its nominal hours are 150 (domain.md 3.5).
    """
    hours, amount = definition.workload.hours, definition.workload.credits
    per = {str(unit): parameters.as_number(value) for unit, value in parameters.table("per").items()}
    allowed = Interval(parameters.number("low"), parameters.number("high"))
    nominal = amount.value * per[amount.unit] if amount is not None and amount.unit in per else hours
    if nominal is not None and nominal not in allowed:
        yield Hit("workload", {"value": plain(nominal), "allowed": str(allowed)})

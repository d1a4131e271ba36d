"""What adds up on the board, and what does not: hours, credits, weights, and whether everything is connected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.workload import ects_for, hours_for
from testamur.interfaces.words import _, formats, ngettext

_WHOLE = Decimal(100)
# A tenth more or less is an estimate; more is a contradiction (rule A6).
_SLACK = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sentence about what adds up. ``is_well`` decides its tone and icon, which never stand alone."""

    said: str
    is_well: bool

    @property
    def tone(self) -> str:
        """The class that colours it."""
        return "valid" if self.is_well else "unknown"

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return "valid" if self.is_well else "unknown"


def sums(course: MicroCredential) -> list[Sum]:
    """Return what adds up, in the order in which a designer works."""
    return [*_connections(course), *_weights(course), *_hours(course), *_weeks(course), *_credits(course)]


def _connections(course: MicroCredential) -> Iterator[Sum]:
    ids = [one.id for one in course.outcomes]
    if not ids:
        return
    tested = {name for one in course.assessments for name in one.outcomes}
    practised = {name for one in course.activities for name in one.outcomes}
    for covered, said in (
        (tested, _("{n} of {of} outcomes are assessed")),
        (practised, _("{n} of {of} outcomes are practised")),
    ):
        count = sum(name in covered for name in ids)
        yield Sum(said.format(n=count, of=len(ids)), count == len(ids))
    idle = sum(not one.outcomes for one in course.assessments)
    if idle:
        yield Sum(
            ngettext("{n} assessment tests nothing", "{n} assessments test nothing", idle).format(n=idle), is_well=False
        )


def _weights(course: MicroCredential) -> Iterator[Sum]:
    weights = [one.weight for one in course.assessments if one.weight is not None]
    if weights:
        total = sum(weights, Decimal(0))
        is_whole = total == _WHOLE and len(weights) == len(course.assessments)
        yield Sum(_("The weights add up to {total} %").format(total=_written(total)), is_whole)


def _hours(course: MicroCredential) -> Iterator[Sum]:
    stated = course.workload.hours
    if not course.activities:
        return
    planned = sum((one.hours for one in course.activities), Decimal(0))
    if stated is None:
        yield Sum(_("The activities add up to {planned} hours").format(planned=_written(planned)), is_well=True)
        return
    said = _("The activities add up to {planned} of {stated} hours")
    is_near = abs(planned - stated) <= stated * _SLACK
    yield Sum(said.format(planned=_written(planned), stated=_written(stated)), is_near)


def _weeks(course: MicroCredential) -> Iterator[Sum]:
    plan, stated = course.schedule, course.workload.hours
    if plan is None or plan.weeks is None or plan.hours_per_week is None or stated is None:
        return
    total = plan.weeks * plan.hours_per_week
    said = _("{weeks} weeks with {each} hours each are {total} hours")
    if total != stated:
        said = _("{weeks} weeks with {each} hours each are {total} hours; {stated} are stated")
    facts = {"weeks": plan.weeks, "each": plan.hours_per_week, "total": total, "stated": stated}
    written = {name: _written(value) for name, value in facts.items()}
    yield Sum(said.format(**written), abs(total - stated) <= stated * _SLACK)


def _credits(course: MicroCredential) -> Iterator[Sum]:
    stated, amount = course.workload.hours, course.workload.credits
    if amount is not None and amount.unit == "ECTS":
        allowed = hours_for(amount.value)
        said = _("{credits}: {low} to {high} hours")
        facts = {"credits": str(amount), "low": _written(allowed.low), "high": _written(allowed.high)}
        yield Sum(said.format(**facts), stated is None or stated in allowed)
    elif amount is None and stated:
        worth = ects_for(stated)
        said = _("{hours} hours would be {low} to {high} ECTS")
        facts = {"hours": _written(stated), "low": _written(worth.low), "high": _written(worth.high)}
        yield Sum(said.format(**facts), is_well=True)


def _written(value: Decimal) -> str:
    return str(format_decimal(round(value, 2), locale=formats()))

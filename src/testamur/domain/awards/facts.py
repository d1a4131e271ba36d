"""This room's rows as core values and views."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import Decision, Holding, Wishes, decide_award
from testamur.domain.awards.models import Award, SavedPlan, Standing
from testamur.domain.awards.values import AwardView, PlanStep, PlanView, StandingView, WaiverView
from testamur.domain.institution.queries import institution
from testamur.domain.learning.values import EnrolmentView


def judge(course: MicroCredential, taking: EnrolmentView, at: datetime) -> Decision:
    """Return what the award rule says of an enrolment on the day."""
    return decide_award(course.award_rule, course.assessments, taking.results, on=at.date())


def best_marks(taking: EnrolmentView) -> list[list[str]]:
    """Return assessment and best percent, for the credential to show; numbers as text, to stay exact."""
    best: dict[str, Decimal] = {}
    for result in taking.results:
        if result.percent is not None:
            best[result.assessment_id] = max(result.percent, best.get(result.assessment_id, result.percent))
    return [[assessment, str(percent)] for assessment, percent in sorted(best.items())]


def lapses(course: MicroCredential, at: datetime) -> datetime | None:
    """Return when an award made *at* lapses: the same day some months later, or the last day of a shorter month."""
    months = course.validity.months
    if months is None:
        return None
    year, month = divmod(at.month - 1 + months, 12)
    day = min(at.day, calendar.monthrange(at.year + year, month + 1)[1])
    return at.replace(year=at.year + year, month=month + 1, day=day)


def award(row: Award) -> AwardView:
    """Return the award as a value."""
    return AwardView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        person_id=row.person_id,
        version_id=row.version_id,
        enrolment_id=row.enrolment_id,
        standing_id=row.standing_id,
        name=row.name,
        identifier=row.identifier,
        decision=Decision.from_json(row.decision),
        results=tuple((assessment, Decimal(percent)) for assessment, percent in row.results),
        awarded_at=row.awarded_at,
        valid_until=row.valid_until,
        replaces=row.replaces_id,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        reason=row.reason,
    )


def standing(
    row: Standing, award: UUID | None, held: tuple[Holding, ...] = (), decision: Decision | None = None
) -> StandingView:
    """Return the standing; its pathway, version, person and waivers are loaded with it."""
    return StandingView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        person_id=row.person_id,
        person=row.person.uuid,
        name=row.person.name or row.person.email,
        email=row.person.email,
        pathway=row.pathway.uuid,
        version_id=row.version_id,
        version=row.version.version,
        followed_at=row.followed_at,
        bound_on=row.bound_on,
        bound_because=row.bound_because,
        state=row.state,
        decision=decision or Decision.from_json(row.decision),
        decided_at=row.decided_at,
        changed_at=row.changed_at,
        award=award,
        lost=tuple(row.lost),
        settled_because=row.settled_because,
        waivers=tuple(
            WaiverView(one.uuid, one.clause, one.reason, one.made_by, one.made_at) for one in row.waivers.all()
        ),
        holdings=held,
    )


def place_of(row: Standing) -> str:
    """Return the code of the institution whose pathway it is."""
    return institution(row.institution_id).code


def wishes_json(wishes: Wishes) -> dict[str, object]:
    """Return wishes as they are stored; numbers as text, to stay exact."""
    return {
        "aim": wishes.aim,
        "hours_a_week": _text(wishes.hours_a_week),
        "budget": _text(wishes.budget),
        "currency": wishes.currency,
        "languages": list(wishes.languages),
        "modes": list(wishes.modes),
        "from_on": _text(wishes.from_on),
        "deadline": _text(wishes.deadline),
        "avoid": list(wishes.avoid),
    }


def step_json(step: PlanStep) -> list[str | None]:
    """Return a step as it is stored."""
    return [step.ref, step.title, _text(step.starts_on), _text(step.ends_on)]


def plan(row: SavedPlan, held: Mapping[str, str]) -> PlanView:
    """Return a plan that was kept; *held*: reference → state of what is held by now."""
    told = row.wishes
    wishes = Wishes(
        aim=told["aim"],
        hours_a_week=Decimal(told["hours_a_week"]) if told["hours_a_week"] else None,
        budget=Decimal(told["budget"]) if told["budget"] else None,
        currency=told["currency"],
        languages=tuple(told["languages"]),
        modes=tuple(told["modes"]),
        from_on=_day(told["from_on"]),
        deadline=_day(told["deadline"]),
        avoid=tuple(told["avoid"]),
    )
    states = {"confirmed": "done", "pending": "begun"}
    steps = tuple(
        PlanStep(ref, title, _day(starts), _day(ends), states.get(held.get(ref, ""), "ahead"))
        for ref, title, starts, ends in row.steps
    )
    return PlanView(wishes, steps, row.saved_at)


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None

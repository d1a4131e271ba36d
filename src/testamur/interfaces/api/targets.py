"""What you aim at, what is missing for it, and the ways to learn that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.skills.gap import Answer, Aspiration, Weight
from testamur.core.skills.planning import Step
from testamur.core.timetable.wishes import Wishes
from testamur.domain.careers import actions, queries
from testamur.domain.careers.queries import GapView, Planned, Question
from testamur.domain.careers.values import MUST, NICE, SkillChosen, TargetLine, TargetView
from testamur.domain.frameworks.queries import named
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.shapes import targets as shapes
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.words import spoken
from testamur.interfaces.words.skill_gaps import because_said, gap_in_a_sentence
from testamur.interfaces.words.skill_plans import (
    change_said,
    limits_said,
    plan_in_a_sentence,
    ruled_out_said,
    taught_said,
    uncovered_said,
    why_not_without,
)
from testamur.refusals import NotFound

router = Router(tags=["Targets"])
Namer = Callable[[str], str]


@router.get("/me/targets", response=list[shapes.TargetLine])
def targets(request: HttpRequest) -> list[TargetLine]:
    """Return what you aim at, the newest first. Nobody else sees it."""
    return queries.targets(acting(request))


@router.post("/me/targets/advert", response={201: Created})
def advert(request: HttpRequest, response: HttpResponse, given: shapes.NewAdvertTarget) -> Created:
    """Aim at an advert. It is read in the background; what it asks for is yours to decide."""
    made = actions.hand_in_advert(
        acting(request), text=given.text, title=given.title, language=given.language, at=datetime.now(UTC)
    )
    return _created(response, made)


@router.post("/me/targets/list", response={201: Created})
def own_list(request: HttpRequest, response: HttpResponse, given: shapes.NewListTarget) -> Created:
    """Aim at skills that you name."""
    known = named([one.uri for one in given.skills], languages=[spoken()])
    chosen = []
    for one in given.skills:
        if one.uri not in known:
            raise NotFound(what="concept", uri=one.uri)
        entry, of = known[one.uri]
        chosen.append(SkillChosen(one.uri, entry.label, of.name, of.version, need=one.need))
    now = datetime.now(UTC)
    return _created(
        response, actions.aim(acting(request), kind=Aspiration.OWN, title=given.title, skills=chosen, at=now)
    )


@router.get("/me/targets/{uuid}", response=shapes.WholeTarget)
def target(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """Return one of your targets, with what a program saw in it and what you decided."""
    return _whole(queries.target(acting(request), uuid))


@router.post("/me/targets/{uuid}/decide", response=Done)
def decide(request: HttpRequest, uuid: UUID, given: shapes.TargetDecision) -> Done:
    """Accept, refuse or reopen skills of a target."""
    actions.decide_target(
        acting(request), target=uuid, skills=given.skills, verdict=given.verdict, at=datetime.now(UTC)
    )
    return Done()


@router.delete("/me/targets/{uuid}", response=Done)
def forget(request: HttpRequest, uuid: UUID) -> Done:
    """Delete a target, with its text and what you decided on it."""
    actions.forget_target(acting(request), target=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/me/targets/{uuid}/gap", response=shapes.SkillGap)
def gap(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """Return what is missing for a target today, with evidence on both sides."""
    today = datetime.now(UTC).date()
    view = queries.gap(acting(request), uuid, on=today, languages=[spoken()])
    return {
        "on": view.gap.on,
        "said": gap_in_a_sentence(view.gap),
        "answers": [_answer(one, view) for one in view.gap.answers],
    }


@router.get("/me/targets/{uuid}/plan", response=shapes.LearningPlan)
def plan(request: HttpRequest, uuid: UUID, given: Query[shapes.LearningWish]) -> dict[str, Any]:
    """Return the best way to learn what is missing, within what you wish, reckoned now."""
    question = Question(_wishes(given), given.scope, given.most, given.credits)
    made = queries.plan(acting(request), uuid, question, on=datetime.now(UTC).date(), languages=[spoken()])
    return _plan(made, lambda uri: limits_said(question.wishes, question.most, made.room.get(uri, ())))


def _created(response: HttpResponse, uuid: UUID) -> Created:
    response["Location"] = f"/api/v1/me/targets/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


def _line(one: TargetLine) -> dict[str, Any]:
    return {name: getattr(one, name) for name in shapes.TargetLine.model_fields}


def _whole(view: TargetView) -> dict[str, Any]:
    return {
        **_line(view.line),
        "text": view.text,
        "language": view.language,
        "framework": view.framework,
        "version": view.version,
        "model": view.model,
        "silent": view.silent,
        "skills": [{name: getattr(one, name) for name in shapes.TargetSkill.model_fields} for one in view.skills],
    }


def _answer(one: Answer, view: GapView) -> dict[str, Any]:
    name = _namer(view)
    return {
        "uri": one.asked.uri,
        "label": name(one.asked.uri),
        "need": MUST if one.asked.weight is Weight.ESSENTIAL else NICE,
        "state": one.state,
        "asked_by": [each.words for each in one.asked.mentions],
        "evidence": [
            {
                "id": each.evidence.id,
                "proof": each.evidence.proof,
                "title": each.evidence.title,
                "issuer": each.evidence.issuer,
                "on": each.evidence.on,
            }
            for each in one.held
        ],
        "because": [{"code": each.code, "said": because_said(each, name)} for each in one.because],
        "taught_by": one.taught_by,
    }


def _plan(made: Planned, limits: Callable[[str], list[str]]) -> dict[str, Any]:
    best, name = made.best, _namer(made.view, made)
    taught = taught_said(best, len(made.wanted))
    return {
        "said": " ".join(part for part in (plan_in_a_sentence(best, made.prices(best)), taught) if part),
        "price": best.totals.price,
        "currency": made.currency(best),
        "ects": best.totals.ects,
        "hours": best.totals.hours,
        "ends_on": best.totals.ends_on,
        "is_proved": best.is_proved,
        "steps": [_step(one, made, name) for one in best.steps],
        "uncovered": [
            {
                "uri": one.uri,
                "label": name(one.uri),
                "because": one.because,
                "said": uncovered_said(one, name, limits(one.uri), best.ruled_out),
            }
            for one in best.uncovered
        ],
        "changes": [change_said(one, made.currency(best, one.plan), name) for one in made.changes],
        "others": [plan_in_a_sentence(one, made.prices(one)) for one in made.others],
        "ruled_out": {one.offering: ruled_out_said(one) for one in best.ruled_out},
    }


def _step(step: Step, made: Planned, name: Namer) -> dict[str, Any]:
    without = made.without.get(step.offering)
    currency = made.currency(made.best, without) if without else ""
    return {
        "microcredential": made.courses[step.offering].listing.uuid,
        "title": name(step.offering),
        "starts_on": step.starts_on,
        "ends_on": step.ends_on,
        "covers": step.covers,
        "only": step.only,
        "why": why_not_without(made.best, without, currency, name),
    }


def _namer(view: GapView, made: Planned | None = None) -> Namer:
    """Return what turns the address of a skill, or the identifier of a micro-credential, into what it is called."""
    titles = {} if made is None else {key: _said(one.listing.title) for key, one in made.courses.items()}
    return lambda key: titles.get(key) or (view.names[key].label if key in view.names else key)


def _said(title: Mapping[str, str]) -> str:
    return str(title.get(spoken()) or next(iter(title.values()), ""))


def _wishes(given: shapes.LearningWish) -> Wishes:
    return Wishes(
        aim=given.aim,
        hours_a_week=given.hours_a_week,
        budget=given.budget,
        currency=given.currency.upper() if given.budget is not None else "",
        languages=(given.language,) if given.language else (),
        modes=(given.mode,) if given.mode else (),
        from_on=given.from_on,
        deadline=given.deadline,
    )

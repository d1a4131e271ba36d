"""The best way to learn what is missing, within what a person wishes; why it is that, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from testamur.core.model.microcredential import PARTICIPATION_MODES
from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.planning import WAYS, Plan, Step
from testamur.core.timetable.wishes import Wishes
from testamur.domain.careers import queries
from testamur.domain.careers.courses import Course
from testamur.domain.careers.queries import ANY_WISH, SCOPES, Planned, Question
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.targets.calendar import Calendar, calendar
from testamur.interfaces.web.targets.gap import namer
from testamur.interfaces.web.templatetags.testamur import label, language_name, text
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.skill_plans import (
    change_said,
    left_open_said,
    limits_said,
    plan_in_a_sentence,
    ruled_out_said,
    short_said,
    taught_said,
    way_words,
    why_not_without,
)
from testamur.interfaces.words.translation import LANGUAGES

_MOST_COURSES, _MOST_HOURS, _MOST_CREDITS = 40, 168, 600
# Where a visit keeps what was wished of its targets' plans, and of how many.
_KEPT, _MOST_KEPT, _LONGEST_KEPT = "plan-wishes", 20, 4000


@dataclass(frozen=True, slots=True)
class StepLine:
    """A course of the plan. ``only``: skills that nothing else in it teaches; ``also``: others; ``without``: query."""

    course: Course
    step: Step
    only: tuple[str, ...]
    also: tuple[str, ...]
    unsure: tuple[str, ...]
    why: str
    open_now: OfferingView | None
    is_taken: bool
    without: str


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another plan in a line and its courses, each with its first day."""

    said: str
    steps: tuple[tuple[Course, date], ...]


@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the best plan for what is wished, others, what it leaves open, and what another wish would gain."""
    actor, today = signed_in(request), datetime.now(UTC).date()
    if not request.GET and (wished := kept(request, uuid)):
        return redirect(f"{request.path}?{wished.urlencode()}")
    form = Form({name: str(value) for name, value in request.GET.items()})
    question = _question(request.GET, form, today)
    planned = None
    if not form.errors:
        try:
            planned = queries.plan(actor, uuid, question, on=today, languages=[spoken()])
        except SkillsError:
            form.errors["all"] = _("So much is offered that no plan can be worked out. Wish for less.")
    context = {
        "one": planned.view.target if planned else queries.target(actor, uuid),
        "given": form.given,
        "errors": form.errors,
        "wishes": question.wishes,
        "question": question,
        "ways": [(way, way_words()[way]) for way in WAYS],
        "scopes": [(scope, _scopes()[scope]) for scope in SCOPES],
        "modes": [(mode, label(mode)) for mode in PARTICIPATION_MODES],
        "languages_taught": [(tag, language_name(tag)) for tag in LANGUAGES],
        "section": "mine",
    }
    if planned:
        context |= _told(request, planned, question)
        _keep(request, uuid)
    return render(request, "testamur/targets/plan.html", context, status=422 if form.errors else 200)


def wishes_kept(request: HttpRequest, uuid: UUID, *, on: date) -> Question:
    """Return what was last wished of a target's plan in this visit; nothing where that can be wished no more."""
    wished = kept(request, uuid)
    form = Form({name: str(value) for name, value in wished.items()})
    found = _question(wished, form, on)
    return ANY_WISH if form.errors else found


def kept(request: HttpRequest, uuid: UUID) -> QueryDict:
    """Return the wishes of a target's plan as they were last sent in this visit."""
    return QueryDict(request.session.get(_KEPT, {}).get(str(uuid), ""))


def _keep(request: HttpRequest, uuid: UUID) -> None:
    """Remember what was wished, so that the narrative's next steps are those of the plan that was seen last."""
    found = dict(request.session.get(_KEPT, {}))
    before = found.pop(str(uuid), "")
    wished = "" if "anew" in request.GET else request.GET.urlencode()
    if wished != before and len(wished) <= _LONGEST_KEPT:
        latest = dict(list(found.items())[-_MOST_KEPT:])
        request.session[_KEPT] = {**latest, str(uuid): wished} if wished else latest


def _told(request: HttpRequest, planned: Planned, question: Question) -> dict[str, object]:
    best, skill = planned.best, namer(planned.view)
    titles = {key: text(one.listing.title) for key, one in planned.courses.items()}

    def name(key: str) -> str:
        return titles.get(key) or skill(key)

    steps = [_step(request, one, planned, name) for one in best.steps]
    return {
        "planned": planned,
        "best": best,
        "said": f"{plan_in_a_sentence(best, planned.prices(best))} {taught_said(best, len(planned.wanted))}".rstrip(),
        "steps": steps,
        "is_mixed": len(planned.prices(best, *planned.others)) > 1,
        "calendar": _calendar(best, titles) if best.steps else None,
        "not_taught": [(skill(one.uri), one.uri) for one in best.uncovered if one.because == "not-taught"],
        "left": [
            (skill(one.uri), *left_open_said(one, name, _limits(one.uri, planned, question), best.ruled_out))
            for one in best.uncovered
            if one.because != "not-taught"
        ],
        "short": [short_said(one) for one in best.short],
        "changes": [change_said(one, planned.currency(best, one.plan), name) for one in planned.changes],
        "others": [_other(one, planned) for one in planned.others],
        "ruled_out": [(name(one.offering), ruled_out_said(one)) for one in best.ruled_out],
        "currencies": sorted({one.offering.currency for one in planned.courses.values()} - {""}),
        "avoided": [(titles.get(one, one), _query(request, "avoid", one)) for one in request.GET.getlist("avoid")],
        "skipped": [(skill(one), _query(request, "skip", one)) for one in request.GET.getlist("skip")],
    }


def _limits(uri: str, planned: Planned, question: Question) -> list[str]:
    return limits_said(question.wishes, question.most, planned.room.get(uri, ()))


def _step(request: HttpRequest, step: Step, planned: Planned, name: Callable[[str], str]) -> StepLine:
    course, without = planned.courses[step.offering], planned.without.get(step.offering)
    currency = planned.currency(planned.best, without) if without else ""
    fits = (one for one in course.offerings if one.starts_on in {None, step.starts_on})
    return StepLine(
        course=course,
        step=step,
        only=tuple(name(uri) for uri in step.only),
        also=tuple(name(uri) for uri in step.covers if uri not in step.only),
        unsure=tuple(name(uri) for uri in step.unsure),
        why=why_not_without(planned.best, without, currency, name),
        open_now=next(fits, next(iter(course.offerings), None)),
        is_taken=course.listing.uuid in planned.taking,
        without=_added(request, "avoid", step.offering),
    )


def _other(one: Plan, planned: Planned) -> OtherWay:
    steps = tuple((planned.courses[step.offering], step.starts_on) for step in one.steps)
    return OtherWay(plan_in_a_sentence(one, planned.prices(one)), steps)


def _calendar(best: Plan, titles: dict[str, str]) -> Calendar:
    return calendar([(titles[one.offering], one.starts_on, one.ends_on) for one in best.steps])


def _question(given: QueryDict, form: Form, today: date) -> Question:
    budget = form.amount("budget")
    currency = form.text("currency", 3).upper()
    if budget is not None and not currency:
        form.errors["currency"] = _("A budget needs its currency: three letters such as EUR or MYR.")
    hours = form.amount("hours_a_week", highest=_MOST_HOURS)
    if hours == 0 or "hours_a_week" in form.errors:
        form.errors["hours_a_week"] = _("Write a number above 0 and up to {most}, such as 6.").format(most=_MOST_HOURS)
    first, last = form.day("from_on"), form.day("deadline")
    if last is not None and last < today:
        form.errors["deadline"] = _("This day is over. Choose one that is to come.")
    elif last is not None and first is not None and last < first:
        form.errors["deadline"] = _("This is before the first day that you wish. Choose a later one.")
    most = form.whole("most")
    credits_wanted = form.amount("credits", highest=_MOST_CREDITS)
    mode, language = form.choice("mode", PARTICIPATION_MODES), form.choice("language", tuple(LANGUAGES))
    wishes = Wishes(
        aim=form.choice("aim", WAYS) or WAYS[0],
        hours_a_week=hours or None,
        budget=budget,
        currency=currency if budget is not None else "",
        languages=(language,) if language else (),
        modes=(mode,) if mode else (),
        from_on=first if first is not None and first > today else None,
        deadline=last,
        avoid=_listed(given, "avoid"),
    )
    return Question(
        wishes=wishes,
        scope=form.choice("scope", SCOPES) or SCOPES[0],
        most=min(most, _MOST_COURSES) if most else None,
        credits=credits_wanted or None,
        skip=frozenset(_listed(given, "skip")),
    )


def _listed(given: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(one[:500] for one in given.getlist(name)[:60])


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, one) for name in request.GET for one in request.GET.getlist(name)]


def _added(request: HttpRequest, name: str, value: str) -> str:
    return urlencode([*_asked(request), (name, value)])


def _query(request: HttpRequest, name: str, value: str) -> str:
    """Return the address of this page without one thing that was asked for."""
    left: Sequence[tuple[str, str]] = [one for one in _asked(request) if one != (name, value)]
    return f"{request.path}?{urlencode(left)}"


def _scopes() -> dict[str, str]:
    return {
        "open": _("Every must that is missing or there in part"),
        "missing": _("Only what is wholly missing"),
        "all": _("Everything, also what would be nice"),
    }

"""The best way to finish a pathway, within what a learner wishes; kept, it follows what is achieved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from testamur.core.model.microcredential import PARTICIPATION_MODES
from testamur.core.rules import Plan, RulesError, Step, Totals, Wishes
from testamur.core.rules.decision import Gap, LeftOut
from testamur.core.rules.offer import AIMS
from testamur.domain.awards import actions, queries
from testamur.domain.awards.offers import Course
from testamur.domain.awards.queries import Planned
from testamur.domain.awards.values import PlanStep, PlanView
from testamur.domain.institution.queries import actor_for
from testamur.domain.learning.values import OfferingView
from testamur.interfaces.web import constellation, undo
from testamur.interfaces.web.constellation import Goal
from testamur.interfaces.web.pathways.listed import address, owners_of
from testamur.interfaces.web.pathways.mine import OnOne, own_line
from testamur.interfaces.web.pathways.telling import offers
from testamur.interfaces.web.templatetags.testamur import label, language_name, text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.missing import missing_said, once
from testamur.interfaces.words.plans import WISHED, left_out_of_plan, total_said, without_said
from testamur.interfaces.words.things import clauses_said, lookup, names

_LANGUAGES = ("en", "ms", "es", "ca")
_MOST = 10**7
# Gaps that nothing which could be taken would close.
_CLOSED = ("at-end", "impossible")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the page shows it. ``clauses``: what it counts towards; ``why``: what the plan would be without it."""

    course: Course
    starts_on: date | None
    ends_on: date | None
    clauses: tuple[str, ...]
    why: str
    open_now: OfferingView | None


@dataclass(frozen=True, slots=True)
class PlanLines:
    """A plan as the page shows it. ``gaps``: what stays missing, with the reason where one is known.

    ``closed``: what stays missing whatever is offered.
    ``is_wished_away``: it is the wishes that leave something out, not that nobody offers it.
    """

    steps: tuple[StepLine, ...]
    totals: Totals
    said: str
    gaps: tuple[tuple[str, str], ...]
    closed: tuple[str, ...]
    is_wished_away: bool
    assumes: tuple[str, ...]
    is_proved: bool


@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the best way to finish, others beside it, what was ruled out, and the plan that was kept."""
    line, today = own_line(request, uuid), datetime.now(UTC).date()
    wishes, problems = _wishes(request.GET)
    planned = _planned(line, wishes, today, problems)
    lines = [_lines(one, planned, line) for one in planned.plans.plans] if planned else []
    best = lines[0] if lines else None
    kept = queries.own_plan(line.standing.person_id, standing=uuid)
    context = {
        "line": line,
        "wishes": wishes,
        "given": request.GET,
        "problems": problems,
        "best": best,
        "others": lines[1:],
        "ruled_out": _ruled_out(planned, line) if planned else [],
        "kept": kept,
        "is_kept": _is_kept(kept, best),
        "currencies": _currencies(line, planned, typed(request.GET, "currency", 3).upper()),
        "shown": _shown(line, best, planned.plans.plans[0].gaps) if planned and best and best.steps else None,
        "aims": [(aim, _aims()[aim]) for aim in AIMS],
        "modes": [(mode, label(mode)) for mode in PARTICIPATION_MODES],
        "languages_taught": [(tag, language_name(tag)) for tag in _LANGUAGES],
        "avoiding": _avoiding(request.GET, best),
        "section": "mine",
    }
    return render(request, "testamur/pathways/plan.html", context, status=422 if problems else 200)


@require_POST
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the best plan for these wishes, as it is found now."""
    line, now = own_line(request, uuid), datetime.now(UTC)
    wishes, problems = _wishes(request.POST)
    planned = _planned(line, wishes, now.date(), problems)
    best = planned.plans.plans[0] if planned and planned.plans.plans else None
    back = f"{reverse('web:plan', args=(uuid,))}?{urlencode(_asked(request.POST), doseq=True)}"
    if planned is None or best is None or not best.steps:
        return redirect(back)
    steps = [
        PlanStep(one.offer, text(planned.courses[one.offer].listing.title), one.starts_on, one.ends_on)
        for one in best.steps
    ]
    here = actor_for(person=line.standing.person_id, institution=line.standing.institution_id)
    before = queries.own_plan(line.standing.person_id, standing=uuid)
    actions.save_plan(here, standing=uuid, wishes=wishes, steps=steps, at=now)
    said = _("The plan is kept. It follows what you achieve.")
    if before:
        undo.done(request, said, path=reverse("web:save-plan", args=(uuid,)), fields=_fields(before.wishes))
    else:
        undo.done(request, said, path=reverse("web:forget-plan", args=(uuid,)), fields={})
    return redirect(back)


@require_POST
def forget(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the plan no longer."""
    line = own_line(request, uuid)
    before = queries.own_plan(line.standing.person_id, standing=uuid)
    here = actor_for(person=line.standing.person_id, institution=line.standing.institution_id)
    if before:
        actions.forget_plan(here, standing=uuid, at=datetime.now(UTC))
        back = reverse("web:save-plan", args=(uuid,))
        undo.done(request, _("The plan is kept no longer."), path=back, fields=_fields(before.wishes))
    return redirect("web:plan", uuid)


def _planned(line: OnOne, wishes: Wishes, today: date, problems: dict[str, str]) -> Planned | None:
    if problems:
        return None
    try:
        return queries.plans(
            line.standing.person_id, standing=line.standing.uuid, pathway=line.found, wishes=wishes, on=today
        )
    except RulesError as error:
        problems["aim"] = str(error)
        return None


def _lines(one: Plan, planned: Planned, line: OnOne) -> PlanLines:
    name = _name(line, planned)
    said = {clause.id: clause_said(clause, name) for clause in line.found.policy.clauses}
    currency = next((planned.courses[step.offer].offer.currency for step in one.steps), "")
    held = {item.id: item.title or item.ref for item in line.standing.holdings}
    gaps = _gaps(one, planned, line)
    offered = [gap for gap in gaps if gap[0] not in _CLOSED]
    return PlanLines(
        steps=tuple(_step(step, planned, said, one.totals, currency) for step in one.steps),
        totals=one.totals,
        said=total_said(one.totals, currency),
        gaps=tuple((said, left_out_of_plan(left) if left else "") for _, said, left in offered),
        closed=tuple(said for kind, said, _ in gaps if kind in _CLOSED),
        is_wished_away=_is_wished_away([left for *_, left in offered], planned),
        assumes=tuple(held.get(item, item) for item in one.assumes),
        is_proved=one.is_proved,
    )


def _step(step: Step, planned: Planned, said: Mapping[str, str], totals: Totals, currency: str) -> StepLine:
    course = planned.courses[step.offer]
    fits = (one for one in course.offerings if step.starts_on is None or one.starts_on in {None, step.starts_on})
    return StepLine(
        course=course,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        clauses=tuple(said[clause] for clause in step.clauses if clause in said),
        why=without_said(totals, step.without, currency),
        open_now=next(fits, next(iter(course.offerings), None)),
    )


def _name(line: OnOne, planned: Planned) -> Callable[[str], str]:
    titles = {ref: text(one.listing.title) for ref, one in planned.courses.items()}
    usual = names(line.found.policy, line.found.named, line.standing.holdings)
    return lambda ref: titles.get(ref) or usual(ref)


def _gaps(one: Plan, planned: Planned, line: OnOne) -> list[tuple[str, str, LeftOut | None]]:
    """Return the kind of what stays missing, its words, and, where it is known, why nothing in the plan brings it."""
    named = {**line.found.named, **{ref: course.listing for ref, course in planned.courses.items()}}
    name = _name(line, planned)
    look = lookup(name, named, {item.id: item for item in line.standing.holdings})
    left = {out.holding: out for out in planned.plans.left_out}
    said = missing_said(one.gaps, look, clauses_said(line.found.policy, name))
    told = zip(once(one.gaps, look), said, strict=True)
    return [(gap.kind, words, left.get(gap.facts.get("ref", ""))) for gap, words in told]


def _is_wished_away(reasons: Sequence[LeftOut | None], planned: Planned) -> bool:
    """Say whether wishes are among the reasons; of what has no name, those of everything that is left out."""
    known = [left for left in reasons if left is not None]
    return bool(reasons) and any(one.because in WISHED for one in known or planned.plans.left_out)


def _ruled_out(planned: Planned, line: OnOne) -> list[tuple[str, str]]:
    """Return what is in no plan, and why: of what the pathway names; where it names nothing, of everything."""
    asked = line.found.named or planned.courses
    return [
        (text(planned.courses[one.holding].listing.title), left_out_of_plan(one))
        for one in planned.plans.left_out
        if one.holding in asked and one.holding in planned.courses
    ]


def _is_kept(kept: PlanView | None, best: PlanLines | None) -> bool:
    """Say whether the plan that is shown is the one that is kept, as far as that is still ahead."""
    if kept is None or best is None:
        return False
    return [one.ref for one in kept.steps if one.state == "ahead"] == [one.course.offer.id for one in best.steps]


def _currencies(line: OnOne, planned: Planned | None, given: str) -> list[str]:
    """Return the currencies that a budget can be in: those of what is offered, and the one that was given."""
    found = {one.price_currency for one in line.found.named.values()}
    found |= {one.offer.currency for one in planned.courses.values()} if planned else set()
    return sorted(one for one in {*found, given} if one)


def _shown(line: OnOne, best: PlanLines, left: tuple[Gap, ...]) -> constellation.Shown:
    """Return the map, with the steps numbered in their order, and what is left after them."""
    refs = tuple(step.course.offer.id for step in best.steps)
    goal = Goal(line.found.policy, line.standing.decision, plan=refs, left=left, by=owners_of(line.found.listing))
    known = {**line.found.named, **{step.course.offer.id: step.course.listing for step in best.steps}}
    sky = constellation.sky(
        [goal],
        line.standing.holdings,
        offers=offers(known, address, on=datetime.now(UTC).date()),
        focus=line.found.policy.id,
        on=datetime.now(UTC).date(),
    )
    return constellation.shown(sky)


def _wishes(given: QueryDict) -> tuple[Wishes, dict[str, str]]:
    """Return what is wished for, and what is wrong with it, by field."""
    problems: dict[str, str] = {}
    numbers = {name: _number(given, name, problems) for name in ("hours_a_week", "budget")}
    days = {name: _day(given, name, problems) for name in ("from_on", "deadline")}
    currency = typed(given, "currency", 3).upper()
    if numbers["budget"] is not None and not currency:
        problems["currency"] = _("A budget needs its currency: three letters such as EUR or MYR.")
    aim = typed(given, "aim", 20)
    wishes = Wishes(
        aim=aim if aim in AIMS else AIMS[0],
        hours_a_week=numbers["hours_a_week"],
        budget=numbers["budget"],
        currency=currency if numbers["budget"] is not None else "",
        languages=_some(given, "language", _LANGUAGES),
        modes=_some(given, "mode", PARTICIPATION_MODES),
        from_on=days["from_on"],
        deadline=days["deadline"],
        avoid=tuple(one[:100] for one in given.getlist("avoid")[:60]),
    )
    return wishes, problems


def _number(given: QueryDict, name: str, problems: dict[str, str]) -> Decimal | None:
    told = typed(given, name, 12).replace(",", ".")
    if not told:
        return None
    try:
        found = Decimal(told)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 < found <= _MOST:
        problems[name] = _("Write a number above 0, such as 8 or 7.5.")
        return None
    return found


def _day(given: QueryDict, name: str, problems: dict[str, str]) -> date | None:
    told = typed(given, name, 10)
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        problems[name] = _("Write a day such as 2027-03-31.")
        return None


def _some(given: QueryDict, name: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in given.getlist(name) if one in known)


def _fields(wishes: Wishes) -> dict[str, str]:
    """Return wishes as the fields of the form, for a way back; of several languages or modes, the first."""
    told = {
        "aim": wishes.aim,
        "hours_a_week": wishes.hours_a_week,
        "budget": wishes.budget,
        "currency": wishes.currency,
        "language": next(iter(wishes.languages), ""),
        "mode": next(iter(wishes.modes), ""),
        "from_on": wishes.from_on,
        "deadline": wishes.deadline,
    }
    return {name: str(value) for name, value in told.items() if value}


def _asked(given: QueryDict) -> dict[str, list[str]]:
    return {name: given.getlist(name) for name in given if name != "csrfmiddlewaretoken"}


def _avoiding(given: QueryDict, best: PlanLines | None) -> list[tuple[str, str]]:
    """Return for each step the address of the same plan without it."""
    if best is None:
        return []
    asked = _asked(given)
    return [
        (
            step.course.offer.id,
            urlencode({**asked, "avoid": [*asked.get("avoid", []), step.course.offer.id]}, doseq=True),
        )
        for step in best.steps
    ]


def _aims() -> dict[str, str]:
    return {
        "cheapest": _("The cheapest way"),
        "fastest": _("The fastest way"),
        "lightest": _("The way with the least work"),
    }

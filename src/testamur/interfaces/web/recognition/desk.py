"""The desk for requests: what waits and until when, and one request with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.domain.recognition import actions, queries, states
from testamur.domain.recognition.remarks import followed
from testamur.domain.recognition.values import (
    ANSWERS,
    MATCHES,
    ComparisonView,
    EvidenceView,
    Match,
    RequestLine,
    RequestView,
)
from testamur.interfaces.web import tables
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import following, showing
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.remarks import taken_over
from testamur.refusals import Refusal


@require_safe
def requests(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the requests to an institution, the most pressing first."""
    actor, place = actor_at(request, code)
    require(actor, Permission.ASSESS_RECOGNITION)
    today = _now().date()
    view = typed(request.GET, "view", 20)
    view = view if view in queries.VIEWS else "open"
    narrowed = {"text": typed(request.GET, "text"), "overdue": typed(request.GET, "overdue", 1)}
    wanted = tables.asked(
        request, sorts=queries.DESK_SORTS, usual="due", filters=narrowed, fixed={"view": "" if view == "open" else view}
    )
    said: dict[str, Any] = {"view": view, "text": narrowed["text"], "on": today, "overdue": bool(narrowed["overdue"])}
    if wanted.is_export:
        return _exported(lambda skip, limit: queries.desk(actor, sort=wanted.sort, skip=skip, limit=limit, **said))
    rows = queries.desk(actor, sort=wanted.sort, skip=wanted.skip, limit=tables.PAGE, **said)
    columns = [
        tables.Column(_("Applicant"), "name"),
        tables.Column(_("Asks for")),
        tables.Column(_("State"), "state"),
        tables.Column(_("Handed in"), "submitted"),
        tables.Column(_("Decide by"), "due"),
    ]
    context = {
        "institution": place,
        "lines": [_line(one, today) for one in rows],
        "table": tables.laid_out(wanted, columns, total=queries.desk_count(actor, **said)),
        "counts": queries.desk_counts(actor, on=today),
        "view": view,
        "text": narrowed["text"],
        "overdue": narrowed["overdue"],
        "may_decide": may(actor, Permission.DECIDE_RECOGNITION),
        "room": "requests",
        "section": "desk",
    }
    return render(request, "testamur/recognition/desk/desk.html", context)


@require_safe
def case(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one request: source and target side by side, and what can be done now."""
    return page(request, code, uuid, Form({}))


@require_POST
def do(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Accept, take on, ask, stand back, tell of a delay, send a proposal back, find a condition met."""
    actor, _place = actor_at(request, code)
    form = Form(request.POST)
    verb = form.choice("verb", tuple(_VERBS))
    act = _VERBS[verb](actor, uuid, form) if verb else None
    if act is None or form.errors:
        return page(request, code, uuid, form)
    try:
        act()
    except Refusal as refusal:
        form.errors[verb] = told(refusal)
        return page(request, code, uuid, form)
    messages.success(request, _done()[verb])
    return redirect("web:recognition-case", code, uuid)


@require_POST
def compare(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Keep the comparison."""
    actor, _place = actor_at(request, code)
    form = Form(request.POST)
    found = queries.request(actor, uuid=uuid, on=_now().date())
    kept = {name: form.text(f"{kind}-{name}", 2000, has_lines=True) for kind, name in _papers(found)}
    matches = [
        Match(
            outcome.id,
            judged=form.choice(f"judged-{outcome.id}", MATCHES) or "open",
            by=form.text(f"by-{outcome.id}", 2000, has_lines=True),
            note=kept[outcome.id],
        )
        for outcome in found.target.outcomes
    ]
    checklist = {
        point: (form.choice(f"point-{point}", ANSWERS) or "open", kept[f"point-{point}"]) for point in words.checklist()
    }
    if form.errors:
        return page(request, code, uuid, form)
    actions.compare(actor, request=uuid, matches=matches, checklist=checklist, at=_now())
    messages.success(request, _("The comparison is kept."))
    return redirect("web:recognition-case", code, uuid)


@require_safe
def evidence(request: HttpRequest, code: str, uuid: UUID, evidence: UUID) -> HttpResponse:
    """Return what the applicant handed in."""
    actor, _place = actor_at(request, code)
    queries.request(actor, uuid=uuid, on=_now().date())
    paper, content = queries.evidence(actor, uuid=evidence)
    return showing.as_file(content, paper.media_type, paper.name)


@require_safe
def letter(request: HttpRequest, code: str, uuid: UUID, decision: UUID) -> HttpResponse:
    """Return the letter about a decision, as the applicant gets it."""
    actor, _place = actor_at(request, code)
    found = queries.request(actor, uuid=uuid, on=_now().date())
    return showing.letter(found, following.decided(found, decision))


def page(request: HttpRequest, code: str, uuid: UUID, form: Form) -> HttpResponse:
    """Return the page of one request, with what is wrong in a form that was sent."""
    actor, place = actor_at(request, code)
    found = queries.request(actor, uuid=uuid, on=_now().date())
    context = {**about(actor, place, found), "given": form.given, "errors": form.errors}
    return render(request, "testamur/recognition/desk/case.html", context, status=422 if form.errors else 200)


def about(actor: Actor, place: InstitutionView, found: RequestView) -> dict[str, object]:
    """Return what the pages about one request show."""
    today = _now().date()
    people = institution.names(
        [found.person_id, *(one.by_id for one in found.events if one.by_id), *([found.assessor_id or found.person_id])]
    )
    names = {number: person.name or person.email for number, person in people.items()}
    standing = found.decision
    proposal, criteria = queries.proposal(actor, uuid=found.uuid), queries.criteria(place.id)
    return {
        "institution": place,
        "asked": found,
        "target": text(found.target.title),
        "purpose": words.purposes()[found.purpose],
        "basis": words.bases()[found.basis],
        "kind": words.kinds()[found.target.kind],
        "state": showing.state_of(found.state, standing.draft.outcome if standing else ""),
        "applicant": people[found.person_id],
        "renamed": words.renamed(found),
        "unprintable": showing.unprintable(found),
        "holds_for": words.holds_for(found.purpose),
        "assessor": names.get(found.assessor_id or 0, ""),
        "papers": showing.papers(found),
        "doubtful": [one for one in showing.papers(found) if one.evidence.is_doubtful],
        "happenings": showing.timeline(found, names),
        "rows": _rows(actor, found),
        "covered": _covered(actor, found),
        "points": _points(actor, found),
        "matches": words.matches().items(),
        "fitting": _fitting(actor, found),
        "proposal": proposal,
        "proposed": words.outcomes()[proposal.draft.outcome] if proposal else "",
        "proposed_differences": [(words.dimensions()[one.dimension], one) for one in proposal.draft.differences]
        if proposal
        else [],
        "is_own_proposal": proposal is not None and proposal.proposed_by_id == actor.person_id,
        "standing": showing.told(found, standing) if standing else None,
        "earlier": [showing.told(found, one) for one in found.decisions if not one.stands],
        "appeals": [(one, words.appeal_outcomes().get(one.outcome, "")) for one in found.appeals],
        "criteria": criteria,
        "is_too_close": queries.is_too_close(actor, uuid=found.uuid),
        "uncompared": _uncompared(actor, found),
        **_board(actor, found),
        "verbs": states.verbs_in(found.state),
        "may_decide": may(actor, Permission.DECIDE_RECOGNITION),
        "may_correct": standing is None or not criteria.four_eyes or standing.decided_by_id != actor.person_id,
        "sources": _sources(found),
        "today": today,
        "section": "desk",
    }


def _board(actor: Actor, found: RequestView) -> dict[str, object]:
    """Return who may decide an appeal that waits, by name, and whether the visitor is one of them."""
    if found.state != states.APPEALED:
        return {}
    able = queries.appeal_board(actor, uuid=found.uuid)
    return {
        "board": [one.name or one.email for one in able],
        "may_decide_appeal": may(actor, Permission.DECIDE_RECOGNITION) and actor.person_id in {one.id for one in able},
        "had_a_say": found.decision is not None
        and actor.person_id in (found.decision.decided_by_id, found.decision.proposed_by_id),
    }


def _uncompared(actor: Actor, found: RequestView) -> bool:
    """Say whether a decision stands on what nobody compared, here or in a precedent."""
    if found.decision is None or followed(found.decision.record):
        return False
    return _covered(actor, found) is None


def _sources(found: RequestView) -> list[EvidenceView]:
    """Return the credentials that a precedent can be made of: none where any of the evidence is in doubt."""
    if any(one.is_doubtful for one in found.evidence):
        return []
    return [one for one in found.evidence if one.source_key]


def _rows(actor: Actor, found: RequestView) -> list[dict[str, object]]:
    """Return outcome by outcome what is asked for, what is offered, and what was judged, here or in a precedent."""
    paper, said = queries.comparison(actor, uuid=found.uuid), words.matches()
    precedent = followed(found.decision.record) if found.decision else None
    if precedent is not None:
        said = {**said, "open": taken_over(precedent)}
    return [
        {"outcome": outcome, "match": match, "said": said[match.judged]}
        for outcome, match in zip(found.target.outcomes, paper.matches, strict=True)
    ]


def _covered(actor: Actor, found: RequestView) -> int | None:
    """Return how much of what is essential is covered, in percent; None while any of it is open."""
    essential = {outcome.id for outcome in found.target.outcomes if outcome.is_essential}
    matches = queries.comparison(actor, uuid=found.uuid).matches
    return ComparisonView(tuple(one for one in matches if one.outcome in essential)).match_percent


def _points(actor: Actor, found: RequestView) -> list[tuple[str, str, str, str]]:
    paper = queries.comparison(actor, uuid=found.uuid)
    return [(point, said, *paper.checklist.get(point, ("open", ""))) for point, said in words.checklist().items()]


def _fitting(actor: Actor, found: RequestView) -> list[dict[str, object]]:
    if found.state not in states.OPEN:
        return []
    fits = queries.fitting_precedents(actor, uuid=found.uuid, on=_now().date())
    judged = queries.comparison(actor, uuid=found.uuid).matches
    missing = {one.outcome for one in judged if one.judged == "missing"}
    return [
        {
            "one": fit.precedent,
            "number": fit.precedent.number,
            "outcome": words.outcomes()[fit.precedent.draft.outcome],
            "lacking": showing.parts(found, [one for one in fit.precedent.draft.recognised if one in missing]),
        }
        for fit in fits
    ]


def _papers(found: RequestView) -> list[tuple[str, str]]:
    """Return the notes that a comparison can hold: of outcomes, and of points."""
    return [("note", outcome.id) for outcome in found.target.outcomes] + [
        ("note", f"point-{point}") for point in words.checklist()
    ]


def _line(one: RequestLine, today: date) -> dict[str, object]:
    late = one.due_on is not None and (one.delayed_until or one.due_on) < today
    return {
        "one": one,
        "target": text(one.target_title),
        "purpose": words.purposes()[one.purpose],
        "state": showing.state_of(one.state, one.outcome),
        "is_late": late,
        "days": abs((one.due_on - today).days) if one.due_on else 0,
        "is_soon": one.due_on is not None and not late and (one.due_on - today).days <= 30,  # noqa: PLR2004 - a month
    }


def _exported(rows: Callable[[int, int], list[RequestLine]]) -> StreamingHttpResponse:
    headings = [_("Applicant"), _("Asks for"), _("What for"), _("State"), _("Handed in"), _("Decide by"), _("Number")]
    return download("recognition", headings, rows, _cells)


def _cells(one: RequestLine) -> list[object]:
    return [
        one.name,
        text(one.target_title),
        words.purposes()[one.purpose],
        words.states()[one.state],
        one.submitted_at.date() if one.submitted_at else None,
        one.due_on,
        one.uuid,
    ]


Act = Callable[[], object]


def _accept(actor: Actor, uuid: UUID, form: Form) -> Act:
    del form
    return partial(actions.accept, actor, request=uuid, at=_now())


def _begin(actor: Actor, uuid: UUID, form: Form) -> Act:
    del form
    return partial(actions.begin, actor, request=uuid, at=_now())


def _ask(actor: Actor, uuid: UUID, form: Form) -> Act:
    said = form.text("question", 20_000, has_lines=True)
    if not said:
        form.errors["ask"] = _("Write what you need, and why.")
    return partial(actions.ask, actor, request=uuid, question=said, at=_now())


def _declare(actor: Actor, uuid: UUID, form: Form) -> Act:
    said = form.text("reason", 500)
    if not said:
        form.errors["declare"] = _("Say in a few words what ties you to the case.")
    return partial(actions.declare_interest, actor, request=uuid, reason=said, at=_now())


def _delay(actor: Actor, uuid: UUID, form: Form) -> Act | None:
    until, said = form.day("until"), form.text("why", 2000, has_lines=True)
    if until is None or not said:
        form.errors["delay"] = form.errors.pop("until", _("Say until when, and why."))
        return None
    return partial(actions.announce_delay, actor, request=uuid, until=until, reason=said, at=_now())


def _send_back(actor: Actor, uuid: UUID, form: Form) -> Act:
    said = form.text("note", 2000, has_lines=True)
    if not said:
        form.errors["send-back"] = _("Say what should be looked at again.")
    return partial(actions.send_back, actor, request=uuid, note=said, at=_now())


def _fulfil(actor: Actor, uuid: UUID, form: Form) -> Act:
    said = form.text("shown", 500)
    if not said:
        form.errors["fulfil"] = _("Say what shows that the condition is met.")
    return partial(actions.fulfil, actor, request=uuid, note=said, at=_now())


_VERBS: dict[str, Callable[[Actor, UUID, Form], Act | None]] = {
    "accept": _accept,
    "begin": _begin,
    "ask": _ask,
    "declare": _declare,
    "delay": _delay,
    "send-back": _send_back,
    "fulfil": _fulfil,
}


def _done() -> dict[str, str]:
    return {
        "accept": _("The file is complete. It can be assessed now."),
        "begin": _("You assess this request now."),
        "ask": _("The applicant is asked. The clock stands still until they answer."),
        "declare": _("You have stood back from this case. Somebody else takes it on."),
        "delay": _("The applicant can read until when it takes, and why."),
        "send-back": _("The proposal is sent back."),
        "fulfil": _("The condition is met: it counts from now on."),
    }


def _now() -> datetime:
    return datetime.now(UTC)

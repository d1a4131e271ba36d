"""A learner's own requests: how far each is, what is asked, what was decided; withdrawing, appealing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from testamur.domain.institution import queries as institution
from testamur.domain.recognition import actions, queries, states
from testamur.domain.recognition.values import DecisionView, RequestView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.recognition import asking, showing
from testamur.interfaces.web.templatetags.testamur import text
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_MEGABYTE = 2**20


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the visitor's requests."""
    lines = queries.own_requests(signed_in(request).me)
    places = institution.directory(line.institution_id for line in lines)
    context = {
        "lines": [
            (one, places[one.institution_id], showing.state_of(one.state, one.outcome, is_own=True)) for one in lines
        ],
        "section": "mine",
    }
    return render(request, "testamur/recognition/mine.html", context)


@require_safe
def follow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show how far a request is."""
    _actor, found = asking.own(request, uuid)
    if found.state == "draft":
        return redirect("web:asking", uuid, "evidence")
    return _page(request, found, Form({}))


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand in further evidence, or answer what was asked."""
    actor, found = asking.own(request, uuid)
    form = Form(request.POST)
    if "add" in request.POST:
        if asking.hand_in(request, actor, found, form):
            return redirect("web:follow", uuid)
        return _page(request, found, form)
    words_given = form.needed("text", _("Write your answer."), 20_000, has_lines=True)
    if form.errors:
        return _page(request, found, form)
    return _done(
        request,
        found,
        form,
        lambda: actions.answer(actor, request=uuid, text=words_given, at=_now()),
        _("Your answer is on its way. The clock goes on."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what withdrawing means, and do it for who means it."""
    actor, found = asking.own(request, uuid)
    if request.method != "POST":
        return render(request, "testamur/recognition/withdraw.html", _context(found, Form({})))
    return _done(
        request,
        found,
        Form({}),
        lambda: actions.withdraw(actor, request=uuid, at=_now()),
        _("It is withdrawn. It stays here for you to read."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask why, and take the appeal."""
    actor, found = asking.own(request, uuid)
    form = Form(request.POST)
    if request.method == "POST":
        grounds = form.needed("grounds", _("Say what you think is wrong with the decision."), 20_000, has_lines=True)
        if not form.errors:
            return _done(
                request,
                found,
                form,
                lambda: actions.appeal(actor, request=uuid, grounds=grounds, at=_now()),
                _("Your appeal is filed. Somebody who had no part in the decision will decide on it."),
            )
    if found.decision is None or found.state != states.DECIDED:
        return redirect("web:follow", uuid)
    status = 422 if form.errors else 200
    return render(request, "testamur/recognition/appeal.html", _context(found, form), status=status)


@require_safe
def letter(request: HttpRequest, uuid: UUID, decision: UUID) -> HttpResponse:
    """Return the letter about a decision."""
    _actor, found = asking.own(request, uuid)
    return showing.letter(found, decided(found, decision))


@require_safe
def evidence(request: HttpRequest, uuid: UUID, evidence: UUID) -> HttpResponse:
    """Return what one handed in."""
    actor, _found = asking.own(request, uuid)
    paper, content = queries.own_evidence(actor.me, evidence)
    return showing.as_file(content, paper.media_type, paper.name)


def decided(found: RequestView, uuid: UUID) -> DecisionView:
    """Return a decision on a request. Raises `NotFound`."""
    decision = next((one for one in found.decisions if one.uuid == uuid), None)
    if decision is None:
        raise NotFound(what="recognition-decision", uuid=str(uuid))
    return decision


def _done(request: HttpRequest, found: RequestView, form: Form, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and say so; where it is refused, say why and lose nothing."""
    try:
        act()
    except Refusal as refusal:
        form.errors["form"] = told(refusal)
        return _page(request, found, form)
    messages.success(request, said)
    return redirect("web:follow", found.uuid)


def _page(request: HttpRequest, found: RequestView, form: Form) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "testamur/recognition/follow.html", _context(found, form), status=status)


def _context(found: RequestView, form: Form) -> dict[str, object]:
    place = institution.institution(found.institution_id)
    now = _now()
    decisions = [showing.told(found, one) for one in found.decisions]
    standing = next((one for one in decisions if one.decision.stands), None)
    question = next((one.note for one in reversed(found.events) if one.kind == "asked"), "")
    return {
        "asked": found,
        "institution": place,
        "target": text(found.target.title),
        "purpose": words.purposes()[found.purpose],
        "basis": words.bases()[found.basis],
        "state": showing.state_of(found.state, standing.decision.draft.outcome if standing else "", is_own=True),
        "stops": _stops(found),
        "happenings": showing.timeline(found, {found.person_id: _("You")}),
        "papers": showing.papers(found),
        "standing": standing,
        "earlier": [one for one in decisions if not one.decision.stands],
        "appeals": [(one, words.appeal_outcomes().get(one.outcome, "")) for one in found.appeals],
        "question": question,
        "unprintable": showing.unprintable(found),
        "holds_for": words.holds_for(found.purpose),
        "may_erase": found.state == states.WITHDRAWN and found.erased_at is None,
        "may_appeal": found.state == states.DECIDED
        and standing is not None
        and now.date() <= standing.decision.appeal_by,
        "may_withdraw": found.state in states.OPEN,
        "may_answer": found.state == states.INCOMPLETE,
        "megabytes": actions.MAX_FILE // _MEGABYTE,
        "offered": asking.offered(found.person_id, found) if found.state == states.INCOMPLETE else [],
        "given": form.given,
        "errors": form.errors,
        "now": now,
        "section": "mine",
    }


def _stops(found: RequestView) -> list[dict[str, str]]:
    """Return the stops of the way: handed in, complete, assessed, decided."""
    order = (states.SUBMITTED, states.COMPLETE, states.ASSESSED, states.DECIDED)
    labels = (_("Handed in"), _("File complete"), _("Assessed"), _("Decided"))
    place = {states.INCOMPLETE: 1, states.APPEALED: 4, states.APPEAL_DECIDED: 4, states.DECIDED: 4, states.WITHDRAWN: 0}
    reached = place.get(found.state, order.index(found.state) + 1 if found.state in order else 0)
    marks = ["done" if at < reached else "now" if at == reached else "next" for at in range(len(order))]
    return [{"name": label, "state": mark} for label, mark in zip(labels, marks, strict=True)]


def _now() -> datetime:
    return datetime.now(UTC)

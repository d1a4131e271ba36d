"""An institution's look at its own readiness: questions, evidence, owners, and progress from round to round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, house, queries
from testamur.domain.design.readiness import questions
from testamur.domain.design.scale_values import STANDINGS, AuditView, HousePolicyView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.quality import standings
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_ORDER = ("in-place", "partly", "planned", "absent", "")
# What nobody says any more of a question once a policy that answers it is in force.
_BEFORE = ("", "absent", "planned")
_HEIGHT = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a column of the chart: how many answers of one standing, and where it lies."""

    standing: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Round:
    """A round in the chart and in its twin, the table."""

    one: AuditView
    x: int
    pieces: tuple[Piece, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: HttpRequest, code: str) -> HttpResponse:
    """Show every round, what is open of the newest, and how it went from one to the next."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            said = _done(actor, form)
            if said:
                messages.success(request, said)
                question = form.choice("question", [one.code for one in questions().questions])
                return redirect(f"{request.path}#{question}" if question else request.path)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    found = queries.audits(actor)
    newest, drawn = (found[0] if found else None), columns(found)
    context = {
        **frame(actor, place, "readiness"),
        "newest": newest,
        "is_open": newest is not None and newest.closed_at is None,
        "lines": _lines(newest, queries.house_policies(place.id)) if newest else [],
        "open_count": newest.counts.get("", 0) if newest else 0,
        "rounds": drawn,
        "twin": [(standings()[name][0], [one.one.counts.get(name, 0) for one in drawn]) for name in _ORDER],
        "legend": [(name, standings()[name][0]) for name in _ORDER],
        "choices": [(name, standings()[name][0]) for name in STANDINGS],
        "wrong": form.given.get("question", "") if form.errors else "",
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/readiness.html", context, status=status)


def columns(found: list[AuditView]) -> list[Round]:
    """Return the rounds as columns of a chart, the oldest first, at most the last eight."""
    drawn = []
    for number, one in enumerate(reversed(found[:8])):
        whole, y, pieces = len(one.lines) or 1, 0.0, []
        for standing in _ORDER:
            count = one.counts.get(standing, 0)
            height = _HEIGHT * count / whole
            if count:
                pieces.append(Piece(standing or "open", count, round(y, 1), round(height, 1)))
            y += height
        drawn.append(Round(one, 40 + number * 90, tuple(pieces)))
    return drawn


def _lines(newest: AuditView, policies: dict[str, HousePolicyView]) -> list[dict[str, object]]:
    """Return the questions with what holds, and with the policies in force that answer them."""
    words = standings()
    helpful: dict[str, list[HousePolicyView]] = {}
    for name, default in house.defaults().items():
        for code in default.questions:
            helpful.setdefault(code, []).extend([policies[name]] if name in policies else [])
    return [
        {
            "one": one,
            "standing": words[one.standing],
            "policies": helpful.get(one.code, []),
            "is_overtaken": one.standing in _BEFORE and one.code in helpful and bool(helpful[one.code]),
        }
        for one in newest.lines
    ]


def _done(actor: Actor, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    now = datetime.now(UTC)
    verb = form.choice("verb", ("begin", "answer", "close"))
    if verb == "begin":
        actions.begin_audit(actor, at=now)
        return _("A round has begun. The answers of the last one stand until you change them.")
    try:
        audit = UUID(form.text("audit", 40))
    except ValueError:
        return ""
    if verb == "close":
        actions.close_audit(actor, audit=audit, note=form.text("note", 5000, has_lines=True), at=now)
        return _("The round is closed, and stays as it is.")
    return _answer(actor, audit, form) if verb == "answer" else ""


def _answer(actor: Actor, audit: UUID, form: Form) -> str:
    question = form.text("question", 60)
    standing = form.choice("standing", STANDINGS)
    evidence = form.text("evidence", 5000, has_lines=True)
    if not standing:
        form.errors["standing"] = _("Choose how it stands.")
    if standing == "in-place" and not evidence:
        form.errors["evidence"] = _("What is in place shows its evidence: an address, a decision, a document.")
    owner, due_on = form.text("owner"), form.day("due_on")
    if form.errors:
        return ""
    actions.answer_audit(
        actor,
        audit=audit,
        question=question,
        standing=standing,
        evidence=evidence,
        owner=owner,
        due_on=due_on,
        at=datetime.now(UTC),
    )
    return _("Your answer is kept.")

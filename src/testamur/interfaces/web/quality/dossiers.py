"""Procedures before bodies outside. Accreditation is only ever their decision; here it is prepared and recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.scale_values import DECISIONS, DOSSIER_PARTS, DOSSIER_STATES, DossierView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.steps import Step, chosen, tried
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.designing import dossier_parts
from testamur.interfaces.words.quality import decisions, dossier_states, panel_parts

_MOST = 200
_ROWS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def dossiers(request: HttpRequest, code: str) -> HttpResponse:
    """Show the procedures before bodies outside, and open one."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        agency = form.needed("agency", _("Name the body that decides."))
        scope = form.needed("scope", _("Say what it is to look at."), 500)
        if not form.errors:
            about = _uuid(form, "design")
            made = actions.open_dossier(actor, agency=agency, scope=scope, design=about, at=datetime.now(UTC))
            return redirect("web:quality-dossier", code, made)
        status = 422
    context = {
        **frame(actor, place, "dossiers"),
        "dossiers": [_line(one) for one in queries.dossiers(actor)],
        "designs": queries.desk(actor, view="all", limit=_MOST),
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/dossiers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one procedure: what is there, what is lacking, the panel, the factual check, the decision."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        said, status = tried(_done, actor, uuid, form)
        if said:
            messages.success(request, said)
            return redirect("web:quality-dossier", code, uuid)
    found = queries.dossier(actor, uuid=uuid)
    at = DOSSIER_STATES.index(found.state)
    words, parts = dossier_states(), dossier_parts()
    context = {
        **frame(actor, place, "dossiers"),
        **_line(found),
        "stops": [
            (words[name], "done" if number < at else "now" if number == at else "")
            for number, name in enumerate(DOSSIER_STATES)
        ],
        "parts": [(name, parts[name], found.parts.get(name, "")) for name in DOSSIER_PARTS],
        "lacking": sum(name not in found.parts for name in DOSSIER_PARTS),
        "rows": _rows(found),
        "panel": [(name, place_of, panel_parts().get(part, part)) for name, place_of, part in found.panel],
        "panel_parts": panel_parts().items(),
        "verdicts": [(name, decisions()[name][0]) for name in DECISIONS],
        "conditions": [_condition(one) for one in found.conditions],
        "condition_rows": range(1, 4),
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/quality/dossier.html", context, status=status)


def validity(found: DossierView, on: date) -> str:
    """Return the code of whether a decision holds on a day: none, over, or in-force."""
    if found.decision not in {"granted", "conditional"}:
        return "none"
    return "over" if found.valid_until and found.valid_until < on else "in-force"


def _line(found: DossierView) -> dict[str, object]:
    return {
        "one": found,
        "state": dossier_states()[found.state],
        "decision": decisions().get(found.decision),
        "validity": validity(found, datetime.now(UTC).date()),
        "open_conditions": sum(not met for _text, _due, met in found.conditions),
    }


def _rows(found: DossierView) -> list[tuple[int, str, str, str]]:
    """Return the rows of the form for the panel: those there are, and empty ones."""
    known = [*found.panel, *(("", "", "peer") for _ in range(_ROWS))][:_ROWS]
    return [(number, *row) for number, row in enumerate(known, 1)]


def _condition(one: tuple[str, str, str]) -> dict[str, object]:
    text, due, met = one
    return {"text": text, "due": date.fromisoformat(due), "met": date.fromisoformat(met) if met else None}


def _done(actor: Actor, uuid: UUID, form: Form) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    verbs: dict[str, Step] = {
        "fill": _fill,
        "panel": _panel,
        "move": _move,
        "decide": _decide,
        "meet": _meet,
    }
    return chosen(verbs, actor, uuid, form)


def _fill(actor: Actor, uuid: UUID, form: Form) -> str:
    part = form.choice("part", (*DOSSIER_PARTS, "report", "factual"))
    text = form.needed("text", _("Write it, or say where it is."), 20_000, has_lines=True)
    if form.errors or not part:
        return ""
    actions.fill_dossier(actor, dossier=uuid, part=part, text=text, at=datetime.now(UTC))
    return _("It is in the dossier.")


def _panel(actor: Actor, uuid: UUID, form: Form) -> str:
    people = []
    for number in range(1, _ROWS + 1):
        name, place = form.text(f"name-{number}"), form.text(f"organisation-{number}")
        if name:
            people.append((name, place or "–", form.choice(f"part-{number}", panel_parts()) or "peer"))
    if not people:
        form.errors["panel"] = _("Name those who look at it.")
    if form.errors:
        return ""
    actions.fill_dossier(actor, dossier=uuid, panel=people, at=datetime.now(UTC))
    return _("The panel is written down.")


def _move(actor: Actor, uuid: UUID, form: Form) -> str:
    del form
    reached = actions.move_dossier(actor, dossier=uuid, at=datetime.now(UTC))
    return _("It is a stage further: {stage}.").format(stage=dossier_states()[reached])


def _decide(actor: Actor, uuid: UUID, form: Form) -> str:
    decision = form.choice("decision", DECISIONS)
    if not decision:
        form.errors["decision"] = _("Choose what the body decided.")
    decided_on = form.day("decided_on")
    if decided_on is None and "decided_on" not in form.errors:
        form.errors["decided_on"] = _("Write the day on which it decided.")
    conditions = [one for one in (_asked(form, number) for number in range(1, 4)) if one]
    valid_until = form.day("valid_until")
    if form.errors or decided_on is None:
        return ""
    actions.record_decision(
        actor,
        dossier=uuid,
        decision=decision,
        decided_on=decided_on,
        conditions=conditions if decision == "conditional" else [],
        valid_until=valid_until,
        report_address=form.text("report_address", 490),
        deqar_institution_id=form.text("deqar_institution_id", 20),
        deqar_report_id=form.text("deqar_report_id", 20),
        at=datetime.now(UTC),
    )
    return _("The decision of the body outside is recorded, and stands on the public page.")


def _asked(form: Form, number: int) -> tuple[str, date] | None:
    text, due = form.text(f"condition-{number}", 2000, has_lines=True), form.day(f"due-{number}")
    if text and due is None and f"due-{number}" not in form.errors:
        form.errors[f"due-{number}"] = _("Write the day by which it is to be met.")
    return (text, due) if text and due else None


def _meet(actor: Actor, uuid: UUID, form: Form) -> str:
    number = form.whole("number")
    if number is None:
        return ""
    actions.meet_condition(actor, dossier=uuid, number=number, at=datetime.now(UTC))
    return _("The condition is met.")


def _uuid(form: Form, name: str) -> UUID | None:
    try:
        return UUID(form.text(name, 40))
    except ValueError:
        return None

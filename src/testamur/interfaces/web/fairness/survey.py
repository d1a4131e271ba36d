"""Whether people are asked about themselves: the basis is recorded first, and the questions are chosen."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.insight import actions, queries
from testamur.domain.insight.values import BASES, LEAST_CELL, MOST_CELL, SurveyView
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import names
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.fairness import bases
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """Show on which basis people are asked, and record it, change it, or end it."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    chosen = request.POST.getlist("questions")
    if request.method == "POST":
        try:
            said = _done(actor, form, chosen)
            if said:
                messages.success(request, said)
                return redirect("web:survey", code)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    held = queries.survey(actor)
    given = dict(form.given.items()) if form.errors else _given(held)
    ticked = chosen if form.errors else list(held.questions if held else ())
    context = {
        "institution": place,
        "section": "office",
        "room": "survey",
        "survey": held,
        "basis": bases()[held.basis][0] if held else "",
        "answered": [(queries.all_questions()[one], n) for one, n in held.answered.items()] if held else [],
        "earlier": [one for one in queries.surveys(actor) if one.ended_at],
        "by": names([held.began_by]).get(held.began_by) if held and held.began_by else None,
        "questions": [(one, one.id in ticked) for one in queries.all_questions()],
        "bases": [(name, *bases()[name]) for name in BASES],
        "least": LEAST_CELL,
        "most": MOST_CELL,
        "given": given,
        "errors": form.errors,
    }
    return render(request, "testamur/fairness/survey.html", context, status=status)


def _given(held: SurveyView | None) -> dict[str, object]:
    if held is None:
        return {"cell": LEAST_CELL}
    return {
        "basis": held.basis,
        "reference": held.reference,
        "assessed_on": held.assessed_on.isoformat(),
        "cell": held.cell,
    }


def _done(actor: Actor, form: Form, chosen: list[str]) -> str:
    """Do what the form asks and return what to say; empty where something in it is wrong."""
    now = datetime.now(UTC)
    if form.choice("verb", ("begin", "end")) == "end":
        actions.end_survey(actor, at=now, erase_answers="erase" in form.given)
        if "erase" in form.given:
            return _("Nobody is asked any more, and every answer is erased. Audits stay: they tell of no person.")
        return _("Nobody is asked any more. Whoever answered can still erase it.")
    return _begun(actor, form, chosen, now)


def _begun(actor: Actor, form: Form, chosen: list[str], now: datetime) -> str:
    basis = form.choice("basis", BASES)
    if not basis:
        form.errors["basis"] = _("Choose on which basis people may be asked.")
    if not chosen:
        form.errors["questions"] = _("Choose what may be asked: one question or more.")
    reference = form.needed("reference", _("Say where the assessment is kept: a file number or a title."), 300)
    assessed_on = form.day("assessed_on")
    if assessed_on is None and "assessed_on" not in form.errors:
        form.errors["assessed_on"] = _("Write the day on which the assessment was done.")
    elif assessed_on and assessed_on > now.date():
        form.errors["assessed_on"] = _("That day is still to come. Record the basis once the assessment is done.")
    cell = form.whole("cell")
    if "cell" not in form.errors and not (cell and LEAST_CELL <= cell <= MOST_CELL):
        form.errors["cell"] = _("Choose a number from {least} to {most}.").format(least=LEAST_CELL, most=MOST_CELL)
    if form.errors or assessed_on is None or cell is None:
        return ""
    actions.begin_survey(
        actor, questions=chosen, basis=basis, reference=reference, assessed_on=assessed_on, cell=cell, at=now
    )
    return _("The basis is recorded. Learners find the questions under “My credentials”, “Voluntary answers”.")

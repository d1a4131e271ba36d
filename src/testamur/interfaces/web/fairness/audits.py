"""Audits of fairness: asked for, looked at, compared with earlier ones, and taken away as files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.insight import actions, queries
from testamur.domain.insight.values import RunView
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.queries import names
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.fairness import files, showing
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality.showing import frame
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.fairness import left_out_said, no_verdict, outcomes
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_FIRST_YEARS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def audits(request: HttpRequest, code: str) -> HttpResponse:
    """Show every audit, and ask for another."""
    actor, place = actor_at(request, code)
    form, status, now = Form(request.POST), 200, datetime.now(UTC)
    spans = showing.periods(now.date(), now.date().replace(year=now.year - _FIRST_YEARS, day=1))
    if request.method == "POST":
        try:
            made = _asked(actor, form, spans)
            if made:
                return _sent(request, actor, code, made, now)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    found, survey = queries.runs(actor), queries.survey(actor)
    context = {
        **frame(actor, place, "fairness"),
        "survey": survey,
        "was_asked": survey is not None or bool(queries.surveys(actor)),
        "may_begin": may(actor, Permission.MANAGE_INSTITUTION),
        "runs": [_row(one, now) for one in found],
        "outcomes": outcomes().items(),
        "periods": spans,
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/fairness/audits.html", context, status=status)


@require_safe
def audit(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one audit: its answer in a sentence, pictures with their tables, and what to do next."""
    actor, place = actor_at(request, code)
    run = queries.run(actor, uuid=uuid)
    if run.same_as:
        return redirect("web:fairness-audit", code, run.same_as)
    chosen = [one for one in request.GET.getlist("question") if one in run.questions]
    now = datetime.now(UTC)
    context = {
        **frame(actor, place, "fairness"),
        **pictured(run, chosen, now),
        "asked_by": names([run.asked_by]).get(run.asked_by) if run.asked_by else None,
        "series": _series(actor, run),
        "form_names": list(files.FORMS),
        "errors": {},
    }
    is_part = bool(getattr(request, "htmx", False)) and request.headers.get("HX-Target") == "progress"
    return render(request, f"testamur/fairness/{'progress' if is_part else 'audit'}.html", context)


@require_safe
def file(request: HttpRequest, code: str, uuid: UUID, form: str) -> HttpResponseBase:
    """Give the audit as a file; that it was taken is written down."""
    actor, place = actor_at(request, code)
    run = queries.run(actor, uuid=uuid)
    if run.state != "done":
        raise NotFound(what="fairness-audit", uuid=str(uuid))
    actions.take(actor, run=uuid, form=form, at=datetime.now(UTC))
    return files.FORMS[form](run, place)


def pictured(run: RunView, chosen: list[str], now: datetime) -> dict[str, object]:
    """Return what every page about one audit shows of it, of the questions *chosen* or all."""
    return {
        "run": run,
        "what": outcomes()[run.what],
        "period": showing.period(run),
        "headline": showing.headline(run),
        "kinds": showing.told(run, chosen),
        "questions": [(one, showing.question_name(one), one in chosen or not chosen) for one in run.questions],
        "is_old": showing.is_old(run, now),
        "left_out": showing.left_out(run),
        "left_out_said": left_out_said(run.cell),
        "no_verdict": no_verdict(),
        "width": showing.WIDTH,
    }


def _asked(actor: Actor, form: Form, spans: list[tuple[str, str, date, date]]) -> UUID | None:
    what = form.choice("what", list(outcomes()))
    if not what:
        form.errors["what"] = _("Choose what is to be audited.")
    span = next((one for one in spans if one[0] == form.text("period", 20)), None)
    if span is None:
        form.errors["period"] = _("Choose a period from the list.")
    if form.errors or span is None:
        return None
    return actions.ask(actor, what=what, since=span[2], until=span[3], at=datetime.now(UTC))


def _sent(request: HttpRequest, actor: Actor, code: str, made: UUID, now: datetime) -> HttpResponse:
    """Lead to the audit; an earlier one is told as such."""
    found = queries.run(actor, uuid=made)
    if found.asked_at < now:
        messages.info(
            request,
            _("Fewer than {cell} people have changed since this was counted, so it is shown again.").format(
                cell=found.cell
            ),
        )
    return redirect("web:fairness-audit", code, made)


def _row(run: RunView, now: datetime) -> dict[str, object]:
    return {
        "one": run,
        "what": outcomes()[run.what].name,
        "period": showing.period(run),
        "headline": showing.headline(run) if run.state == "done" else "",
        "is_old": showing.is_old(run, now),
    }


def _series(actor: Actor, run: RunView) -> list[dict[str, object]]:
    """Return the audits of the same thing, the oldest period first, with the lowest ratio by question."""
    same = [one for one in queries.runs(actor, what=run.what) if one.state == "done"]
    ordered = sorted(same, key=lambda one: (one.since, one.until, one.asked_at))
    return [
        {
            "one": one,
            "period": showing.period(one),
            "lowest": [(showing.question_name(name), showing.lowest(one, name)) for name in run.questions],
        }
        for one in ordered
    ]

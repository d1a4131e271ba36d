"""The reviewer's desk: what waits and for how long, and one design with only what needs a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.design import actions, queries
from testamur.domain.design.values import DeskLine, Task
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.handing_in import answered, asked
from testamur.interfaces.web.design.judgement import told_of
from testamur.interfaces.web.design.showing import head, judged, named, places
from testamur.interfaces.web.design.talking import threads, wishes
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.drafting import answers, steps
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_HERE, _NEXT = "web:review", "web:reviews"


@require_safe
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits for a reviewer or an approver, what is due first."""
    actor, place = actor_at(request, code)
    require(actor, Permission.REVIEW_DESIGNS)
    found = queries.review_desk(actor, at=datetime.now(UTC))
    known = named([*(one.reviewer for one in found), *(one.design.started_by for one in found)])
    context = {
        "institution": place,
        "lines": [_line(one, known, actor) for one in found if one.review],
        "may_review": True,
        "room": "reviews",
        "section": "design",
    }
    return render(request, "testamur/design/reviews/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one design that waits, and take what the reviewer or the approver says."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            done = _done(actor, uuid, form)
            if done:
                messages.success(request, done[1])
                return redirect(done[0], code, uuid) if done[0] != _NEXT else redirect(_NEXT, code)
            status = 422
        except NotFound:
            raise
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    task = queries.task(actor, uuid=uuid)
    context = {**_about(actor, place, task, uuid, form), "given": form.given, "errors": form.errors}
    return render(request, "testamur/design/reviews/review.html", context, status=status)


def _about(actor: Actor, place: InstitutionView, task: Task, uuid: UUID, form: Form) -> dict[str, object]:
    """Return what the page about one review shows: findings, questions, what changed, what was asked for."""
    view = queries.design(actor, uuid=uuid)
    where, course = places(task.examined.source), task.examined.definition
    questions = task.review.report.get("questions", ())
    is_mine = task.review.reviewer in (None, actor.person_id)
    needed = Permission.APPROVE_DESIGNS if task.review.kind == "approval" else Permission.REVIEW_DESIGNS
    return {
        **head(actor, place, view, "review"),
        **judged(task.examined),
        "task": task,
        "step": steps()[task.review.kind],
        "days": (datetime.now(UTC) - task.review.asked_at).days,
        "amendments": told_of(task.changes),
        "questions": asked(questions, task.review.answers, form.given) if isinstance(questions, list) else [],
        "choices": answers().items(),
        "wishes": wishes(queries.changes(actor, uuid=uuid), where),
        "threads": threads(queries.comments(actor, uuid=uuid, settled=False), where),
        "places": list(where),
        "level": str(course.level) if course and course.level else "",
        "credits": str(course.workload.credits) if course and course.workload.credits else "",
        "makers": [one.name or one.email for one in view.contributors if one.is_author],
        "may_judge": view.is_independent and is_mine and may(actor, needed),
        "is_mine": is_mine,
        "reviewer": named([task.review.reviewer]).get(task.review.reviewer or 0, ""),
    }


def _line(one: DeskLine, known: Mapping[int, str], actor: Actor) -> dict[str, object]:
    return {
        "one": one,
        "step": steps()[one.kind],
        "reviewer": known.get(one.reviewer or 0, ""),
        "is_mine": one.reviewer is not None and one.reviewer == actor.person_id,
        "started_by": known.get(one.design.started_by, ""),
    }


def _done(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    """Do what the form asks; return the page to go on to and what to say, or None where something in it is wrong."""
    verbs: dict[str, Callable[[Actor, UUID, Form], tuple[str, str] | None]] = {
        "keep": _keep,
        "pass": _finish,
        "changes": _finish,
        "request": _request,
        "resolve": _resolve,
        "withdraw": _resolve,
        "approve": _approve,
        "send-back": _send_back,
    }
    verb = form.choice("verb", verbs)
    return verbs[verb](actor, uuid, form) if verb else None


def _keep(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    if form.errors:
        return None
    actions.keep_answers(actor, design=uuid, answers=said, minutes=minutes, at=datetime.now(UTC))
    return _HERE, _("Your answers are kept. The review is yours; go on whenever you like.")


def _finish(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    is_passed = form.text("verb") == "pass"
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    note = form.text("note", 20_000, has_lines=True)
    if not is_passed and not note:
        form.errors["note"] = _("Say what is to be changed, and why.")
    if form.errors:
        return None
    outcome = "passed" if is_passed else "changes"
    actions.finish_review(
        actor, design=uuid, outcome=outcome, answers=said, minutes=minutes, note=note, at=datetime.now(UTC)
    )
    return _NEXT, (_("It goes on. Thank you.") if is_passed else _("It goes back to its makers with what you wrote."))


def _request(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    text = form.needed("text", _("Say what is to be changed."), 5000, has_lines=True)
    if form.errors:
        return None
    is_blocking = bool(form.text("blocking"))
    actions.request_change(
        actor, design=uuid, text=text, place=form.text("place"), is_blocking=is_blocking, at=datetime.now(UTC)
    )
    return _HERE, _("The makers see it.")


def _resolve(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    try:
        change = UUID(form.text("change", 40))
    except ValueError:
        return None
    resolution = "done" if form.text("verb") == "resolve" else "withdrawn"
    actions.resolve_change(actor, design=uuid, change=change, resolution=resolution, at=datetime.now(UTC))
    return _HERE, _("It is settled.")


def _approve(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    level, worth = form.text("level"), form.text("credit_value")
    statement = form.text("statement", 20_000, has_lines=True)
    said, minutes = _answers(actor, uuid, form), form.whole("minutes") or 0
    if form.errors:
        return None
    actions.approve(
        actor,
        design=uuid,
        level=level,
        credit_value=worth,
        statement=statement,
        answers=said,
        minutes=minutes,
        at=datetime.now(UTC),
    )
    return "web:hand-in", _("It is approved. It can be published now.")


def _send_back(actor: Actor, uuid: UUID, form: Form) -> tuple[str, str] | None:
    note = form.needed("note", _("Say what is to be changed, and why."), 20_000, has_lines=True)
    if form.errors:
        return None
    actions.send_back(actor, design=uuid, note=note, at=datetime.now(UTC))
    return _NEXT, _("It goes back to its makers with what you wrote.")


def _answers(actor: Actor, uuid: UUID, form: Form) -> dict[str, tuple[str, str]]:
    questions = queries.task(actor, uuid=uuid).review.report.get("questions", [])
    codes = [str(one["code"]) for one in questions] if isinstance(questions, list) else []
    return answered(form, codes)

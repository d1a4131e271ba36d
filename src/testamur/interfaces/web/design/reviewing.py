"""The reviewer's desk: what waits and for how long, and one design with only what needs a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.design import queries
from testamur.domain.design.values import DeskLine, Task
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design.handing_in import asked
from testamur.interfaces.web.design.judgement import told_of
from testamur.interfaces.web.design.showing import head, judged, named, places
from testamur.interfaces.web.design.talking import threads, wishes
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.quality import judging
from testamur.interfaces.web.quality.steps import taken
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words.designing import why_not_independent
from testamur.interfaces.words.drafting import answers, steps
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

# Where a step is taken that is not a review.
_PAGES = {"partner": "web:quality-design", "periodic": "web:quality-design", "publication": "web:hand-in"}


@require_safe
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits for a reviewer or an approver, what is due first."""
    actor, place = actor_at(request, code)
    found = queries.review_desk(actor, at=datetime.now(UTC))
    known = named([*(one.reviewer for one in found), *(one.design.started_by for one in found)])
    context = {
        "institution": place,
        "lines": [_line(one, known, actor, code) for one in found if one.may_take],
        "others": [_line(one, known, actor, code) for one in found if not one.may_take],
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
            done = judging.done(actor, uuid, form)
            if done:
                messages.success(request, done[1])
                return redirect(done[0], code) if done[0] == judging.NEXT else redirect(done[0], code, uuid)
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
    where = places(task.examined.source)
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
        "wishes": wishes(queries.changes(actor, uuid=uuid), where, task.examined.source),
        "threads": threads(queries.comments(actor, uuid=uuid, settled=False), where),
        "places": list(where),
        "makers": [one.name or one.email for one in view.contributors if one.is_author],
        "may_judge": not task.why_not and is_mine and may(actor, needed),
        "may_assign": task.review.kind == "peer" and may(actor, Permission.APPROVE_DESIGNS),
        "why_not": why_not_independent().get(task.why_not, ""),
        "is_mine": is_mine,
        "is_taken": task.review.reviewer is not None,
        "looks": taken(one for one in queries.reviews(actor, uuid=uuid) if one.closed_at),
        "reviewer": named([task.review.reviewer]).get(task.review.reviewer or 0, ""),
    }


def _line(one: DeskLine, known: Mapping[int, str], actor: Actor, code: str) -> dict[str, object]:
    return {
        "one": one,
        "step": steps()[one.kind],
        "reviewer": known.get(one.reviewer or 0, ""),
        "is_mine": one.reviewer is not None and one.reviewer == actor.person_id,
        "started_by": known.get(one.design.started_by, ""),
        "why_not": why_not_independent().get(one.why_not, ""),
        "href": reverse(_PAGES.get(one.kind, "web:review"), args=(code, one.design.uuid)),
    }

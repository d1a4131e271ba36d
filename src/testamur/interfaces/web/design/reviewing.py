"""The reviewer's desk: what waits and for how long, and one design with only what needs a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from testamur.domain.design import queries
from testamur.domain.design.values import DesignView, DeskLine, ReviewView, Task
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.design import kept
from testamur.interfaces.web.design.judgement import told_of
from testamur.interfaces.web.design.questioning import Before, others, topics, wrong
from testamur.interfaces.web.design.quoting import choices
from testamur.interfaces.web.design.showing import head, judged, named, places
from testamur.interfaces.web.design.talking import threads
from testamur.interfaces.web.design.weighing import weighable
from testamur.interfaces.web.design.wishing import wishes
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import partner, spoken
from testamur.interfaces.web.quality import judging
from testamur.interfaces.web.quality.steps import taken
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words.designing import why_not_independent
from testamur.interfaces.words.drafting import answers, steps
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

# Where a step is taken that is not a review.
_PAGES = {"periodic": "web:quality-design", "publication": "web:hand-in"}
_PAGE = "review"
# The fields in which somebody writes whole sentences.
_WRITTEN = ("note", "statement", "text", "interest")


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
        kept.keep(request, _PAGE, uuid)
        try:
            done = judging.done(actor, uuid, form)
            if done:
                return _gone_on(request, code, uuid, form, done)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    try:
        task = queries.task(actor, uuid=uuid)
    except NotFound:
        # Nothing waits for a judgement: the page says what does, to whoever may see the design at all.
        return _nothing_to_judge(request, actor, place, uuid, form, status)
    given = form.given if request.method == "POST" else _kept(request, uuid, task)
    context = {**_about(actor, place, uuid, task, given), "given": given, "errors": form.errors}
    context["wrong"] = wrong(form.errors, _questions(task))
    return render(request, "testamur/design/reviews/review.html", context, status=status)


def _gone_on(request: HttpRequest, code: str, uuid: UUID, form: Form, done: tuple[str, str]) -> HttpResponse:
    """Lead on to where a step ends; what was typed besides stays with the page as long as one is on it."""
    address, said = done
    if address == judging.HERE:
        kept.keep(request, _PAGE, uuid, without=judging.used_up(form))
    else:
        kept.forget(request, _PAGE, uuid)
    messages.success(request, said)
    return redirect(address, code) if address == judging.NEXT else redirect(address, code, uuid)


def _kept(request: HttpRequest, uuid: UUID, task: Task) -> Mapping[str, str]:
    """Return what was typed on this page before, of this review and no earlier one."""
    found = kept.kept(request, _PAGE, uuid)
    return found if found.get("review") == str(task.review.uuid) else {}


def _about(actor: Actor, place: InstitutionView, uuid: UUID, task: Task, given: Mapping[str, str]) -> dict[str, object]:
    """Return what the page about one review shows: findings, questions, what changed, what was asked for."""
    view = queries.design(actor, uuid=uuid)
    looks = [one for one in queries.reviews(actor, uuid=uuid) if one.closed_at]
    source = task.examined.source
    where = places(source)
    is_mine = task.review.reviewer in (None, actor.person_id)
    is_approval = task.review.kind == "approval"
    needed = Permission.APPROVE_DESIGNS if is_approval else Permission.REVIEW_DESIGNS
    return {
        **head(actor, place, view, "review"),
        **judged(task.examined),
        **_asked(task, looks, given),
        **_said(actor, view),
        **weighable(place, task.examined.definition),
        "task": task,
        "is_approval": is_approval,
        "step": steps()[task.review.kind],
        "days": (datetime.now(UTC) - task.review.asked_at).days,
        "wishes": wishes(actor, uuid, queries.changes(actor, uuid=uuid), source),
        "threads": threads(queries.comments(actor, uuid=uuid, settled=False), where),
        "places": choices(source, where),
        "makers": [one.name or one.email for one in view.contributors if one.is_author],
        "may_judge": not task.why_not and is_mine and may(actor, needed),
        "may_assign": task.review.kind == "peer" and may(actor, Permission.APPROVE_DESIGNS),
        "why_not": why_not_independent().get(task.why_not, ""),
        "is_mine": is_mine,
        "is_taken": task.review.reviewer is not None,
        "looks": taken(looks),
        "reviewer": named([task.review.reviewer]).get(task.review.reviewer or 0, ""),
    }


def _questions(task: Task) -> Sequence[Mapping[str, object]]:
    found = task.review.report.get("questions", ())
    return found if isinstance(found, list) else []


def _asked(task: Task, looks: list[ReviewView], given: Mapping[str, str]) -> dict[str, object]:
    """Return the questions by place, those that ask for a look first, and how many of them do."""
    before = Before(
        kept=task.review.answers,
        last=task.last_answers,
        changes=task.changes,
        others=others(looks, is_approval=task.review.kind == "approval"),
    )
    found = topics(_questions(task), task.examined.definition, given, before)
    return {
        "amendments": told_of(task.changes),
        "topics": [one for one in found if one.is_fresh],
        "settled": [one for one in found if not one.is_fresh],
        "is_second": bool(task.last_answers),
        "count": sum(len(one.asked) for one in found),
        "choices": answers().items(),
    }


def _said(actor: Actor, view: DesignView) -> dict[str, object]:
    """Return what partners said of the text, and what everyone says of their own interest in it."""
    now = datetime.now(UTC)
    partners = queries.partners(actor, uuid=view.line.uuid, at=now)
    interests = queries.interests(actor, uuid=view.line.uuid)
    known = named(one.person for one in interests)
    return {
        "partners": [(partner(one), spoken(one.reviews)) for one in partners if one.reviews or one.endorsements],
        "interests": [(known.get(one.person, ""), one) for one in interests],
    }


def _nothing_to_judge(
    request: HttpRequest, actor: Actor, place: InstitutionView, uuid: UUID, form: Form, status: int
) -> HttpResponse:
    """Say what a design waits for that waits for no judgement now: for whom, and since when.

    Whoever pressed a button when somebody had gone on already finds there what they had written.
    """
    now = datetime.now(UTC)
    view = queries.design(actor, uuid=uuid)
    context = {
        **head(actor, place, view, "review"),
        **_said(actor, view),
        "awaited": [partner(one) for one in queries.awaited(actor, uuid=uuid, at=now)],
        "days": (now - view.line.state_since).days,
        "looks": taken(one for one in queries.reviews(actor, uuid=uuid) if one.closed_at),
        "may_go_on": may(actor, Permission.APPROVE_DESIGNS) and not view.why_not,
        "why_not": why_not_independent().get(view.why_not, ""),
        "errors": form.errors,
        "lost": [text for name, text in form.given.items() if name.startswith(_WRITTEN) and text.strip()],
    }
    return render(request, "testamur/design/reviews/nothing.html", context, status=status)


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

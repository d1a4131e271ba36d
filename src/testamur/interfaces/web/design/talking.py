"""What is said about a draft: comments on a place, and changes that reviewers asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.design.values import CommentView
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.design.naming import name_of, named, places
from testamur.interfaces.web.design.quoting import choices
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.design.wishing import wishes
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

_LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with its answers, and who said it."""

    one: CommentView
    by: str
    line: int
    answers: tuple[Said, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show what was said and asked for; take a comment, an answer, or the word that something is settled."""
    actor, place = actor_at(request, code)
    form, status = Form(request.POST), 200
    if request.method == "POST":
        try:
            if _done(actor, uuid, form):
                messages.success(request, _("It is kept with the draft."))
                return redirect("web:draft-talk", code, uuid)
            status = 422
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    view = queries.design(actor, uuid=uuid)
    where = places(view.source)
    context = {
        **head(actor, place, view, "talk"),
        "threads": threads(queries.comments(actor, uuid=uuid), where),
        "wishes": wishes(actor, uuid, queries.changes(actor, uuid=uuid), view.source),
        "places": choices(view.source, where),
        "given": form.given,
        "errors": form.errors,
    }
    return render(request, "testamur/design/drafts/talk.html", context, status=status)


def threads(found: list[CommentView], where: dict[str, int]) -> list[Said]:
    """Return comments with names and the lines of their places, open ones first."""
    known = named(number for one in found for number in (one.said_by, *(answer.said_by for answer in one.answers)))
    listed = [
        Said(
            one,
            name_of(known, one.said_by),
            where.get(one.place, 0),
            tuple(Said(answer, name_of(known, answer.said_by), 0) for answer in one.answers),
        )
        for one in found
    ]
    return sorted(listed, key=lambda said: said.one.resolved_at is not None)


def _done(actor: Actor, uuid: UUID, form: Form) -> bool:
    """Do what the form asks; False where something in it is wrong."""
    verbs: dict[str, Callable[[Actor, UUID, Form], None]] = {
        "comment": _comment,
        "settle": _settle,
        "reopen": _settle,
        "answer": _answer,
    }
    verb = form.choice("verb", verbs)
    if not verb:
        return False
    verbs[verb](actor, uuid, form)
    return not form.errors


def _comment(actor: Actor, uuid: UUID, form: Form) -> None:
    thread = _id(form, "thread")
    text = form.needed("text", _("Write what you want to say."), _LONGEST, has_lines=True)
    if not form.errors:
        actions.comment(actor, design=uuid, text=text, place=form.text("place"), thread=thread, at=datetime.now(UTC))


def _settle(actor: Actor, uuid: UUID, form: Form) -> None:
    comment = _id(form, "comment")
    if comment is not None:
        is_open = form.text("verb") == "reopen"
        actions.settle(actor, design=uuid, comment=comment, is_open=is_open, at=datetime.now(UTC))


def _answer(actor: Actor, uuid: UUID, form: Form) -> None:
    change = _id(form, "change")
    text = form.needed("answer", _("Say what you did about it."), _LONGEST, has_lines=True)
    if change is not None and not form.errors:
        actions.answer_change(actor, design=uuid, change=change, text=text, at=datetime.now(UTC))


def _id(form: Form, name: str) -> UUID | None:
    """Return the identifier *name*, or None where it is missing or none at all."""
    try:
        return UUID(form.text(name, 40))
    except ValueError:
        return None

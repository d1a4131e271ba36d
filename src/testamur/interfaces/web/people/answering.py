"""A learner reads a request, answers it and chooses what to show, keeps the sender away, or reports it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.careers import actions, queries
from testamur.domain.careers.actions import Reply
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import person
from testamur.domain.issuing.queries import own_credentials
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.people.showing import request as in_words
from testamur.interfaces.web.steps import tried
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _


@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show who asks and why; say yes with what is to be shown, say no, keep the sender away, or report."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    form, status = Form(request.POST), 200
    chosen = _credentials(request)
    # Where two requests of one sender wait for one answer, the newest is answered, and shown.
    uuid = queries.request_got(actor, request=uuid, at=now).uuid
    if request.method == "POST":
        verb = form.choice("verb", ("yes", "no", "take-back", "block", "report"))
        said, status = tried(lambda who, which, sent: _done(who, which, sent, verb, chosen, now), actor, uuid, form)
        if said:
            messages.success(request, said)
            return redirect("web:found-request", code, uuid)
    got = queries.request_got(actor, request=uuid, at=now)
    context = {
        "institution": place,
        "asked": in_words(got, is_mine=True),
        "before": [in_words(one, is_mine=True) for one in got.before],
        "credentials": [(one, one.uuid in chosen) for one in own_credentials(actor.me, at=now) if one.state == "valid"],
        "is_kept_away": any(one.organisation == got.organisation for one in queries.blocked(actor)),
        "reports": [one for one in queries.own_reports(actor) if one.request == uuid],
        # Nothing is filled in: who wants to show a name writes it.
        "given": {name: str(value) for name, value in form.given.items()} if form.errors else {},
        "me": person(actor.me),
        "errors": form.errors,
        "section": "mine",
    }
    return render(request, "testamur/people/request.html", context, status=status)


def _done(actor: Actor, uuid: UUID, form: Form, verb: str, chosen: tuple[UUID, ...], now: datetime) -> str:
    if verb == "yes":
        return _yes(actor, uuid, form, chosen, now)
    if verb == "no":
        actions.decline_request(actor, request=uuid, at=now)
        return _("You said no. The sender reads only that there is no answer.")
    if verb == "take-back":
        actions.take_back_answer(actor, request=uuid, at=now)
        return answer_taken_back()
    if verb == "block":
        organisation = queries.request_got(actor, request=uuid, at=now).organisation
        actions.block_organisation(actor, organisation=organisation, at=now)
        return _("This organisation does not find you any more and cannot write to you. It is not told.")
    text = form.needed("text", _("Say what happened. The university reads it."), 4000, has_lines=True)
    if form.errors or verb != "report":
        return ""
    actions.report_request(actor, request=uuid, text=text, at=now)
    return _("The university has it and answers you here. The sender is not told who reported.")


def answer_taken_back() -> str:
    """Return what is said when an answer is taken back."""
    return _("Your answer is taken back. They see nothing of it any more, and the links made for it lead nowhere.")


def _yes(actor: Actor, uuid: UUID, form: Form, chosen: tuple[UUID, ...], now: datetime) -> str:
    reply = Reply(
        name=form.text("name", 200),
        reached_by=form.needed("reached_by", _("Say how the sender can reach you: an address or a number."), 300),
        said=form.text("said", 2000, has_lines=True),
        credentials=chosen,
    )
    if form.errors:
        return ""
    actions.accept_request(actor, request=uuid, reply=reply, at=now)
    return _("Your answer is sent, with what you chose to show and nothing else.")


def _credentials(request: HttpRequest) -> tuple[UUID, ...]:
    found = []
    for one in request.POST.getlist("credentials")[:50]:
        with suppress(ValueError):
            found.append(UUID(one))
    return tuple(found)

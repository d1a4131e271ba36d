"""One organisation: who acts for it, what it needs, and what it endorses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor, Permission, may
from testamur.domain.issuing import queries as issuing
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about, address_of, identifier, links, members, until
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show an organisation to its people and to the house; let people in and go."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    form, status, fresh = Form(request.POST), 200, ""
    if request.method == "POST":
        try:
            done = _done(actor, uuid, form, now)
            if done is None:
                return redirect("web:partners", code)
            fresh = done
            if not fresh:
                messages.success(request, _("It is done."))
                return redirect("web:partner-organisation", code, uuid)
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    view = queries.organisation(actor, uuid=uuid, at=now)
    is_member = actor.me in view.people
    context = {
        **about(actor, place, "organisation"),
        "one": view,
        "people": members(view.people),
        "me": actor.me,
        "is_member": is_member,
        "links": links(view.links) if may(actor, Permission.DESIGN) else [],
        "briefs": queries.briefs_of(actor, organisation=uuid),
        "endorsements": issuing.endorsements_by(actor, organisation=uuid, at=now),
        "fresh": fresh,
        "errors": form.errors,
    }
    return render(request, "testamur/partners/organisation.html", context, status=status)


def _done(actor: Actor, uuid: UUID, form: Form, now: datetime) -> str | None:
    """Do what the form asks; return the address of a new link, nothing where there is none, None where one has left."""
    verbs: dict[str, Callable[[], str | None]] = {
        "link": lambda: address_of(actions.link_anew(actor, organisation=uuid, expires_at=until(form), at=now)),
        "withdraw": lambda: _withdraw(actor, form, now),
        "let-go": lambda: _let_go(actor, uuid, form.whole("person") or 0, now),
    }
    verb = form.choice("verb", verbs)
    return verbs[verb]() if verb else ""


def _withdraw(actor: Actor, form: Form, now: datetime) -> str:
    link = identifier(form, "link")
    if link is not None:
        actions.withdraw_link(actor, link=link, at=now)
    return ""


def _let_go(actor: Actor, uuid: UUID, person: int, now: datetime) -> str | None:
    actions.leave_organisation(actor, organisation=uuid, person=person, at=now)
    return None if person == actor.me else ""

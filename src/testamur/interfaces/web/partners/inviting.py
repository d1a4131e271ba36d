"""The partners of one draft, as its makers see them: invited, with their parts, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor, Permission, require
from testamur.interfaces.web.design.showing import head
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about as frame
from testamur.interfaces.web.partners.showing import address_of, addressee, identifier, partner, spoken, until
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.partnering import roles
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show who is invited into a draft; invite, let more people in, and end it."""
    actor, place = actor_at(request, code)
    require(actor, Permission.DESIGN)
    form, status, fresh = Form(request.POST), 200, ""
    if request.method == "POST":
        try:
            fresh = _done(actor, uuid, form, tuple(request.POST.getlist("allows")))
            status = 422 if form.errors else 200
            if not fresh and not form.errors:
                messages.success(request, _("It is done."))
                return redirect("web:draft-partners", code, uuid)
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    now = datetime.now(UTC)
    view = queries.design(actor, uuid=uuid)
    found = queries.partners(actor, uuid=uuid, at=now)
    context = {
        **frame(actor, place, "invited"),
        **head(actor, place, view, "partners"),
        "partners": [(partner(one), spoken(one.reviews)) for one in found],
        "briefs": queries.briefs(actor, uuid=uuid),
        "known": [one.name for one in queries.organisations(actor, at=now)],
        "roles": [(code, said) for code, said in roles().items() if code != "read"],
        "fresh": fresh,
        "given": form.given if form.errors else {},
        "errors": form.errors,
    }
    return render(request, "testamur/partners/invited.html", context, status=status)


def _done(actor: Actor, uuid: UUID, form: Form, allows: tuple[str, ...]) -> str:
    """Do what the form asks, and return the address of a new link, if one was made."""
    verbs: dict[str, Callable[[], str]] = {
        "invite": lambda: _invite(actor, uuid, form, allows),
        "link": lambda: _link(actor, form),
        "withdraw": lambda: _withdraw(actor, form),
        "end": lambda: _end(actor, uuid, form),
    }
    verb = form.choice("verb", verbs)
    return verbs[verb]() if verb else ""


def _invite(actor: Actor, uuid: UUID, form: Form, allows: tuple[str, ...]) -> str:
    name = form.needed("organisation", _("Write the name of the organisation."))
    known, to = tuple(one for one in allows if one in roles()), addressee(form)
    if form.errors:
        return ""
    _made, secret = actions.invite_partner(
        actor, design=uuid, organisation=name, allows=known, expires_at=until(form), at=datetime.now(UTC), to=to
    )
    return address_of(secret)


def _link(actor: Actor, form: Form) -> str:
    organisation, partnership = identifier(form, "organisation"), identifier(form, "partnership")
    to = addressee(form)
    if organisation is None or partnership is None or form.errors:
        return ""
    secret = actions.link_anew(
        actor, organisation=organisation, partnership=partnership, expires_at=until(form), at=datetime.now(UTC), to=to
    )
    return address_of(secret)


def _withdraw(actor: Actor, form: Form) -> str:
    link = identifier(form, "link")
    if link is not None:
        actions.withdraw_link(actor, link=link, at=datetime.now(UTC))
    return ""


def _end(actor: Actor, uuid: UUID, form: Form) -> str:
    partnership = identifier(form, "partnership")
    if partnership is not None:
        actions.withdraw_invitation(actor, design=uuid, partnership=partnership, at=datetime.now(UTC))
    return ""

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
from testamur.domain.institution.queries import unconfirmed_address
from testamur.domain.issuing import actions as signing
from testamur.domain.issuing import queries as issuing
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about, address_of, addressee, identifier, links, members, until
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
            fresh, status = done, 422 if form.errors else 200
            if not fresh and not form.errors:
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
        "keys": issuing.partner_keys(actor, organisation=uuid, at=now),
        "may_keep_keys": is_member or may(actor, Permission.MANAGE_KEYS),
        "unconfirmed": unconfirmed_address(actor) if is_member else "",
        "given": form.given if form.errors else {},
        "fresh": fresh,
        "errors": form.errors,
    }
    return render(request, "testamur/partners/organisation.html", context, status=status)


def _done(actor: Actor, uuid: UUID, form: Form, now: datetime) -> str | None:
    """Do what the form asks; return the address of a new link, nothing where there is none, None where one has left."""
    verbs: dict[str, Callable[[], str | None]] = {
        "link": lambda: _link(actor, uuid, form, now),
        "withdraw": lambda: _withdraw(actor, form, now),
        "renew-key": lambda: _renew(actor, uuid, form, now),
        "revoke-key": lambda: _revoke(actor, uuid, form, now),
        "let-go": lambda: _let_go(actor, uuid, form.whole("person") or 0, now),
    }
    verb = form.choice("verb", verbs)
    return verbs[verb]() if verb else ""


def _link(actor: Actor, uuid: UUID, form: Form, now: datetime) -> str:
    to = addressee(form)
    if form.errors:
        return ""
    return address_of(actions.link_anew(actor, organisation=uuid, expires_at=until(form), at=now, to=to))


def _withdraw(actor: Actor, form: Form, now: datetime) -> str:
    link = identifier(form, "link")
    if link is not None:
        actions.withdraw_link(actor, link=link, at=now)
    return ""


def _let_go(actor: Actor, uuid: UUID, person: int, now: datetime) -> str | None:
    actions.leave_organisation(actor, organisation=uuid, person=person, at=now)
    return None if person == actor.me else ""


def _renew(actor: Actor, uuid: UUID, form: Form, now: datetime) -> str:
    if not form.text("sure"):
        form.errors["renew"] = _("Tick the box to say that you mean it.")
    else:
        signing.renew_partner_key(actor, organisation=uuid, at=now)
    return ""


def _revoke(actor: Actor, uuid: UUID, form: Form, now: datetime) -> str:
    key = identifier(form, "key")
    reason = form.needed("reason", _("Give the reason. Whoever checks an endorsement is told."), 500)
    if not form.text("sure"):
        form.errors["sure"] = _("Tick the box to say that you mean it.")
    if key is not None and not form.errors:
        signing.revoke_partner_key(actor, organisation=uuid, key=key, reason=reason, at=now)
    return ""

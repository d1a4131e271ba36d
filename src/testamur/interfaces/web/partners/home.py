"""What an institution and its partners do together: whom one acts for, what waits, and whom the house has invited."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.interfaces.web.design.showing import stage
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.manners import status_of
from testamur.interfaces.web.partners.showing import about, address_of, addressee, until
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import Refusal

# Agreements that run out within so many days are told of.
_SOON = 60


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, code: str) -> HttpResponse:
    """Show one's own organisations and drafts here and, to the house, every partner; take an invitation."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    form, status, fresh = Form(request.POST), 200, ""
    if request.method == "POST":
        try:
            fresh = _invited(actor, form, now)
            status = 422 if form.errors else 200
        except Refusal as refusal:
            form.errors["all"], status = told(refusal), status_of(refusal)
    mine = [one for number, one in queries.own_organisations(actor.me, at=now) if number == place.id]
    invited = [one for one in queries.own_invitations(actor.me) if one.institution_id == place.id]
    context = {
        **about(actor, place, "home"),
        "mine": mine,
        "drafts": [
            (one, stage(queries.design(actor, uuid=one.design).line.state))
            for one in invited
            if one.design and one.standing == "joined"
        ],
        **(_house(actor, now) if may(actor, Permission.DESIGN) else {}),
        "fresh": fresh,
        "given": form.given if form.errors else {},
        "errors": form.errors,
    }
    return render(request, "testamur/partners/home.html", context, status=status)


def _house(actor: Actor, now: datetime) -> dict[str, object]:
    """Return what the house sees besides: its partners, what they need, and agreements that run out."""
    return {
        "organisations": queries.organisations(actor, at=now),
        "briefs": [one for one in queries.all_briefs(actor) if one.design is None],
        "ending": queries.agreements_ending(actor, on=now.date(), days=_SOON),
    }


def _invited(actor: Actor, form: Form, now: datetime) -> str:
    """Return the address by which an organisation can come in; empty where something in the form is wrong."""
    require(actor, Permission.DESIGN)
    name = form.needed("organisation", _("Write the name of the organisation."))
    country, to = form.text("country", 2).upper(), addressee(form)
    if form.errors:
        return ""
    _known, secret = actions.invite_organisation(
        actor, organisation=name, country=country, url=form.text("url", 300), expires_at=until(form), at=now, to=to
    )
    return address_of(secret)

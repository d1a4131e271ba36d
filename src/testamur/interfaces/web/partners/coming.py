"""Where an invitation's link leads: who invites whom to what, and what to do where the link is good no more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from testamur.domain.design import actions, queries
from testamur.domain.institution import queries as institution
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _
from testamur.interfaces.words.partnering import roles
from testamur.refusals import NotFound

if TYPE_CHECKING:
    from testamur.domain.design.partner_values import Invitation

_GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation, and let whoever has an account come in by it."""
    now = datetime.now(UTC)
    try:
        found = queries.invitation(secret, at=now)
    except NotFound:
        return _private(render(request, "testamur/partners/come.html", {"standing": "unknown"}, status=404))
    me = int(request.user.pk or 0) if request.user.is_authenticated else 0
    is_good = found.standing == "invited" or (found.standing == "used" and bool(me) and found.used_by == me)
    if request.method == "POST" and is_good:
        return _come(request, secret, found, now)
    return _private(_page(request, found, is_good=is_good))


def _come(request: HttpRequest, secret: str, found: Invitation, now: datetime) -> HttpResponse:
    actor = institution.actor_for(person=signed_in(request).me, institution=found.institution_id)
    place = institution.institution(found.institution_id)
    try:
        design = actions.join(actor, secret=secret, at=now)
    except actions.LinkOver:
        return _private(_page(request, queries.invitation(secret, at=now), is_good=False))
    messages.success(request, _("You act for {name} here now.").format(name=found.organisation))
    if design is None:
        return redirect("web:partner-organisation", place.code, found.organisation_uuid)
    return redirect("web:partner-room", place.code, design)


def _page(request: HttpRequest, found: Invitation, *, is_good: bool) -> HttpResponse:
    said = roles()
    back = urlencode({"next": request.path})
    context = {
        "invitation": found,
        "standing": "invited" if is_good else found.standing,
        "roles": [said[one] for one in found.allows if one in said],
        "contact": institution.institution(found.institution_id).email,
        "sign_in": f"{reverse('account_login')}?{back}",
        "sign_up": f"{reverse('account_signup')}?{back}",
    }
    return render(request, "testamur/partners/come.html", context, status=200 if is_good else _GONE)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a secret, to whoever has it, and to us: a form without an origin is refused."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response

"""What an organisation has written to people, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from testamur.domain.careers import actions, queries
from testamur.domain.careers.seeking_values import RequestView
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.web.people.searching import chosen, head, organisations
from testamur.interfaces.web.people.showing import request as in_words
from testamur.interfaces.web.steps import pressed
from testamur.interfaces.web.templatetags.testamur import day
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, code: str) -> HttpResponse:
    """Show requests with how each stands; take one back."""
    actor, place = actor_at(request, code)
    now = datetime.now(UTC)
    if request.method == "POST":
        verb, which = pressed(Form(request.POST))
        try:
            if verb == "take-back":
                actions.take_back_request(actor, request=_uuid(which), at=now)
                messages.success(request, _("It is taken back. Whoever was asked reads that it was."))
        except Refusal as refusal:
            messages.error(request, told(refusal))
        return redirect("web:people-requests", code)
    mine = organisations(actor, place, now)
    here = chosen(mine, request.GET.get("for", ""))
    found = queries.requests_made(actor, organisation=here.uuid, at=now) if here else []
    context = {
        **head(actor, place, mine, here, now, "requests"),
        "requests": [(in_words(one, is_mine=False), title) for one, title in zip(found, titles(found), strict=True)],
    }
    return render(request, "testamur/people/requests.html", context)


def titles(found: Sequence[RequestView]) -> list[str]:
    """Return what each request is called: by its day, and by a number where a day has several."""
    wholes = [
        (_("Request of {on}, to whoever was found") if one.is_unseen else _("Request of {on}")).format(
            on=day(one.made_at)
        )
        for one in found
    ]
    # The newest stands first, and the oldest is the first of its day.
    places = [wholes[place:].count(whole) for place, whole in enumerate(wholes)]
    return [
        f"{whole} ({place})" if wholes.count(whole) > 1 else whole for whole, place in zip(wholes, places, strict=True)
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(what="people-request", uuid=text[:40]) from None

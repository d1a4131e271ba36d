"""A person's own API tokens: made for one purpose, shown once, withdrawn at any time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView, TokenView
from testamur.domain.learning import queries as learning
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _
from testamur.interfaces.words.facts import fact_in_words
from testamur.interfaces.words.refusals import told
from testamur.refusals import NotFound, Refusal

_DAYS = {"30": 30, "90": 90, "365": 365}
_USUAL_DAYS = "90"
_SENT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """A token as its owner sees it."""

    token: TokenView
    place: InstitutionView
    scopes: str
    has_expired: bool


@require_safe
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the visitor's tokens, and a form for another."""
    return _page(request)


@require_POST
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret this once; a form that is sent again makes no second one."""
    here, _place = _here(request)
    if not cache.add(_form_key(here, typed(request.POST, "number")), "sent", _SENT_SECONDS):
        messages.warning(request, _("That token was made already, and its secret is shown only once."))
        return redirect("web:tokens")
    label, scopes = typed(request.POST, "label", 100), request.POST.getlist("scopes")
    errors = {} if label else {"label": _("Say what the token is for, so that you know it again.")}
    errors |= {} if scopes else {"scopes": _("Choose at least one thing that the token may do.")}
    if errors:
        return _page(request, errors=errors)
    now, days = datetime.now(UTC), _DAYS.get(request.POST.get("days", ""))
    ends = now + timedelta(days=days) if days else None
    try:
        made, secret = actions.make_token(here, label=label, scopes=scopes, at=now, expires_at=ends)
    except Refusal as refusal:
        field = str(refusal.facts.get("field", "form"))
        beyond = _("A token may do no more than you may yourself. Choose from these.")
        return _page(request, errors={field: beyond if field == "scopes" else told(refusal)})
    return _page(request, made=made, secret=secret)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make one of the visitor's tokens useless."""
    me = signed_in(request).me
    found = next((one for one in queries.own_tokens(me) if one.uuid == uuid), None)
    if found is None:
        messages.warning(request, _("That token was withdrawn already."))
        return redirect("web:tokens")
    here = queries.actor_for(person=me, institution=found.institution_id)
    actions.revoke_token(here, token=uuid, at=datetime.now(UTC))
    messages.success(request, _("“{label}” is withdrawn. It opens nothing from now on.").format(label=found.label))
    return redirect("web:tokens")


def _form_key(actor: Actor, number: str) -> str:
    """Return under which key it is remembered that a form was sent."""
    return f"token-form:{actor.person_id}:{hashlib.sha256(number.encode()).hexdigest()}"


def _page(
    request: HttpRequest, *, errors: dict[str, str] | None = None, made: TokenView | None = None, secret: str = ""
) -> HttpResponse:
    here, place = _here(request)
    chosen = request.POST.getlist("scopes") if errors else []
    context = {
        "tokens": _shown(here.me),
        "place": place,
        "places_here": _places(here.me),
        "scopes": [(str(one), fact_in_words("permission", one), one in chosen) for one in sorted(here.permissions)],
        "days": _lasting(),
        "lasts": request.POST.get("days", _USUAL_DAYS) if errors else _USUAL_DAYS,
        "label": request.POST.get("label", "") if errors else "",
        "number": secrets.token_urlsafe(16),
        "errors": errors or {},
        "made": made,
        "secret": secret,
        "example": request.build_absolute_uri("/api/v1/me"),
        "section": "mine",
    }
    return render(request, "testamur/tokens.html", context, status=422 if errors else 200)


def _lasting() -> list[tuple[str, str]]:
    return [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), ("", _("Until I withdraw it"))]


def _shown(me: int) -> list[Shown]:
    found, now = queries.own_tokens(me), datetime.now(UTC)
    places = queries.directory(one.institution_id for one in found)
    return [
        Shown(
            token=one,
            place=places[one.institution_id],
            scopes=fact_in_words("permission", list(one.scopes)),
            has_expired=one.expires_at is not None and one.expires_at <= now,
        )
        for one in found
    ]


def _here(request: HttpRequest) -> tuple[Actor, InstitutionView]:
    """Return the visitor acting at the institution that they chose, else at their first. Raises `NotFound`."""
    me = signed_in(request).me
    places = _places(me)
    wanted = request.POST.get("at", "") or request.GET.get("at", "")
    place = next((one for one in places if one.code == wanted), places[0] if places and not wanted else None)
    if place is None:
        raise NotFound(what="institution", code=wanted[:60])
    return queries.actor_for(person=me, institution=place.id), place


def _places(me: int) -> list[InstitutionView]:
    """Return where somebody works or learns; where that is nowhere yet, every institution."""
    working = [role.institution.id for role in queries.own_roles(me)]
    studying = [one.institution_id for one in learning.own_enrolments(me)]
    found = queries.directory({*working, *studying})
    return [found[one] for one in dict.fromkeys([*working, *studying])] or queries.institutions()

"""Signing in: allauth does the work; the demo offers one click for each role, and says that it is a demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from testamur.demo.world import PLAYED, people
from testamur.interfaces.web.visitor import places
from testamur.interfaces.words import _
from testamur.refusals import NotFound

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody whom a visitor of the demo can be, and what is worth seeing with their eyes."""

    role: str
    name: str
    email: str
    story: str


@dataclass(frozen=True, slots=True)
class Cast:
    """An institution of the demo, and who can be played there."""

    place: str
    characters: tuple[Character, ...]


@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demo. There is no such address outside of a demo."""
    email = request.POST.get("person", "")
    known = {one.email for cast in demo_cast() for one in cast.characters}
    if email not in known:
        raise NotFound(what="person")
    login(request, get_user_model().objects.get(email=email), backend=_BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def demo_cast() -> list[Cast]:
    """Return who can be played, by institution; nobody outside of a demo."""
    if not settings.IS_DEMO:
        return []
    by_place: dict[str, list[Character]] = {}
    roles, stories = _roles(), _stories()
    for one in people():
        if one.role in PLAYED:
            character = Character(roles[one.role], one.name, one.email, stories.get(one.story, ""))
            by_place.setdefault(one.place, []).append(character)
    return [Cast(place, tuple(characters)) for place, characters in by_place.items()]


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Lead somebody who has just signed in to where they work."""
    found = places(request)
    # Whose results wait at one university comes before what can be looked at in another.
    home = next((place for place in found if place.has_desk), found[0] if found else None)
    return redirect(home.home, home.institution.code) if home else redirect("web:mine")


def _roles() -> dict[str, str]:
    return {
        "learner": _("Learner"),
        "registrar": _("Registrar"),
        "instructor": _("Instructor"),
        "designer": _("Designer"),
        "reviewer": _("Reviewer"),
        "partner": _("Partner"),
        "administrator": _("Administrator"),
    }


def _stories() -> dict[str, str]:
    return {
        "two-held-one-pending": _("holds credentials of two universities, waits for a third"),
        "renewed": _("has renewed a credential that lapsed"),
        "suspended": _("has a credential that was set aside"),
        "two-of-three": _("holds two of three that add up"),
        "queue": _("has people waiting in the award queue"),
        "import": _("has marks to import"),
        "revoked": _("has revoked a credential"),
        "appeals": _("can decide on an appeal against a colleague’s decision"),
        "pending": _("waits for results"),
        "industry": _("has said what an insurer needs, and is asked about a draft"),
        "jobs": _("looks after people, keys and background work"),
    }

"""Signing in: allauth does the work; the demo offers one click for each role, and says that it is a demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import queries
from testamur.domain.institution.access import ROLES, system
from testamur.domain.institution.values import InstitutionView, PersonView
from testamur.interfaces.web.visitor import places
from testamur.interfaces.words import _
from testamur.refusals import NotFound

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_SHOWN = ("learner", "registrar", "instructor", "administrator")


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody whom a visitor of the demo can be."""

    role: str
    person: PersonView


@dataclass(frozen=True, slots=True)
class Cast:
    """An institution of the demo, and who can be played there."""

    institution: InstitutionView
    characters: tuple[Character, ...]


@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demo. There is no such address outside of a demo."""
    email = request.POST.get("person", "")
    known = {one.person.email for cast in demo_cast() for one in cast.characters}
    if not settings.IS_DEMO or email not in known:
        raise NotFound(what="person")
    login(request, get_user_model().objects.get(email=email), backend=_BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def demo_cast() -> list[Cast]:
    """Return who can be played: one person for each role of each institution."""
    if not settings.IS_DEMO:
        return []
    found = []
    for one in queries.institutions():
        characters = [
            Character(_role(role), people[0])
            for role in _SHOWN
            if role in ROLES and (people := queries.people(system(one.id), role=role, limit=1))
        ]
        found.append(Cast(one, tuple(characters)))
    return found


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Lead somebody who has just signed in to where they work."""
    found = places(request)
    desk = next((place for place in found if place.has_desk), None)
    if desk:
        return redirect("web:desk", desk.institution.code)
    return redirect("web:office", found[0].institution.code) if found else redirect("web:mine")


def _role(name: str) -> str:
    return {
        "learner": _("Learner"),
        "registrar": _("Registrar"),
        "instructor": _("Instructor"),
        "administrator": _("Administrator"),
    }[name]

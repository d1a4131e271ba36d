"""Who is asking: a personal token, or the session of our own pages. What a token may do is narrowed by its scopes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from testamur.domain.institution import queries
from testamur.domain.institution.access import Actor, Permission, require
from testamur.interfaces.api.problems import Slip

INSTITUTION_HEADER = "Testamur-Institution"
_REMEMBERED = "testamur.api.actor"
_SAFE = ("GET", "HEAD", "OPTIONS")


def identify(request: HttpRequest) -> Actor | None:
    """Return who is asking, found out once for each request; None where nobody says so.

    With a session, the header ``Testamur-Institution`` names the institution acted for, by its code. Raises `Slip`.
    """
    if _REMEMBERED not in request.META:
        request.META[_REMEMBERED] = _by_token(request) if "Authorization" in request.headers else _by_session(request)
    return cast("Actor | None", request.META[_REMEMBERED])


def acting(request: HttpRequest) -> Actor:
    """Return who is asking; the operation's ``auth`` has seen to it that somebody is. Raises `Slip`."""
    actor = identify(request)
    if actor is None:
        raise Slip(401, "not-signed-in", headers={"WWW-Authenticate": "Bearer"})
    return actor


def myself(request: HttpRequest) -> int:
    """Return the person asking for what is their own. Raises `Slip`, `NotAllowed` where the token leaves it out."""
    actor = acting(request)
    require(actor, Permission.READ_OWN)
    return actor.me


def was_identified(request: HttpRequest) -> bool:
    """Return whether the answer may depend on who asked."""
    return request.META.get(_REMEMBERED) is not None


def _by_token(request: HttpRequest) -> Actor:
    scheme, _space, secret = request.headers["Authorization"].partition(" ")
    if scheme.lower() != "bearer":
        raise Slip(401, "scheme-not-known", headers={"WWW-Authenticate": "Bearer"})
    actor = queries.actor_by_token(secret.strip(), at=datetime.now(UTC))
    if actor is None:
        raise Slip(401, "token-not-good", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return actor


def _by_session(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    if request.method not in _SAFE and check_csrf(request) is not None:
        raise Slip(403, "form-not-ours")
    code = request.headers.get(INSTITUTION_HEADER, "")
    institution = queries.by_code(code).id if code else None
    return queries.actor_for(person=int(request.user.pk), institution=institution)


class PersonalToken(HttpBearer):
    """A personal token: ``Authorization: Bearer tst_…``."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Return who is asking."""
        return identify(request)

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return who is asking (never called: the header is read in one place)."""
        del token
        return identify(request)


class SignedIn(APIKeyCookie):
    """The session cookie of our own pages, with the CSRF token in ``X-CSRFToken``."""

    param_name: str = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Return who is asking."""
        return identify(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who is asking (never called: the cookie is read in one place)."""
        del key
        return identify(request)

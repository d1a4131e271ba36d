"""How this door behaves on every page: it speaks the reader's language and turns refusals into pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from testamur.interfaces.web import errors
from testamur.interfaces.words import speak
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal

# Two gradebooks of the size that is taken, and the rest of a form.
MAX_BODY = 20 * 2**20
STATUS: dict[type[Refusal], int] = {NotFound: 404, NotAllowed: 403, Invalid: 422, Conflict: 409}


class SpeaksTheReadersLanguage:
    """Middleware behind Django's own: sentences made in doors are in the same language as the templates."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, spoken in the language of the request."""
        speak(get_language() or settings.LANGUAGE_CODE)
        return self._get_response(request)


class TurnsHugeBodiesAway:
    """Middleware in front of everything that reads a form: a body that is too large is answered unread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, or a page that says how much is taken."""
        told = request.headers.get("Content-Length") or "0"
        if told.isdigit() and int(told) > MAX_BODY and not request.path.startswith("/api/"):
            return errors.too_large(request, limit=MAX_BODY)
        return self._get_response(request)


class RefusalsBecomePages:
    """Middleware that answers a refusal with a page in our voice; pages that can say more handle it themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a refusal; leave everything else, and other doors, alone."""
        found = request.resolver_match
        if not isinstance(exception, Refusal) or found is None or not _is_ours(found.func):
            return None
        if isinstance(exception, NotAllowed) and not request.user.is_authenticated:
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': _back(request)})}")
        return errors.refused(request, exception, status=status_of(exception))


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status for *refusal*."""
    return next((status for family, status in STATUS.items() if isinstance(refusal, family)), 400)


def _back(request: HttpRequest) -> str:
    """Return where somebody who signs in first goes on: what they asked for, or the page whose button they pressed."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else "/"


def _is_ours(view: Callable[..., object]) -> bool:
    return getattr(view, "__module__", "").startswith("testamur.interfaces.web")

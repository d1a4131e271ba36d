"""What somebody has typed on a page with several buttons stays with their visit until it has done its work."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

_KEY = "typed"
# So many pages at a time, the oldest forgotten first; more letters than the longest answers together have are not kept.
_PAGES = 6
_LETTERS = 200_000
_NEVER = ("csrfmiddlewaretoken", "verb")


def keep(request: HttpRequest, page: str, uuid: UUID, *, without: tuple[str, ...] = ()) -> None:
    """Keep what was sent from a *page* about something, *without* what the pressed button has used up."""
    sent = {name: str(text) for name, text in request.POST.items() if name not in (*_NEVER, *without)}
    if sum(map(len, sent.values())) > _LETTERS:
        return
    pages = _pages(request.session)
    pages.pop(_name(page, uuid), None)
    request.session[_KEY] = dict([*pages.items(), (_name(page, uuid), sent)][-_PAGES:])


def kept(request: HttpRequest, page: str, uuid: UUID) -> Mapping[str, str]:
    """Return what was typed on a page before and has not done its work yet."""
    return _pages(request.session).get(_name(page, uuid), {})


def forget(request: HttpRequest, page: str, uuid: UUID) -> None:
    """Forget what was typed: it is done."""
    pages = _pages(request.session)
    if pages.pop(_name(page, uuid), None) is not None:
        request.session[_KEY] = pages


def _pages(session: SessionBase) -> dict[str, dict[str, str]]:
    return dict(session.get(_KEY, {}))


def _name(page: str, uuid: UUID) -> str:
    return f"{page}:{uuid}"

"""Credentials looked after: found again, set aside, taken back, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.issuing import actions, queries
from testamur.domain.issuing.values import CredentialView
from testamur.interfaces.web.credential import as_download
from testamur.interfaces.web.decisions import branch
from testamur.interfaces.web.typed import number, typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _

_PAGE = 50


@require_safe
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's credentials, newest first, or those of a name or student number."""
    actor, institution = actor_at(request, code)
    text = typed(request.GET, "text")
    before = number(request.GET, "before")
    rows = queries.credentials(actor, at=datetime.now(UTC), text=text, before=before, limit=_PAGE + 1)
    here = reverse("web:credentials", args=(code,))
    asked: dict[str, str | int] = {"text": text} if text else {}
    context = {
        "institution": institution,
        "text": text,
        "rows": rows[:_PAGE],
        "next": f"{here}?{urlencode({**asked, 'before': rows[_PAGE - 1].id})}" if len(rows) > _PAGE else "",
        "first": f"{here}?{urlencode(asked)}" if before else "",
        "section": "desk",
    }
    return render(request, "testamur/desk/credentials.html", context)


@require_safe
def credential(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show one credential: its state, its decision, and what can be done about it."""
    return _page(request, code, uuid)


@require_POST
def change(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Revoke, suspend or reinstate a credential; the first two need a reason, revoking a second thought."""
    actor, _institution = actor_at(request, code)
    now = datetime.now(UTC)
    wanted, reason = request.POST.get("change", ""), typed(request.POST, "reason", 500)
    if wanted in {"revoke", "suspend"} and not reason:
        return _page(request, code, uuid, error=_("Give the reason. The holder will read it."), wanted=wanted)
    if wanted == "revoke" and "sure" not in request.POST:
        error = _("Revoking is for good. Tick the box to say that you mean it.")
        return _page(request, code, uuid, error=error, wanted=wanted, reason=reason)
    if wanted in {"revoke", "suspend", "reinstate"} and _is_revoked(actor, uuid, now):
        messages.warning(request, _("It was withdrawn already, and that is for good. Nothing was changed."))
        return redirect("web:credential", code, uuid)
    if wanted == "revoke":
        actions.revoke(actor, credential=uuid, reason=reason, at=now)
        messages.success(request, _("Revoked. Whoever checks it from now on is told so."))
    elif wanted == "suspend":
        actions.suspend(actor, credential=uuid, reason=reason, at=now)
        messages.success(request, _("Set aside. You can reinstate it at any time."))
    elif wanted == "reinstate":
        actions.reinstate(actor, credential=uuid, at=now)
        messages.success(request, _("Reinstated. It holds again."))
    return redirect("web:credential", code, uuid)


@require_POST
def show(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Make a link that the holder can be sent; no account is needed to open it."""
    actor, _institution = actor_at(request, code)
    actions.make_link(actor, credential=uuid, at=datetime.now(UTC), label=_("Sent by the registrar"))
    return redirect("web:credential", code, uuid)


@require_safe
def file(request: HttpRequest, code: str, uuid: UUID, form: str) -> HttpResponse:
    """Return a signed document."""
    actor, _institution = actor_at(request, code)
    return as_download(queries.document(actor, credential=uuid, form=form))


def _is_revoked(actor: Actor, uuid: UUID, at: datetime) -> bool:
    """Whether somebody withdrew it before, as in another tab. Raises `NotAllowed`, `NotFound`."""
    require(actor, Permission.REVOKE)
    return queries.credential(actor, uuid=uuid, at=at).state == "revoked"


def _page(
    request: HttpRequest, code: str, uuid: UUID, *, error: str = "", wanted: str = "", reason: str = ""
) -> HttpResponse:
    actor, institution = actor_at(request, code)
    held: CredentialView = queries.credential(actor, uuid=uuid, at=datetime.now(UTC))
    published = catalogue.by_version(held.version)
    may_sign = may(actor, Permission.SIGN)
    context = {
        "institution": institution,
        "held": held,
        "published": published,
        "tree": branch(held.award.decision, published.definition),
        "links": [one for one in queries.links(actor, credential=uuid) if one.withdrawn_at is None],
        "private": queries.private_links(actor, credential=uuid, at=datetime.now(UTC)) if may_sign else 0,
        "may_revoke": may(actor, Permission.REVOKE),
        "error": error,
        "wanted": wanted,
        "reason": reason,
        "section": "desk",
    }
    return render(request, "testamur/desk/credential.html", context, status=422 if error else 200)

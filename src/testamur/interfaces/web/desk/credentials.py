"""Credentials looked after: found again, set aside, taken back, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.issuing import actions, queries
from testamur.domain.issuing.values import CredentialView
from testamur.interfaces.web import tables, undo
from testamur.interfaces.web.credential import as_download
from testamur.interfaces.web.decisions import branch
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.templatetags.testamur import text as in_words
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _


@require_safe
def search(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the institution's credentials, newest first, or those of a name or student number, or in a state."""
    actor, institution = actor_at(request, code)
    text, state = typed(request.GET, "text"), typed(request.GET, "state")
    filters = {"text": text, "state": state if state in queries.STATES else ""}
    asked = tables.asked(request, sorts=queries.SORTS, usual="-newest", filters=filters)
    now = datetime.now(UTC)
    if asked.is_export:
        return _taken_away(actor, asked, filters, now, code)
    columns = [
        Column(_("Holder"), "name"),
        Column(_("Number"), "number"),
        Column(_("Micro-credential"), "title"),
        Column(_("Awarded"), "-awarded"),
        Column(_("State")),
    ]
    total = queries.credential_count(actor, at=now, **filters)
    context = {
        "institution": institution,
        **filters,
        "states": list(_states().items()),
        "rows": queries.sorted_credentials(actor, at=now, **filters, sort=asked.sort, skip=asked.skip, limit=PAGE),
        "table": tables.laid_out(asked, columns, total=total),
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
    here = reverse("web:change", args=(code, uuid))
    if wanted == "revoke":
        actions.revoke(actor, credential=uuid, reason=reason, at=now)
        messages.success(request, _("Revoked. Whoever checks it from now on is told so."))
    elif wanted == "suspend":
        actions.suspend(actor, credential=uuid, reason=reason, at=now)
        said = _("Set aside. You can reinstate it at any time.")
        undo.done(request, said, path=here, fields={"change": "reinstate"})
    elif wanted == "reinstate":
        before = queries.credential(actor, uuid=uuid, at=now).because
        actions.reinstate(actor, credential=uuid, at=now)
        fields = {"change": "suspend", "reason": before}
        undo.done(request, _("Reinstated. It holds again."), path=here, fields=fields)
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


def _states() -> dict[str, str]:
    return {
        "valid": _("holds"),
        "expired": _("lapsed"),
        "suspended": _("set aside"),
        "revoked": _("revoked"),
    }


def _taken_away(
    actor: Actor, asked: tables.Asked, filters: dict[str, str], at: datetime, code: str
) -> HttpResponseBase:
    states = _states()

    def page(skip: int, limit: int) -> list[CredentialView]:
        return queries.sorted_credentials(actor, at=at, **filters, sort=asked.sort, skip=skip, limit=limit)

    def cells(held: CredentialView) -> list[object]:
        award = held.award
        until = award.valid_until.date().isoformat() if award.valid_until else ""
        return [
            award.name,
            award.identifier,
            in_words(held.title),
            award.awarded_at.date().isoformat(),
            until,
            states[held.state],
            held.because,
            held.address,
        ]

    headings = [
        _("Holder"),
        _("Number"),
        _("Micro-credential"),
        _("Awarded"),
        _("Holds until"),
        _("State"),
        _("Reason"),
        _("Permanent address"),
    ]
    return download(f"{code}-credentials", headings, page, cells)


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

"""A holder's own credential: its files, and the links that show it for as long as the holder chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.catalogue import queries as catalogue
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.issuing import actions, queries
from testamur.domain.issuing.values import CredentialView, LinkView
from testamur.interfaces.web.credential import as_badge, as_download, link_address
from testamur.interfaces.web.decisions import branch
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import signed_in
from testamur.interfaces.words import _
from testamur.refusals import NotFound

_DAYS = {"30": 30, "365": 365}


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as its owner sees it."""

    link: LinkView
    address: str
    state: str


@require_safe
def own(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one's own credential with its files, its links, and why it was awarded."""
    actor, held = _own(request, uuid)
    now = datetime.now(UTC)
    published = catalogue.by_version(held.version)
    links = [Shown(one, link_address(one.secret), _state(one, now)) for one in queries.links(actor, credential=uuid)]
    context = {
        "held": held,
        "published": published,
        "tree": branch(held.award.decision, published.definition),
        "links": links,
        "now": now,
        "section": "mine",
    }
    return render(request, "testamur/own_credential.html", context)


@require_POST
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a link that anyone who has it can open."""
    actor, _held = _own(request, uuid)
    now = datetime.now(UTC)
    days = _DAYS.get(request.POST.get("days", ""))
    ends = now + timedelta(days=days) if days else None
    actions.make_link(actor, credential=uuid, at=now, label=typed(request.POST, "label", 100), expires_at=ends)
    messages.success(request, _("The link is made. Send it to whom you like; you can take it back here."))
    return redirect("web:own", uuid)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID, link: UUID) -> HttpResponse:
    """Make a link lead nowhere."""
    actor, _held = _own(request, uuid)
    actions.withdraw_link(actor, link=link, at=datetime.now(UTC))
    messages.success(request, _("The link leads nowhere now."))
    return redirect("web:own", uuid)


@require_safe
def file(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """Return a signed document of one's own."""
    actor, _held = _own(request, uuid)
    return as_download(queries.document(actor, credential=uuid, form=form))


@require_safe
def badge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the badge image of one's own credential, with the credential inside."""
    actor, held = _own(request, uuid)
    return as_badge(held, queries.document(actor, credential=uuid, form="ob3"))


def _own(request: HttpRequest, uuid: UUID) -> tuple[Actor, CredentialView]:
    """Return the visitor, acting where the credential was issued, and the credential. Raises `NotFound`."""
    person = signed_in(request).person_id or 0
    found = next((one for one in queries.own_credentials(person, at=datetime.now(UTC)) if one.uuid == uuid), None)
    if found is None:
        raise NotFound(what="credential", uuid=str(uuid))
    return institution.actor_for(person=person, institution=found.institution_id), found


def _state(link: LinkView, at: datetime) -> str:
    if link.withdrawn_at:
        return "withdrawn"
    return "ended" if link.expires_at and link.expires_at <= at else "open"

"""Showing a credential to others: links that can end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import list_address
from testamur.domain.issuing import facts
from testamur.domain.issuing.models import Credential, Link
from testamur.domain.issuing.queries import link_key, links_in_reach
from testamur.domain.issuing.values import LinkView
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


@scoped
def make_link(
    actor: Actor, *, credential: UUID, at: datetime, label: str = "", expires_at: datetime | None = None
) -> LinkView:
    """Return a new link to one's own credential; who may sign makes them for anyone. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.SHARE_OWN)
    rows = Credential.objects.filter(uuid=credential)
    if Permission.SIGN not in actor.permissions:
        rows = rows.filter(person_id=actor.me)
    held = rows.first()
    if held is None:
        raise NotFound(what="credential", uuid=str(credential))
    if expires_at and expires_at <= at:
        raise Invalid(field="expires_at", found=expires_at.isoformat(), allowed=f"> {at.isoformat()}")
    row = Link.objects.create(
        institution_id=actor.here,
        credential=held,
        person_id=held.person_id,
        by_holder=held.person_id == actor.person_id,
        label=label.strip()[:100],
        made_at=at,
        expires_at=expires_at,
    )
    view = facts.link(row)
    list_address(actor, key=link_key(view.secret), kind="link", target_id=row.pk)
    ledger.record(actor, verb="issuing.make_link", subject=f"credential:{credential}", at=at, link=str(row.uuid))
    return view


@scoped
def withdraw_link(actor: Actor, *, link: UUID, at: datetime) -> None:
    """Make a link lead nowhere from now on. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    if not links_in_reach(actor).filter(uuid=link, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotFound(what="link", uuid=str(link))
    ledger.record(actor, verb="issuing.withdraw_link", subject=f"link:{link}", at=at)

"""Showing a profile to others: links that can end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import list_address
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio import facts
from testamur.domain.portfolio.actions.rows import at_home, opened, subject
from testamur.domain.portfolio.models import ProfileLink
from testamur.domain.portfolio.queries.showing import link_key
from testamur.domain.portfolio.values import ProfileLinkView
from testamur.refusals import Invalid, NotFound


def publish(
    actor: Actor,
    *,
    at: datetime,
    label: str = "",
    with_claims: bool = False,
    with_age: bool = False,
    expires_at: datetime | None = None,
) -> ProfileLinkView:
    """Return a new link to one's own profile, as it is on each day that it is opened; how fresh it is where wanted.

    Raises `Invalid`.
    """
    require(actor, Permission.SHARE_OWN)
    if expires_at and expires_at <= at:
        raise Invalid(field="expires_at", found=expires_at.isoformat(), allowed=f"> {at.isoformat()}")
    here = at_home(actor)
    with within(here.institution_id):
        opened(here, at)
        row = ProfileLink.objects.create(
            institution_id=here.here,
            person_id=here.me,
            label=label.strip()[:100],
            with_claims=with_claims,
            with_age=with_age,
            made_at=at,
            expires_at=expires_at,
        )
        view = facts.link(row)
        list_address(here, key=link_key(view.secret), kind="profile", target_id=row.pk)
        ledger.record(here, verb="portfolio.publish", subject=subject(here), at=at, link=str(row.uuid))
    return view


def withdraw_link(actor: Actor, *, link: UUID, at: datetime) -> None:
    """Make a link lead nowhere from now on. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    with within(here.institution_id):
        mine = ProfileLink.objects.filter(person_id=here.me, uuid=link, withdrawn_at__isnull=True)
        if not mine.update(withdrawn_at=at):
            raise NotFound(what="profile-link", uuid=str(link))
        ledger.record(here, verb="portfolio.withdraw_link", subject=subject(here), at=at, link=str(link))

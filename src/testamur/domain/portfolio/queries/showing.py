"""Profiles behind links, and the links that their holders made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, person
from testamur.domain.portfolio import facts
from testamur.domain.portfolio.models import ProfileLink
from testamur.domain.portfolio.queries.profiles import portfolio_of, shown_to_others
from testamur.domain.portfolio.values import ProfileLinkView, PublishedProfile
from testamur.refusals import NotFound


def links(actor: Actor) -> list[ProfileLinkView]:
    """Return the links to one's own profile, the newest first."""
    require(actor, Permission.SHARE_OWN)
    with within(person_id=actor.me):
        rows = ProfileLink.objects.filter(person_id=actor.me).order_by("-made_at", "-pk")
        return [facts.link(row) for row in rows]


def published(secret: str, *, at: datetime, languages: Sequence[str] = (), is_counted: bool = True) -> PublishedProfile:
    """Return the profile that a link shows, as it is today, and count the opening where *is_counted*.

    Raises `NotFound` for a link that is none, or no longer one.
    """
    found = address(link_key(secret), kind="profile")
    if found is None:
        raise NotFound(what="profile-link")
    with within(found.institution_id):
        row = ProfileLink.objects.filter(pk=found.target_id).first()
        if row is None or row.withdrawn_at or (row.expires_at and row.expires_at <= at):
            raise NotFound(what="profile-link")
        if is_counted:
            ProfileLink.objects.filter(pk=row.pk).update(opened=F("opened") + 1, last_opened_at=at)
    whole = portfolio_of(row.person_id, on=at.date(), languages=languages)
    return PublishedProfile(
        row.uuid,
        person(row.person_id).name,
        row.with_claims,
        row.with_age,
        shown_to_others(whole, with_claims=row.with_claims),
        row.expires_at,
    )


def link_key(secret: str) -> str:
    """Return what the address book knows of a link's secret."""
    return hashlib.sha256(f"profile {secret}".encode()).hexdigest()

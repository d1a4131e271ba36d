"""What waits to be sent to partners by mail."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import facts, post
from testamur.domain.design.models import PartnerNotice
from testamur.domain.design.partner_values import NoticeView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution


@scoped
def unsent(actor: Actor, *, at: datetime) -> list[NoticeView]:
    """Return the notices to partners that have not been sent, the oldest first; not of links that lead nowhere now."""
    require(actor, Permission.DESIGN)
    house = institution(actor.here).language
    rows = PartnerNotice.objects.filter(institution_id=actor.here, sent_at__isnull=True).order_by("pk")
    found = rows.select_related("link__organisation", "link__partnership__design", "person", "design")
    return [told for row in found for told in _told(row, house, at)]


def _told(row: PartnerNotice, house: str, at: datetime) -> list[NoticeView]:
    """Return a notice as it is written, or nothing where nobody is to be told any more."""
    if row.link is None:
        if row.person is None or row.design is None or not row.person.is_active:
            return []
        language = row.person.language or house
        return [NoticeView(row.uuid, row.kind, row.person.email, language, row.design.title, design=row.design.uuid)]
    link, secret = row.link, post.link_secret(row.link.uuid)
    is_open = link.used_at is None and link.withdrawn_at is None and link.expires_at > at
    if not (is_open and link.email) or facts.digest(secret) != link.secret_digest:
        return []
    into = link.partnership.design.title if link.partnership else ""
    return [
        NoticeView(
            row.uuid,
            row.kind,
            link.email,
            link.language or house,
            into,
            organisation=link.organisation.name,
            secret=secret,
            until=link.expires_at.date(),
        )
    ]

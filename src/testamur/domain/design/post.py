"""Who of a partner is told by mail: whom the house invites, whose word it waits for, whose brief is answered.

A notice is made in the transaction of what it tells of; a job sends it afterwards, once, or, where the machine fails
between sending and noting it, once more, under the same number.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from testamur.adapters import vault
from testamur.adapters.environment import environment, secret_key
from testamur.domain.design.models import Design, PartnerLink, PartnerNotice, Partnership
from testamur.domain.institution.access import Actor
from testamur.domain.ledger import actions as ledger

# An invitation that nobody has followed is brought to mind so long before it ends.
REMINDED = timedelta(days=3)


def link_secret(uuid: UUID) -> str:
    """Return the secret of an invitation's link: the same each time, known to nobody who has only the database."""
    digest = vault.keyed_digest(secret_key(environment().secret_key_file), f"partner link {uuid}")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def invite(actor: Actor, link: PartnerLink, at: datetime) -> None:
    """Have an invitation sent to whom it is for, where the house knows their address."""
    if link.email:
        _announce(actor, [PartnerNotice(institution_id=actor.here, kind="invited", link=link, made_at=at)])


def remind(actor: Actor, at: datetime) -> int:
    """Have those reminded whose invitation ends soon, once each, and return how many they are."""
    soon = waiting_links(actor).filter(reminded_at__isnull=True, expires_at__gt=at, expires_at__lte=at + REMINDED)
    # Who was invited only just now has the mail before their eyes.
    found = list(soon.filter(made_at__lte=at - REMINDED).select_for_update())
    PartnerLink.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=at)
    _announce(actor, [PartnerNotice(institution_id=actor.here, kind="ending", link=one, made_at=at) for one in found])
    return len(found)


def ask_for_review(actor: Actor, row: Design, awaited: Iterable[Partnership], at: datetime) -> None:
    """Have the people of those partners told whose word on a design is waited for."""
    people = {one.person_id for partnership in awaited for one in partnership.members.all()}
    _announce(actor, [_to(actor, "review", one, row, at) for one in sorted(people)])


def answer_brief(actor: Actor, row: Design, people: Iterable[int], at: datetime) -> None:
    """Have the people of an organisation told that a draft answers what it needs."""
    _announce(actor, [_to(actor, "answered", one, row, at) for one in people])


def waiting_links(actor: Actor) -> QuerySet[PartnerLink]:
    """Return the links that were sent to somebody who has not come yet."""
    mine = PartnerLink.objects.filter(institution_id=actor.here, used_at__isnull=True, withdrawn_at__isnull=True)
    return mine.exclude(email="")


def forget_addresses(actor: Actor, at: datetime) -> None:
    """Forget whom links were sent to that have ended."""
    PartnerLink.objects.filter(institution_id=actor.here, expires_at__lte=at).exclude(email="").update(email="")


def _to(actor: Actor, kind: str, person: int, row: Design, at: datetime) -> PartnerNotice:
    return PartnerNotice(institution_id=actor.here, kind=kind, person_id=person, design=row, made_at=at)


def _announce(actor: Actor, notices: list[PartnerNotice]) -> None:
    if notices:
        PartnerNotice.objects.bulk_create(notices)
        ledger.enqueue(actor, task="design.send", once=f"partner post {actor.here}")

"""What a room above does to this room's rows inside its own action: permission and trace are that action's.

Doors do not come here (tests/law): a door calls an action.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from testamur.domain.design.actions import partner_rows, rows
from testamur.domain.design.models import EndorsementIntent, PartnerOrganisation
from testamur.domain.institution.access import Actor, Permission, may
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Endorser:
    """An organisation that endorses. ``id``: inside."""

    id: int
    uuid: UUID
    name: str
    country: str
    url: str


@dataclass(frozen=True, slots=True)
class Intention:
    """What an organisation means to endorse. ``id`` and ``microcredential``: inside; None while it is not published."""

    id: int
    by: Endorser
    about: str
    claim: str
    microcredential: int | None
    version: str


def intention(actor: Actor, uuid: UUID) -> Intention:
    """Return what the actor's organisation means to endorse, locked. Raises `NotFound`, `NotInvited`."""
    found = EndorsementIntent.objects.select_for_update(of=("self",)).filter(uuid=uuid, withdrawn_at__isnull=True)
    row = found.select_related("design", "partnership__organisation").first()
    if row is None:
        raise NotFound(what="endorsement", uuid=str(uuid))
    held = rows.partnership(actor, row.design, "endorse")
    if held.pk != row.partnership_id:
        raise NotFound(what="endorsement", uuid=str(uuid))
    known = row.partnership.organisation
    return Intention(
        row.pk,
        Endorser(known.pk, known.uuid, known.name, known.country, known.url),
        row.about,
        row.claim,
        row.design.microcredential_id,
        row.design.version,
    )


def keyholder(actor: Actor, uuid: UUID) -> Endorser:
    """Return an organisation whose keys the actor answers for: as one of its people, or for the house's keys.

    Raises `NotFound`.
    """
    if may(actor, Permission.MANAGE_KEYS):
        known = PartnerOrganisation.objects.filter(institution_id=actor.here, uuid=uuid).first()
        if known is None:
            raise NotFound(what="partner-organisation", uuid=str(uuid))
    else:
        known = partner_rows.organisation(actor, uuid)
    return Endorser(known.pk, known.uuid, known.name, known.country, known.url)


def mean_again(intention_ids: Iterable[int], at: datetime) -> None:
    """Close intentions, and begin each anew in the same words, where the partnership goes on."""
    found = EndorsementIntent.objects.filter(pk__in=set(intention_ids), withdrawn_at__isnull=True)
    for row in found.select_related("partnership"):
        give_up(row.pk, at)
        if row.partnership.withdrawn_at is None:
            EndorsementIntent.objects.create(
                institution_id=row.institution_id,
                design_id=row.design_id,
                partnership_id=row.partnership_id,
                person_id=row.person_id,
                about=row.about,
                claim=row.claim,
                at=at,
            )


def give_up(intention_id: int, at: datetime) -> None:
    """Write down that an organisation means it no longer."""
    EndorsementIntent.objects.filter(pk=intention_id).update(withdrawn_at=at)

"""Giving every credential a random place in a status list, so that places tell nobody who was awarded when."""

from __future__ import annotations

import secrets
from datetime import datetime

from testamur.core.credential import status
from testamur.core.credential.ports import Signer
from testamur.domain.institution.access import Actor
from testamur.domain.institution.steps import list_address
from testamur.domain.issuing import facts
from testamur.domain.issuing.models import Credential, Endorsement, StatusList

# A list is filled to a half: below it, two tries find a free place on average, and a place tells nothing of the order.
_FULL = status.MINIMUM_LENGTH // 2


def open_list(actor: Actor, purpose: str, signer: Signer, at: datetime, by: int | None = None) -> StatusList:
    """Return the list that is being filled, locked until the end of the transaction.

    *by*: the partner organisation (inside id) whose list it is; without one, the institution's own.
    """
    mine = StatusList.objects.filter(purpose=purpose, organisation_id=by, filled_at__isnull=True)
    row = mine.select_for_update().first()
    if row and row.taken < _FULL:
        return row
    if row:
        StatusList.objects.filter(pk=row.pk).update(filled_at=at)
    fresh = StatusList(institution_id=actor.here, organisation_id=by, purpose=purpose, signed_at=at)
    fresh.bits = status.StatusList.empty().bits
    fresh.signed = facts.signed_list(fresh, signer, at)
    fresh.save(force_insert=True)
    list_address(actor, key=str(fresh.uuid), kind="status-list", target_id=fresh.pk)
    return fresh


def free_places(row: StatusList, count: int) -> list[int]:
    """Return *count* random places that nobody has, and count them as taken; *row* is locked."""
    column = f"{row.purpose}_index"
    found: dict[int, None] = {}
    while len(found) < count:
        tried = {secrets.randbelow(status.MINIMUM_LENGTH) for _ in range(count - len(found))} - set(found)
        kept: type[Credential | Endorsement] = Endorsement if row.organisation_id else Credential
        same_list = kept.objects.filter(**{f"{row.purpose}_list": row, f"{column}__in": tried})
        taken = set(same_list.values_list(column, flat=True))
        found |= dict.fromkeys(tried - taken)
    StatusList.objects.filter(pk=row.pk).update(taken=row.taken + count)
    return list(found)


def set_bit(list_id: int, index: int, signer: Signer, at: datetime, *, is_set: bool) -> None:
    """Flip one bit and sign the list again; the list is locked until the end of the transaction."""
    row = StatusList.objects.select_for_update().get(pk=list_id)
    row.bits = status.StatusList(bytes(row.bits)).with_bit(index, is_set=is_set).bits
    row.signed, row.signed_at = facts.signed_list(row, signer, at), at
    row.save(update_fields=["bits", "signed", "signed_at"])

"""Renewing the key under which a partner organisation endorses, and revoking one that others may have."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential import status
from testamur.core.credential.ports import Signer
from testamur.domain.design import steps as design
from testamur.domain.design.steps import Endorser
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.steps import keep_confirmed
from testamur.domain.issuing import facts
from testamur.domain.issuing.actions.keeping import new_key, signing_key
from testamur.domain.issuing.models import Endorsement, SigningKey, StatusList
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

_LONGEST = 500


@scoped
def renew_partner_key(actor: Actor, *, organisation: UUID, at: datetime) -> UUID:
    """Make a new key for an organisation; what was signed under the one before still verifies: that stays published.

    Its people may do it, and who looks after the house's keys. Raises `NotFound`, `AddressUnconfirmed`.
    """
    require(actor, Permission.CO_DESIGN)
    keep_confirmed(actor)
    by = design.keyholder(actor, organisation)
    if not SigningKey.objects.filter(organisation_id=by.id).exists():
        raise NotFound(what="partner-key", uuid=str(organisation))
    SigningKey.objects.filter(organisation_id=by.id, retired_at__isnull=True).update(retired_at=at)
    made = new_key(actor, at, by)
    ledger.record(actor, verb="issuing.renew_partner_key", subject=f"organisation:{organisation}", at=at)
    return made.uuid


@scoped
def revoke_partner_key(actor: Actor, *, organisation: UUID, key: UUID, reason: str, at: datetime) -> int:
    """Revoke a key that others may have, and return how many endorsements are to be signed again.

    It leaves the organisation's DID document, so that nothing under it verifies any more; what stood under it is
    withdrawn with the *reason*, and meant anew. Raises `NotFound`, `AddressUnconfirmed`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    keep_confirmed(actor)
    by = design.keyholder(actor, organisation)
    said = " ".join(reason.split())
    if not said or len(said) > _LONGEST or not said.isprintable():
        raise Invalid(field="reason", found=said[:80], longest=_LONGEST)
    leaked = SigningKey.objects.select_for_update().filter(uuid=key, organisation_id=by.id, revoked_at__isnull=True)
    row = leaked.first()
    if row is None:
        raise NotFound(what="partner-key", uuid=str(key))
    SigningKey.objects.filter(pk=row.pk).update(retired_at=row.retired_at or at, revoked_at=at, revoked_because=said)
    _stored, signer = signing_key(actor, at, by)
    again = _withdrawn(row, said, at)
    _sign_lists(by, again, signer, at)
    told = {"key": str(key), "reason": said, "endorsements": len(again)}
    ledger.record(actor, verb="issuing.revoke_partner_key", subject=f"organisation:{organisation}", at=at, **told)
    return len(again)


def _withdrawn(key: SigningKey, reason: str, at: datetime) -> list[Endorsement]:
    """Withdraw what stands under a key, and let its people sign the same words again."""
    found = list(Endorsement.objects.select_for_update().filter(key=key, withdrawn_at__isnull=True))
    Endorsement.objects.filter(pk__in=[one.pk for one in found]).update(withdrawn_at=at, because=reason)
    design.mean_again({one.intent_id for one in found}, at)
    return found


def _sign_lists(by: Endorser, withdrawn: list[Endorsement], signer: Signer, at: datetime) -> None:
    """Sign every status list of an organisation under its new key, with what was withdrawn marked in it."""
    for row in StatusList.objects.select_for_update().filter(organisation_id=by.id).order_by("pk"):
        bits = status.StatusList(bytes(row.bits))
        for one in withdrawn:
            if one.revocation_list_id == row.pk:
                bits = bits.with_bit(one.revocation_index, is_set=True)
        row.bits = bits.bits
        row.signed, row.signed_at = facts.signed_list(row, signer, at), at
        row.save(update_fields=["bits", "signed", "signed_at"])

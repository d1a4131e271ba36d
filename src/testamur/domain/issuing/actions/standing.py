"""Does a credential still hold? Revoking, suspending, reinstating, superseding."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.awards import steps as awards
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.issuing.actions.keeping import signing_key
from testamur.domain.issuing.actions.places import set_bit
from testamur.domain.issuing.models import Credential
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class Revoked(Conflict):
    """The credential is revoked, and that is for good. ``facts``: credential."""

    code = "credential-revoked"


@scoped
def revoke(actor: Actor, *, credential: UUID, reason: str, at: datetime) -> None:
    """Revoke a credential for good and end its award, which can then be made anew. Raises `NotFound`, `Revoked`."""
    require(actor, Permission.REVOKE)
    row = _held(credential)
    _revoke(actor, row, reason, at, because="withdrawn")
    ledger.record(actor, verb="issuing.revoke", subject=f"credential:{credential}", at=at)


@scoped
def suspend(actor: Actor, *, credential: UUID, reason: str, at: datetime) -> None:
    """Set a credential aside for a while; suspending it twice changes nothing. Raises `NotFound`, `Revoked`."""
    require(actor, Permission.REVOKE)
    row = _held(credential)
    _mark(row, reason, suspended_at=row.suspended_at or at)
    _set_bit(actor, row, "suspension", at, is_set=True)
    awards.set_aside(award=row.award.uuid, at=at)
    ledger.record(actor, verb="issuing.suspend", subject=f"credential:{credential}", at=at)


@scoped
def reinstate(actor: Actor, *, credential: UUID, at: datetime) -> None:
    """End a suspension. Raises `NotFound`, `Revoked`."""
    require(actor, Permission.REVOKE)
    row = _held(credential)
    Credential.objects.filter(pk=row.pk).update(suspended_at=None, because="")
    _set_bit(actor, row, "suspension", at, is_set=False)
    awards.set_aside(award=row.award.uuid, at=None)
    ledger.record(actor, verb="issuing.reinstate", subject=f"credential:{credential}", at=at)


@scoped
def supersede(actor: Actor, *, credential: UUID, name: str, reason: str, at: datetime) -> UUID:
    """Replace a credential that names its holder wrongly, and return the new award; the decision and date stay.

    Raises `NotFound`, `Revoked`, `Invalid`.
    """
    require(actor, Permission.REVOKE)
    if not name.strip() or not all(character.isprintable() for character in name):
        raise Invalid(field="name", found=name[:80])
    row = _held(credential)
    _revoke(actor, row, reason, at, because="replaced")
    fresh = awards.replace(actor, award=row.award.uuid, name=name.strip()[:250])
    ledger.enqueue(actor, task="issuing.sign", awards=[str(fresh)])
    ledger.record(actor, verb="issuing.supersede", subject=f"credential:{credential}", at=at, award=str(fresh))
    return fresh


def _held(uuid: UUID) -> Credential:
    """Return the credential, locked. Raises `NotFound`, `Revoked`."""
    row = Credential.objects.select_for_update(of=("self",)).select_related("award").filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="credential", uuid=str(uuid))
    if row.revoked_at:
        raise Revoked(credential=str(uuid))
    return row


def _revoke(actor: Actor, row: Credential, reason: str, at: datetime, *, because: str) -> None:
    _mark(row, reason, revoked_at=at)
    _set_bit(actor, row, "revocation", at, is_set=True)
    if row.award.ended_at is None:
        awards.end(award=row.award.uuid, because=because, reason=reason, at=at)


def _mark(row: Credential, reason: str, **instants: datetime) -> None:
    if not reason.strip():
        raise Invalid(field="reason", found="")
    Credential.objects.filter(pk=row.pk).update(because=reason.strip()[:500], **instants)


def _set_bit(actor: Actor, row: Credential, purpose: str, at: datetime, *, is_set: bool) -> None:
    _stored, signer = signing_key(actor, at)
    list_id, index = getattr(row, f"{purpose}_list_id"), getattr(row, f"{purpose}_index")
    set_bit(list_id, index, signer, at, is_set=is_set)

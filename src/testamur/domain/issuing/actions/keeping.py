"""Keeping signing keys."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential import keys
from testamur.domain.design.steps import Endorser
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.institution.steps import list_address
from testamur.domain.issuing import addresses, facts
from testamur.domain.issuing.models import SigningKey
from testamur.domain.ledger import actions as ledger


@scoped
def rotate_key(actor: Actor, *, at: datetime) -> UUID:
    """Make a new signing key for the institution; the one before signs no more, and stays published."""
    require(actor, Permission.MANAGE_KEYS)
    SigningKey.objects.filter(retired_at__isnull=True, organisation__isnull=True).update(retired_at=at)
    row = new_key(actor, at)
    ledger.record(actor, verb="issuing.rotate_key", subject=f"key:{row.uuid}", at=at)
    return row.uuid


def signing_key(actor: Actor, at: datetime, by: Endorser | None = None) -> tuple[SigningKey, keys.SigningKey]:
    """Return the key that signs now, stored and opened: the institution's, or that of a partner for which it signs.

    The first one of each is made when it is first needed.
    """
    mine = SigningKey.objects.filter(retired_at__isnull=True, organisation_id=by.id if by else None)
    row = mine.first() or new_key(actor, at, by)
    name = addresses.did(by.uuid, "organisations") if by else addresses.did(institution(row.institution_id).uuid)
    return row, facts.signer(row, name)


def new_key(actor: Actor, at: datetime, by: Endorser | None = None) -> SigningKey:
    """Make a key that signs from now on; one that signed before is retired already."""
    seed = secrets.token_bytes(32)
    row = SigningKey(institution_id=actor.here, organisation_id=by.id if by else None, made_at=at)
    row.sealed = facts.sealed(seed, row)
    row.public_key = keys.SigningKey.from_seed(seed).public_key.raw
    row.save(force_insert=True)
    if by is not None and not SigningKey.objects.filter(organisation_id=by.id).exclude(pk=row.pk).exists():
        list_address(actor, key=str(by.uuid), kind="organisation", target_id=by.id)
    return row

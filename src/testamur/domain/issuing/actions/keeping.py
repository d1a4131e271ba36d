"""Keeping signing keys."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential import keys
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.issuing import facts
from testamur.domain.issuing.models import SigningKey
from testamur.domain.ledger import actions as ledger


@scoped
def rotate_key(actor: Actor, *, at: datetime) -> UUID:
    """Make a new signing key for the institution; the one before signs no more, and stays published."""
    require(actor, Permission.MANAGE_KEYS)
    SigningKey.objects.filter(retired_at__isnull=True).update(retired_at=at)
    row = _new(actor, at)
    ledger.record(actor, verb="issuing.rotate_key", subject=f"key:{row.uuid}", at=at)
    return row.uuid


def signing_key(actor: Actor, at: datetime) -> tuple[SigningKey, keys.SigningKey]:
    """Return the key that signs now, stored and opened; an institution's first one is made when it is first needed."""
    row = SigningKey.objects.filter(retired_at__isnull=True).first() or _new(actor, at)
    return row, facts.signer(row, institution(row.institution_id).uuid)


def _new(actor: Actor, at: datetime) -> SigningKey:
    seed = secrets.token_bytes(32)
    row = SigningKey(institution_id=actor.here, made_at=at)
    row.sealed = facts.sealed(seed, row.institution_id)
    row.public_key = keys.SigningKey.from_seed(seed).public_key.raw
    row.save(force_insert=True)
    return row

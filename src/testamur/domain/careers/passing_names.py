"""What a found person is called on a page: a name for one look by one asker, which nothing else can be joined by.

A name is the hit, sealed. Sealed twice it reads differently, so neither two searches nor two looks at one can be laid
beside each other; and it opens for its asker and its search alone, for some hours.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from testamur.adapters import vault
from testamur.adapters.environment import environment, secret_key
from testamur.domain.careers.models import PeopleSearch
from testamur.domain.institution.access import Actor

_LASTS = timedelta(hours=12)
_UUID = 16
# A name is 52 bytes, in base64; what is longer was not made here.
_LONGEST = 100


def give(actor: Actor, row: PeopleSearch, hit: UUID, at: datetime) -> str:
    """Return a new name for somebody who was found."""
    plain = hit.bytes + int(at.timestamp()).to_bytes(8)
    return urlsafe_b64encode(vault.seal(_secret(), plain, bound_to=_bound_to(actor, row))).decode()


def behind(actor: Actor, row: PeopleSearch, name: str, at: datetime) -> UUID | None:
    """Return the hit behind a name, or None: it is another's, of another search, too old, or no name at all."""
    try:
        plain = vault.unseal(_secret(), urlsafe_b64decode(name[:_LONGEST].encode()), bound_to=_bound_to(actor, row))
    except (ValueError, vault.WrongSecret):
        return None
    given = int.from_bytes(plain[_UUID:])
    return UUID(bytes=plain[:_UUID]) if at.timestamp() - given <= _LASTS.total_seconds() else None


def _bound_to(actor: Actor, row: PeopleSearch) -> str:
    return f"found person {row.uuid} {actor.me}"


@cache
def _secret() -> str:
    return secret_key(environment().secret_key_file)

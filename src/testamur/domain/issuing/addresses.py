"""The permanent addresses inside what is signed. They name things by uuid, so that a rename breaks nothing.

Doors must answer at every one of them for as long as a credential can be checked.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit
from uuid import UUID

from testamur.adapters.environment import environment


def credential(uuid: UUID) -> str:
    """Return a credential's ``id``."""
    return f"{environment().base_url}/credentials/{uuid}"


def version(uuid: UUID) -> str:
    """Return the ``id`` of the achievement: a micro-credential in one version."""
    return f"{environment().base_url}/versions/{uuid}"


def status_list(uuid: UUID) -> str:
    """Return a status list's ``id``."""
    return f"{environment().base_url}/status-lists/{uuid}"


def issuer(uuid: UUID) -> str:
    """Return the page about an issuer."""
    return f"{environment().base_url}/issuers/{uuid}"


def organisation(uuid: UUID) -> str:
    """Return the address of a partner organisation's profile."""
    return f"{environment().base_url}/organisations/{uuid}"


def endorsement(uuid: UUID) -> str:
    """Return an endorsement's ``id``."""
    return f"{environment().base_url}/endorsements/{uuid}"


def did(uuid: UUID, kind: str = "issuers") -> str:
    """Return the DID of an institution, or of one of its partners (*kind* ``organisations``).

    Its document lies at ``/<kind>/<uuid>/did.json`` (did:web, section 3.2).
    """
    where = urlsplit(environment().base_url)
    path = "".join(f":{part}" for part in where.path.split("/") if part)
    return f"did:web:{quote(where.netloc, safe='')}{path}:{kind}:{uuid}"


def uuid_in(address: str, kind: str) -> UUID | None:
    """Return the uuid in one of our addresses (``credentials``, ``status-lists``), or None; `uuid_of` reads DIDs."""
    return _uuid(address, f"{environment().base_url}/{kind}/")


def uuid_of(name: str, kind: str) -> UUID | None:
    """Return the uuid in one of our DIDs, of ``issuers`` or ``organisations``, or None."""
    return _uuid(name, did(UUID(int=0), kind).removesuffix(str(UUID(int=0))))


def _uuid(address: str, prefix: str) -> UUID | None:
    try:
        return UUID(address.removeprefix(prefix)) if address.startswith(prefix) else None
    except ValueError:
        return None

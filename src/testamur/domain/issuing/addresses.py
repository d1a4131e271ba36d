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


def did(uuid: UUID) -> str:
    """Return an institution's DID; its document lies at ``/issuers/<uuid>/did.json`` (did:web, section 3.2)."""
    where = urlsplit(environment().base_url)
    path = "".join(f":{part}" for part in where.path.split("/") if part)
    return f"did:web:{quote(where.netloc, safe='')}{path}:issuers:{uuid}"


def uuid_in(address: str, kind: str) -> UUID | None:
    """Return the uuid in one of our addresses (``credentials``, ``status-lists``) or DIDs (``issuers``), or None."""
    prefix = f"{environment().base_url}/{kind}/"
    if kind == "issuers":
        prefix = did(UUID(int=0)).removesuffix(str(UUID(int=0)))
    try:
        return UUID(address.removeprefix(prefix)) if address.startswith(prefix) else None
    except ValueError:
        return None

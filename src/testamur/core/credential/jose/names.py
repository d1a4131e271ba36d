"""Which of somebody's keys a header points at (vc-jose-cose, section 4; RFC 7515, section 4.1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.ports import Unreachable
from testamur.core.credential.world import World


def named_key(header: Mapping[str, Any], owner: str, world: World, purpose: str) -> str:
    """Return the full name of the key of *owner* that signed, as far as *header* tells it.

    An address is taken as it is: whether it is the owner's is for `find_key` to say. A short name is looked for among
    the owner's keys, by their own name or that of their JSON Web Key; without a name, there has to be one key only.
    Raises `CredentialError`: ``method-not-found``, ``no-key-named``.
    """
    kid = header.get("kid", "")
    if kid.startswith("#"):
        return f"{owner}{kid}"
    if ":" in kid:
        return str(kid)
    try:
        document = world.resolver.resolve(owner)
    except (Unreachable, CredentialError):
        return f"{owner}#{kid}"  # `find_key` asks again, and says why
    methods = _methods(document, "verificationMethod") if kid else _methods(document, purpose)
    found = [name for name, names in methods if not kid or kid in names]
    if len(found) != 1:
        raise CredentialError("method-not-found" if kid else "no-key-named", method=kid[:200])
    return found[0]


def _methods(document: Mapping[str, Any], relation: str) -> list[tuple[str, set[str]]]:
    """Return the full name of each key, and its short ones."""
    listed = document.get(relation, [])
    found = []
    for entry in listed if isinstance(listed, list) else [listed]:
        described = entry if isinstance(entry, dict) else {"id": entry}
        name = str(described.get("id"))
        full = f"{document.get('id')}{name}" if name.startswith("#") else name
        jwk = described.get("publicKeyJwk")
        short = {str(jwk["kid"])} if isinstance(jwk, dict) and "kid" in jwk else set()
        found.append((full, short | {full.partition("#")[2]}))
    return found

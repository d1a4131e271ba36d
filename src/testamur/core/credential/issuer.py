"""Who issued it, and the key that speaks for them: what every way of securing a credential has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.did import verification_key
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.ports import Json, Signer, Unreachable
from testamur.core.credential.report import Check, failed, passed, unknown
from testamur.core.credential.world import World

ISSUER_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#issuer"


def issuer_of(credential: Json) -> str:
    """Return the issuer's identifier, or nothing where there is none."""
    issuer = credential.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def check_signer(document: Json, signer: Signer) -> None:
    """Refuse a signature that would never verify, before it is made. Raises `CredentialError` ``not-the-issuer``.

    A presentation is signed by its holder, who need not be named.
    """
    is_presentation = "issuer" not in document and "VerifiablePresentation" in str(document.get("type"))
    issuer = document.get("holder", signer.controller) if is_presentation else document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    if found != signer.controller:
        raise CredentialError("not-the-issuer", issuer=str(found)[:200], signer=signer.controller)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key that was looked for: found with a passed check, or not and why."""

    checks: tuple[Check, ...]
    public_key: PublicKey | None = None


def find_key(method: str, owner: str, world: World, at: datetime, *, purpose: str = "assertionMethod") -> FoundKey:
    """Resolve *owner* and take its key *method*, which has to be there for *purpose*, and good *at* that time.

    A key of anybody else is no key of this credential.
    """
    controller = method.partition("#")[0]
    if controller != owner:
        return FoundKey((failed("issuer", "key-not-the-issuers", ISSUER_SPEC, issuer=owner[:200], key=method[:200]),))
    try:
        public_key = verification_key(world.resolver.resolve(controller), method, purpose=purpose, at=at)
    except Unreachable as reason:
        return FoundKey((unknown("issuer", reason.code, ISSUER_SPEC, **{"issuer": owner[:200], **reason.facts}),))
    except CredentialError as error:
        make = unknown if error.code == "unsupported-key" else failed
        return FoundKey((make("issuer", error.code, ISSUER_SPEC, **{"issuer": owner[:200], **error.facts}),))
    return FoundKey((passed("issuer", "key-is-the-issuers", ISSUER_SPEC, issuer=owner),), public_key)

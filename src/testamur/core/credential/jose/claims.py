"""Claims of a token beside the members of the document that it secures (vc-jose-cose, sections 3.1.3 and 4.1)."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.ports import Json

CLAIMS_SPEC = "https://www.w3.org/TR/vc-jose-cose/#jose-header-parameters-jwt-claims"


def refuse_old_claims(claims: Json) -> None:
    """Refuse the form of data model 1.1, with the document inside a claim. Raises ``old-vc-claim``."""
    if "vc" in claims or "vp" in claims:
        raise CredentialError("old-vc-claim")


def check_credential_claims(claims: Json) -> None:
    """Refuse claims that say otherwise than the credential. Raises ``iss-differs``, ``claim-differs``."""
    issuer = issuer_of(claims)
    if claims.get("iss", issuer) != issuer:
        raise CredentialError("iss-differs", iss=str(claims["iss"])[:200], issuer=issuer[:200])
    _check_same("jti", claims, [claims.get("id")])
    subjects = claims.get("credentialSubject")
    listed = subjects if isinstance(subjects, list) else [subjects]
    _check_same("sub", claims, [subject.get("id") for subject in listed if isinstance(subject, dict)])


def check_presentation_claims(claims: Json) -> None:
    """Refuse claims that say otherwise than the presentation. Raises ``claim-differs``."""
    _check_same("iss", claims, [holder_of(claims)])
    _check_same("jti", claims, [claims.get("id")])


def holder_of(presentation: Json) -> str:
    """Return who presents (VC Data Model 2.0, section 4.13), or nothing: a holder need not be named."""
    holder = presentation.get("holder", presentation.get("iss"))
    found = holder.get("id") if isinstance(holder, dict) else holder
    return found if isinstance(found, str) else ""


def _check_same(name: str, claims: Json, members: Iterable[object]) -> None:
    """Refuse a claim *name* that is none of *members*, if there are any: two readers would see two things."""
    known = [member for member in members if member]
    if name in claims and known and claims[name] not in known:
        raise CredentialError("claim-differs", name=name, found=str(claims[name])[:200], member=str(known[0])[:200])

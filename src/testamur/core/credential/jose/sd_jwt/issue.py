"""SD-JWTs issued: any claims, W3C credentials, SD-JWT VCs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.jose.claims import refuse_old_claims
from testamur.core.credential.jose.jws import compact
from testamur.core.credential.jose.sd_jwt.conceal import Concealer, Path, spelled
from testamur.core.credential.jose.sd_jwt.disclosure import DEFAULT_HASH
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.ports import Json, Signer

VC_TYPE = "vc+sd-jwt"
SD_JWT_VC_TYPE = "dc+sd-jwt"

# What a verifier needs to say whether it holds: whoever could hide it could hide that it does not (vc-jose-cose,
# section 3.2.1; SD-JWT VC, section 3.2.2.2). With all that is inside:
_NEVER_HIDDEN = {
    "@context",
    "cnf",
    "credentialSchema",
    "credentialStatus",
    "exp",
    "expirationDate",
    "iss",
    "issuanceDate",
    "nbf",
    "proof",
    "status",
    "type",
    "validFrom",
    "validUntil",
    "vct",
    "vct#integrity",
}
# And as a whole, though parts of it may be:
_NEVER_HIDDEN_WHOLE: set[Path] = {("issuer",), ("issuer", "id"), ("credentialSubject",)}


def sd_jwt(
    document: Json, signer: Signer, *, disclosable: Iterable[Path], salts: Iterator[str], decoys: int = 0
) -> str:
    """Return a W3C credential as an SD-JWT (https://www.w3.org/TR/vc-jose-cose/, section 3.2.1).

    Raises `CredentialError`: ``not-the-issuer``, ``old-vc-claim``, ``must-not-be-hidden``, and all of `issue`.
    """
    check_signer(document, signer)
    refuse_old_claims(document)
    paths = tuple(disclosable)
    check_hidden(paths)
    return issue(document, signer, typ=VC_TYPE, cty="vc", disclosable=paths, salts=salts, decoys=decoys)


def sd_jwt_vc(
    claims: Json,
    signer: Signer,
    *,
    disclosable: Iterable[Path],
    salts: Iterator[str],
    holder: PublicKey | None = None,
    decoys: int = 0,
) -> str:
    """Return *claims* as an SD-JWT VC, bound to the key of *holder* (draft-ietf-oauth-sd-jwt-vc, section 3).

    Raises `CredentialError`: ``no-vct``, ``not-the-issuer``, ``must-not-be-hidden``, and all of `issue`.
    """
    if not isinstance(claims.get("vct"), str):
        raise CredentialError("no-vct")
    if claims.get("iss") != signer.controller:
        raise CredentialError("not-the-issuer", issuer=str(claims.get("iss"))[:200], signer=signer.controller)
    paths = tuple(disclosable)
    check_hidden(paths)
    whole = {**claims, "cnf": {"jwk": holder.jwk}} if holder else claims
    return issue(whole, signer, typ=SD_JWT_VC_TYPE, disclosable=paths, salts=salts, decoys=decoys)


def issue(
    claims: Json,
    signer: Signer,
    *,
    typ: str,
    disclosable: Iterable[Path],
    salts: Iterator[str],
    cty: str = "",
    decoys: int = 0,
    hash_name: str = DEFAULT_HASH,
) -> str:
    """Return *claims* as an SD-JWT of the type *typ* with all its disclosures (RFC 9901, section 5).

    Raises `CredentialError`: all of `Concealer.conceal`.
    """
    concealer = Concealer(salts, decoys, hash_name)
    payload = orjson.dumps(concealer.conceal(claims, tuple(disclosable)))
    signed = compact(payload, signer, typ, cty=cty, kid=signer.verification_method)
    return "~".join([signed, *concealer.disclosures, ""])


def check_hidden(paths: Iterable[Path]) -> None:
    """Refuse to hide what says whether a credential holds. Raises `CredentialError` ``must-not-be-hidden``."""
    for path in paths:
        if path in _NEVER_HIDDEN_WHOLE or (path and path[0] in _NEVER_HIDDEN):
            raise CredentialError("must-not-be-hidden", path=spelled(path))

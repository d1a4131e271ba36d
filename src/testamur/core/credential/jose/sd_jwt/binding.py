"""Key binding: the holder shows that it is theirs, to one verifier, now (RFC 9901, sections 4.3 and 7.3)."""

from __future__ import annotations

from datetime import datetime

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.asked import Asked, moment
from testamur.core.credential.jose.jws import Jws, check_header, compact, open_jws
from testamur.core.credential.jose.sd_jwt.disclosure import digest
from testamur.core.credential.jose.sd_jwt.token import SdJwt, open_sd_jwt
from testamur.core.credential.keys import PublicKey
from testamur.core.credential.ports import Json, Signer

BINDING_SPEC = "https://www.rfc-editor.org/rfc/rfc9901#section-7.3"
BINDING_TYPE = "kb+jwt"


def bind(presented: str, signer: Signer, *, audience: str, nonce: str, at: datetime) -> str:
    """Return a presentation with the holder's signature, which is good for *audience* and *nonce* only.

    *presented* comes from `present`. Raises `CredentialError`: ``not-the-holder``, and all of `open_sd_jwt`.
    """
    token = open_sd_jwt(presented)
    key = confirmed_key(token.claims)
    claims = {
        "iat": int(at.timestamp()),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": digest(token.presented, token.hash_name),
    }
    bound = compact(orjson.dumps(claims), signer, BINDING_TYPE)
    if not open_jws(bound).is_signed_by(key):
        raise CredentialError("not-the-holder", holder=key.thumbprint)
    return f"{token.presented}{bound}"


def confirmed_key(claims: Json) -> PublicKey:
    """Return the holder's key (RFC 7800, section 3.2).

    Raises `CredentialError`: ``no-holder-key``, ``unsupported-key``, and all of `PublicKey.from_jwk`.
    """
    confirmation = claims.get("cnf")
    if not isinstance(confirmation, dict):
        raise CredentialError("no-holder-key")
    jwk = confirmation.get("jwk")
    if not isinstance(jwk, dict):
        raise CredentialError("unsupported-key", key=", ".join(confirmation)[:60])
    return PublicKey.from_jwk(jwk)


def check_binding(token: SdJwt, binding: Jws, asked: Asked, at: datetime) -> str:
    """Return the audience of *binding*, which holds (section 7.3, step 5).

    Raises `CredentialError`: ``binding-does-not-fit``, ``binding-of-another``, ``malformed-binding``, and all of
    `check_header`, `confirmed_key` and `Asked.check`.
    """
    check_header(binding.header, {BINDING_TYPE}, {""})
    if not binding.is_signed_by(confirmed_key(token.claims)):
        raise CredentialError("binding-does-not-fit")
    claims = binding.claims()
    audience = claims.get("aud")
    if not isinstance(audience, str) or not isinstance(claims.get("nonce"), str) or moment(claims.get("iat")) is None:
        raise CredentialError("malformed-binding")
    if claims.get("sd_hash") != digest(token.presented, token.hash_name):
        raise CredentialError("binding-of-another")
    asked.check(claims, at)
    return audience

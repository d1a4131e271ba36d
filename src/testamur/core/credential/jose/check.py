"""Whether tokens hold: VC-JWT, VP-JWT, SD-JWT."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.claims import check_credential_claims, refuse_old_claims
from testamur.core.credential.jose.jws import JWS_SPEC, Jws, check_header
from testamur.core.credential.jose.sd_jwt.binding import BINDING_SPEC, check_binding
from testamur.core.credential.jose.sd_jwt.issue import check_hidden
from testamur.core.credential.jose.sd_jwt.token import SD_JWT_SPEC, SdJwt
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check, failed, passed
from testamur.core.credential.signed import check_issuer, check_presenter, judged
from testamur.core.credential.world import World

# RFC 8725, section 3.11 asks for an explicit type; issuers of Open Badges 3.0 in JWT form still write older ones.
_VC_TYPES = {"vc+jwt", "vc-ld+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "jwt", ""}
_VC_CONTENTS = {"vc", "vc+ld+json", "json", "ld+json", ""}
_VP_TYPES = {"vp+jwt", "vp-ld+jwt", "vp+ld+jwt", "vp+ld+json+jwt", "jwt", ""}
_VP_CONTENTS = {"vp", "vp+ld+json", "json", "ld+json", ""}
# An SD-JWT says that it is one: with another type it is a JWT that somebody wrote a tilde behind.
_SD_TYPES = {"vc+sd-jwt", "vc-ld+sd-jwt", "dc+sd-jwt"}
_SD_VP_TYPES = {"vp+sd-jwt", "vp-ld+sd-jwt"}


def check_vc_jwt(jws: Jws, credential: Json, world: World, at: datetime) -> list[Check]:
    """Verify a VC-JWT (vc-jose-cose, section 3.1.1; RFC 7515, section 5.2). *credential* is its payload."""
    try:
        check_header(jws.header, _VC_TYPES, _VC_CONTENTS)
        refuse_old_claims(credential)
        check_credential_claims(credential)
    except CredentialError as error:
        return [judged(error, "signature", JWS_SPEC)]
    return check_issuer(jws, issuer_of(credential), world, at, JWS_SPEC)


def check_vp_jwt(jws: Jws, presentation: Json, world: World, at: datetime, asked: Asked) -> list[Check]:
    """Verify a presentation as JWT (vc-jose-cose, section 3.1.2): the holder signed it, and for whoever *asked*."""
    return _check_presentation(jws, presentation, world, at, asked, _VP_TYPES)


def check_vp_sd_jwt(token: SdJwt, world: World, at: datetime, asked: Asked) -> list[Check]:
    """Verify a presentation as SD-JWT (vc-jose-cose, section 3.2.2)."""
    return _check_presentation(token.jws, token.claims, world, at, asked, _SD_VP_TYPES)


def check_sd_jwt(token: SdJwt, world: World, at: datetime, asked: Asked, *, needs_binding: bool = False) -> list[Check]:
    """Verify a credential as SD-JWT, W3C's or an SD-JWT VC (RFC 9901, section 7; SD-JWT VC, section 3.4)."""
    claims = token.claims
    try:
        check_header(token.jws.header, _SD_TYPES, _VC_CONTENTS)
        check_hidden(token.places)
        is_sd_jwt_vc = isinstance(claims.get("vct"), str)
        if not is_sd_jwt_vc:
            _check_w3c(token)
    except CredentialError as error:
        return [judged(error, "signature", SD_JWT_SPEC)]
    issuer = claims.get("iss") if is_sd_jwt_vc else issuer_of(claims)
    if not isinstance(issuer, str) or not issuer:
        return [failed("issuer", "no-issuer", SD_JWT_SPEC)]
    checks = check_issuer(token.jws, issuer, world, at, JWS_SPEC)
    return [*checks, *_check_holder(token, asked, at, needs_binding=needs_binding)]


def _check_w3c(token: SdJwt) -> None:
    """Check what only credentials of W3C's data model have. Raises `CredentialError`."""
    if token.jws.header.get("typ", "").lower().endswith("dc+sd-jwt"):
        raise CredentialError("no-vct")
    refuse_old_claims(token.claims)
    check_credential_claims(token.claims)


def _check_presentation(
    jws: Jws, presentation: Json, world: World, at: datetime, asked: Asked, types: Collection[str]
) -> list[Check]:
    try:
        check_header(jws.header, types, _VP_CONTENTS)
    except CredentialError as error:
        return [judged(error, "signature", JWS_SPEC)]
    return check_presenter(jws, presentation, world, at, asked, JWS_SPEC)


def _check_holder(token: SdJwt, asked: Asked, at: datetime, *, needs_binding: bool) -> list[Check]:
    """See whether the holder showed it: RFC 9901, section 7.3, steps 1 and 5. Whether it has to be is policy."""
    if token.binding is None:
        return [failed("holder", "not-bound", BINDING_SPEC)] if needs_binding else []
    try:
        audience = check_binding(token, token.binding, asked, at)
    except CredentialError as error:
        return [judged(error, "holder", BINDING_SPEC)]
    return [passed("holder", "shown-by-the-holder", BINDING_SPEC, audience=audience[:200])]

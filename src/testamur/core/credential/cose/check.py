"""Whether what is secured with COSE holds: credentials and presentations."""

from __future__ import annotations

from datetime import datetime

from testamur.core.credential.cose.claims import claims_of
from testamur.core.credential.cose.sign1 import COSE_SPEC, CoseSign1, check_header
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.claims import check_credential_claims, refuse_old_claims
from testamur.core.credential.ports import Json
from testamur.core.credential.report import Check
from testamur.core.credential.signed import check_issuer, check_presenter, judged
from testamur.core.credential.world import World

# Recommended, not required (section 3.3). Those with `-ld` and `+ld` were written before the standard was done.
_VC_TYPES = {"vc+cose", "vc-ld+cose", "vc+ld+cose", "vc+ld+json+cose", ""}
_VC_CONTENTS = {"vc", "vc+ld+json", "json", "ld+json", ""}
_VP_TYPES = {"vp+cose", "vp-ld+cose", "vp+ld+cose", "vp+ld+json+cose", ""}
_VP_CONTENTS = {"vp", "vp+ld+json", "json", "ld+json", ""}


def check_vc_cose(token: CoseSign1, credential: Json, world: World, at: datetime) -> list[Check]:
    """Verify a credential (vc-jose-cose, sections 3.3.1 and 5.3). *credential* is the payload."""
    try:
        check_header(token.header, _VC_TYPES, _VC_CONTENTS)
        claims = claims_of(token, credential)
        refuse_old_claims(claims)
        check_credential_claims(claims)
    except CredentialError as error:
        return [judged(error, "signature", COSE_SPEC)]
    return check_issuer(token, issuer_of(credential), world, at, COSE_SPEC)


def check_vp_cose(token: CoseSign1, presentation: Json, world: World, at: datetime, asked: Asked) -> list[Check]:
    """Verify a presentation (vc-jose-cose, sections 3.3.2 and 5.3): the holder signed it, for whoever *asked*."""
    try:
        check_header(token.header, _VP_TYPES, _VP_CONTENTS)
        claims = claims_of(token, presentation)
    except CredentialError as error:
        return [judged(error, "signature", COSE_SPEC)]
    return check_presenter(token, claims, world, at, asked, COSE_SPEC)

"""Who signed it, and whether the signature fits: each way of securing a credential has its own judge."""

from __future__ import annotations

from datetime import datetime

from testamur.core.credential.envelope import Envelope
from testamur.core.credential.integrity.check import check_proofs
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.check import check_sd_jwt, check_vc_jwt
from testamur.core.credential.jose.sd_jwt import SdJwt
from testamur.core.credential.report import Check
from testamur.core.credential.world import World


def check_signatures(envelope: Envelope, world: World, at: datetime) -> list[Check]:
    """Return the checks of every signature on the credential; with none on it, one that failed."""
    if envelope.token is None:
        return check_proofs(envelope.credential, world, at)
    if isinstance(envelope.token, SdJwt):
        return check_sd_jwt(envelope.token, world, at, Asked())
    return check_vc_jwt(envelope.token, envelope.credential, world, at)

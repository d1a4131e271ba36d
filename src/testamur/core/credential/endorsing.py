"""From what somebody says of an achievement or an issuer to an Open Badges 3.0 endorsement, not yet signed.

https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.compose import OB_CONTEXT, VC_CONTEXT, Publisher, profile
from testamur.core.credential.instants import stamp
from testamur.core.credential.ports import Json
from testamur.core.credential.status import StatusEntry


@dataclass(frozen=True, slots=True)
class EndorsementFacts:
    """One endorsement, as it is to be signed. ``id`` and ``target`` (what is endorsed) are URIs."""

    id: str
    target: str
    name: str
    claim: str
    valid_from: datetime
    status: tuple[StatusEntry, ...] = ()


def endorsement_credential(by: Publisher, said: EndorsementFacts) -> Json:
    """Return the unsigned EndorsementCredential."""
    credential: Json = {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": said.id,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": said.name,
        "issuer": profile(by),
        "validFrom": stamp(said.valid_from),
        "awardedDate": stamp(said.valid_from),
        "credentialSubject": {
            "id": said.target,
            "type": ["EndorsementSubject"],
            "endorsementComment": said.claim,
        },
    }
    if said.status:
        credential["credentialStatus"] = [entry.to_json() for entry in said.status]
    return credential

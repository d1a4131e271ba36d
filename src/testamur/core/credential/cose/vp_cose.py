"""A presentation as COSE_Sign1."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson

from testamur.core.credential import cbor
from testamur.core.credential.cose import labels
from testamur.core.credential.cose.sign1 import sign1
from testamur.core.credential.jose.vp_jwt import GOOD_FOR, check_presentation
from testamur.core.credential.ports import Json, Signer

VP_COSE_TYPE = "vp+cose"


def presentation_cose(
    document: Json,
    signer: Signer,
    *,
    at: datetime,
    audience: str = "",
    nonce: str = "",
    good_for: timedelta = GOOD_FOR,
) -> bytes:
    """Return *document* as a COSE_Sign1 for *audience* (https://www.w3.org/TR/vc-jose-cose/, section 3.3.2).

    For whom and when it was made stands in the protected header (section 3.3.3; RFC 9597). Without *audience* and
    *nonce*, whoever has seen it can show it again. Raises as `presentation_jwt`.
    """
    check_presentation(document, signer)
    claims: dict[cbor.Key, cbor.Value] = {
        labels.IAT: int(at.timestamp()),
        labels.EXP: int((at + good_for).timestamp()),
    }
    claims |= {labels.AUD: audience} if audience else {}
    claims |= {labels.NONCE: nonce.encode()} if nonce else {}
    header: dict[cbor.Key, cbor.Value] = {
        labels.CONTENT_TYPE: "application/vp",
        labels.KID: signer.verification_method.encode(),
        labels.CLAIMS: claims,
        labels.TYP: f"application/{VP_COSE_TYPE}",
    }
    return sign1(orjson.dumps(document), signer, header)

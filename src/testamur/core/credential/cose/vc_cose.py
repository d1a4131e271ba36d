"""A credential as COSE_Sign1."""

from __future__ import annotations

import orjson

from testamur.core.credential import cbor
from testamur.core.credential.cose import labels
from testamur.core.credential.cose.sign1 import sign1
from testamur.core.credential.issuer import check_signer
from testamur.core.credential.jose.claims import refuse_old_claims
from testamur.core.credential.ports import Json, Signer

COSE_TYPE = "vc+cose"


def cose_sign1(document: Json, signer: Signer) -> bytes:
    """Return *document* as a COSE_Sign1 (https://www.w3.org/TR/vc-jose-cose/, section 3.3.1).

    The payload is the credential itself, in JSON. Raises `CredentialError`: ``not-the-issuer``, ``old-vc-claim``.
    """
    check_signer(document, signer)
    refuse_old_claims(document)
    header: dict[cbor.Key, cbor.Value] = {
        labels.CONTENT_TYPE: "application/vc",
        labels.KID: signer.verification_method.encode(),
        labels.TYP: f"application/{COSE_TYPE}",
    }
    return sign1(orjson.dumps(document), signer, header)

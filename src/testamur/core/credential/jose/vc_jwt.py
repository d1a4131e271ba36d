"""A credential as a compact VC-JWT."""

from __future__ import annotations

import orjson

from testamur.core.credential.issuer import check_signer
from testamur.core.credential.jose.claims import refuse_old_claims
from testamur.core.credential.jose.jws import compact
from testamur.core.credential.ports import Json, Signer

JWT_TYPE = "vc+jwt"


def jwt(document: Json, signer: Signer) -> str:
    """Return *document* as a compact VC-JWT (https://www.w3.org/TR/vc-jose-cose/, section 3.1.1).

    The payload is the credential itself; the old ``vc`` claim is gone from that standard. Raises `CredentialError`:
    ``not-the-issuer``, ``old-vc-claim``.
    """
    check_signer(document, signer)
    refuse_old_claims(document)
    return compact(orjson.dumps(document), signer, JWT_TYPE, cty="vc", kid=signer.verification_method)

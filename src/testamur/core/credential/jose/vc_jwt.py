"""A credential as a compact VC-JWT."""

from __future__ import annotations

from typing import Any

import orjson

from testamur.core.credential.issuer import check_signer
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.ports import Json, Signer

JWT_TYPE = "vc+jwt"


def jwt(document: Json, signer: Signer) -> str:
    """Return *document* as a compact VC-JWT (https://www.w3.org/TR/vc-jose-cose/, section 3.1).

    The payload is the credential itself; the old ``vc`` claim is gone from that standard.
    """
    check_signer(document, signer)
    header = {"alg": signer.kind.algorithm, "typ": JWT_TYPE, "cty": "vc", "kid": signer.verification_method}
    signing_input = f"{_part(header)}.{_part(document)}"
    return f"{signing_input}.{base64url_encode(signer.sign(signing_input.encode()))}"


def _part(value: dict[str, Any]) -> str:
    return base64url_encode(orjson.dumps(value))

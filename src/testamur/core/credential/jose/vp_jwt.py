"""A presentation as a compact JWT, or as an SD-JWT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import orjson

from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.claims import check_presentation_claims, holder_of, refuse_old_claims
from testamur.core.credential.jose.enveloped import check_envelopes
from testamur.core.credential.jose.jws import compact
from testamur.core.credential.jose.sd_jwt.conceal import Path
from testamur.core.credential.jose.sd_jwt.issue import issue
from testamur.core.credential.ports import Json, Signer

VP_TYPE, VP_SD_TYPE = "vp+jwt", "vp+sd-jwt"

GOOD_FOR = timedelta(minutes=10)


def presentation_jwt(
    document: Json,
    signer: Signer,
    *,
    at: datetime,
    audience: str = "",
    nonce: str = "",
    good_for: timedelta = GOOD_FOR,
) -> str:
    """Return *document* as a compact JWT for *audience* (https://www.w3.org/TR/vc-jose-cose/, section 3.1.2).

    Without *audience* and *nonce*, whoever has seen it can show it again. Raises `CredentialError`:
    ``not-the-holder``, ``not-enveloped``, ``old-vc-claim``, ``claim-differs``.
    """
    check_presentation(document, signer)
    asked = {name: value for name, value in (("aud", audience), ("nonce", nonce)) if value}
    times = {"iat": int(at.timestamp()), "exp": int((at + good_for).timestamp())}
    payload = orjson.dumps({**document, **times, **asked})
    return compact(payload, signer, VP_TYPE, cty="vp", kid=signer.verification_method)


def presentation_sd_jwt(
    document: Json, signer: Signer, *, disclosable: Iterable[Path], salts: Iterator[str], decoys: int = 0
) -> str:
    """Return *document* as an SD-JWT (https://www.w3.org/TR/vc-jose-cose/, section 3.2.2). Raises as the others do."""
    check_presentation(document, signer)
    return issue(document, signer, typ=VP_SD_TYPE, cty="vp", disclosable=disclosable, salts=salts, decoys=decoys)


def check_presentation(document: Json, signer: Signer) -> None:
    """Refuse a presentation that nobody would accept, before it is signed (section 3.1.2: credentials are enveloped).

    What is inside the envelopes is the verifier's to judge. Raises as `presentation_jwt`.
    """
    refuse_old_claims(document)
    check_presentation_claims(document)
    if holder_of(document) not in {"", signer.controller}:
        raise CredentialError("not-the-holder", holder=holder_of(document)[:200])
    check_envelopes(document)

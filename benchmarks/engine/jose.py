"""VC-JWT beside joserfc, SD-JWT VC beside the SD-JWT of its authors.

Run: .venv/bin/python benchmarks/engine/jose.py [ROUNDS]
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from pathlib import Path as Folder
from typing import Any

from testamur.adapters.salts import salts
from testamur.adapters.world import outside
from testamur.core.credential import Kind, SigningKey, jwt, verify
from testamur.core.credential.jose.jws import open_jws
from testamur.core.credential.jose.sd_jwt import Path, open_sd_jwt, sd_jwt_vc
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import StatusList, compose_list

sys.path.insert(0, str(Folder(__file__).parent))
import harness
from fixture import NOW, STATUS_LIST, credential

SEED = bytes(range(32))
# What a learner may keep to themselves: who they are, when they learned, how well they did, what they made.
HIDDEN: tuple[Path, ...] = (
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0),
    ("credentialSubject", "activityStartDate"),
    ("credentialSubject", "result", 0),
    ("credentialSubject", "result", 1),
    ("evidence", 0),
)


def claims_of(document: dict[str, Any], issuer: str) -> dict[str, Any]:
    """Return the same award as an SD-JWT VC has it: claims of its own for what every credential says."""
    kept = ("name", "awardedDate", "credentialSubject", "evidence")
    registered = {"iss": issuer, "vct": "https://badges.example.edu/types/data-stewardship-l6"}
    times = {"iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 5 * 365 * 86_400}
    return {**registered, **times, **{name: document[name] for name in kept}}


def marked(value: Any, mark: Callable[[Any], Any], path: Path = ()) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return *value* with what is `HIDDEN` marked as the reference wants it."""
    if isinstance(value, dict):
        return {
            (mark(name) if (*path, name) in HIDDEN else name): marked(member, mark, (*path, name))
            for name, member in value.items()
        }
    if isinstance(value, list):
        inner = [marked(element, mark, (*path, place)) for place, element in enumerate(value)]
        return [mark(element) if (*path, place) in HIDDEN else element for place, element in enumerate(inner)]
    return value


def contestants() -> dict[str, harness.Work]:
    """Return everybody's work, with the same keys and the same documents."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from joserfc import jwk
        from joserfc import jwt as their_jwt
        from jwcrypto.jwk import JWK
        from sd_jwt.common import SDObj
        from sd_jwt.issuer import SDJWTIssuer

    key = SigningKey.from_seed(SEED)
    document = credential(key.controller)
    their_key = jwk.import_key({**key.public_key.jwk, "d": base64url_encode(SEED)})
    header = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": key.verification_method}
    token = jwt(document, key)
    listed = compose_list(
        StatusList.empty(), list_id=STATUS_LIST, purpose="revocation", issuer=key.controller, valid_from=NOW
    )
    world = outside(lists={STATUS_LIST: jwt(listed, key).encode()})
    data = token.encode()
    report = verify(data, world=world, at=NOW)
    assert report, report.checks

    p256 = SigningKey.from_seed(SEED, kind=Kind.P256)
    their_p256 = JWK(**p256.public_key.jwk, d=base64url_encode(SEED))
    claims = claims_of(document, p256.controller)
    their_claims = marked(claims, SDObj)
    sd_header = {"typ": "dc+sd-jwt", "kid": p256.verification_method}
    chance = salts()
    issued = sd_jwt_vc(claims, p256, disclosable=HIDDEN, salts=chance)
    assert verify(issued, world=world, at=NOW)

    def reference() -> object:
        return SDJWTIssuer(
            their_claims, their_p256, sign_alg="ES256", extra_header_parameters=sd_header
        ).sd_jwt_issuance

    return {
        "raw Ed25519 signature": lambda p=data: key.sign(p),
        "VC-JWT issue": lambda: jwt(document, key),
        "VC-JWT issue, joserfc": lambda: their_jwt.encode(header, document, their_key, ["EdDSA"]),
        "VC-JWT signature only": lambda: open_jws(token).is_signed_by(key.public_key),
        "VC-JWT verify, all checks": lambda: verify(data, world=world, at=NOW),
        "VC-JWT signature only, joserfc": lambda: their_jwt.decode(token, their_key, ["EdDSA"]).claims,
        "SD-JWT VC issue": lambda: sd_jwt_vc(claims, p256, disclosable=HIDDEN, salts=chance),
        "SD-JWT VC issue, sd-jwt": reference,
        "SD-JWT VC open": lambda: open_sd_jwt(issued),
        "SD-JWT VC verify, all checks": lambda: verify(issued, world=world, at=NOW),
    }


def main() -> int:
    """Race, and say whether the figures are what they should be."""
    harness.bring({"joserfc": "joserfc>=1.8,<2", "sd_jwt": "sd-jwt>=0.10.4,<0.11", "jwcrypto": "jwcrypto>=1.6,<2"})
    warnings.simplefilter("ignore")  # joserfc would rather see "Ed25519" than "EdDSA", each time
    results = harness.race(contestants(), rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    results.show()
    reached = [
        results.judge("VC-JWT issue", "VC-JWT issue, joserfc", 2),
        results.judge("VC-JWT verify, all checks", "VC-JWT signature only, joserfc", 1.5),
        results.judge("SD-JWT VC issue", "SD-JWT VC issue, sd-jwt", 5),
    ]
    alike = "VC-JWT signature only", "VC-JWT signature only, joserfc"
    print(f"For comparison, {' ÷ '.join(alike)}: {results.ratio(*alike):.2f}")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Independent implementations of JOSE judge our tokens, and we judge theirs: joserfc, and the SD-JWT of its authors."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from testamur.core.credential import Kind, SigningKey
from testamur.core.credential.jose.asked import Asked
from testamur.core.credential.jose.jws import compact, open_jws
from testamur.core.credential.jose.sd_jwt import Path, SdJwt, bind, issue, open_sd_jwt, present
from testamur.core.credential.jose.sd_jwt.binding import check_binding
from testamur.core.credential.jose.sd_jwt.token import compact_of
from testamur.core.credential.multibase import base64url_encode
from tokens import key_of, new_salts

with warnings.catch_warnings():  # theirs, on being imported
    warnings.simplefilter("ignore")
    jws = pytest.importorskip("joserfc.jws")
    errors = pytest.importorskip("joserfc.errors")
    joserfc_keys = pytest.importorskip("joserfc.jwk")
    jwcrypto_keys = pytest.importorskip("jwcrypto.jwk")
    common = pytest.importorskip("sd_jwt.common")
    issuers = pytest.importorskip("sd_jwt.issuer")
    holders = pytest.importorskip("sd_jwt.holder")
    verifiers = pytest.importorskip("sd_jwt.verifier")

# joserfc would rather see "Ed25519" than "EdDSA", and says so.
pytestmark = pytest.mark.filterwarnings("ignore::Warning")

Json = dict[str, Any]
AUDIENCE, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"
CLAIMS: Json = {
    "iss": "https://issuer.example",
    "vct": "https://issuer.example/types/diploma",
    "given_name": "Àngela",
    "address": {"street": "Carrer Major 1", "city": "Lleida"},
    "nationalities": ["ES", "MY"],
}
PATHS: list[Path] = [("given_name",), ("address",), ("address", "street"), ("nationalities", 1)]


def secret_jwk(seed: bytes, key: SigningKey) -> Json:
    return {**key.public_key.jwk, "d": base64url_encode(seed)}


def seeded(kind: Kind, number: int = 1) -> tuple[SigningKey, Json]:
    """Return a key, and the same as a JSON Web Key with its secret."""
    seed = bytes([0] * (kind.size - 2) + [number, 7])
    key = key_of(kind, number)
    return key, secret_jwk(seed, key)


@pytest.mark.parametrize("kind", list(Kind))
def test_joserfc_reads_our_signatures_and_we_read_its(kind: Kind) -> None:
    key, secret = seeded(kind)
    theirs = joserfc_keys.import_key(secret)
    token = compact(b'{"a":"\xc3\xa0"}', key, "vc+jwt", kid=key.verification_method)
    read = jws.deserialize_compact(token, theirs, algorithms=[kind.algorithm])
    assert (read.payload, read.headers()["typ"]) == (b'{"a":"\xc3\xa0"}', "vc+jwt")
    made = jws.serialize_compact({"alg": kind.algorithm, "typ": "vc+jwt"}, b"{}", theirs, algorithms=[kind.algorithm])
    assert open_jws(made).is_signed_by(key.public_key)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_joserfc_refuses_we_refuse_too(kind: Kind) -> None:
    key, secret = seeded(kind)
    theirs = joserfc_keys.import_key(secret)
    head, body, signature = compact(b'{"a":1}', key, "vc+jwt").split(".")
    other_body, other_head = base64url_encode(b'{"a":2}'), base64url_encode(b'{"alg":"none"}')
    for token in (f"{head}.{other_body}.{signature}", f"{other_head}.{body}.{signature}", f"{head}.{body}."):
        with pytest.raises(errors.JoseError):
            jws.deserialize_compact(token, theirs, algorithms=[kind.algorithm])
        assert not open_jws(token).is_signed_by(key.public_key)


@pytest.fixture
def issuer() -> tuple[SigningKey, Any]:
    key, secret = seeded(Kind.P256)
    return key, jwcrypto_keys.JWK(**secret)


@pytest.fixture
def holder() -> tuple[SigningKey, Any]:
    key, secret = seeded(Kind.P256, 2)
    return key, jwcrypto_keys.JWK(**secret)


Read = Callable[..., Json]


@pytest.fixture
def read(issuer: tuple[SigningKey, Any]) -> Read:
    """Return a function that reads a presentation as the reference implementation does."""

    def verified(text: str, **expected: Any) -> Json:
        found: Json = verifiers.SDJWTVerifier(text, lambda *_: issuer[1], **expected).get_verified_payload()
        return found

    return verified


def ours(issuer: SigningKey, holder: SigningKey) -> SdJwt:
    claims = CLAIMS | {"cnf": {"jwk": holder.public_key.jwk}}
    return open_sd_jwt(issue(claims, issuer, typ="dc+sd-jwt", disclosable=PATHS, salts=new_salts(), decoys=1))


def test_the_reference_reads_what_we_issue(
    issuer: tuple[SigningKey, Any], holder: tuple[SigningKey, Any], read: Read
) -> None:
    token = ours(issuer[0], holder[0])
    assert read(token.presented) == token.claims
    for paths in ([], PATHS[:1], PATHS[2:3], PATHS[3:]):
        shown = present(token, paths)
        assert read(shown) == open_sd_jwt(shown).claims


def test_the_reference_takes_our_key_binding_and_only_for_itself(
    issuer: tuple[SigningKey, Any], holder: tuple[SigningKey, Any], read: Read
) -> None:
    token = ours(issuer[0], holder[0])
    bound = bind(present(token, PATHS[:1]), holder[0], audience=AUDIENCE, nonce=NONCE, at=datetime.now(UTC))
    assert read(bound, expected_aud=AUDIENCE, expected_nonce=NONCE)["given_name"] == "Àngela"
    for expected in (
        {"expected_aud": "other", "expected_nonce": NONCE},
        {"expected_aud": AUDIENCE, "expected_nonce": "x"},
    ):
        with pytest.raises(ValueError, match=r"Invalid (audience|nonce)"):
            read(bound, **expected)


def their_claims() -> Json:
    sd = common.SDObj
    return {
        **{name: value for name, value in CLAIMS.items() if name in {"iss", "vct"}},
        sd("given_name"): "Àngela",
        sd("address"): {sd("street"): "Carrer Major 1", "city": "Lleida"},
        "nationalities": ["ES", sd("MY")],
    }


def test_we_read_what_the_reference_issues_and_its_holders_show(
    issuer: tuple[SigningKey, Any], holder: tuple[SigningKey, Any]
) -> None:
    typ = {"typ": "dc+sd-jwt"}
    made = issuers.SDJWTIssuer(their_claims(), issuer[1], holder[1], add_decoy_claims=True, extra_header_parameters=typ)
    token = open_sd_jwt(made.sd_jwt_issuance)
    assert token.jws.is_signed_by(issuer[0].public_key)
    assert {name: value for name, value in token.claims.items() if name != "cnf"} == CLAIMS
    theirs = holders.SDJWTHolder(made.sd_jwt_issuance)
    theirs.create_presentation({"given_name": True, "nationalities": [False, True]}, NONCE, AUDIENCE, holder[1])
    shown = open_sd_jwt(theirs.sd_jwt_presentation)
    assert shown.claims["given_name"] == "Àngela"
    assert shown.claims["nationalities"] == ["ES", "MY"]
    assert "address" not in shown.claims
    assert shown.binding is not None
    assert check_binding(shown, shown.binding, Asked(AUDIENCE, NONCE), datetime.now(UTC)) == AUDIENCE


def test_the_json_form_of_the_reference_holds_the_same_parts(
    issuer: tuple[SigningKey, Any], holder: tuple[SigningKey, Any]
) -> None:
    """It writes disclosures beside the payload, as a draft did; RFC 9901 (section 8.1) has them in the header."""
    made = issuers.SDJWTIssuer(their_claims(), issuer[1], holder[1], serialization_format="json")
    written = orjson.loads(made.sd_jwt_issuance)
    written["header"] = {"disclosures": written.pop("disclosures")}
    token = open_sd_jwt(compact_of(orjson.dumps(written)))
    assert token.jws.is_signed_by(issuer[0].public_key)
    assert {name: value for name, value in token.claims.items() if name != "cnf"} == CLAIMS

"""Keys and what they sign; unsound keys are refused before they can fool anybody."""

from __future__ import annotations

import hashlib
import importlib.util
import pickle
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, Kind, PublicKey, SigningKey
from testamur.core.credential.keys import ed25519
from testamur.core.credential.multibase import base58_encode, base64url_encode

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

EC_KINDS = (Kind.P256, Kind.P384, Kind.P521)
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    """Add two points of the twisted Edwards curve (RFC 8032, section 5.1.4, in affine coordinates)."""
    product = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P) % P
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P
    return x, y


def times(factor: int, point: Point) -> Point:
    total = (0, 1)
    while factor:
        total = add(total, point) if factor & 1 else total
        point, factor = add(point, point), factor >> 1
    return total


def with_y(y: int) -> Point:
    """One of the two points with this y."""
    x_squared = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x_squared, (P + 3) // 8, P)
    return (x if x * x % P == x_squared else x * pow(2, (P - 1) // 4, P) % P), y


def encoded(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


# Of order eight: all eight points of small order follow from it, rather than from a list that we hope is right.
TORSION = with_y(
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
)
BASE = with_y(4 * pow(5, -1, P) % P)
BASE = (BASE[0] if BASE[0] % 2 == 0 else P - BASE[0], BASE[1])
SMALL = [times(factor, TORSION) for factor in range(8)]
# The same points with a y that was not reduced, where it still fits.
ODDLY_SPELLED = [(y + P) | sign << 255 for _, y in SMALL for sign in (0, 1) if y + P < 2**255]


@pytest.mark.parametrize("point", SMALL)
def test_keys_of_small_order_are_refused(point: Point) -> None:
    for sign in (0, 1):
        with pytest.raises(CredentialError, match="small-order"):
            PublicKey(Kind.ED25519, (point[1] | sign << 255).to_bytes(32, "little"))


def test_keys_that_are_no_point_or_spelled_oddly_are_refused() -> None:
    for raw, reason in (
        (bytes(31), "length"),
        (bytes(33), "length"),
        ((2).to_bytes(32, "little"), "not-on-curve"),
        ((P + 3).to_bytes(32, "little"), "not-canonical"),
        *((number.to_bytes(32, "little"), "not-canonical") for number in ODDLY_SPELLED),
    ):
        with pytest.raises(CredentialError, match=reason):
            PublicKey(Kind.ED25519, raw)


def signature_of(
    secret: int, message: bytes, *, in_key: int = 0, in_commitment: int = 0, nonce: int = 7
) -> tuple[bytes, bytes]:
    """A key and its signature, made by the book, with as many times the point of order eight in either as wished."""
    key = encoded(add(times(secret, BASE), SMALL[in_key]))
    commitment = encoded(add(times(nonce, BASE), SMALL[in_commitment]))
    hashed = int.from_bytes(hashlib.sha512(commitment + key + message).digest(), "little")
    return key, commitment + ((nonce + hashed * secret) % L).to_bytes(32, "little")


def judgements(key: bytes, message: bytes, signature: bytes) -> tuple[bool, bool]:
    return ed25519.openssl_verifier(key)(message, signature), ed25519.sodium_verifier(key)(message, signature)


@settings(max_examples=200, deadline=None)
@given(
    secret=st.integers(min_value=1, max_value=L - 1),
    nonce=st.integers(min_value=0, max_value=L - 1),
    message=st.binary(max_size=40),
    in_key=st.integers(min_value=0, max_value=7),
    in_commitment=st.integers(min_value=0, max_value=7),
)
def test_both_libraries_judge_alike_whatever_points_a_signer_makes_up(
    secret: int, nonce: int, message: bytes, in_key: int, in_commitment: int
) -> None:
    key, signature = signature_of(secret, message, in_key=in_key, in_commitment=in_commitment, nonce=nonce)
    first, second = judgements(key, message, signature)
    assert first == second
    if in_key == in_commitment == 0 and nonce:
        assert first


def test_a_commitment_of_small_order_fits_in_neither() -> None:
    for multiple in range(8):
        key, signature = signature_of(5, b"m", in_commitment=multiple, nonce=0)
        assert judgements(key, b"m", signature) == (False, False)


def test_other_spellings_of_a_signature_fit_in_neither() -> None:
    key, signature = signature_of(5, b"m")
    assert judgements(key, b"m", signature) == (True, True)
    commitment, answer = signature[:32], int.from_bytes(signature[32:], "little")
    others = [commitment + (answer + L).to_bytes(32, "little"), signature + b"\0", signature[:-1], b""]
    others += [number.to_bytes(32, "little") + signature[32:] for number in ODDLY_SPELLED]
    for other in others:
        assert judgements(key, b"m", other) == (False, False)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_both_libraries_sign_alike(seed: bytes, message: bytes) -> None:
    assert ed25519.openssl_signer(seed)(message) == ed25519.sodium_signer(seed)(message)


def without_sodium(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is where only the required packages are installed."""
    monkeypatch.setitem(sys.modules, "nacl", None)
    found = importlib.util.find_spec("testamur.core.credential.keys.ed25519")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_without_the_faster_library_everything_works(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = without_sodium(monkeypatch)
    assert (plain.HAS_SODIUM, ed25519.HAS_SODIUM) == (False, True)
    signature = plain.signer(bytes(32))(b"m")
    assert plain.verifier(plain.public(bytes(32)))(b"m", signature)
    assert ed25519.verifier(ed25519.public(bytes(32)))(b"m", signature)


def secret_of(kind: Kind, number: int = 12345) -> bytes:
    return number.to_bytes(kind.size, "big")


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(Kind), number=st.integers(min_value=1, max_value=2**250), message=st.binary(max_size=200))
def test_what_a_key_signs_it_verifies_and_its_names_lead_back_to_it(kind: Kind, number: int, message: bytes) -> None:
    key = SigningKey.from_seed(
        secret_of(kind, number), "did:web:example.edu", kind=kind, method="did:web:example.edu#1"
    )
    signature = key.sign(message)
    assert (key.kind, len(signature)) == (kind, 2 * kind.size)
    assert key.public_key.has_signed(message, signature)
    assert key.sign(message) == signature
    for other in (message + b"x", b"x" + message):
        assert not key.public_key.has_signed(other, signature)
    assert PublicKey.from_jwk(key.public_key.jwk) == key.public_key
    if kind.codec:
        assert PublicKey.from_multikey(key.public_key.multikey) == key.public_key


@pytest.mark.parametrize("kind", EC_KINDS)
def test_signatures_of_another_length_or_with_zeros_do_not_fit(kind: Kind) -> None:
    key = SigningKey.from_seed(secret_of(kind), "did:web:a.edu", kind=kind, method="did:web:a.edu#1")
    signature, size = key.sign(b"m"), kind.size
    der = b"\x30\x44\x02\x20" + signature[:size] + b"\x02\x20" + signature[size:]
    for wrong in (
        b"",
        signature[:-1],
        signature + b"\0",
        bytes(2 * size),
        bytes(size) + signature[size:],
        signature[:size] + bytes(size),
        b"\xff" * 2 * size,
        der,
    ):
        assert not key.public_key.has_signed(b"m", wrong)


@pytest.mark.parametrize("kind", EC_KINDS)
def test_points_off_the_curve_or_spelled_oddly_are_refused(kind: Kind) -> None:
    raw = SigningKey.from_seed(secret_of(kind), "did:web:a.edu", kind=kind, method="did:web:a.edu#1").public_key.raw
    for wrong, reason in (
        (raw[:-1], "length"),
        (raw + b"\0", "length"),
        (b"", "length"),
        (b"\0", "length"),  # the point at infinity, as SEC 1 writes it
        (b"\x04" + raw[1:], "not-canonical"),
        (b"\x06" + raw[1:], "not-canonical"),
        (b"\0" * len(raw), "not-canonical"),
        (b"\x02" + b"\xff" * kind.size, "not-on-curve"),
    ):
        with pytest.raises(CredentialError, match=reason):
            PublicKey(kind, wrong)


def test_a_coordinate_without_a_point_is_refused() -> None:
    # y² = x³ - 3x + b has no solution for x = 4 on P-256, and one for x = 5.
    assert PublicKey(Kind.P256, b"\x02" + (5).to_bytes(32, "big"))
    with pytest.raises(CredentialError, match="not-on-curve"):
        PublicKey(Kind.P256, b"\x02" + (4).to_bytes(32, "big"))


@pytest.mark.parametrize("kind", EC_KINDS)
@pytest.mark.parametrize("number", [0, -1])
def test_secret_numbers_outside_the_group_are_refused(kind: Kind, number: int) -> None:
    secret = bytes(kind.size) if number == 0 else b"\xff" * kind.size
    with pytest.raises(CredentialError, match="bad-key"):
        SigningKey.from_seed(secret, "did:web:a.edu", kind=kind, method="did:web:a.edu#1")


@pytest.mark.parametrize("kind", Kind)
def test_secrets_of_another_length_are_refused(kind: Kind) -> None:
    with pytest.raises(CredentialError, match="length"):
        SigningKey.from_seed(b"\x01" * (kind.size - 1), kind=kind)


def test_a_key_of_p_521_has_no_multikey_and_so_no_did_key() -> None:
    with pytest.raises(CredentialError, match="unsupported-key"):
        SigningKey.from_seed(secret_of(Kind.P521), kind=Kind.P521)


def test_a_key_never_shows_itself_and_travels_between_processes_by_its_public_half() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    assert repr(key) == f"SigningKey({key.verification_method})"
    assert pickle.loads(pickle.dumps(key.public_key)) == key.public_key  # noqa: S301 - our own bytes


OUR_JWK = SigningKey.from_seed(secret_of(Kind.P256), kind=Kind.P256).public_key.jwk
OKP = SigningKey.from_seed(bytes(32)).public_key.jwk

NOT_KEYS_TO_CHECK_WITH: dict[str, tuple[dict[str, Any], str]] = {
    "its secret is told": (OUR_JWK | {"d": "AQ"}, "bad-key"),
    "the secret of an Ed25519 key is told": (OKP | {"d": "AQ"}, "bad-key"),
    "a secret for everybody": ({"kty": "oct", "k": "AAAA"}, "unsupported-key"),
    "a secret beside a point": (OUR_JWK | {"k": "AAAA"}, "bad-key"),
    "for encryption": (OUR_JWK | {"use": "enc"}, "bad-key"),
    "for other operations": (OUR_JWK | {"key_ops": ["sign"]}, "bad-key"),
    "operations that are no list": (OUR_JWK | {"key_ops": "verify"}, "bad-key"),
    "for another algorithm": (OUR_JWK | {"alg": "ES384"}, "bad-key"),
    "an algorithm that is none": (OUR_JWK | {"alg": None}, "bad-key"),
    "an Ed25519 key for ECDSA": (OKP | {"alg": "ES256"}, "bad-key"),
    "a type of another curve": (OUR_JWK | {"kty": "OKP"}, "unsupported-key"),
    "a curve of another type": (OUR_JWK | {"crv": "Ed25519"}, "unsupported-key"),
    "RSA": ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, "unsupported-key"),
    "a curve for bitcoin": (OUR_JWK | {"crv": "secp256k1"}, "unsupported-key"),
    "no second coordinate": ({name: OUR_JWK[name] for name in ("kty", "crv", "x")}, "bad-key"),
    "a second coordinate of its negative": (OUR_JWK | {"y": base64url_encode(bytes(32))}, "bad-key"),
    "a coordinate without its leading zeros": (OUR_JWK | {"x": base64url_encode(b"\1" * 31)}, "bad-key"),
    "padding": (OUR_JWK | {"x": OUR_JWK["x"] + "="}, "bad-base64url"),
    "numbers": (OUR_JWK | {"x": 7}, "bad-base64url"),
    "nothing": ({}, "unsupported-key"),
}


@pytest.mark.parametrize(("jwk", "code"), NOT_KEYS_TO_CHECK_WITH.values(), ids=NOT_KEYS_TO_CHECK_WITH)
def test_json_web_keys_that_are_no_keys_to_check_with(jwk: dict[str, Any], code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        PublicKey.from_jwk(jwk)


def test_json_web_keys_may_say_what_they_are_for() -> None:
    for more in ({"use": "sig"}, {"key_ops": ["verify"]}, {"alg": "ES256"}, {"kid": "1", "x5c": ["…"]}):
        assert PublicKey.from_jwk({**OUR_JWK, **more}).algorithm == "ES256"
    for name in ("EdDSA", "Ed25519"):
        assert PublicKey.from_jwk(OKP | {"alg": name}).jwk == OKP


def test_the_thumbprint_of_the_standard_s_example() -> None:
    # RFC 8037, appendix A.3
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert PublicKey.from_jwk(jwk).thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


NOT_MULTIKEYS = {
    "empty": ("", "unknown-multibase"),
    "another base": ("f" + "ed01" * 10, "unknown-multibase"),
    "letters that base 58 leaves out": ("z0OIl", "bad-base58"),
    "no codec": ("z" + base58_encode(bytes(32)), "unsupported-key"),
    "a codec without a key": ("z" + base58_encode(b"\xed\x01"), "bad-key"),
    "a codec in two bytes too many": ("z" + base58_encode(b"\xed\x81\x00" + bytes(32)), "unsupported-key"),
    "a secret key": ("z" + base58_encode(b"\x80\x26" + bytes(32)), "unsupported-key"),
    "the codec of P-521": ("z" + base58_encode(b"\x82\x24\x02" + bytes(66)), "unsupported-key"),
    "an Ed25519 key as P-256": ("z" + base58_encode(b"\x80\x24" + bytes(32)), "bad-key"),
    "very long": ("z" + "2" * 100_000, "bad-base58"),
}


@pytest.mark.parametrize(("text", "code"), NOT_MULTIKEYS.values(), ids=NOT_MULTIKEYS)
def test_what_is_no_multikey_is_refused(text: str, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        PublicKey.from_multikey(text)


@given(st.text(max_size=80))
def test_multibase_garbage_is_refused_in_the_engine_s_own_words(text: str) -> None:
    with pytest.raises(CredentialError):
        PublicKey.from_multikey(text)

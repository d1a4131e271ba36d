"""Keys and the identifiers made of them; unsound keys are refused before they can fool anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, SigningKey
from testamur.core.credential import did as dids
from testamur.core.credential.keys import Kind, PublicKey
from testamur.core.credential.multibase import base58_decode, base58_encode, base64url_decode, base64url_encode

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Add two points of the twisted Edwards curve (RFC 8032, section 5.1.4, in affine coordinates)."""
    product = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P) % P
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P
    return x, y


def points_of_small_order() -> list[tuple[int, int]]:
    """All eight, made from one of order eight rather than from a list that we hope is right."""
    y = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
    x_squared = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x_squared, (P + 3) // 8, P)
    if x * x % P != x_squared:
        x = x * pow(2, (P - 1) // 4, P) % P
    points = [(0, 1)]
    while len(points) < 8:
        points.append(add(points[-1], (x, y)))
    assert add(points[-1], (x, y)) == (0, 1)
    return points


@pytest.mark.parametrize("point", points_of_small_order())
def test_keys_of_small_order_are_refused(point: tuple[int, int]) -> None:
    for sign in (0, 1):
        raw = (point[1] | sign << 255).to_bytes(32, "little")
        with pytest.raises(CredentialError, match="small-order"):
            PublicKey(Kind.ED25519, raw)


def test_keys_that_are_no_point_or_spelled_oddly_are_refused() -> None:
    for raw, reason in (
        (bytes(31), "length"),
        ((2).to_bytes(32, "little"), "not-on-curve"),
        ((P + 3).to_bytes(32, "little"), "not-canonical"),
    ):
        with pytest.raises(CredentialError, match=reason):
            PublicKey(Kind.ED25519, raw)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_what_a_key_signs_it_verifies_and_its_names_lead_back_to_it(seed: bytes, message: bytes) -> None:
    key = SigningKey.from_seed(seed)
    signature = key.sign(message)
    assert key.public_key.has_signed(message, signature)
    assert not key.public_key.has_signed(message + b"x", signature)
    assert PublicKey.from_multikey(key.public_key.multikey) == key.public_key
    assert PublicKey.from_jwk(key.public_key.jwk) == key.public_key
    document = dids.key_document(key.controller)
    assert dids.verification_key(document, key.verification_method) == key.public_key


def test_a_key_never_shows_itself() -> None:
    key = SigningKey.from_seed(bytes(range(32)))
    assert repr(key) == f"SigningKey({key.verification_method})"


def test_the_did_key_of_the_specification_s_first_example() -> None:
    # https://w3c-ccg.github.io/did-key-spec/#ed25519-x25519
    public = PublicKey.from_multikey("z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp")
    assert public.raw.hex() == "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
    assert f"did:key:{public.multikey}" == "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"


@given(st.binary(max_size=80))
def test_encodings_lead_back(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data
    assert base64url_decode(base64url_encode(data)) == data


@pytest.mark.parametrize("text", ["AA==", "A", "AB", "A+", "A/", "AA\n", "é"])
def test_base64url_has_one_spelling_only(text: str) -> None:
    with pytest.raises(CredentialError):
        base64url_decode(text)


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:example.edu", "https://example.edu/.well-known/did.json"),
        ("did:web:example.edu%3A8443", "https://example.edu:8443/.well-known/did.json"),
        ("did:web:example.edu:units:law", "https://example.edu/units/law/did.json"),
    ],
)
def test_where_a_did_web_lies(did: str, address: str) -> None:
    assert dids.web_address(did) == address


@pytest.mark.parametrize(
    "did",
    ["did:web:", "did:web:a b", "did:web:a%2Fb", "did:web:a:..", "did:web:a:b?c", "did:web:user%40host", "did:web:É"],
)
def test_a_did_web_cannot_point_anywhere_else(did: str) -> None:
    with pytest.raises(CredentialError, match="bad-did"):
        dids.web_address(did)


def test_a_key_counts_only_for_what_its_document_allows() -> None:
    key = SigningKey.from_seed(bytes(range(32)), "did:web:example.edu")
    document = dids.document(key.controller, [key.public_key])
    assert dids.verification_key(document, key.verification_method) == key.public_key
    for members, code in (
        ({"assertionMethod": []}, "method-not-allowed"),
        ({"verificationMethod": []}, "method-not-found"),
        ({"verificationMethod": [{"id": key.verification_method, "type": "Mystery"}]}, "unsupported-key"),
        (
            {"verificationMethod": [document["verificationMethod"][0] | {"controller": "did:web:other.edu"}]},
            "method-not-allowed",
        ),
    ):
        with pytest.raises(CredentialError, match=code):
            dids.verification_key(document | members, key.verification_method)


def test_methods_may_be_abbreviated_and_written_in_place() -> None:
    key = SigningKey.from_seed(bytes(range(32)), "did:web:example.edu")
    fragment = "#" + key.verification_method.partition("#")[2]
    document = {
        "id": key.controller,
        "assertionMethod": [{"id": fragment, "type": "JsonWebKey", "publicKeyJwk": key.public_key.jwk}],
    }
    assert dids.verification_key(document, key.verification_method) == key.public_key

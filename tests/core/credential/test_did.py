"""Controllers, their documents, and the keys in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, Kind, PublicKey, SigningKey
from testamur.core.credential import did as dids
from testamur.core.credential.multibase import base58_encode, base64url_encode

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
KEYS = [
    SigningKey.from_seed(bytes(range(32))),
    SigningKey.from_seed((7).to_bytes(32, "big"), kind=Kind.P256),
    SigningKey.from_seed((7).to_bytes(48, "big"), kind=Kind.P384),
]
OWN = SigningKey.from_seed(bytes(range(32)), "did:web:example.edu")


def did_jwk(jwk: Any) -> str:
    return f"did:jwk:{base64url_encode(json.dumps(jwk).encode())}"


@pytest.mark.parametrize(
    ("did", "kind"),
    [  # https://w3c-ccg.github.io/did-key-spec/, test vectors
        ("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", Kind.ED25519),
        ("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", Kind.P256),
        ("did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", Kind.P384),
    ],
)
def test_the_did_keys_of_the_specification_name_their_keys(did: str, kind: Kind) -> None:
    document = dids.key_document(did)
    method = f"{did}#{did.removeprefix('did:key:')}"
    key = dids.verification_key(document, method, at=NOW)
    assert (key.kind, f"did:key:{key.multikey}") == (kind, did)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_speaks_for_its_own_did_key_and_did_jwk(key: SigningKey) -> None:
    assert dids.verification_key(dids.key_document(key.controller), key.verification_method) == key.public_key
    did = did_jwk(key.public_key.jwk)
    assert dids.verification_key(dids.jwk_document(did), f"{did}#0", purpose="authentication") == key.public_key


NO_DIDS = {
    "did:key without a key": "did:key:",
    "did:key in base 64": f"did:key:u{base64url_encode(bytes(34))}",
    "did:key of P-521": f"did:key:z{base58_encode(bytes.fromhex('822402') + bytes(66))}",
    "did:key for encryption": "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
    "did:jwk without a key": "did:jwk:",
    "did:jwk of a list": did_jwk([]),
    "did:jwk of a word": did_jwk("x"),
    "did:jwk that tells its secret": did_jwk(KEYS[1].public_key.jwk | {"d": "AQ"}),
    "did:jwk for encryption": did_jwk(KEYS[1].public_key.jwk | {"use": "enc"}),
    "did:jwk that is no JSON": f"did:jwk:{base64url_encode(b'{')}",
    "did:jwk with a member twice": "did:jwk:" + base64url_encode(b'{"kty":"EC","kty":"OKP"}'),
    "did:jwk in another spelling": "did:jwk:e30=",
    "did:jwk without end": did_jwk(KEYS[1].public_key.jwk | {"kid": "x" * 10_000}),
}


@pytest.mark.parametrize("did", NO_DIDS.values(), ids=NO_DIDS)
def test_what_names_no_key_is_refused(did: str) -> None:
    read = dids.key_document if did.startswith("did:key:") else dids.jwk_document
    with pytest.raises(CredentialError):
        read(did)


@given(st.text(max_size=60))
def test_garbage_after_the_method_is_refused_in_the_engine_s_own_words(text: str) -> None:
    for read in (dids.key_document, dids.jwk_document, dids.controller_address):
        with pytest.raises(CredentialError):
            read(f"did:x:{text}")


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


def test_a_controller_may_be_a_plain_https_address() -> None:
    for name in ("https://example.edu", "https://example.edu/issuers/14", "https://example.edu:8443/a?b=c"):
        assert dids.controller_address(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "http://example.edu/a",
        "https://",
        "https:///a",
        "https://a b/",
        "https://user@example.edu/",
        "https://example.edu/#key",
        "https://[::1/",
        "https://exämple.edu/",
        "https://example.edu/" + "a" * 3_000,
    ],
)
def test_other_addresses_are_no_controllers(name: str) -> None:
    with pytest.raises(CredentialError, match="bad-did"):
        dids.controller_address(name)


def entry(**members: Any) -> dict[str, Any]:
    found: dict[str, Any] = dids.document(OWN.controller, [OWN.public_key])["verificationMethod"][0]
    return {name: value for name, value in (found | members).items() if value is not None}


def with_entry(**members: Any) -> dict[str, Any]:
    return dids.document(OWN.controller, [OWN.public_key]) | {"verificationMethod": [entry(**members)]}


JWK = OWN.public_key.jwk
NOT_ALLOWED = {
    "for nothing": ({"assertionMethod": []}, "method-not-allowed"),
    "not there": ({"verificationMethod": []}, "method-not-found"),
    "in the document of another": ({"id": "did:web:other.edu"}, "method-not-found"),
    "no entries": ({"verificationMethod": "x"}, "method-not-found"),
    "of another": (with_entry(controller="did:web:other.edu"), "method-not-allowed"),
    "of a type that is not known": (with_entry(type="Mystery"), "unsupported-key"),
    "without a type": (with_entry(type=None), "unsupported-key"),
    "without a key": (with_entry(publicKeyMultibase=None), "unsupported-key"),
    "with two keys": (with_entry(publicKeyJwk=JWK), "bad-key"),
    "with its secret": (with_entry(secretKeyMultibase="z3u2en"), "bad-key"),
    "with a number as key": (with_entry(publicKeyMultibase=7), "unknown-multibase"),
    "with a text as JSON Web Key": (with_entry(publicKeyMultibase=None, publicKeyJwk="x"), "bad-key"),
    "of a type that promises another kind": (with_entry(type="EcdsaSecp256r1VerificationKey2019"), "bad-key"),
    "taken back": (with_entry(revoked="2026-05-03T09:00:00Z"), "key-revoked"),
    "taken back at no time": (with_entry(revoked=True), "bad-instant"),
    "run out": (with_entry(expires="2026-05-03T08:59:59Z"), "key-expired"),
    "run out some day": (with_entry(expires="soon"), "bad-instant"),
}


@pytest.mark.parametrize(("members", "code"), NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_a_key_counts_only_for_what_its_document_allows(members: dict[str, Any], code: str) -> None:
    document = dids.document(OWN.controller, [OWN.public_key])
    assert dids.verification_key(document, OWN.verification_method, at=NOW) == OWN.public_key
    with pytest.raises(CredentialError, match=code):
        dids.verification_key(document | members, OWN.verification_method, at=NOW)


def test_a_key_that_runs_out_later_still_counts() -> None:
    later = (NOW + timedelta(days=1)).isoformat()
    document = with_entry(expires=later, revoked=later)
    assert dids.verification_key(document, OWN.verification_method, at=NOW) == OWN.public_key


def test_a_key_for_signing_in_is_no_key_for_credentials() -> None:
    document = dids.document(OWN.controller, [OWN.public_key]) | {"assertionMethod": []}
    key = dids.verification_key(document, OWN.verification_method, purpose="authentication")
    assert key == OWN.public_key


def test_methods_may_be_abbreviated_and_written_in_place() -> None:
    fragment = "#" + OWN.verification_method.partition("#")[2]
    document = {"id": OWN.controller, "assertionMethod": {"id": fragment, "type": "JsonWebKey", "publicKeyJwk": JWK}}
    assert dids.verification_key(document, OWN.verification_method) == OWN.public_key


def test_a_document_names_keys_of_all_kinds() -> None:
    document = dids.document("did:web:example.edu", [key.public_key for key in KEYS])
    for key in KEYS:
        method = f"did:web:example.edu#{key.public_key.multikey}"
        assert dids.verification_key(document, method) == key.public_key
    assert PublicKey.from_multikey(document["verificationMethod"][1]["publicKeyMultibase"]).kind is Kind.P256

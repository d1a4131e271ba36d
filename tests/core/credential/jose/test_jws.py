"""Signatures in compact form: what is made, and what is not taken."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, Kind, SigningKey
from testamur.core.credential.jose.jws import check_header, compact, open_jws
from testamur.core.credential.multibase import base64url_encode
from tokens import code_of, forge, key_of

TYPES = {"vc+jwt", ""}


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_key_signs_fits_that_key_and_no_other(kind: Kind) -> None:
    key, other = key_of(kind), key_of(kind, 2)
    jws = open_jws(compact(b'{"a":1}', key, "vc+jwt", cty="vc", kid=key.verification_method))
    assert jws.header == {"alg": kind.algorithm, "typ": "vc+jwt", "cty": "vc", "kid": key.verification_method}
    assert jws.claims() == {"a": 1}
    assert jws.is_signed_by(key.public_key)
    assert not jws.is_signed_by(other.public_key)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_signature_by_another_algorithm_than_the_key_is_for_does_not_fit(kind: Kind) -> None:
    key = key_of(kind)
    for other in {*(kind.algorithm for kind in Kind), "HS256"} - {kind.algorithm}:
        assert not open_jws(forge({"alg": other}, {}, key)).is_signed_by(key.public_key)


def test_ed25519_may_be_called_by_its_own_name() -> None:
    key = key_of(Kind.ED25519)
    jws = open_jws(forge({"alg": "Ed25519"}, {}, key))
    check_header(jws.header, TYPES)
    assert jws.is_signed_by(key.public_key)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "not-signed"),
        ({"alg": "none"}, "not-signed"),
        ({"alg": "nOnE"}, "not-signed"),
        ({"alg": "HS256"}, "wrong-algorithm"),
        ({"alg": "RS256"}, "suite-not-supported"),
        ({"alg": "ES256K"}, "suite-not-supported"),
        ({"alg": "es256"}, "suite-not-supported"),
        ({"alg": "ES256", "crit": ["exp"], "exp": 1}, "critical-header"),
        ({"alg": "ES256", "crit": []}, "critical-header"),
        ({"alg": "ES256", "crit": ["b64"], "b64": False}, "critical-header"),
        ({"alg": "ES256", "b64": False}, "critical-header"),
        ({"alg": "ES256", "typ": "dc+sd-jwt"}, "wrong-type"),
        ({"alg": "ES256", "typ": "vc+jwt", "cty": "JWT"}, "wrong-type"),
    ],
)
def test_headers_that_are_refused(header: dict[str, Any], code: str, issuer: SigningKey) -> None:
    jws = open_jws(forge(header, {}, issuer))
    assert code_of(check_header, jws.header, TYPES) == code


@pytest.mark.parametrize("typ", ["vc+jwt", "VC+JWT", "application/vc+jwt", "Application/VC+jwt"])
def test_a_media_type_is_compared_as_such(typ: str, issuer: SigningKey) -> None:
    check_header(open_jws(forge({"alg": "ES256", "typ": typ}, {}, issuer)).header, TYPES)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (b'{"alg":"ES256","alg":"none"}', "repeated-name"),
        (b'{"alg":7}', "bad-header"),
        (b'{"alg":"ES256","kid":["a"]}', "bad-header"),
        (b'{"alg":"ES256","typ":null}', "bad-header"),
        (b'["ES256"]', "not-an-object"),
        (b'{"alg":"ES256"', "not-json"),
        (b"\xff\xfe", "not-utf8"),
        (b'{"alg":"ES256","x":"' + b"a" * 64_000 + b'"}', "bad-header"),
    ],
)
def test_headers_that_cannot_be_read(header: bytes, code: str, issuer: SigningKey) -> None:
    assert code_of(open_jws, forge(header, {}, issuer)) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda token: token + ".", "not-a-jws"),
        (lambda token: token.rpartition(".")[0], "not-a-jws"),
        (lambda token: token + "=", "bad-base64url"),
        (lambda token: token + "\n", "bad-base64url"),
        (lambda token: token.replace(".", ". ", 1), "bad-base64url"),
        (lambda token: token + "é", "not-a-jws"),
        (lambda token: token + "A" * 4 * 2**20, "too-large"),
    ],
)
def test_tokens_that_are_none(change: Any, code: str, issuer: SigningKey) -> None:
    assert code_of(open_jws, change(compact(b"{}", issuer, "vc+jwt"))) == code


def test_a_second_spelling_of_the_same_signature_is_refused() -> None:
    """The last letter of 64 bytes in base64url has four bits that say nothing."""
    token = compact(b"{}", key_of(Kind.ED25519), "vc+jwt")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    spelled = token[:-1] + letters[letters.index(token[-1]) + 1]
    assert code_of(open_jws, spelled) == "bad-base64url"


def test_a_payload_that_is_no_object_has_no_claims(issuer: SigningKey) -> None:
    assert code_of(open_jws(compact(b"[1]", issuer, "vc+jwt")).claims) == "not-an-object"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda data: f"e30.{base64url_encode(data)}.AA"))
def test_no_text_does_anything_but_open_or_be_refused(text: str) -> None:
    with contextlib.suppress(CredentialError):
        open_jws(text).claims()

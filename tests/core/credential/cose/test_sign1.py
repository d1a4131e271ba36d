"""COSE_Sign1: what can be opened, and what its headers may say."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from testamur.core.credential import Kind, PublicKey, cbor
from testamur.core.credential.cose import labels
from testamur.core.credential.cose.sign1 import check_header, cose_in, is_cose, is_cose_text, open_sign1, sign1
from testamur.core.credential.multibase import base64url_decode
from tokens import code_of, forge_cose, key_of

KEY = key_of(Kind.P256)
# RFC 9052, appendix C.2.1, signed with the key "11" of its appendix C.7.1.
EXAMPLE = bytes.fromhex(
    "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4"
    "d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36"
)
EXAMPLE_KEY = PublicKey.from_jwk(
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "usWxHK2PmfnHKwXPS54m0kTcGJ90UiglWiGahtagnv8",
        "y": "IBOL-C3BttVivg-lSreASjpkttcsz-1rb7btKLv8EX4",
    }
)


def test_the_example_of_the_standard_is_read_and_its_signature_fits() -> None:
    token = open_sign1(EXAMPLE)
    assert token.payload == b"This is the content."
    assert token.header == {"alg": "ES256", "typ": "", "cty": "", "kid": "11"}
    assert token.is_signed_by(EXAMPLE_KEY)
    assert not token.is_signed_by(KEY.public_key)
    assert not open_sign1(EXAMPLE[:-1] + b"\x37").is_signed_by(EXAMPLE_KEY)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_signed_can_be_opened_tagged_or_not(kind: Kind) -> None:
    key = key_of(kind)
    signed = sign1(b"payload", key, {labels.KID: b"k"})
    for data in (signed, signed[1:]):
        token = open_sign1(data)
        assert (token.payload, token.header["alg"], token.header["kid"]) == (b"payload", kind.algorithm, "k")
        assert token.is_signed_by(key.public_key)
        assert is_cose(data)


def test_the_signature_covers_the_protected_header_and_the_payload() -> None:
    protected, unprotected, payload, signature = cbor.decode(sign1(b"payload", KEY, {labels.KID: b"k"})[1:])  # type: ignore[misc]
    other = cbor.encode({labels.ALG: -7, labels.KID: b"j"})
    for parts in ([other, unprotected, payload, signature], [protected, unprotected, b"other", signature]):
        assert not open_sign1(cbor.encode(parts)).is_signed_by(KEY.public_key)
    # RFC 9052, section 3: what is not protected is not.
    assert open_sign1(cbor.encode([protected, {99: 1}, payload, signature])).is_signed_by(KEY.public_key)


GOOD: list[Any] = [cbor.encode({1: -7}), {}, b"{}", bytes(64)]
MALFORMED: dict[str, tuple[Any, str]] = {
    "no list": (cbor.Tagged(18, 1), "not-a-cose-sign1"),
    "three parts": (cbor.Tagged(18, GOOD[:3]), "not-a-cose-sign1"),
    "five parts": (cbor.Tagged(18, [*GOOD, b""]), "not-a-cose-sign1"),
    "the tag of several signatures": (cbor.Tagged(98, GOOD), "not-a-cose-sign1"),
    "the tag twice": (cbor.Tagged(18, cbor.Tagged(18, GOOD)), "not-a-cose-sign1"),
    "a protected header that is a map": ([{1: -7}, *GOOD[1:]], "not-a-cose-sign1"),
    "a protected header that holds a list": ([b"\x80", *GOOD[1:]], "not-a-cose-sign1"),
    "a protected header with more after it": ([b"\xa0\x00", *GOOD[1:]], "bad-cbor"),
    "an unprotected header that is a list": ([GOOD[0], [], *GOOD[2:]], "not-a-cose-sign1"),
    "a payload that comes by another way": ([*GOOD[:2], None, GOOD[3]], "not-a-cose-sign1"),
    "a payload that is text": ([*GOOD[:2], "{}", GOOD[3]], "not-a-cose-sign1"),
    "no signature": ([*GOOD[:3], None], "not-a-cose-sign1"),
    "an algorithm in both headers": ([GOOD[0], {1: -7}, *GOOD[2:]], "repeated-name"),
    "a key's name in both headers": ([cbor.encode({4: b"a"}), {4: b"a"}, *GOOD[2:]], "repeated-name"),
    "an algorithm outside": ([b"", {1: -7}, *GOOD[2:]], "not-protected"),
    "a demand outside": ([GOOD[0], {2: [1]}, *GOOD[2:]], "not-protected"),
    "a type outside": ([GOOD[0], {16: "application/vc+cose"}, *GOOD[2:]], "not-protected"),
    "a content type outside": ([GOOD[0], {3: "application/vc"}, *GOOD[2:]], "not-protected"),
    "claims outside": ([GOOD[0], {15: {}}, *GOOD[2:]], "not-protected"),
    "claims that are a list": ([cbor.encode({1: -7, 15: []}), *GOOD[1:]], "bad-header"),
    "a key's name that is text": ([cbor.encode({1: -7, 4: "a"}), *GOOD[1:]], "bad-header"),
    "a type that is bytes": ([cbor.encode({1: -7, 16: b"a"}), *GOOD[1:]], "bad-header"),
    "an algorithm that is bytes": ([cbor.encode({1: b"ES256"}), *GOOD[1:]], "bad-header"),
    "an algorithm that is true": ([cbor.encode({1: True}), *GOOD[1:]], "bad-header"),
    "a header with a fraction": ([b"\xa2\x01\x26\x19\x01\x00\xf9\x3c\x00", *GOOD[1:]], "bad-cbor"),
    "a header with a name twice": ([b"\xa2\x01\x26\x01\x26", *GOOD[1:]], "bad-cbor"),
}


@pytest.mark.parametrize(("found", "code"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_not_well_formed_is_refused(found: Any, code: str) -> None:
    assert code_of(open_sign1, cbor.encode(found)) == code


def test_more_after_the_end_and_lengths_left_open_are_refused() -> None:
    good = cbor.encode(cbor.Tagged(18, GOOD))
    assert code_of(open_sign1, good + b"\n") == "bad-cbor"
    assert code_of(open_sign1, b"\xd2\x9f" + good[2:] + b"\xff") == "bad-cbor"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "not-signed"),
        ({1: "none"}, "not-signed"),
        ({1: "NONE"}, "not-signed"),
        ({1: None}, "not-signed"),
        ({1: 5}, "wrong-algorithm"),
        ({1: 14}, "wrong-algorithm"),
        ({1: "ES256"}, "suite-not-supported"),
        ({1: -257}, "suite-not-supported"),
        ({1: -37}, "suite-not-supported"),
        ({1: -7, 2: [16]}, "critical-header"),
        ({1: -7, 16: "application/vc+jwt"}, "wrong-type"),
        ({1: -7, 16: 60}, "wrong-type"),
        ({1: -7, 3: "application/vp"}, "wrong-type"),
    ],
)
def test_headers_that_ask_for_something_else_are_refused(header: Any, code: str) -> None:
    token = open_sign1(forge_cose(header, {}, KEY))
    assert code_of(check_header, token.header, {"vc+cose", ""}, {"vc", ""}) == code


@pytest.mark.parametrize(("number", "kind"), [(-19, Kind.ED25519), (-9, Kind.P256), (-51, Kind.P384), (-52, Kind.P521)])
def test_algorithms_that_name_their_curve_are_read_too(number: int, kind: Kind) -> None:
    token = open_sign1(forge_cose({1: number}, {}, key_of(kind)))
    check_header(token.header, {""}, {""})
    assert token.is_signed_by(key_of(kind).public_key)


def test_the_name_of_a_key_may_be_any_bytes_and_need_not_be_protected() -> None:
    thumbprint = KEY.public_key.thumbprint
    for kid, name in ((b"#key", "#key"), (base64url_decode(thumbprint), thumbprint), (b"\xff", "_w")):
        assert open_sign1(forge_cose({1: -7}, {}, KEY, {4: kid})).header["kid"] == name


def test_claims_are_told_by_the_names_that_tokens_have_for_them() -> None:
    claims = {1: "i", 2: "s", 3: ["a"], 4: 5, 5: 4, 6: 3, 7: b"c", 10: b"n", 65535: {"status_list": {}}, "exp": 1}
    found = open_sign1(forge_cose({1: -7, 15: claims}, {}, KEY)).claims
    assert found == {
        "iss": "i",
        "sub": "s",
        "aud": ["a"],
        "exp": 5,
        "nbf": 4,
        "iat": 3,
        "nonce": "n",
        "status": {"status_list": {}},
    }


@pytest.mark.parametrize("alphabet", ["standard", "of addresses"])
@pytest.mark.parametrize("tag", [18, None])
def test_it_is_known_in_base64_and_text_is_not_taken_for_it(alphabet: str, tag: int | None) -> None:

    data = forge_cose({1: -7, 4: b"\xff\xfe\xfd"}, {}, KEY, tag=tag)
    encode = base64.b64encode if alphabet == "standard" else base64.urlsafe_b64encode
    written = encode(data)
    for text in (written, written.rstrip(b"="), base64.encodebytes(data)):
        assert is_cose_text(text)
        assert cose_in(text) == data
    for text in (b"hello", b"hE", b"0oRA is no word", b"{}", b"eyJhbGciOiJFUzI1NiJ9.e30.AA"):
        assert not is_cose_text(text)
        assert not is_cose(text)
    assert code_of(cose_in, b"0oRDoQEmoQRCMTFUVGhpcyBpcy!") == "bad-base64"
    assert code_of(cose_in, b"0oRDo") == "bad-base64"

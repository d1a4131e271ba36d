"""An independent implementation of COSE judges what we sign, and we judge what it signs: python-cwt."""

from __future__ import annotations

from typing import Any

import pytest

from testamur.core.credential import Kind, SigningKey, cbor
from testamur.core.credential.cose import labels
from testamur.core.credential.cose.key import jwk_of
from testamur.core.credential.cose.sign1 import open_sign1, sign1
from testamur.core.credential.multibase import base64url_encode
from tokens import key_of

cwt = pytest.importorskip("cwt")
cbor2 = pytest.importorskip("cbor2")

PAYLOAD = b'{"name":"\xc3\x80ngela"}'


def seeded(kind: Kind, number: int = 1) -> tuple[SigningKey, Any]:
    """Return a key, and the same as theirs."""
    key = key_of(kind, number)
    seed = bytes([0] * (kind.size - 2) + [number, 7])
    jwk = {**key.public_key.jwk, "d": base64url_encode(seed), "alg": kind.algorithm, "kid": "k"}
    return key, cwt.COSEKey.from_jwk(jwk)


@pytest.mark.parametrize("kind", list(Kind))
def test_theirs_reads_our_signatures_and_we_read_its(kind: Kind) -> None:
    key, theirs = seeded(kind)
    ours = sign1(PAYLOAD, key, {labels.TYP: "application/vc+cose", labels.KID: b"k"})
    protected, unprotected, payload = cwt.COSE.new().decode_with_headers(ours, theirs)
    assert (protected[labels.TYP], protected[labels.KID], unprotected, payload) == (
        "application/vc+cose",
        b"k",
        {},
        PAYLOAD,
    )
    made = cwt.COSE.new(alg_auto_inclusion=True).encode_and_sign(
        PAYLOAD, theirs, protected={16: "application/vc+cose", 15: {4: 2_000_000_000}}, unprotected={4: b"k"}
    )
    token = open_sign1(made)
    assert token.is_signed_by(key.public_key)
    assert not token.is_signed_by(key_of(kind, 2).public_key)
    assert (token.payload, token.claims, token.header["kid"]) == (PAYLOAD, {"exp": 2_000_000_000}, "k")


@pytest.mark.parametrize("kind", list(Kind))
def test_both_refuse_the_same_forgery(kind: Kind) -> None:
    key, theirs = seeded(kind)
    signed = bytearray(sign1(PAYLOAD, key, {labels.KID: b"k"}))
    signed[-1] ^= 1
    assert not open_sign1(bytes(signed)).is_signed_by(key.public_key)
    with pytest.raises(cwt.VerifyError):
        cwt.COSE.new().decode(bytes(signed), theirs)


@pytest.mark.parametrize("kind", list(Kind))
def test_their_keys_are_ours(kind: Kind) -> None:
    key, theirs = seeded(kind)
    written = cbor2.dumps(theirs.to_dict())
    assert {**jwk_of(written), "d": ""} == {**key.public_key.jwk, "d": ""}


@pytest.mark.parametrize(
    "value",
    [
        *(0, 23, 24, 255, 256, 65_536, 2**32, 2**64 - 1, -1, -24, -25, -(2**64), None, True, False),
        *(b"", b"a" * 300, "ü", [1, [b"x"]], {1: 2, -1: "a", "b": [None], "aa": b""}),
    ],
)
def test_both_write_cbor_in_the_same_bytes(value: Any) -> None:
    assert cbor.encode(value) == cbor2.dumps(value, canonical=True)
    assert cbor.decode(cbor2.dumps(value)) == value

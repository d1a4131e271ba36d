"""COSE_Key: the same keys as in JSON Web Keys, and the same refused."""

from __future__ import annotations

from typing import Any

import pytest

from testamur.core.credential import Kind, cbor
from testamur.core.credential.cose.key import jwk_of
from testamur.core.credential.keys import ecdsa
from testamur.core.credential.multibase import base64url_decode
from tokens import code_of, key_of

CURVES = {Kind.ED25519: (1, 6), Kind.P256: (2, 1), Kind.P384: (2, 2), Kind.P521: (2, 3)}


def written(kind: Kind) -> dict[Any, Any]:
    key = key_of(kind).public_key
    kty, crv = CURVES[kind]
    found: dict[Any, Any] = {1: kty, -1: crv, -2: base64url_decode(key.jwk["x"])}
    return found | ({-3: base64url_decode(key.jwk["y"])} if kty == 2 else {})


@pytest.mark.parametrize("kind", list(Kind))
def test_a_key_of_every_kind_is_read(kind: Kind) -> None:
    jwk = key_of(kind).public_key.jwk
    assert jwk_of(cbor.encode(written(kind))) == jwk
    assert jwk_of(cbor.encode(written(kind) | {-4: b"\1\2"})) == jwk | {"d": "AQI"}


@pytest.mark.parametrize("kind", [Kind.P256, Kind.P384, Kind.P521])
def test_a_point_may_be_written_with_no_more_than_the_sign_of_its_second_coordinate(kind: Kind) -> None:
    key = key_of(kind).public_key
    is_odd = ecdsa.coordinates(kind, key.raw)[1][-1] % 2 == 1
    assert jwk_of(cbor.encode(written(kind) | {-3: is_odd})) == key.jwk
    assert jwk_of(cbor.encode(written(kind) | {-3: not is_odd})) != key.jwk


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({1: 4}, "unsupported-key"),
        ({-1: 6}, "unsupported-key"),
        ({-1: 4}, "unsupported-key"),
        ({-2: "x"}, "bad-key"),
        ({-2: b"x"}, "bad-key"),
        ({-3: 7}, "bad-key"),
        ({-3: bytes(32)}, "bad-key"),
    ],
)
def test_a_key_that_is_not_sound_is_refused(change: Any, code: str) -> None:
    assert code_of(jwk_of, cbor.encode(written(Kind.P256) | change)) == code


def test_what_is_no_key_is_refused() -> None:
    assert code_of(jwk_of, b"\x80") == "unsupported-key"
    assert code_of(jwk_of, b"\xff") == "bad-cbor"

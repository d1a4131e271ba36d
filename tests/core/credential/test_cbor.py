"""CBOR: written in one way, and read or refused, whatever the bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.credential import CredentialError, cbor
from testamur.core.credential.cbor import MAX_DEPTH, MAX_ITEMS, Tagged
from testamur.core.credential.reading import MAX_BYTES

# Of RFC 8949, appendix A.
EXAMPLES: list[tuple[str, Any]] = [
    ("00", 0),
    ("17", 23),
    ("1818", 24),
    ("1903e8", 1000),
    ("1a000f4240", 1_000_000),
    ("1bffffffffffffffff", 2**64 - 1),
    ("20", -1),
    ("3903e7", -1000),
    ("3bffffffffffffffff", -(2**64)),
    ("f4", False),
    ("f5", True),
    ("f6", None),
    ("4401020304", b"\1\2\3\4"),
    ("6449455446", "IETF"),
    ("62c3bc", "ü"),
    ("83010203", [1, 2, 3]),
    ("a201020304", {1: 2, 3: 4}),
    ("a26161016162820203", {"a": 1, "b": [2, 3]}),
    ("d74401020304", Tagged(23, b"\1\2\3\4")),
]


@pytest.mark.parametrize(("written", "value"), EXAMPLES)
def test_the_examples_of_the_standard(written: str, value: Any) -> None:
    found = cbor.decode(bytes.fromhex(written))
    assert (found, type(found)) == (value, type(value))
    assert cbor.encode(value).hex() == written


REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "more after the end": b"\x01\x01",
    "a fraction": b"\xf9\x3c\x00",
    "undefined": b"\xf7",
    "a simple value without a name": b"\xf8\x20",
    "bytes without a length": b"\x5f\x41a\xff",
    "a text without a length": b"\x7f\x61a\xff",
    "a list without a length": b"\x9f\xff",
    "a map without a length": b"\xbf\xff",
    "a length of no size": b"\x1c",
    "half a number": b"\x19\x01",
    "half of the bytes": b"\x42a",
    "a text that is none": b"\x62\xff\xff",
    "a list of endless promises": b"\x9b" + b"\xff" * 8,
    "a map of endless promises": b"\xba\xff\xff\xff\xff",
    "a key twice": b"\xa2\x01\x01\x01\x02",
    "a key twice, once written long": b"\xa2\x01\x01\x18\x01\x02",
    "a key that is a list": b"\xa1\x80\x01",
    "a key that is bytes": b"\xa1\x41a\x01",
    "a key that is true": b"\xa1\xf5\x01",
    "a tag without a value": b"\xd2",
    "lists in lists": b"\x81" * 100_000,
    "tags in tags": b"\xc1" * 100_000,
    "too deep by one": b"\x81" * (MAX_DEPTH + 1) + b"\x00",
    "too many": cbor.encode([0] * (MAX_ITEMS + 1)),
    "too many in many": cbor.encode([[0] * (MAX_ITEMS - 100), [[]] * 200]),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_has_no_place_in_a_credential_is_refused_at_once(data: bytes) -> None:
    with pytest.raises(CredentialError, match="bad-cbor"):
        cbor.decode(data)


def test_nothing_larger_than_any_credential_is_read() -> None:
    with pytest.raises(CredentialError, match="too-large"):
        cbor.decode(bytes(MAX_BYTES + 1))


def test_what_is_as_deep_as_can_be_is_read() -> None:
    deep: Any = 0
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert cbor.decode(cbor.encode(deep)) == deep


def test_a_map_is_written_in_the_order_of_its_keys_bytes() -> None:
    assert cbor.encode({"b": 0, -1: 0, 100: 0, 10: 0, "aa": 0}).hex() == "a5" + "0a00" + "186400" + "2000" + (
        "616200" + "62616100"
    )


SIMPLE = st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=300)
KEYS = st.integers(-(2**40), 2**40) | st.text(max_size=9)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(KEYS, inner, max_size=5)
        | st.builds(Tagged, st.integers(0, 2**40), inner)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    try:
        assert cbor.decode(cbor.encode(value)) == value
    except CredentialError as error:  # deeper than anybody needs
        assert error.code == "bad-cbor"  # noqa: PT017 - either is right, nothing else is


@given(st.binary(max_size=300) | st.lists(st.sampled_from([0x81, 0xA1, 0xD2, 0x01, 0x41, 0x61, 0xF5])).map(bytes))
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes) -> None:
    try:
        found = cbor.decode(data)
    except CredentialError as error:
        assert error.code == "bad-cbor"  # noqa: PT017 - as above
    else:
        assert cbor.decode(cbor.encode(found)) == found

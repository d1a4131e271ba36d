"""Two readers of JSON give one answer: the fast one takes nothing that the exact one would not."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError
from testamur.core.credential.reading import MAX_DEPTH, _read_exactly, read_json

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
)
# Pieces that, put together at random, are now and then JSON of a treacherous kind.
PLAIN = ['"a"', '" a"', *":,{}[]1", "-0", "1.0", "1e2", "1e999", "NaN", "null", "true", "1" + "0" * 20, '"[{"', '"]}"']
PIECES = st.sampled_from([*PLAIN, '"\\u0061"', '"\\ud800"', '"\\""', '"\\u00e9"', " ", "\n", "\ufeff"])


def answer(reader: Any, data: bytes) -> str:
    try:
        return repr(reader(data))
    except CredentialError as error:
        return error.code


@settings(max_examples=400)
@given(VALUES, st.sampled_from([None, 1, 2]), st.booleans())
def test_what_is_written_is_read_alike_by_both(value: Any, indent: int | None, ascii_only: bool) -> None:  # noqa: FBT001 - given by name
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    assert answer(read_json, data) == answer(_read_exactly, data)


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=14).map("".join))
@example('{"a":1,"\\u0061":2}')
@example('{"a": "", "a": "]"}')
@example('{"a b":1,"a b":1}')
def test_treacherous_texts_are_read_alike_by_both(text: str) -> None:
    data = text.encode()
    assert answer(read_json, data) == answer(_read_exactly, data)


@given(st.integers(MAX_DEPTH - 2, MAX_DEPTH + 2), st.sampled_from(["[]", "{}", "1", '["]"]', '"}}}}]]]]"']))
def test_the_limit_of_depth_lies_at_the_same_place_for_both(depth: int, core: str) -> None:
    for opening, closing in (("[", "]"), ('{"]":', "}")):
        data = (opening * depth + core + closing * depth).encode()
        assert answer(read_json, data) == answer(_read_exactly, data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": 1, "a": 1}', "repeated-name"),
        (b'{"a":1,"\\u0061":1}', "repeated-name"),
        (b"[" * 100_000, "too-deep"),
        (b"[" * 41 + b"]" * 41, "too-deep"),
        (b"[" * 41 + b"1," * 40_000 + b"1" + b"]" * 41, "too-deep"),
        (b"[1e999]", "not-json"),
        (b"[NaN]", "not-json"),
        (b"[" + b"7" * 5_000 + b"]", "not-json"),
        (b'{"a"', "not-json"),
        (b'"\xff"', "not-utf8"),
        (b'{"a": ["\\ud83d"]}', "lone-surrogate"),
        (b'{"\\uDE00": 1}', "lone-surrogate"),
        (b" " * (4 * 2**20 + 1), "too-large"),
    ],
)
def test_what_has_no_one_meaning_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        read_json(data)


def test_a_byte_order_mark_and_large_numbers_stay_what_they_are() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": 100000000000000000000}') == {"a": 10**20}
    assert read_json(b'"\\ud83d\\ude00"') == "\U0001f600"
    assert read_json(orjson.dumps({"a": "[" * 100})) == {"a": "[" * 100}

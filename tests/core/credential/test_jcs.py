"""One way to write JSON: the quick writer and the exact one agree wherever the quick one is used."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.credential import CredentialError
from testamur.core.credential.canonical.jcs import canonical_json

_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False) | st.text(max_size=8)
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_the_value_the_bytes_are_those_of_the_exact_writer(value: Any) -> None:
    try:
        expected = rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        with pytest.raises(CredentialError):
            canonical_json(value)
    else:
        assert canonical_json(value) == expected


def test_names_are_sorted_by_utf_16_and_numbers_written_as_javascript_does() -> None:
    assert canonical_json({"\U0001f600": 1, "\ufb33": 2}) == '{"\U0001f600":1,"\ufb33":2}'.encode()
    assert canonical_json([1e21, 5.0, -0.0, 1e-7, 0.000001]) == b"[1e+21,5,0,1e-7,0.000001]"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "unsafe-number"),
        (2**53 + 1, "unsafe-number"),
        ("\ud800", "lone-surrogate"),
        ({"\ud800": 1}, "lone-surrogate"),
        ({1: 2}, "not-json"),
        ({"a": b"bytes"}, "not-json"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Any, code: str) -> None:
    with pytest.raises(CredentialError, match=code):
        canonical_json(value)


def test_nesting_without_end_is_refused_before_anything_recurses() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(CredentialError, match="too-deep"):
        canonical_json(nested)

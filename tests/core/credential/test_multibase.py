"""Bytes as text, with one spelling each."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from testamur.core.credential import CredentialError
from testamur.core.credential.multibase import (
    base58_decode,
    base58_encode,
    base64url_decode,
    base64url_encode,
    multibase_decode,
)


@given(st.binary(max_size=80) | st.binary(min_size=500, max_size=700))
@example(b"")
@example(b"\0")
@example(b"\0\0\1")
@example(bytes(64))
def test_encodings_lead_back(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data
    assert base64url_decode(base64url_encode(data)) == data
    assert multibase_decode("z" + base58_encode(data)) == multibase_decode("u" + base64url_encode(data)) == data


def test_base58_of_the_draft_s_examples() -> None:
    # https://datatracker.ietf.org/doc/html/draft-msporny-base58-03#section-5
    assert base58_encode(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert base58_encode(bytes.fromhex("0000287fb4cd")) == "11233QC4"


@pytest.mark.parametrize("text", ["AA==", "A", "AB", "A+", "A/", "AA\n", "é"])
def test_base64url_has_one_spelling_only(text: str) -> None:
    with pytest.raises(CredentialError):
        base64url_decode(text)


@pytest.mark.parametrize("text", ["0", "O", "I", "l", " ", "é", "1" * 2_000])
def test_base58_leaves_out_what_looks_alike_and_has_an_end(text: str) -> None:
    with pytest.raises(CredentialError, match="bad-base58"):
        base58_decode(text)


@pytest.mark.parametrize("text", ["", "m", "Zabc", "é"])
def test_other_bases_are_named(text: str) -> None:
    with pytest.raises(CredentialError, match="unknown-multibase"):
        multibase_decode(text)

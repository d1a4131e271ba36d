"""Status lists: one bit each, in the form of the standard, and no bombs."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.credential import CredentialError
from testamur.core.credential.multibase import base64url_encode
from testamur.core.credential.status import MINIMUM_LENGTH, StatusList


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(min_value=0, max_value=MINIMUM_LENGTH - 1), max_size=12))
def test_what_is_set_stays_set_and_nothing_else(indexes: set[int]) -> None:
    bits = StatusList.empty()
    for index in indexes:
        bits = bits.with_bit(index, is_set=True)
    again = StatusList.decode(bits.encode())
    assert again == bits
    assert {index for index in range(len(again)) if again.get(index)} == indexes


def test_a_bit_can_be_taken_back() -> None:
    bits = StatusList.empty().with_bit(9, is_set=True).with_bit(9, is_set=False)
    assert bits == StatusList.empty()


def test_the_first_entry_is_the_highest_bit_of_the_first_byte() -> None:
    assert StatusList.empty().with_bit(0, is_set=True).bits[0] == 0x80


def test_lists_from_before_the_recommendation_are_read_too() -> None:
    bits = StatusList.empty().with_bit(5, is_set=True)
    assert StatusList.decode(bits.encode().removeprefix("u")) == bits


def test_bad_lists_are_refused() -> None:
    def packed(data: bytes) -> str:
        return "u" + base64url_encode(data)

    for text, code in (
        (packed(gzip.compress(bytes(100))), "list-too-short"),
        (packed(gzip.compress(bytes(17 * 2**20))), "bad-status-list"),
        (packed(gzip.compress(bytes(20_000))[:-9]), "bad-status-list"),
        (packed(b"not gzip at all"), "bad-status-list"),
        ("u???", "bad-base64url"),
    ):
        with pytest.raises(CredentialError, match=code):
            StatusList.decode(text)


@pytest.mark.parametrize("length", [0, 8, 131_064, 131_073])
def test_a_list_that_would_tell_who_is_on_it_is_not_made(length: int) -> None:
    with pytest.raises(CredentialError, match="list-too-short"):
        StatusList.empty(length)


@pytest.mark.parametrize("index", [-1, MINIMUM_LENGTH])
def test_there_is_nothing_beyond_the_ends(index: int) -> None:
    with pytest.raises(CredentialError, match="index-outside-list"):
        StatusList.empty().get(index)
    with pytest.raises(CredentialError, match="index-outside-list"):
        StatusList.empty().with_bit(index, is_set=True)

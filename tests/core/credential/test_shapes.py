"""Shapes are learned from documents that come again, and never change what is signed."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from mutants import credential, mutate
from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser, document


@pytest.fixture
def learning() -> Canonicaliser:
    return Canonicaliser(PinnedContexts())


@pytest.fixture(scope="module")
def plain() -> Canonicaliser:
    return Canonicaliser(PinnedContexts(), is_learning=False)


def outcome(canonicaliser: Canonicaliser, found: dict[str, Any]) -> bytes | str:
    try:
        return canonicaliser.canonical(found)
    except CredentialError as error:
        return error.code


def test_a_stream_of_like_and_unlike_documents_is_read_as_if_each_were_the_first(
    learning: Canonicaliser, plain: Canonicaliser
) -> None:
    pick = random.Random(5)
    for number in range(600):
        found = credential(number)
        if number % 3 == 2:
            found = mutate(found, pick)
        before = copy.deepcopy(found)
        assert outcome(learning, found) == outcome(plain, found), number
        assert found == before


def test_a_learned_shape_is_left_as_soon_as_one_value_that_is_no_text_differs(
    learning: Canonicaliser, plain: Canonicaliser
) -> None:
    for number in range(10):
        learning.canonical(credential(number))
    for value in (True, 1, 5.0, "false", None):
        odd = credential(11)
        odd["credentialSubject"]["identifier"][0]["hashed"] = value
        assert outcome(learning, odd) == outcome(plain, odd)


def test_two_contexts_of_one_address_do_not_disturb_each_other() -> None:
    class Other(PinnedContexts):
        def get(self, url: str) -> dict[str, Any] | None:
            found = copy.deepcopy(super().get(url))
            if found is not None and url.endswith("extensions.json"):
                return {"@context": {"extra": "https://example.org/extra"}}
            return found

    found = credential(0) | {"extra": "x"}
    assert b"https://example.org/extra" in Canonicaliser(Other()).canonical(found)
    with pytest.raises(CredentialError, match="undefined-term"):
        Canonicaliser(PinnedContexts()).canonical(found)


def test_a_quick_way_that_went_wrong_is_noticed(learning: Canonicaliser, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        learning.canonical(credential(number))
    monkeypatch.setattr(document, "_COMPARED_EVERY", 1)
    monkeypatch.setattr(learning, "_general", lambda _document: b"something else")
    with pytest.raises(CredentialError, match="ways-disagree"):
        learning.canonical(credential(12))


@pytest.mark.parametrize("count", [2_000, 30_000])
def test_shapes_that_are_very_long_or_differ_in_very_much_are_not_learned(
    learning: Canonicaliser, plain: Canonicaliser, count: int
) -> None:
    for number in range(5):
        found = credential(number)
        found["credentialSubject"]["achievement"]["tag"] = [f"tag {place} of {number}" for place in range(count)]
        assert outcome(learning, found) == outcome(plain, found)

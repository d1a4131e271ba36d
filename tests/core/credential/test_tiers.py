"""The quick ways to the signed bytes give what the general way gives, or leave the document to it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from mutants import credential, mutate
from testamur.adapters.contexts import PinnedContexts
from testamur.core.credential import CredentialError
from testamur.core.credential.canonical import Canonicaliser


@pytest.fixture(scope="module")
def canonicaliser() -> Canonicaliser:
    return Canonicaliser(PinnedContexts())


def both(canonicaliser: Canonicaliser, document: dict[str, Any], hash_name: str = "sha256") -> tuple[Any, Any]:
    found: list[Any] = []
    for way in (canonicaliser.canonical, canonicaliser.general):
        try:
            found.append(way(document, hash_name=hash_name))
        except CredentialError as error:
            found.append(error.code)
    return found[0], found[1]


@pytest.mark.parametrize("hash_name", ["sha256", "sha384"])
def test_ordinary_credentials_have_the_same_bytes_either_way(canonicaliser: Canonicaliser, hash_name: str) -> None:
    for number in range(60):
        quick, slow = both(canonicaliser, credential(number), hash_name)
        assert quick == slow
        assert isinstance(quick, bytes)


def test_mutants_have_the_same_bytes_or_the_same_refusal_either_way(canonicaliser: Canonicaliser) -> None:
    pick = random.Random(7)
    for number in range(400):
        document = mutate(credential(number), pick)
        quick, slow = both(canonicaliser, document)
        assert quick == slow, (number, document)

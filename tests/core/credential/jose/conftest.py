"""Keys and documents to make tokens of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Kind, Report, SigningKey, World, verify
from tokens import CREDENTIAL, ISSUER, NOW, key_of, new_salts, published


@pytest.fixture
def issuer() -> SigningKey:
    return key_of(Kind.P256)


@pytest.fixture
def holder() -> SigningKey:
    return SigningKey.from_seed(bytes(range(1, 33)), kind=Kind.P256)


@pytest.fixture(scope="session")
def known() -> World:
    """A world that knows the issuer's keys, of every kind."""
    return outside(documents={ISSUER: published(*(key_of(kind) for kind in Kind))})


@pytest.fixture
def judged(known: World) -> Callable[..., Report]:
    def judge(token: str | bytes, *, world: World = known, at: datetime = NOW) -> Report:
        return verify(token.encode() if isinstance(token, str) else token, world=world, at=at)

    return judge


@pytest.fixture
def salts() -> Iterator[str]:
    return new_salts()


@pytest.fixture
def credential() -> dict[str, Any]:
    return deepcopy(CREDENTIAL)


@pytest.fixture
def claims() -> dict[str, Any]:
    return {
        "iss": ISSUER,
        "vct": "https://issuer.example/types/diploma",
        "iat": 1_767_225_600,
        "exp": 1_900_000_000,
        "given_name": "Ana",
        "family_name": "Ferrer",
        "address": {"street": "Carrer Major 1", "city": "Lleida"},
        "nationalities": ["ES", "MY"],
    }

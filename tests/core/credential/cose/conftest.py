"""Keys and documents to secure with COSE."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Kind, Policy, Report, SigningKey, World, verify
from testamur.core.credential.cose import labels
from tokens import CREDENTIAL, ISSUER, NOW, key_of, published


@pytest.fixture
def issuer() -> SigningKey:
    return key_of(Kind.P256)


@pytest.fixture
def credential() -> dict[str, Any]:
    return deepcopy(CREDENTIAL)


@pytest.fixture(scope="session")
def known() -> World:
    """A world that knows the issuer's keys, of every kind."""
    return outside(documents={ISSUER: published(*(key_of(kind) for kind in Kind))})


@pytest.fixture
def judged(known: World) -> Callable[..., Report]:
    def judge(token: bytes | str, *, world: World = known, at: datetime = NOW, policy: Policy | None = None) -> Report:
        return verify(token, world=world, at=at, policy=policy or Policy())

    return judge


@pytest.fixture
def header(issuer: SigningKey) -> dict[int, Any]:
    """What a credential of the issuer has in its protected header."""
    return {
        labels.ALG: -7,
        labels.CONTENT_TYPE: "application/vc",
        labels.KID: issuer.verification_method.encode(),
        labels.TYP: "application/vc+cose",
    }

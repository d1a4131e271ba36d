"""A credential to try things on, made with the engine's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest

from testamur.adapters.world import outside
from testamur.core.credential import Report, SigningKey, World, data_integrity, verify
from testamur.core.credential.compose import AwardFacts, Publisher, ResultFact, open_badge
from testamur.core.credential.status import StatusEntry, StatusList, compose_list
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import (
    Assessment,
    AwardRule,
    MicroCredential,
    Organisation,
    Outcome,
    QualityStatement,
    Skill,
    Workload,
)
from testamur.core.model.quantity import CreditAmount
from testamur.packs.narratives import labels

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
LIST_ID = "https://example.edu/status/1"
ENTRY = StatusEntry(LIST_ID, 4711, "revocation")


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.from_seed(bytes(range(32)))


@pytest.fixture
def definition() -> MicroCredential:
    return MicroCredential(
        id="DS-1",
        version="2026.1",
        title=LanguageMap.of(en="Data stewardship"),
        description=LanguageMap.of(en="Looking after data that others rely on."),
        awarding_bodies=(Organisation("Example University", "ES"),),
        outcomes=(
            Outcome(
                "manage",
                LanguageMap.of(en="Manage a data set through its life"),
                "skill",
                (Skill("manage data", "http://data.europa.eu/esco/skill/1", "ESCO", "S2.7"),),
            ),
        ),
        assessments=(
            Assessment(
                "exam",
                LanguageMap.of(en="Examination"),
                "written_examination",
                ("manage",),
                Decimal(100),
                Decimal(50),
                supervised="onsite",
                identity_checked=True,
            ),
        ),
        workload=Workload(Decimal(125), CreditAmount(Decimal(5), "ECTS")),
        participation=("online",),
        quality=(QualityStatement("internal_policy", "Example University"),),
        needs=("labour_market",),
        award_rule=AwardRule(overall=Decimal(60)),
        level=Level("EQF", "6", "best_fit_self_declared"),
    )


Compose = Callable[..., dict[str, Any]]


@pytest.fixture
def unsigned(definition: MicroCredential, key: SigningKey) -> Compose:
    """Return a function that composes a credential; keywords change the award."""

    def compose(**changes: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "id": "urn:uuid:01890000-0000-7000-8000-000000000001",
            "achievement_id": "https://example.edu/mc/ds-1",
            "name": "Νίκη Παπαδοπούλου",
            "awarded_at": NOW - timedelta(days=10),
            "valid_from": NOW - timedelta(days=10),
            "results": (ResultFact("exam", Decimal("83.5")),),
        } | changes
        publisher = Publisher(key.controller, "Example University", "https://example.edu", country="ES")
        return open_badge(definition, publisher, AwardFacts(**facts), labels("en"))

    return compose


Sign = Callable[[dict[str, Any]], bytes]


@pytest.fixture
def sign(key: SigningKey, world: World) -> Sign:
    """Return a function that signs a document at `NOW` and gives its bytes."""

    def signed(document: dict[str, Any]) -> bytes:
        return orjson.dumps(data_integrity(document, key, created=NOW, canonicaliser=world.canonicaliser))

    return signed


@pytest.fixture(scope="session")
def world() -> World:
    """A world without network and without status lists."""
    return outside()


Judge = Callable[..., Report]


@pytest.fixture
def judge(world: World) -> Judge:
    def judged(data: bytes, *, at: datetime = NOW, world: World = world) -> Report:
        return verify(data, world=world, at=at)

    return judged


WorldWithList = Callable[..., World]


@pytest.fixture
def world_with_list(key: SigningKey, world: World) -> WorldWithList:
    """Return a function that gives a world in which the issuer's list is at hand; keywords change the list."""

    def made(*, is_set: bool = False, signer: SigningKey = key, **changes: Any) -> World:
        bits = StatusList.empty().with_bit(ENTRY.index, is_set=is_set)
        facts = {"list_id": LIST_ID, "purpose": "revocation", "issuer": signer.controller, "valid_from": NOW} | changes
        listed = data_integrity(compose_list(bits, **facts), signer, created=NOW, canonicaliser=world.canonicaliser)
        return outside(lists={LIST_ID: orjson.dumps(listed)})

    return made

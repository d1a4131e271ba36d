"""The press gives, byte for byte, what composing and signing each award on its own gives."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import orjson
import pytest

from testamur.core.credential import CredentialError, Kind, SigningKey, World, data_integrity, press, verify
from testamur.core.credential.compose import AwardFacts, Mould, Publisher, ResultFact
from testamur.core.credential.press import Press
from testamur.core.credential.status import StatusEntry
from testamur.core.model.microcredential import MicroCredential
from testamur.packs.narratives import labels

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
NAMES = ["Ada Lovelace", 'Tom "T" O\'Neil', "Νίκη\tΠαπαδοπούλου", "李雷", "100 % \\ %b", "\U0001f600"]


def awards(count: int) -> list[AwardFacts]:
    """Awards of many shapes: with and without an end, e-mail, number, holder's DID, results and status."""
    pick = random.Random(3)
    found = []
    for number in range(count):
        results = (ResultFact("exam", Decimal(pick.randrange(50, 101))),) if pick.random() < 0.8 else ()
        entries = tuple(
            StatusEntry(f"https://example.edu/status/{purpose}-{pick.randrange(2)}", number, purpose)
            for purpose in ("revocation", "suspension")
        )
        found.append(
            AwardFacts(
                id=pick.choice([f"urn:uuid:{number}", f"https://example.edu/c/{number}", f"name:{number}"]),
                achievement_id="https://example.edu/mc/ds-1",
                name=pick.choice(NAMES),
                awarded_at=NOW - timedelta(days=pick.randrange(3)),
                valid_from=NOW,
                valid_until=NOW + timedelta(days=900) if pick.random() < 0.3 else None,
                email=f"p{number}@example.edu" if pick.random() < 0.5 else "",
                identifier=f"N-{number}" if pick.random() < 0.5 else "",
                subject_id=f"did:example:{number}" if pick.random() < 0.3 else "",
                results=results,
                status=entries,
            )
        )
    return found


@pytest.fixture
def mould(definition: MicroCredential, key: SigningKey) -> Mould:
    return Mould(definition, Publisher(key.controller, "Example University"), labels("en"))


def outcome(made: object) -> object:
    try:
        return made() if callable(made) else made
    except CredentialError as error:
        return error.code


def test_awards_of_every_shape_are_signed_as_one_by_one(mould: Mould, key: SigningKey, world: World) -> None:
    pressing = Press(mould, key, created=NOW, canonicaliser=world.canonicaliser)
    for award in awards(400):

        def alone(award: AwardFacts = award) -> bytes:
            signed = data_integrity(mould.compose(award), key, created=NOW, canonicaliser=world.canonicaliser)
            return orjson.dumps(signed)

        def pressed(award: AwardFacts = award) -> bytes:
            return pressing.credential(award)

        assert outcome(pressed) == outcome(alone)


@pytest.mark.parametrize("kind", [Kind.P256, Kind.P384])
def test_other_keys_sign_what_verifies(definition: MicroCredential, world: World, kind: Kind) -> None:
    key = SigningKey.from_seed(bytes(range(1, kind.size + 1)), kind=kind)
    mould = Mould(definition, Publisher(key.controller, "Example University"), labels("en"))
    pressing = Press(mould, key, created=NOW, canonicaliser=world.canonicaliser)
    for award in awards(5):
        plain = replace(award, id=f"urn:uuid:{award.name}", status=(), awarded_at=NOW, name="Ada")
        assert verify(pressing.credential(replace(plain, id="urn:uuid:1")), world=world, at=NOW)


def test_a_shape_that_went_wrong_is_noticed(
    mould: Mould, key: SigningKey, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressing = Press(mould, key, created=NOW, canonicaliser=world.canonicaliser)
    first, *others = (replace(award, id="urn:uuid:1") for award in awards(1) * 5)
    pressing.credential(first)
    monkeypatch.setattr(press, "_COMPARED_EVERY", 1)
    monkeypatch.setattr(world.canonicaliser, "_general", lambda *_: b"something else")
    with pytest.raises(CredentialError, match="ways-disagree"):
        [pressing.credential(award) for award in others]

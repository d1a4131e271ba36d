"""What others say of a micro-credential and of who awards it travels in the badge, and is a credential of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from testamur.core.credential.compose import AwardFacts, Publisher, open_badge
from testamur.core.credential.endorsing import EndorsementFacts, endorsement_credential
from testamur.core.credential.status import StatusEntry
from testamur.core.model.microcredential import MicroCredential
from testamur.packs.narratives import labels

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
CHAMBER = Publisher("did:web:chamber.example", "Chamber of Welders", "https://chamber.example")
SAID = EndorsementFacts("urn:uuid:7", "https://example.edu/mc/ds-1", "A good start", "We hire who holds it.", NOW)


def test_an_endorsement_says_who_says_what_of_which_and_since_when() -> None:
    told = endorsement_credential(CHAMBER, SAID)
    assert told["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert told["issuer"]["name"] == "Chamber of Welders"
    assert told["credentialSubject"] == {
        "id": "https://example.edu/mc/ds-1",
        "type": ["EndorsementSubject"],
        "endorsementComment": "We hire who holds it.",
    }
    assert told["validFrom"] == "2026-05-03T09:00:00Z"
    assert "credentialStatus" not in told


def test_an_endorsement_that_can_be_taken_back_names_its_list() -> None:
    entry = StatusEntry("https://chamber.example/status/1", 5, "revocation")
    (status,) = endorsement_credential(CHAMBER, replace(SAID, status=(entry,)))["credentialStatus"]
    assert (status["statusListIndex"], status["statusPurpose"]) == ("5", "revocation")


@pytest.mark.parametrize("of_issuer", [(), ("ey.of.issuer",)])
@pytest.mark.parametrize("of_achievement", [(), ("ey.of.achievement",)])
def test_a_badge_carries_what_was_said_of_its_achievement_and_of_its_issuer(
    definition: MicroCredential, of_issuer: tuple[str, ...], of_achievement: tuple[str, ...]
) -> None:
    award = AwardFacts("urn:uuid:1", "https://example.edu/mc/ds-1", "Ada", NOW, NOW, endorsements=of_achievement)
    badge = open_badge(definition, replace(CHAMBER, endorsements=of_issuer), award, labels("en"))
    assert tuple(badge["issuer"].get("endorsementJwt", ())) == of_issuer
    assert tuple(badge["credentialSubject"]["achievement"].get("endorsementJwt", ())) == of_achievement

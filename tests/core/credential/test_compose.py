"""What a definition and an award become: everything that was said is in the credential, and nothing that was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from testamur.core.credential.compose import AwardFacts, Publisher, open_badge
from testamur.core.credential.narrative import narrative
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import AwardRule, MicroCredential, Organisation, Skill, Workload
from testamur.packs.narratives import labels

NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)
AWARD = AwardFacts("urn:uuid:1", "https://example.edu/mc/ds-1", "Ada", NOW, NOW)


def test_a_definition_that_says_much_says_it_in_the_badge(definition: MicroCredential) -> None:
    outcome = replace(definition.outcomes[0], skills=(Skill("look", "urn:skill"), Skill("no address")))
    rich = replace(
        definition,
        outcomes=(outcome,),
        field_of_study="0612",
        tags=("data", "care"),
        image="https://example.edu/badge.png",
        other_levels=(Level("MQF", "5", "qualification_included"),),
    )
    publisher = Publisher("did:web:example.edu", "Example", "https://example.edu", email="a@example.edu", country="ES")
    badge = open_badge(rich, publisher, replace(AWARD, subject_id="did:example:1"), labels("en"))
    achievement = badge["credentialSubject"]["achievement"]
    assert (achievement["fieldOfStudy"], achievement["tag"]) == ("0612", ["data", "care"])
    assert achievement["image"] == {"id": "https://example.edu/badge.png", "type": "Image"}
    assert badge["issuer"]["email"] == "a@example.edu"
    assert badge["issuer"]["address"]["addressCountryCode"] == "ES"
    assert badge["credentialSubject"]["id"] == "did:example:1"
    aligned = {one["targetName"]: one for one in achievement["alignment"]}
    assert "targetFramework" not in aligned["look"]
    assert "no address" not in aligned
    assert aligned["MQF 5"]["targetUrl"] == "https://example.edu/mc/ds-1#level-MQF-5"


def test_a_definition_that_says_little_leaves_no_empty_members(definition: MicroCredential) -> None:
    assessment = replace(definition.assessments[0], weight=None, threshold=None)
    bare = replace(
        definition, workload=Workload(hours=Decimal(8)), assessments=(assessment,), award_rule=AwardRule(), level=None
    )
    badge = open_badge(bare, Publisher("did:web:example.edu", "Example", ""), AWARD, labels("en"))
    assert set(badge["issuer"]) == {"id", "type", "name"}
    assert "result" not in badge["credentialSubject"]
    assert "creditsEarned" not in badge["credentialSubject"]
    achievement = badge["credentialSubject"]["achievement"]
    assert not {"creditsAvailable", "fieldOfStudy", "tag", "image"} & set(achievement)
    assert all("requiredValue" not in described for described in achievement["resultDescription"])


def test_the_narrative_says_who_signs_who_taught_and_why_there_is_no_level(definition: MicroCredential) -> None:
    said = narrative(
        replace(
            definition,
            issuer=Organisation("Agency", "ES"),
            mandate="by decree",
            provider=Organisation("School", "ES", legal_name="The School Ltd"),
            level=None,
            no_level_because=LanguageMap.of(en="too short"),
            workload=Workload(),
        ),
        "en",
        labels("en"),
    )
    assert "Agency (ES): by decree" in said
    assert "The School Ltd (ES)" in said
    assert "No level: too short" in said
    unexplained = narrative(replace(definition, level=None), "en", labels("en"))
    assert "No level:\n" in unexplained
    body = definition.awarding_bodies[0]
    own = narrative(replace(definition, issuer=body, provider=body), "en", labels("en"))
    assert "taught" not in own.lower()

"""From a definition and an award to an Open Badges 3.0 credential, not yet signed.

https://www.imsglobal.org/spec/ob/v3p0/ ; the mapping of elements is domain.md section 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from testamur.core.credential.instants import stamp
from testamur.core.credential.narrative import Labels, narrative
from testamur.core.credential.ports import Json
from testamur.core.credential.status import StatusEntry
from testamur.core.model.level import Level
from testamur.core.model.microcredential import MicroCredential, Outcome, Skill
from testamur.core.model.quantity import plain

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

# The EU Publications Office gives levels of the EQF addresses (domain.md 1.3); other frameworks have none.
_LEVEL_ADDRESSES = {"EQF": "http://data.europa.eu/snb/eqf/"}
_LEVEL_TYPES = {"EQF": "ext:EQFLevel"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """The issuer as credentials name it. ``id`` is its DID, ``country`` ISO 3166-1 alpha-2.

    ``endorsements``: what others have signed about it, as VC-JWT.
    """

    id: str
    name: str
    url: str = ""
    email: str = ""
    country: str = ""
    endorsements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One result that the credential shows: of an assessment by its id, or of the whole with an empty id."""

    assessment_id: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """One award, as the credential is to say it. ``id`` and ``achievement_id`` are URIs.

    ``identifier`` is the number by which the institution knows the person; ``subject_id`` a DID of the holder's own.
    ``endorsements``: what others have signed about the achievement, as VC-JWT.
    """

    id: str
    achievement_id: str
    name: str
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None = None
    email: str = ""
    identifier: str = ""
    subject_id: str = ""
    results: tuple[ResultFact, ...] = ()
    status: tuple[StatusEntry, ...] = ()
    endorsements: tuple[str, ...] = ()


def open_badge(definition: MicroCredential, publisher: Publisher, award: AwardFacts, labels: Labels) -> Json:
    """Return the unsigned credential: one of `Mould`."""
    return Mould(definition, publisher, labels).compose(award)


class Mould:
    """Credentials of one definition by one publisher. What is the same in all of them is composed once and shared."""

    def __init__(self, definition: MicroCredential, publisher: Publisher, labels: Labels) -> None:
        self._definition = definition
        self._labels = labels
        self._issuer = profile(publisher)
        self._achievements: dict[tuple[str, tuple[str, ...]], Json] = {}

    def compose(self, award: AwardFacts) -> Json:
        """Return the unsigned credential. ``awardedDate`` is always written: a re-issue changes ``validFrom`` (M5)."""
        subject: Json = {
            "type": ["AchievementSubject"],
            "identifier": [_identity(kind, value) for kind, value in identities(award)],
            "achievement": self._achievement(award.achievement_id, award.endorsements),
        }
        if award.subject_id:
            subject["id"] = award.subject_id
        if self._definition.workload.credits is not None:
            subject["creditsEarned"] = _number(self._definition.workload.credits.value)
        if award.results:
            subject["result"] = [_result(award.achievement_id, fact) for fact in award.results]
        credential: Json = {
            "@context": [VC_CONTEXT, OB_CONTEXT],
            "id": award.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": self._definition.title.original,
            "issuer": self._issuer,
            "validFrom": stamp(award.valid_from),
            "awardedDate": stamp(award.awarded_at),
            "credentialSubject": subject,
        }
        if award.valid_until is not None:
            credential["validUntil"] = stamp(award.valid_until)
        if award.status:
            credential["credentialStatus"] = [entry.to_json() for entry in award.status]
        return credential

    def _achievement(self, address: str, endorsements: tuple[str, ...]) -> Json:
        wanted = (address, endorsements)
        if wanted not in self._achievements:
            self._achievements[wanted] = achievement(self._definition, address, self._labels, endorsements)
        return self._achievements[wanted]


def achievement(
    definition: MicroCredential, achievement_id: str, labels: Labels, endorsements: tuple[str, ...] = ()
) -> Json:
    """Return the Achievement: what was learned, how it was assessed, its size, its level, and who endorses it."""
    language = next(iter(definition.title))
    composed: Json = {
        "id": achievement_id,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": definition.title.original,
        "description": definition.description.best([language]),
        "criteria": {"narrative": narrative(definition, language, labels)},
        "inLanguage": language,
        "humanCode": definition.id,
        "version": definition.version,
        "alignment": _alignments(definition, achievement_id, language),
        "resultDescription": _result_descriptions(definition, achievement_id, language, labels),
    }
    if definition.workload.credits is not None:
        composed["creditsAvailable"] = _number(definition.workload.credits.value)
    if definition.field_of_study:
        composed["fieldOfStudy"] = definition.field_of_study
    if definition.tags:
        composed["tag"] = list(definition.tags)
    if definition.image:
        composed["image"] = {"id": definition.image, "type": "Image"}
    if endorsements:
        composed["endorsementJwt"] = list(endorsements)
    return composed


def profile(publisher: Publisher) -> Json:
    """Return the Profile of an issuer."""
    told: Json = {"id": publisher.id, "type": ["Profile"], "name": publisher.name}
    if publisher.url:
        told["url"] = publisher.url
    if publisher.email:
        told["email"] = publisher.email
    if publisher.country:
        told["address"] = {"type": ["Address"], "addressCountryCode": publisher.country}
    if publisher.endorsements:
        told["endorsementJwt"] = list(publisher.endorsements)
    return told


def identities(award: AwardFacts) -> list[tuple[str, str]]:
    """Return who it is about, by kind (M1); a name has no field of its own, so it is an identity of type ``name``."""
    found = (("name", award.name), ("emailAddress", award.email), ("studentId", award.identifier))
    return [(kind, value) for kind, value in found if value]


def _identity(kind: str, value: str) -> Json:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def _alignments(definition: MicroCredential, achievement_id: str, language: str) -> list[Json]:
    """Return one alignment for each outcome's own address, each skill and each level (M6, M8)."""
    found = []
    for outcome in definition.outcomes:
        found.append(_own_outcome(outcome, achievement_id, language))
        found += [_skill(skill) for skill in outcome.skills if skill.uri]
    levels = [level for level in (definition.level, *definition.other_levels) if level]
    return found + [_level(level, achievement_id) for level in levels]


def _own_outcome(outcome: Outcome, achievement_id: str, language: str) -> Json:
    return {
        "type": ["Alignment"],
        "targetName": outcome.text.best([language]),
        "targetUrl": f"{achievement_id}#outcome-{outcome.id}",
        "targetType": "ext:LearningOutcome",
    }


def _skill(skill: Skill) -> Json:
    aligned: Json = {"type": ["Alignment"], "targetName": skill.name, "targetUrl": skill.uri}
    if skill.framework:
        aligned["targetFramework"] = skill.framework
    if skill.code:
        aligned["targetCode"] = skill.code
    return aligned


def _level(level: Level, achievement_id: str) -> Json:
    base = _LEVEL_ADDRESSES.get(level.framework)
    return {
        "type": ["Alignment"],
        "targetName": str(level),
        "targetUrl": f"{base}{level.value}" if base else f"{achievement_id}#level-{level.framework}-{level.value}",
        "targetFramework": level.framework,
        "targetCode": level.value,
        "targetType": _LEVEL_TYPES.get(level.framework, "ext:FrameworkLevel"),
    }


def _result_descriptions(definition: MicroCredential, achievement_id: str, language: str, labels: Labels) -> list[Json]:
    thresholds: list[tuple[str, str, Decimal | None]] = [
        (item.id, item.title.best([language]), item.threshold) for item in definition.assessments
    ]
    thresholds.append(("", labels["overall"], definition.award_rule.overall))
    return [_percent(_result_address(achievement_id, id_), name, required) for id_, name, required in thresholds]


def _percent(address: str, name: str, required: Decimal | None) -> Json:
    described: dict[str, Any] = {
        "id": address,
        "type": ["ResultDescription"],
        "name": name,
        "resultType": "Percent",
        "valueMin": "0",
        "valueMax": "100",
    }
    if required is not None:
        described["requiredValue"] = plain(required)
    return described


def _result(achievement_id: str, fact: ResultFact) -> Json:
    return {
        "type": ["Result"],
        "resultDescription": _result_address(achievement_id, fact.assessment_id),
        "value": plain(fact.percent),
    }


def _result_address(achievement_id: str, assessment_id: str) -> str:
    return f"{achievement_id}#result-{assessment_id or 'overall'}"


def _number(value: Decimal) -> int | float:
    """Credits as JSON has them: whole where they are whole (implementations print other spellings differently)."""
    return int(value) if value == value.to_integral_value() else float(value)

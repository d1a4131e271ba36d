"""A definition as a learning opportunity of the European Learning Model, version 3, with what it leads to.

The application profile is the one for learning opportunities and qualifications (LOQ); the traps are domain.md 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from testamur.core.exchange import elm_terms as e
from testamur.core.exchange.codes import ALPHA_3, LANGUAGES
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import (
    Activity,
    Assessment,
    MicroCredential,
    Organisation,
    Outcome,
    Price,
    QualityStatement,
    Skill,
)
from testamur.core.model.quantity import CreditAmount, plain
from testamur.core.rules.exchange.terms import CARRIER

Json = dict[str, Any]

_FIELD = re.compile(r"(\d{2,4})\b[\s:–-]*(.*)", re.DOTALL)


def elm(definition: MicroCredential, address: str = "", *, carried: str = "") -> Json:
    """Return the ``LearningOpportunity`` of a definition whose page is *address*, as JSON-LD.

    A definition with a European level is a partial ``Qualification``, for only those have levels (domain.md 2.1, M8);
    another is a ``LearningAchievementSpecification``. *carried*: our own file, for programs that read it back.
    """
    return _Writer(definition, address or definition.url, carried).opportunity()


class _Writer:
    def __init__(self, definition: MicroCredential, address: str, carried: str) -> None:
        self._it = definition
        self._address = address
        self._carried = carried
        self._language = next(iter(definition.title))
        self._root = address or f"urn:testamur:definition:{definition.id}:{definition.version}"

    def _id(self, part: str) -> str:
        return f"{self._root}#{part}"

    def opportunity(self) -> Json:
        """Return the whole document."""
        it, weeks = self._it, self._it.schedule.weeks if self._it.schedule else None
        providers = (it.provider,) if it.provider else it.awarding_bodies
        return _kept({
            "@context": [e.CONTEXT, e.ALIASES],
            "id": self._id("opportunity"),
            "type": "LearningOpportunity",
            "identifier": _identifier("version", it.version),
            "title": _words(it.title),
            "description": _words(it.description),
            "homepage": _web(self._address),
            "mode": [_mode(one) for one in it.participation],
            "duration": f"P{plain(weeks * 7)}D" if weeks is not None and weeks == weeks.to_integral_value() else None,
            "providedBy": [_body(one, self._language) for one in providers],
            "priceDetail": _price(it.price),
            "elm:defaultLanguage": _language(self._language),
            "learningAchievementSpecification": self._specification(),
            "learningActivitySpecification": self._activities(),
        })  # fmt: skip

    def _specification(self) -> Json:
        it = self._it
        levels = [one for one in (it.level, *it.other_levels) if one]
        european = [one for one in levels if one.framework == "EQF"]
        national = [_level(one) for one in levels if one not in european[:1]]
        told: Json = {
            "id": self._id("achievement"),
            "type": "Qualification" if european else "LearningAchievementSpecification",
            "identifier": _identifier("id", it.id),
            "title": _words(it.title),
            "description": _words(it.description),
            "dcType": _concept(e.SHORT_PROGRAMME, e.SHORT_PROGRAMME_SCHEME, "Short learning programme"),
            "category": {self._language: list(it.tags)} if it.tags else None,
            "thematicArea": _field(it.field_of_study, self._language),
            "volumeOfLearning": f"PT{plain(it.workload.hours)}H" if it.workload.hours is not None else None,
            "creditPoint": [_credits(it.workload.credits)] if it.workload.credits else None,
            "eqfLevel": _eqf(european[0]) if european else None,
            "nqfLevel" if european else "educationLevel": national,
            "isPartialQualification": True if european else None,
            "language": [_language(tag) for tag in it.language_of_instruction or (self._language,)],
            "mode": [_mode(one) for one in it.participation],
            "entryRequirement": _note(it.prerequisites) if it.prerequisites else None,
            "learningOutcome": [self._outcome(one) for one in it.outcomes],
            "provenBy": [self._assessment(one) for one in it.assessments],
            "awardingOpportunity": {
                "id": self._id("award"),
                "type": "AwardingOpportunity",
                "awardingBody": [_body(one, self._language) for one in it.awarding_bodies],
                "learningAchievementSpecification": {"id": self._id("achievement")},
            },
            "additionalNote": list(self._notes()),
        }
        return _kept(told)

    def _notes(self) -> Iterable[Json]:
        """Yield what the model has no property for: each note says which of our keys it is about."""
        it = self._it
        said: dict[str, LanguageMap | None] = {
            "need_evidence": it.need_evidence,
            "no_level_because": it.no_level_because,
            "further_information": it.further_information,
            "stackability.note": it.stackability.note if it.stackability else None,
            "validity.renewal": it.validity.renewal,
        }
        yield from (_note(words, about) for about, words in said.items() if words)
        yield from (self._assurance(one) for one in it.quality)
        if self._carried:
            yield _note({CARRIER: self._carried}, e.DEFINITION)

    def _assurance(self, one: QualityStatement) -> Json:
        """Return how quality is assured: a note, for internal assurance is no ``Accreditation`` (M11)."""
        words = dict(one.description.entries) if one.description else {}
        first = " ".join(part for part in (one.body, one.url) if part)
        told = {tag: f"{first}\n\n{text}" for tag, text in words.items()} or {self._language: first}
        return _note(told, f"quality.{one.type}")

    def _outcome(self, one: Outcome) -> Json:
        esco = [skill for skill in one.skills if skill.uri.startswith(e.ESCO)]
        others = [skill for skill in one.skills if skill not in esco]
        return _kept({
            "id": self._id(f"outcome-{one.id}"),
            "type": "LearningOutcome",
            "identifier": _identifier("id", one.id),
            "title": _words(one.text),
            "dcType": _own(e.OUTCOME, one.kind),
            "relatedESCOSkill": [_skill(skill, self._language) for skill in esco],
            "relatedSkill": [_skill(skill, self._language) for skill in others],
            "additionalNote": [_note(criterion.text, "criteria") for criterion in one.criteria],
        })  # fmt: skip

    def _assessment(self, one: Assessment) -> Json:
        return _kept({
            "id": self._id(f"assessment-{one.id}"),
            "type": "LearningAssessmentSpecification",
            "identifier": _identifier("id", one.id),
            "title": _words(one.title),
            "description": _words(one.description) if one.description else None,
            "dcType": _own(e.ASSESSMENT, one.type),
        })  # fmt: skip

    def _activities(self) -> Json | None:
        it = self._it
        if not it.activities and it.workload.contact_hours is None:
            return None
        contact = it.workload.contact_hours
        return _kept({
            "id": self._id("activities"),
            "type": "LearningActivitySpecification",
            "title": _words(it.title),
            "contactHour": plain(contact) if contact is not None else None,
            "hasPart": [_activity(self._id(f"activity-{number}"), one) for number, one in enumerate(it.activities, 1)],
        })  # fmt: skip


def _activity(address: str, one: Activity) -> Json:
    return _kept({
        "id": address,
        "type": "LearningActivitySpecification",
        "identifier": _identifier("id", one.id) if one.id else None,
        "title": _words(one.title),
        "volumeOfLearning": f"PT{plain(one.hours)}H",
        "mode": _mode(one.mode) if one.mode else None,
    })  # fmt: skip


def _price(price: Price | None) -> Json | None:
    if price is None:
        return None
    unit = f"{e.AUTHORITY}currency/{price.currency}"
    return _kept({
        "type": "PriceDetail",
        # The context gives `value` another address than the profile asks for, so it is spelled out.
        "amount": {
            "type": "Amount",
            "unit": _concept(unit, f"{e.AUTHORITY}currency", price.currency),
            "rdf:value": {"@type": "xsd:decimal", "@value": plain(price.amount)},
        },
        "description": _words(price.note) if price.note else None,
    })  # fmt: skip


def _body(one: Organisation, language: str) -> Json:
    return _kept({
        "id": f"urn:testamur:body:{one.country}:{re.sub('[^A-Za-z0-9]+', '-', one.name)}",
        "type": "Organisation",
        "legalName": {language: one.legal_name or one.name},
        "altLabel": {language: one.name} if one.legal_name else None,
        "identifier": [_identifier("registered", code) for code in one.identifiers],
        "homepage": _web(one.url),
        "contactPoint": {
            "type": "ContactPoint",
            "emailAddress": {"id": f"mailto:{one.email}", "type": "Mailbox"},
        } if one.email else None,
        "location": _kept({
            "type": "Location",
            "geographicName": {language: one.region} if one.region else None,
            "address": {"type": "Address", "countryCode": _country(one.country)},
        }),
    })  # fmt: skip


def _identifier(scheme: str, notation: str) -> Json:
    return {"type": "Identifier", "schemeName": f"Testamur {scheme}", "notation": notation}


def _words(words: LanguageMap) -> Json:
    return dict(words.entries)


def _note(words: Mapping[str, str], about: str = "") -> Json:
    told: Json = {"type": "Note", "noteLiteral": dict(words.items())}
    return told | ({"subject": _own(e.ABOUT, about)} if about else {})


def _concept(address: str, scheme: str, label: str, language: str = "en") -> Json:
    found: Json = {"id": address, "type": "Concept", "prefLabel": {language: label}}
    return found | ({"inScheme": {"id": scheme, "type": "ConceptScheme"}} if scheme else {})


def _own(kind: str, code: str) -> Json:
    made = _concept(f"{e.OWN}{kind}:{code}", f"{e.OWN_SCHEME}{kind}", code.replace("_", " "))
    return made | {"notation": code}


def _mode(code: str) -> Json:
    known = e.MODES.get(code)
    return _concept(known, e.MODES_SCHEME, code.capitalize()) if known else _own(e.MODE, code)


def _eqf(level: Level) -> Json:
    return _concept(f"{e.EQF}{level.value}", e.EQF_SCHEME, f"Level {level.value}")


def _level(level: Level) -> Json:
    if level.framework == "EQF":
        return _eqf(level)
    return _concept(f"{e.OWN}{e.LEVEL}:{level.framework}:{level.value}", f"{e.OWN_SCHEME}{e.LEVEL}", str(level))


def _credits(amount: CreditAmount) -> Json:
    is_ects = amount.unit == "ECTS"
    named = _concept(e.ECTS, e.CREDITS_SCHEME, "European Credit Transfer System") if is_ects else None
    return {"type": "CreditPoint", "framework": named or _own(e.UNIT, amount.unit), "point": plain(amount.value)}


def _field(told: str, language: str) -> list[Json]:
    found = _FIELD.match(told)
    if not found:
        return []
    return [_concept(f"{e.FIELDS}{found[1]}", e.FIELDS_SCHEME, found[2].strip() or found[1], language)]


def _skill(skill: Skill, language: str) -> Json:
    address = skill.uri or f"{e.OWN}skill:{re.sub('[^A-Za-z0-9._-]+', '-', skill.code or skill.name)}"
    made = _concept(address, "", skill.name, language)
    return made | ({"notation": skill.code} if skill.code else {})


def _language(tag: str) -> Json:
    code = LANGUAGES.get(tag.partition("-")[0], "")
    return _concept(f"{e.AUTHORITY}language/{code or 'UND'}", f"{e.AUTHORITY}language", tag)


def _country(code: str) -> Json:
    return _concept(f"{e.AUTHORITY}country/{ALPHA_3[code]}", f"{e.AUTHORITY}country", code)


def _web(address: str) -> list[Json]:
    return [{"type": "WebResource", "contentURL": address}] if address else []


def _kept(told: Json) -> Json:
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}

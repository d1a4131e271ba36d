"""A definition as a CTDL graph: the credential, how it is learned and assessed, and who stands behind it.

https://credreg.net/ctdl/terms ; classes, domains and ranges as they stood on 2026-08-06.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from testamur.core.exchange import ctdl_terms as c
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import Assessment, MicroCredential, Organisation, Outcome, QualityStatement
from testamur.core.model.quantity import plain
from testamur.core.rules.exchange import terms as t
from testamur.core.rules.exchange.resources import Json, ctid, identifier, value_profile


def ctdl(definition: MicroCredential, address: str = "", *, base: str = t.REGISTRY, carried: str = "") -> Json:
    """Return the JSON-LD graph of a definition whose page is *address*. Names of nodes are made under *base*.

    The same definition gets the same names each time, in every version, so that publishing again replaces. *carried*:
    our own file, for programs that read it back.
    """
    writer = _Writer(definition, address, base, carried)
    credential = writer.credential()
    opportunity = writer.opportunity()
    return {"@context": t.CONTEXT, "@graph": [credential, opportunity, *writer.assessments, *writer.bodies.values()]}


class _Writer:
    def __init__(self, definition: MicroCredential, address: str, base: str, carried: str) -> None:
        self._it = definition
        self._address = address
        self._base = base
        self._carried = carried
        self._language = next(iter(definition.title))
        self.bodies: dict[str, Json] = {}
        self.assessments = [self._assessment(one) for one in definition.assessments]

    def _named(self, kind: str, name: str = "") -> Json:
        body = self._it.awarding_bodies[0]
        own = ctid(self._base, body.country, body.name, self._it.id, kind, name)
        return {"@id": f"{self._base}{own}", "ceterms:ctid": own}

    def credential(self) -> Json:
        """Return the ``MicroCredential``."""
        it = self._it
        told: Json = self._named("credential") | {
            "@type": "ceterms:MicroCredential",
            "ceterms:name": _words(it.title),
            "ceterms:description": _words(it.description) | ({t.CARRIER: self._carried} if self._carried else {}),
            "ceterms:credentialId": it.id,
            "ceterms:versionCode": it.version,
            "ceterms:credentialStatusType": _concept("credentialStat", "Active"),
            "ceterms:ownedBy": [self._body(one) for one in it.awarding_bodies],
            "ceterms:offeredBy": [self._body(it.provider or it.awarding_bodies[0])],
            "ceterms:inLanguage": list(it.language_of_instruction) or [self._language],
            "ceterms:atLevel": [self._level(one) for one in (it.level, *it.other_levels) if one],
            "ceterms:learningDeliveryType": _concepts("deliveryType", it.participation, c.DELIVERY),
            "ceterms:learningMethodType": self._methods(),
            "ceterms:estimatedDuration": self._duration(),
            "ceterms:estimatedCost": self._cost(),
            "ceterms:keyword": {self._language: list(it.tags)} if it.tags else None,
            "ceterms:image": it.image,
            "ceterms:subjectWebpage": self._address or it.url,
            "ceterms:requires": [self._requirement()],
            "ceterms:reviewProcess": [self._process(one) for one in it.quality],
            "ceterms:renewalFrequency": f"P{it.validity.months}M" if it.validity.months else None,
            "ceterms:renewal": self._renewal(),
            "ceterms:subject": [self._subject()] if it.field_of_study else None,
        }
        return _kept(told)

    def opportunity(self) -> Json:
        """Return the ``LearningOpportunityProfile`` that leads to it."""
        it = self._it
        provider = self._body(it.provider or it.awarding_bodies[0])
        told: Json = self._named("opportunity") | {
            "@type": "ceterms:LearningOpportunityProfile",
            "ceterms:name": _words(it.title),
            "ceterms:description": _words(it.description),
            "ceterms:lifeCycleStatusType": _concept("lifeCycle", "Active"),
            "ceterms:ownedBy": [provider],
            "ceterms:offeredBy": [provider],
            "ceterms:inLanguage": list(it.language_of_instruction) or [self._language],
            "ceterms:deliveryType": _concepts("deliveryType", it.participation, c.DELIVERY),
            "ceterms:teaches": [self._competency(one) for one in it.outcomes],
            "ceterms:estimatedDuration": self._duration(),
            "ceterms:subjectWebpage": self._address or it.url,
            "ceterms:requires": [self._entry(it.prerequisites)] if it.prerequisites else None,
        }
        return _kept(told)

    def _requirement(self) -> Json:
        it = self._it
        size = it.workload.credits
        told: Json = {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": _words(it.title),
            "ceterms:targetCompetency": [self._competency(one) for one in it.outcomes],
            "ceterms:targetAssessment": [one["@id"] for one in self.assessments],
            "ceterms:targetLearningOpportunity": [self._named("opportunity")["@id"]],
            "ceterms:creditValue": [value_profile(self._language, size, it.level)] if size else None,
        }
        return _kept(told)

    @staticmethod
    def _entry(words: LanguageMap) -> Json:
        return {"@type": "ceterms:ConditionProfile", "ceterms:description": _words(words)}

    def _renewal(self) -> list[Json] | None:
        renewal = self._it.validity.renewal
        return [self._entry(renewal)] if renewal else None

    def _assessment(self, one: Assessment) -> Json:
        outcomes = {outcome.id: outcome for outcome in self._it.outcomes}
        told: Json = self._named("assessment", one.id) | {
            "@type": "ceterms:AssessmentProfile",
            "ceterms:name": _words(one.title),
            "ceterms:description": _words(one.description) if one.description else None,
            "ceterms:identifier": [
                identifier(self._language, c.CODE, one.id),
                identifier(self._language, c.ASSESSMENT_TYPE, one.type),
            ],
            "ceterms:assessmentMethodType": [_concept("assessMethod", c.ASSESSMENTS[one.type])],
            "ceterms:isProctored": one.supervised != "no",
            "ceterms:assesses": [self._competency(outcomes[name]) for name in one.outcomes if name in outcomes],
            "ceterms:inLanguage": [self._language],
            "ceterms:lifeCycleStatusType": _concept("lifeCycle", "Active"),
            "ceterms:ownedBy": [self._body(self._it.awarding_bodies[0])],
            "ceterms:subjectWebpage": self._address or self._it.url,
        }
        return _kept(told)

    def _competency(self, one: Outcome) -> Json:
        """Return an outcome as an alignment; a skill of an outside framework is named where there is one (M6)."""
        skill = next((skill for skill in one.skills if skill.uri), None)
        told: Json = {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:codedNotation": one.id,
            "ceterms:targetNodeName": _words(one.text),
            "ceterms:targetNodeDescription": _all(criterion.text for criterion in one.criteria),
            "ceterms:frameworkName": {self._language: (skill and skill.framework) or c.OUTCOME_FRAMEWORK},
            "ceterms:targetNode": skill.uri if skill else None,
        }
        return _kept(told)

    def _level(self, level: Level) -> Json:
        return _kept({
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:codedNotation": level.value,
            "ceterms:targetNodeName": {self._language: str(level)},
            "ceterms:targetNode": f"{c.EQF_ADDRESS}{level.value}" if level.framework == "EQF" else None,
            "ceterms:frameworkName": {self._language: level.framework},
        })  # fmt: skip

    def _subject(self) -> Json:
        name = {self._language: self._it.field_of_study}
        return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": name}

    def _methods(self) -> list[Json]:
        found = _concepts("learnMethod", self._it.participation, c.METHODS)
        pace = self._it.schedule.pace if self._it.schedule else ""
        return found + ([_concept("learnMethod", c.PACES[pace])] if pace else [])

    def _duration(self) -> list[Json] | None:
        hours, schedule = self._it.workload.hours, self._it.schedule
        found: list[Json] = []
        if hours is not None:
            found.append({"@type": "ceterms:DurationProfile", "ceterms:timeRequired": f"PT{plain(hours)}H"})
        if schedule and schedule.weeks is not None and schedule.weeks == schedule.weeks.to_integral_value():
            found.append({"@type": "ceterms:DurationProfile", "ceterms:exactDuration": f"P{plain(schedule.weeks)}W"})
        return found or None

    def _cost(self) -> list[Json] | None:
        price = self._it.price
        if price is None:
            return None
        told: Json = {
            "@type": "ceterms:CostProfile",
            "ceterms:directCostType": _concept("costType", "AggregateCost"),
            "ceterms:price": float(price.amount),
            "ceterms:currency": price.currency,
            "ceterms:description": _words(price.note) if price.note else None,
            "ceterms:costDetails": self._address or self._it.url,
        }
        return [_kept(told)]

    def _process(self, one: QualityStatement) -> Json:
        """Return how quality is assured. Internal assurance is no accreditation, so no ``accreditedBy`` (M11)."""
        told: Json = {
            "@type": "ceterms:ProcessProfile",
            "ceterms:name": {self._language: f"{one.type}: {one.body}"},
            "ceterms:description": _words(one.description) if one.description else None,
            "ceterms:processMethod": one.url,
        }
        return _kept(told)

    def _body(self, one: Organisation) -> str:
        """Return the address of an organisation's node; it is made where it is first named."""
        if one.name not in self.bodies:
            own = ctid(self._base, one.country, one.name)
            place = {"@type": "ceterms:Place", "ceterms:addressCountry": {self._language: one.country}}
            told: Json = {
                "@id": f"{self._base}{own}",
                "@type": "ceterms:CredentialOrganization",
                "ceterms:ctid": own,
                "ceterms:name": {self._language: one.name},
                "ceterms:legalName": {self._language: one.legal_name} if one.legal_name else None,
                "ceterms:subjectWebpage": one.url,
                "ceterms:email": [one.email] if one.email else None,
                "ceterms:address": [
                    place | ({"ceterms:addressRegion": {self._language: one.region}} if one.region else {})
                ],
            }
            self.bodies[one.name] = _kept(told)
        return str(self.bodies[one.name]["@id"])


def _concept(vocabulary: str, name: str) -> Json:
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": f"{vocabulary}:{name}"}


def _concepts(vocabulary: str, codes: Iterable[str], names: dict[str, str]) -> list[Json]:
    return [_concept(vocabulary, names[code]) for code in codes if code in names]


def _words(words: LanguageMap) -> Json:
    return dict(words.entries)


def _all(words: Iterable[LanguageMap]) -> dict[str, Any] | None:
    """Return several texts as one language map: a paragraph each."""
    found: dict[str, list[str]] = {}
    for one in words:
        for tag, text in one.items():
            found.setdefault(tag, []).append(text)
    return {tag: "\n\n".join(texts) for tag, texts in found.items()} or None


def _kept(told: Json) -> Json:
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}

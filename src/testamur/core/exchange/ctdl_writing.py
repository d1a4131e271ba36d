"""A definition as a CTDL graph: the credential, how it is learned and assessed, and who stands behind it.

https://credreg.net/ctdl/terms ; classes, domains and ranges as they stood on 2026-08-06.
"""

from __future__ import annotations

from testamur.core.exchange import ctdl_terms as c
from testamur.core.exchange.ctdl_parts import (
    competency,
    concept,
    concepts,
    cost,
    duration,
    entry,
    kept,
    level,
    methods,
    process,
    subject,
    words,
)
from testamur.core.model.microcredential import Assessment, MicroCredential, Organisation
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
            "ceterms:name": words(it.title),
            "ceterms:description": words(it.description) | ({t.CARRIER: self._carried} if self._carried else {}),
            "ceterms:credentialId": it.id,
            "ceterms:versionCode": it.version,
            "ceterms:credentialStatusType": concept("credentialStat", "Active"),
            "ceterms:ownedBy": [self._body(one) for one in it.awarding_bodies],
            "ceterms:offeredBy": [self._body(it.provider or it.awarding_bodies[0])],
            "ceterms:inLanguage": list(it.language_of_instruction) or [self._language],
            "ceterms:atLevel": [level(one, self._language) for one in (it.level, *it.other_levels) if one],
            "ceterms:learningDeliveryType": concepts("deliveryType", it.participation, c.DELIVERY),
            "ceterms:learningMethodType": methods(it),
            "ceterms:estimatedDuration": duration(it),
            "ceterms:estimatedCost": cost(it, self._address),
            "ceterms:keyword": {self._language: list(it.tags)} if it.tags else None,
            "ceterms:image": it.image,
            "ceterms:subjectWebpage": self._address or it.url,
            "ceterms:requires": [self._requirement()],
            "ceterms:reviewProcess": [process(one, self._language) for one in it.quality],
            "ceterms:renewalFrequency": f"P{it.validity.months}M" if it.validity.months else None,
            "ceterms:renewal": self._renewal(),
            "ceterms:subject": [subject(it, self._language)] if it.field_of_study else None,
        }
        return kept(told)

    def opportunity(self) -> Json:
        """Return the ``LearningOpportunityProfile`` that leads to it."""
        it = self._it
        provider = self._body(it.provider or it.awarding_bodies[0])
        told: Json = self._named("opportunity") | {
            "@type": "ceterms:LearningOpportunityProfile",
            "ceterms:name": words(it.title),
            "ceterms:description": words(it.description),
            "ceterms:lifeCycleStatusType": concept("lifeCycle", "Active"),
            "ceterms:ownedBy": [provider],
            "ceterms:offeredBy": [provider],
            "ceterms:inLanguage": list(it.language_of_instruction) or [self._language],
            "ceterms:deliveryType": concepts("deliveryType", it.participation, c.DELIVERY),
            "ceterms:teaches": [competency(one, self._language) for one in it.outcomes],
            "ceterms:estimatedDuration": duration(it),
            "ceterms:subjectWebpage": self._address or it.url,
            "ceterms:requires": [entry(it.prerequisites)] if it.prerequisites else None,
        }
        return kept(told)

    def _requirement(self) -> Json:
        it = self._it
        size = it.workload.credits
        told: Json = {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": words(it.title),
            "ceterms:targetCompetency": [competency(one, self._language) for one in it.outcomes],
            "ceterms:targetAssessment": [one["@id"] for one in self.assessments],
            "ceterms:targetLearningOpportunity": [self._named("opportunity")["@id"]],
            "ceterms:creditValue": [value_profile(self._language, size, it.level)] if size else None,
        }
        return kept(told)

    def _renewal(self) -> list[Json] | None:
        renewal = self._it.validity.renewal
        return [entry(renewal)] if renewal else None

    def _assessment(self, one: Assessment) -> Json:
        outcomes = {outcome.id: outcome for outcome in self._it.outcomes}
        told: Json = self._named("assessment", one.id) | {
            "@type": "ceterms:AssessmentProfile",
            "ceterms:name": words(one.title),
            "ceterms:description": words(one.description) if one.description else None,
            "ceterms:identifier": [
                identifier(self._language, c.CODE, one.id),
                identifier(self._language, c.ASSESSMENT_TYPE, one.type),
            ],
            "ceterms:assessmentMethodType": [concept("assessMethod", c.ASSESSMENTS[one.type])],
            "ceterms:isProctored": one.supervised != "no",
            "ceterms:assesses": [
                competency(outcomes[name], self._language) for name in one.outcomes if name in outcomes
            ],
            "ceterms:inLanguage": [self._language],
            "ceterms:lifeCycleStatusType": concept("lifeCycle", "Active"),
            "ceterms:ownedBy": [self._body(self._it.awarding_bodies[0])],
            "ceterms:subjectWebpage": self._address or self._it.url,
        }
        return kept(told)

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
            self.bodies[one.name] = kept(told)
        return str(self.bodies[one.name]["@id"])

"""The parts of a CTDL graph that stand for themselves: alignments, durations, costs, processes, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from testamur.core.exchange import ctdl_terms as c
from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import MicroCredential, Outcome, QualityStatement
from testamur.core.model.quantity import plain
from testamur.core.rules.exchange.resources import Json


def competency(one: Outcome, language: str) -> Json:
    """Return an outcome as an alignment; a skill of an outside framework is named where there is one (M6)."""
    skill = next((skill for skill in one.skills if skill.uri), None)
    told: Json = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:codedNotation": one.id,
        "ceterms:targetNodeName": words(one.text),
        "ceterms:targetNodeDescription": paragraphs(criterion.text for criterion in one.criteria),
        "ceterms:frameworkName": {language: (skill and skill.framework) or c.OUTCOME_FRAMEWORK},
        "ceterms:targetNode": skill.uri if skill else None,
    }
    return kept(told)


def level(told: Level, language: str) -> Json:
    """Return a level as an alignment; only those of Europe have addresses."""
    return kept({
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:codedNotation": told.value,
        "ceterms:targetNodeName": {language: str(told)},
        "ceterms:targetNode": f"{c.EQF_ADDRESS}{told.value}" if told.framework == "EQF" else None,
        "ceterms:frameworkName": {language: told.framework},
    })  # fmt: skip


def subject(it: MicroCredential, language: str) -> Json:
    """Return the field of study."""
    name = {language: it.field_of_study}
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": name}


def methods(it: MicroCredential) -> list[Json]:
    """Return how one learns: where, and alone or with others."""
    found = concepts("learnMethod", it.participation, c.METHODS)
    pace = it.schedule.pace if it.schedule else ""
    return found + ([concept("learnMethod", c.PACES[pace])] if pace else [])


def duration(it: MicroCredential) -> list[Json] | None:
    """Return the hours of work, and the weeks that they take."""
    hours, schedule = it.workload.hours, it.schedule
    found: list[Json] = []
    if hours is not None:
        found.append({"@type": "ceterms:DurationProfile", "ceterms:timeRequired": f"PT{plain(hours)}H"})
    if schedule and schedule.weeks is not None and schedule.weeks == schedule.weeks.to_integral_value():
        found.append({"@type": "ceterms:DurationProfile", "ceterms:exactDuration": f"P{plain(schedule.weeks)}W"})
    return found or None


def cost(it: MicroCredential, address: str) -> list[Json] | None:
    """Return the price. A number of JSON is exact for any price that people pay."""
    price = it.price
    if price is None:
        return None
    told: Json = {
        "@type": "ceterms:CostProfile",
        "ceterms:directCostType": concept("costType", "AggregateCost"),
        "ceterms:price": float(price.amount),
        "ceterms:currency": price.currency,
        "ceterms:description": words(price.note) if price.note else None,
        "ceterms:costDetails": address or it.url,
    }
    return [kept(told)]


def process(one: QualityStatement, language: str) -> Json:
    """Return how quality is assured. Internal assurance is no accreditation, so no ``accreditedBy`` (M11)."""
    told: Json = {
        "@type": "ceterms:ProcessProfile",
        "ceterms:name": {language: f"{one.type}: {one.body}"},
        "ceterms:description": words(one.description) if one.description else None,
        "ceterms:processMethod": one.url,
    }
    return kept(told)


def entry(told: LanguageMap) -> Json:
    """Return a condition in words."""
    return {"@type": "ceterms:ConditionProfile", "ceterms:description": words(told)}


def concept(vocabulary: str, name: str) -> Json:
    """Return a concept of one of CTDL's vocabularies."""
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": f"{vocabulary}:{name}"}


def concepts(vocabulary: str, codes: Iterable[str], names: Mapping[str, str]) -> list[Json]:
    """Return the concepts of those of our codes that have one."""
    return [concept(vocabulary, names[code]) for code in codes if code in names]


def words(told: LanguageMap) -> Json:
    """Return a text as a language map."""
    return dict(told.entries)


def paragraphs(texts: Iterable[LanguageMap]) -> Json | None:
    """Return several texts as one language map: a paragraph each."""
    found: dict[str, list[str]] = {}
    for one in texts:
        for tag, text in one.items():
            found.setdefault(tag, []).append(text)
    return {tag: "\n\n".join(parts) for tag, parts in found.items()} or None


def kept(told: Json) -> Json:
    """Return what says something: an empty term would be refused."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}

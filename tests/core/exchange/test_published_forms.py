"""What machines get of a published definition: valid to the standards' own checkers, and the same each time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from courses import ADDRESS, example, examples
from judges import of_open_badges
from testamur.core.exchange import badge_class, ctdl, elm, open_badges
from testamur.packs.narratives import labels

Json = dict[str, Any]


def node(graph: Json, kind: str) -> Json:
    found: Json = next(one for one in graph["@graph"] if one["@type"] == f"ceterms:{kind}")
    return found


@pytest.mark.parametrize("name", examples())
def test_an_achievement_is_one_to_the_schema(name: str) -> None:
    assert of_open_badges(open_badges(example(name), ADDRESS, labels("en"))) == []


def test_a_badge_class_has_what_2_0_requires_and_no_term_of_3_0() -> None:
    told = badge_class(example("data-stewardship"), ADDRESS, labels("en"), image="https://u.example/i.png")

    assert {"@context", "type", "id", "name", "description", "image", "criteria", "issuer"} <= set(told)
    assert all("targetType" not in one for one in told["alignment"])
    assert told["issuer"]["type"] == "Issuer"


@pytest.mark.parametrize("name", examples())
def test_a_graph_names_every_node_that_it_points_to(name: str) -> None:
    graph = ctdl(example(name), ADDRESS)
    named = {one["@id"] for one in graph["@graph"]}
    credential = node(graph, "MicroCredential")
    condition = credential["ceterms:requires"][0]

    pointed = [*credential["ceterms:ownedBy"], *credential["ceterms:offeredBy"]]
    pointed += condition["ceterms:targetAssessment"] + condition["ceterms:targetLearningOpportunity"]
    assert set(pointed) <= named


def test_a_graph_has_the_same_names_in_every_version() -> None:
    course = example("data-stewardship")

    first, again = ctdl(course), ctdl(course, ADDRESS)
    assert [one["@id"] for one in first["@graph"]] == [one["@id"] for one in again["@graph"]]


def test_internal_assurance_is_no_accreditation() -> None:
    course = example("data-stewardship")

    assert "accreditedBy" not in json.dumps(ctdl(course))
    assert "Accreditation" not in json.dumps(elm(course))


def test_hours_are_hours_and_never_months() -> None:
    achievement = elm(example("data-stewardship"), ADDRESS)["learningAchievementSpecification"]

    assert achievement["volumeOfLearning"] == "PT125H"
    assert achievement["creditPoint"][0]["point"] == "5"


def test_a_level_of_europe_makes_a_partial_qualification() -> None:
    achievement = elm(example("data-stewardship"), ADDRESS)["learningAchievementSpecification"]

    assert achievement["type"] == "Qualification"
    assert achievement["isPartialQualification"] is True
    assert achievement["eqfLevel"]["id"] == "http://data.europa.eu/snb/eqf/6"


def test_without_one_it_is_an_achievement_with_its_level_beside_it() -> None:
    achievement = elm(example("ai-ethics"), ADDRESS)["learningAchievementSpecification"]

    assert achievement["type"] == "LearningAchievementSpecification"
    assert "eqfLevel" not in achievement
    assert "isPartialQualification" not in achievement


def test_what_the_context_leaves_to_another_one_is_said_beside_it() -> None:
    """The model's context has no alias for ids and types: without them, nothing in the graph is of any type."""
    _model, beside = elm(example("data-stewardship"), ADDRESS)["@context"]

    assert beside == {"id": "@id", "type": "@type"}


def test_every_term_of_the_model_is_one_of_its_context() -> None:
    """A term that the context does not know is dropped without a word (domain.md 2.2, trap 1)."""
    known = set(ELM_TERMS)
    for name in examples():
        assert set(terms(elm(example(name), ADDRESS))) <= known


def terms(told: object) -> set[str]:
    if isinstance(told, list):
        return {term for one in told for term in terms(one)}
    if not isinstance(told, dict):
        return set()
    found = {name for name in told if not name.startswith("@")}
    return found | {
        term for name, one in told.items() if name not in LANGUAGE_MAPS and name != "rdf:value" for term in terms(one)
    }


LANGUAGE_MAPS = {
    "title",
    "description",
    "prefLabel",
    "altLabel",
    "legalName",
    "noteLiteral",
    "category",
    "geographicName",
}
ELM_TERMS = LANGUAGE_MAPS | {
    *("id", "type", "identifier", "homepage", "mode", "duration", "providedBy", "priceDetail", "inScheme", "notation"),
    *("learningAchievementSpecification", "learningActivitySpecification", "dcType", "thematicArea", "location"),
    *("volumeOfLearning", "creditPoint", "eqfLevel", "nqfLevel", "educationLevel", "isPartialQualification", "address"),
    *("language", "entryRequirement", "learningOutcome", "provenBy", "awardingOpportunity", "additionalNote"),
    *("awardingBody", "subject", "relatedESCOSkill", "relatedSkill", "contactHour", "hasPart", "amount", "unit"),
    *("framework", "point", "contentURL", "contactPoint", "emailAddress", "countryCode", "schemeName"),
    # The profile asks for it, the context has no alias for it; and `value` leads elsewhere there.
    *("elm:defaultLanguage", "rdf:value"),
}

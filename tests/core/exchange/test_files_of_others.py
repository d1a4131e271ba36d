"""What others write: read as far as it goes, the rest told with its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from course_backups import FILES, HEAD, tarred, zipped
from testamur.core.exchange import ExchangeError, Imported, Options, import_definitions
from testamur.core.model.quantity import CreditAmount
from testamur.packs.narratives import labels

OPTIONS = Options(labels=labels, body={"name": "Harbour College", "country": "IE"})


def read(told: Any, **about: str) -> Imported:
    data = told if isinstance(told, bytes) else orjson.dumps(told)
    (found,) = import_definitions(data, OPTIONS, **about).found
    return found


def notices(found: Imported) -> list[tuple[str, str]]:
    return [(one.code, one.facts.get("key") or one.facts.get("term") or "") for one in found.notices]


BADGE: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://b.example/maps",
    "name": "Chart Reader",
    "description": "<p>Reads <b>charts</b>.</p>",
    "image": "https://b.example/maps.png",
    "criteria": {"narrative": "Show three charts."},
    "issuer": {"type": "Issuer", "name": "Harbour College", "url": "https://harbour.example/"},
    "alignment": [
        {"targetName": "read maps", "targetUrl": "http://data.europa.eu/esco/skill/1", "targetFramework": "ESCO"},
        {"targetName": "Level 5", "targetUrl": "http://data.europa.eu/snb/eqf/5"},
    ],
    "funding": "none",
}


def test_a_badge_of_others_becomes_a_draft_that_says_what_was_assumed() -> None:
    found = read(BADGE)

    assert found.title == "Chart Reader"
    assert "description: Reads charts." in found.source
    assert "uri: http://data.europa.eu/esco/skill/1" in found.source
    assert "framework: EQF" in found.source
    assert {
        ("unread-term", "funding"),
        ("markup-removed", "description"),
        ("skill-as-outcome", ""),
        ("kept-as-words", "further_information"),
        ("assumed", "outcomes.kind"),
        ("assumed", "level.basis"),
        ("assumed", "id"),
    } <= set(notices(found))
    assert [problem.key for problem in found.lacking] == ["awarding_body[0].country"]


def test_a_credential_around_an_achievement_is_opened_and_the_person_not_looked_at() -> None:
    credential = {
        "@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "type": ["VerifiableCredential", "AchievementCredential"],
        "credentialSubject": {
            "identifier": [{"identityHash": "Ana Person"}],
            "achievement": {
                "type": ["Achievement"],
                "name": "Chart Reader",
                "description": "Reads charts.",
                "creditsAvailable": 3,
                "criteria": {"narrative": "Show three."},
            },
        },
    }
    found = read(credential)

    assert found.definition is not None
    assert "Ana" not in found.source + repr(found.notices)
    assert ("credits-without-unit", "") in notices(found)
    assert found.definition.workload.credits is None
    assert found.definition.awarding_bodies[0].name == "Harbour College"


def test_a_learning_opportunity_of_a_registry_is_read_with_its_prefixes() -> None:
    graph = {
        "@context": "https://credreg.net/ctdl/schema/context/json",
        "@graph": [
            {
                "@id": "https://r.example/ce-1",
                "@type": "ceterms:LearningOpportunityProfile",
                "ceterms:name": {"en-US": "Welding"},
                "ceterms:description": {"en-US": "Weld."},
                "ceterms:teaches": [
                    {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": {"en-US": "Weld a seam"}}
                ],
                "ceterms:estimatedDuration": [{"ceterms:exactDuration": "PT40H"}],
                "ceterms:jurisdiction": [{"ceterms:globalJurisdiction": True}],
            }
        ],
    }
    found = read(graph)

    assert found.definition is not None
    assert dict(found.definition.title) == {"en-US": "Welding"}
    assert found.definition.outcomes[0].text.original == "Weld a seam"
    assert str(found.definition.workload.hours) == "40"
    assert ("unread-term", "jurisdiction") in notices(found)


@pytest.mark.vectors
@pytest.mark.skipif("TESTAMUR_VECTORS" not in os.environ, reason="TESTAMUR_VECTORS names no folder")
def test_the_official_sample_of_the_european_model_is_read() -> None:
    folder = Path(os.environ["TESTAMUR_VECTORS"]) / "elm-v3/Credentials/JSON-LD Examples (ELM v3)"
    found = read((folder / "Sample-MC-Annex1-unsigned.jsonld").read_bytes())

    assert found.title == "Digital micro-credential creation"
    assert "credits: 2 ECTS" in found.source
    assert "hours: 60" in found.source
    assert "Andromeda" not in found.source
    assert "name: UniZ" in found.source
    assert "type: artefact_assessment" in found.source
    assert "framework: ESCO" in found.source
    # The sample describes the course, and not what the credential is.
    assert [problem.key for problem in found.lacking] == ["description"]


@pytest.mark.parametrize("data", [zipped(), tarred()], ids=["zip", "tar"])
def test_a_course_backup_becomes_a_draft(data: bytes) -> None:
    found = read(data, name="backup.mbz")
    course = found.definition

    assert course is not None
    assert course.id == "MAP-101"
    assert course.description.original == "Draw a usable map."
    assert course.workload.credits == CreditAmount(course.workload.credits.value, "ECTS")  # type: ignore[union-attr]
    assert str(course.workload.hours) == "50"
    assert [outcome.id for outcome in course.outcomes] == ["LO1"]
    assert course.outcomes[0].criteria[0].text.original == "The line is within five metres."
    assert [one.id for one in course.assessments] == ["assign-12", "quiz-13"]
    assert [one.type for one in course.assessments] == ["marked_assignment", "quiz"]
    assert [(one.title.original, str(one.hours)) for one in course.activities] == [
        ("Reading a chart", "0"),
        ("Map of a bay", "0"),
        ("Symbols", "1.5"),
    ]
    assert {("hours-unknown", ""), ("not-taken", ""), ("assumed", "participation")} <= set(notices(found))


def test_people_in_a_backup_are_not_opened() -> None:
    found = read(zipped({**FILES, "users.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><users>&a;</users>"}))

    assert found.definition is not None
    assert "file-unreadable" not in [one.code for one in found.notices]


def test_a_file_of_a_backup_that_is_broken_is_told_and_the_rest_goes_on() -> None:
    found = read(zipped({**FILES, "outcomes.xml": "<outcomes_definition>"}))

    told = next(one for one in found.notices if one.code == "file-unreadable")
    assert told.place == "outcomes.xml:1"
    assert found.title == "Coastal Mapping"


TABLE = """title;country;awarding_body;outcomes;level;ects;tags;colour
Chart Reading;IE;Harbour College;Read a chart.
Rows of words;;;;;;;
"""


def test_a_table_with_the_columns_people_write_is_read_row_by_row() -> None:
    text = (
        "Title,Country,Awarding body,Description,Outcomes,Level,ECTS,Tags,Colour\r\n"
        'Chart Reading,IE,Harbour College,Reads.,"Read a chart.\nDraw a chart.",EQF 5,2,"maps, sea",blue\r\n'
        "\r\n"
        "Knots,XX,Harbour College,Ties.,Tie a knot.,EQF 9,two,,\r\n"
    )
    batch = import_definitions(text.encode(), OPTIONS, name="many.csv")
    first, second = batch.found

    assert first.definition is not None
    assert [outcome.text.original for outcome in first.definition.outcomes] == ["Read a chart.", "Draw a chart."]
    assert first.definition.tags == ("maps", "sea")
    assert [(one.code, one.place) for one in first.notices if one.code == "unread-column"] == [
        ("unread-column", "2:Colour")
    ]
    assert second.place == "5"
    dropped = {one.facts["key"]: one.place for one in second.notices if one.code == "dropped"}
    assert dropped["workload.credits"] == "5:ECTS"
    assert dropped["level[0].value"] == "5:Level"
    assert "level:" not in second.source
    assert "awarding_body[0].country" in {problem.key for problem in second.lacking} | set(dropped)


def test_what_looks_like_a_formula_is_text_in_a_table_and_comes_back_as_it_was() -> None:
    from dataclasses import replace

    from courses import example
    from testamur.core.exchange import export_definition
    from testamur.core.model.language import LanguageMap

    course = replace(example("first-aid"), title=LanguageMap.of(en='=HYPERLINK("http://x")'), tags=("'=x", "-1", "@a"))
    data = export_definition(course, "csv", OPTIONS).data

    assert b"'=HYPERLINK" in data
    assert read(data, name="one.csv").definition == course


def test_a_backup_without_its_head_is_not_one() -> None:
    with pytest.raises(ExchangeError, match="not-a-backup"):
        read(zipped({"course/course.xml": "<course/>"}), form="moodle")


def test_assessments_are_told_where_there_are_no_outcomes_to_assess() -> None:
    found = read(zipped({"moodle_backup.xml": HEAD}))

    assert ("assessments-without-outcomes", "") in notices(found)
    assert found.title == "Coastal Mapping"


@pytest.mark.parametrize(
    "text",
    [
        "testamur: 1\ntitle: Knots\nworkload: {hours: -40}\n",
        "testamur: 1\ntitle: {en: Knots, ms: Simpulan}\nworkload: {hours: -40}\n",
        "testamur: 1\ntitle: 'Knots'\noutcomes: [\n",
    ],
)
def test_a_title_is_kept_though_the_rest_of_the_file_has_problems(text: str) -> None:
    (found,) = import_definitions(text.encode(), Options(labels=labels), name="knots.yaml").found
    assert found.definition is None
    assert found.title == "Knots"

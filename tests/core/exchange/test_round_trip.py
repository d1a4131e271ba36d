"""What goes out comes back the same; what somebody changed outside comes back changed; what is lost is told."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from courses import ADDRESS, ROOT, example, examples
from testamur import packs
from testamur.core.exchange import (
    WRITABLE,
    ExchangeError,
    Options,
    attachment,
    export_definition,
    export_table,
    import_definitions,
    losses,
)
from testamur.core.exchange.tree import tree_of, yaml_of
from testamur.core.model import definition
from testamur.core.model.language import LanguageMap
from testamur.packs.narratives import labels

OPTIONS = Options(labels=labels, address=ADDRESS)
FILES = [
    *sorted((ROOT / "examples").glob("*/microcredential.yaml")),
    *sorted((ROOT / "src/testamur/demo/definitions").glob("*.yaml")),
    ROOT / "docs/protocols/every-key.yaml",
]
VISIBLE = [form for form in WRITABLE if form != "yaml"]


def sources() -> list[tuple[str, str]]:
    """Examples, the demo's definitions, and what templates begin with."""
    plain = [(path.parent.name + path.name, path.read_text(encoding="utf-8")) for path in FILES]
    begun = [(name, yaml.safe_load(text)["definition"]) for name, text in packs.templates().items()]
    return plain + begun


@pytest.mark.parametrize("form", WRITABLE)
def test_a_file_goes_out_and_comes_back_word_for_word(form: str) -> None:
    for path, source in sources():
        course = definition.parse(source)

        out = export_definition(course, form, OPTIONS, source=source)
        (back,) = import_definitions(out.data, OPTIONS).found

        assert back.definition == course, path
        assert not back.lacking
        assert form == "csv" or back.source == source, path
        assert [one.code for one in back.notices] == [], path


@pytest.mark.parametrize("form", WRITABLE)
def test_a_file_written_at_one_address_is_read_at_another(form: str) -> None:
    course = example("teaching-online")

    out = export_definition(course, form, OPTIONS)
    (back,) = import_definitions(out.data, replace(OPTIONS, address="", language="ms")).found

    assert back.definition == course


@pytest.mark.parametrize("name", examples())
def test_a_tree_says_all_of_a_definition(name: str) -> None:
    assert definition.parse(yaml_of(tree_of(example(name)))) == example(name)


def test_many_definitions_are_one_table_and_back() -> None:
    courses = [example(name) for name in examples()]

    batch = import_definitions(export_table(courses), OPTIONS, name="all.csv")

    assert [one.definition for one in batch.found] == courses
    assert next(one.place for one in batch.found) == "2"


def test_a_title_changed_in_a_badge_is_the_title_and_the_rest_is_kept() -> None:
    course = example("data-stewardship")
    badge = orjson.loads(export_definition(course, "open-badges-3", OPTIONS).data)
    badge["name"] = "Stewardship of Data"

    (back,) = import_definitions(orjson.dumps(badge), OPTIONS).found

    assert back.definition == replace(course, title=LanguageMap.of(en="Stewardship of Data"))
    assert [(one.code, one.place) for one in back.notices] == [("changed-outside", "/name")]


def test_an_outcome_taken_out_of_a_graph_is_gone_with_what_only_our_file_knew_of_it() -> None:
    course = example("data-stewardship")
    graph = orjson.loads(export_definition(course, "elm", OPTIONS).data)
    outcomes = graph["learningAchievementSpecification"]["learningOutcome"]
    graph["learningAchievementSpecification"]["learningOutcome"] = [
        one for one in outcomes if one["identifier"]["notation"] != "LO4"
    ]

    (back,) = import_definitions(orjson.dumps(graph), OPTIONS).found

    assert "id: LO4" not in back.source
    assert ("removed-outside", "outcomes[3]") in [(one.code, one.facts.get("key")) for one in back.notices]
    # The assessments in our file still name it, so people have to look: each broken reference is dropped and told.
    assert {one.facts["key"] for one in back.notices if one.code == "dropped"} == {
        "assessments[2].outcomes[2]",
        "activities[3].outcomes[1]",
        "activities[4].outcomes[1]",
        "activities[5].outcomes[0]",
    }


def test_an_address_added_to_a_graph_is_added() -> None:
    course = example("ai-ethics")
    graph = orjson.loads(export_definition(replace(course, image=""), "ctdl", OPTIONS).data)
    graph["@graph"][0]["ceterms:image"] = "https://u.example/badge.png"

    (back,) = import_definitions(orjson.dumps(graph), OPTIONS).found

    assert back.definition is not None
    assert back.definition.image == "https://u.example/badge.png"
    assert [one.code for one in back.notices] == ["added-outside"]


def test_a_word_changed_in_a_document_is_changed() -> None:
    course = example("data-stewardship")
    changed = rewritten(export_definition(course, "docx", OPTIONS).data, "Peer reuse test", "Test of reuse by peers")

    (back,) = import_definitions(changed, OPTIONS).found

    assert back.definition is not None
    assert back.definition.activities[3].title.original == "Test of reuse by peers"
    assert [(one.code, one.facts["key"]) for one in back.notices] == [("changed-outside", "activities[3].title.en")]
    assert back.notices[0].place.startswith("word/document.xml:")


def test_a_document_without_our_file_still_says_everything() -> None:
    course = example("data-stewardship")
    held = zipfile.ZipFile(io.BytesIO(export_definition(course, "docx", OPTIONS).data))
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as archive:
        for name in held.namelist():
            if not name.startswith("customXml"):
                archive.writestr(name, held.read(name))

    (back,) = import_definitions(bare.getvalue(), OPTIONS, name="dossier.docx").found

    assert back.definition == course


def test_a_document_is_the_same_byte_for_byte() -> None:
    course = example("first-aid")

    assert export_definition(course, "docx", OPTIONS) == export_definition(course, "docx", OPTIONS)


def test_a_pdf_gives_back_what_is_attached_to_it() -> None:
    course = example("first-aid")
    held = attachment(definition.dump(course))
    pdf = b"%PDF-1.7\n1 0 obj\n<</Type /EmbeddedFile /Length 9>>\nstream\n" + held + b"\nendstream\nendobj\n%%EOF"

    (back,) = import_definitions(pdf, OPTIONS).found

    assert back.definition == course


@pytest.mark.parametrize("form", VISIBLE)
def test_what_is_lost_is_what_only_our_file_brings_back(form: str) -> None:
    """Without our file inside, exactly the losses differ: nothing goes missing that is not listed."""
    course = example("data-stewardship")
    listed = {loss.key for loss in losses(course, form, OPTIONS)}

    assert ("contributors[0].name" in listed) == (form not in ("csv", "docx"))
    assert "title.en" not in listed
    assert "outcomes[0].text.en" not in listed


def test_a_badge_does_not_say_hours_or_the_unit_of_credits() -> None:
    listed = {loss.key for loss in losses(example("data-stewardship"), "open-badges-3", OPTIONS)}

    assert {"workload.hours", "workload.credits", "participation[0]"} <= listed


def test_what_is_read_only_is_not_written() -> None:
    with pytest.raises(ExchangeError, match="read-only"):
        export_definition(example("first-aid"), "moodle", OPTIONS)


def rewritten(data: bytes, before: str, after: str) -> bytes:
    """Return a document in which somebody wrote *after* for *before*, as a word processor saves it."""
    held = zipfile.ZipFile(io.BytesIO(data))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in held.namelist():
            text = held.read(name)
            archive.writestr(name, text.replace(before.encode(), after.encode()) if name.startswith("word/") else text)
    return made.getvalue()


MARKS = "<\u202a\u202b\u202c\u202d\u202e"  # what no text of a definition may have
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=MARKS),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
WANTED = {"id", "version", "title", "description", "awarding_body", "award_rule", "outcomes", "issuer", "mandate"}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), title=WORDS, text=WORDS, criterion=WORDS, note=WORDS)
def test_whatever_a_definition_says_comes_back(
    data: st.DataObject, title: str, text: str, criterion: str, note: str
) -> None:
    """Any part may be missing, and its words may be any: formulas, apostrophes, marks of other writing."""
    tree = tree_of(definition.parse((ROOT / "docs/protocols/every-key.yaml").read_bytes()))
    left_out = data.draw(st.sets(st.sampled_from(sorted(set(tree) - WANTED))))
    kept = {key: value for key, value in tree.items() if key not in left_out}
    kept["title"] = {"en": title, **({"ca": text} if len(text) % 2 else {})}
    kept["outcomes"][0]["text"] = {"en": text}
    kept["outcomes"][0]["criteria"][0]["text"] = {"en": criterion}
    kept |= {"further_information": {"en": note}}
    try:
        course = definition.parse(yaml_of(kept))
    except definition.DefinitionError:
        assume(False)  # noqa: FBT003 - hypothesis' own signature
        return
    for form in VISIBLE:
        (back,) = import_definitions(export_definition(course, form, OPTIONS).data, OPTIONS, form=form).found
        assert back.definition == course, form


def test_the_examples_are_all_there() -> None:
    assert len(FILES) > 6
    assert all(Path(path).exists() for path in FILES)

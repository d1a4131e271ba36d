"""Files of frameworks that are broken, or meant to break something, are refused with the place that is wrong."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framework_downloads as made
from framework_downloads import ESCO, Held
from testamur.adapters.framework_files import opened
from testamur.core.exchange.frameworks import gathering, source
from testamur.core.exchange.frameworks.forms import FORMS, read
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.rules.exchange import ExchangeError

ASKED = Asked(code="quay", version="1.0")
HEAD = "conceptType,conceptUri,preferredLabel\n"


def refused(files: Held, form: str = "", asked: Asked = ASKED) -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        read(files, asked, form)
    return caught.value


@pytest.mark.parametrize(
    ("skills", "code", "place"),
    [
        ("conceptUri,label\nx,y\n", "cell-empty", "skills_en.csv:2"),
        ("a,b\nx,y\n", "column-missing", "skills_en.csv:1"),
        ("", "no-heading", "skills_en.csv:1"),
        (HEAD + "K,u:1,one\nK,u:1,again\n", "concept-twice", "skills_en.csv:3"),
        (HEAD + "K,u:1,one,and,more\n", "row-too-long", "skills_en.csv:2"),
        (HEAD + 'K,u:1,"never closed\nK,u:2,two\n', "quote-open", "skills_en.csv:3"),
        (HEAD + "K,has space,one\n", "not-an-identifier", "skills_en.csv:2"),
        (HEAD + "K,u:1,one\x00\n", "has-nul", "skills_en.csv:2"),
        (HEAD + f"K,u:1,{'x' * 100_001}\n", "cell-too-long", "skills_en.csv:2"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(skills: str, code: str, place: str) -> None:
    error = refused(made.held(skills_en=skills), "esco")
    assert (error.code, error.place) == (code, place)


def test_text_in_another_encoding_is_refused_with_its_line() -> None:
    error = refused(Held({"skills_en.csv": HEAD.encode() + "K,u:1,ñudo\n".encode("latin-1")}), "esco")
    assert (error.code, error.place) == ("not-utf-8", "skills_en.csv:2")


def test_a_hierarchy_that_leads_back_to_itself_is_refused_with_the_way() -> None:
    back = made.BROADER + f"SkillGroup,{ESCO}skill/S1,KnowledgeSkillCompetence,{ESCO}skill/1\n"
    error = refused(made.esco(broaderRelationsSkillPillar=back))
    assert error.code == "circle"
    assert "tie knots → work on the quay" in error.facts["nodes"] or "work on the quay → tie" in error.facts["nodes"]
    assert error.place.startswith("broaderRelationsSkillPillar.csv:")


def test_a_very_long_way_up_is_walked_without_harm() -> None:
    rows = "".join(f"K{at},step {at},K{at + 1}\n" for at in range(2_000))
    found = read(Held({"own.csv": f"code,label,broader\n{rows}K2000,top,\n".encode()}), ASKED, "csv")
    assert len(found.taxonomy.links) == 2_000
    error = refused(Held({"own.csv": f"code,label,broader\n{rows}K2000,top,K0\n".encode()}), "csv")
    assert error.code == "circle"
    assert len(error.facts["nodes"]) < 300


def test_a_relation_that_nobody_knows_is_refused() -> None:
    error = refused(made.esco(occupationSkillRelations=made.NEEDS.replace("optional", "perhaps")))
    assert (error.code, error.facts["found"]) == ("not-a-relation", "perhaps")


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as small:
        small.setattr(gathering, "MAX_NODES", 1)
        assert refused(made.esco()).code == "too-many-concepts"
    with monkeypatch.context() as small:
        small.setattr(gathering, "MAX_LINKS", 1)
        assert refused(made.esco()).code == "too-many-relations"
    with monkeypatch.context() as small:
        small.setattr(source, "MAX_ROWS", 1)
        assert refused(made.esco()).code == "too-many-rows"
    with monkeypatch.context() as small:
        small.setattr(source, "MAX_BYTES", 10)
        assert refused(made.esco()).code == "too-large"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("{", "not-json"),
        ("[" * 200, "too-deep"),
        ('{"CFDocument": {}, "CFItems": [{"fullStatement": "x"}]}', "cell-empty"),
        ('{"CFDocument": {"version": "1"}, "CFItems": []}', "no-concepts"),
        ('{"@graph": [{"@id": "a", "@type": "skos:Concept"}]}', "cell-empty"),
        ('[{"skillName": "", "skillStatement": "x", "id": "a"}]', "cell-empty"),
        ('{"nothing": 1}', "no-reader"),
        ('[{"id": "a", "skillName": "a\\u0000", "skillStatement": "b"}]', "has-nul"),
    ],
)
def test_a_broken_document_is_refused(told: str, code: str) -> None:
    assert refused(Held({"one.json": told.encode()})).code == code


def test_two_frameworks_in_one_graph_are_refused() -> None:
    two = {"@graph": [*made.ASN["@graph"], {"@id": "b", "@type": "ceasn:CompetencyFramework"}]}
    assert refused(Held({"one.json": orjson.dumps(two)})).code == "many-frameworks"


def test_a_version_has_to_be_known() -> None:
    assert refused(made.esco(), asked=Asked()).code == "no-version"


def test_a_bomb_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "esco.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("skills_en.csv", b"0" * 60_000_000)
    with pytest.raises(ExchangeError) as caught:
        read(opened(path).files, ASKED)
    assert caught.value.code == "shrunk-too-well"


def test_an_archive_a_folder_and_a_file_give_the_same(tmp_path: Path) -> None:
    files = made.esco()
    packed, folder = tmp_path / "ESCO dataset - v1.2.0.zip", tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in files.held.items():
            held.writestr(f"inside/{name}", data)
            (folder / name).write_bytes(data)
    found = [read(opened(path).files, Asked(version="1.2.0")).taxonomy for path in (packed, folder)]
    assert found[0] == found[1]
    assert opened(packed).digest == opened(packed).digest


def test_an_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "esco.zip"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(ExchangeError) as caught:
        opened(path)
    assert caught.value.code == "not-an-archive"


def damaged() -> st.SearchStrategy[bytes]:
    whole = io.BytesIO(made.SKILLS.encode()).getvalue()
    return st.builds(
        lambda at, new: whole[:at] + new + whole[at + 1 :],
        st.integers(0, len(whole) - 1),
        st.binary(min_size=0, max_size=3),
    )


@settings(max_examples=40, deadline=None)
@given(damaged(), st.sampled_from(FORMS))
def test_damage_at_random_is_read_or_refused_and_nothing_else(data: bytes, form: str) -> None:
    for name in ("skills_en.csv", "one.json", "Occupation Data.txt"):
        with suppress(ExchangeError):
            read(Held({name: data}), ASKED, form)

"""What each publisher's files say of skills and occupations is what is read, and what is written can be read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import orjson
import pytest

import framework_downloads as made
from framework_downloads import ESCO, Held
from taxonomies import HARBOUR, IN_SPANISH
from testamur.core.exchange.frameworks import case, table
from testamur.core.exchange.frameworks.forms import read, recognised
from testamur.core.exchange.frameworks.gathering import Read
from testamur.core.exchange.frameworks.genders import both_forms
from testamur.core.exchange.frameworks.source import Asked, Faults
from testamur.core.rules.exchange import ExchangeError
from testamur.core.skills.taxonomy import Match, Node, NodeKind, Relation, Taxonomy

AT = datetime(2026, 3, 2, tzinfo=UTC)
ASKED = Asked(code="quay", version="1.0")


def of(files: Held, asked: Asked = ASKED) -> Read:
    return read(files, asked)


def document(told: object) -> Held:
    return Held({"one.json": orjson.dumps(told)})


def by_end(found: Taxonomy) -> dict[str, Node]:
    return {node.uri.rpartition("/")[2]: node for node in found.nodes}


def relations(found: Taxonomy) -> set[tuple[str, str, str]]:
    return {(one.source.rpartition("/")[2], one.relation.value, one.target.rpartition("/")[2]) for one in found.links}


def test_escos_download_is_read_with_its_relations() -> None:
    found = of(made.esco(), Asked(version="1.2.0"))
    nodes = by_end(found.taxonomy)
    assert (found.taxonomy.edition.code, found.taxonomy.edition.version) == ("esco", "1.2.0")
    assert found.taxonomy.edition.attribution.startswith("This service uses the ESCO classification")
    knots = next(node for node in found.taxonomy.nodes if node.uri == f"{ESCO}skill/1")
    said = knots.wordings[0]
    assert (said.label, said.alternatives, said.hidden) == ("tie knots", ("make knots", "fasten ropes"), ("knot",))
    assert (knots.kind, knots.tags) == (NodeKind.SKILL, ("transversal",))
    assert nodes["2"].kind is NodeKind.KNOWLEDGE
    assert "digital" in nodes["2"].tags
    assert "3" not in nodes, "what is no longer released is left out"
    assert relations(found.taxonomy) == {
        ("1", "broader", "S1"),
        ("1", "broader", "C9333"),
        ("1", "essential", "1"),
        ("1", "optional", "2"),
    }


def test_a_relation_to_what_is_not_there_is_told() -> None:
    (notice,) = [one for one in of(made.esco()).notices if one.code == "loose-relations"]
    assert notice.place == "ISCOGroups_en.csv:3" or notice.place.startswith("broaderRelations")
    assert notice.facts["n"] == "2"


def test_another_language_names_the_same_nodes_and_splits_titles_that_name_both_genders() -> None:
    found = of(made.held(occupations_es=made.IN_SPANISH), Asked(version="1.2.0"))
    assert found.taxonomy.languages == ("es",)
    said = found.taxonomy.nodes[0].wordings[0]
    assert said.label == "estibador/estibadora"
    assert {"estibador", "estibadora", "director de muelle", "directora de muelle"} <= set(said.alternatives)


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("directeur/directrice", ("directeur", "directrice")),
        ("director técnico/directora técnica", ("director técnico", "directora técnica")),
        ("jefe/jefa de sala", ("jefe de sala", "jefa de sala")),
        ("assistant technique/assistante", ("assistant technique", "assistante technique")),
        ("docker", ()),
        ("a/b/c", ()),
        ("/docker", ()),
        ("TIC/red de datos", ()),
    ],
)
def test_a_title_for_both_genders_becomes_two(label: str, forms: tuple[str, ...]) -> None:
    assert both_forms(label) == (label, *forms)


def test_the_release_is_told_by_the_name_of_the_download() -> None:
    files = Held({"ESCO dataset - v1.2.0 - en/skills_en.csv": made.SKILLS.encode()})
    assert of(files, Asked()).taxonomy.edition.version == "1.2.0"


def test_onet_is_read_with_ratings_activities_and_the_crosswalk() -> None:
    found = of(Held({name: text.encode() for name, text in made.ONET.items()}), Asked()).taxonomy
    assert (found.edition.code, found.edition.version) == ("onet", "29.2")
    assert relations(found) >= {
        ("53-7062.00", "essential", "2.A.1.a"),
        ("53-7062.00", "optional", "2.C.1"),
        ("53-7062.00", "essential", "urn:onet:dwa:4.A.I1.D1"),
        ("53-7062.00", "optional", "urn:onet:commodity:43"),
        ("2.A.1.a", "broader", "2.A.1"),
    }
    nodes = by_end(found)
    assert nodes["53-7062.00"].wordings[0].alternatives == ("Docker",)
    assert "1.A" not in nodes, "abilities are not learned"
    assert nodes["2.A.1"].kind is NodeKind.SKILL_GROUP
    assert [(one.source, one.match) for one in found.equivalences] == [(f"{ESCO}occupation/1", Match.CLOSE)]


def test_the_crosswalk_can_come_alone() -> None:
    found = of(Held({"crosswalk.csv": made.ONET["crosswalk.csv"].encode()}), Asked()).taxonomy
    assert not found.nodes
    assert [one.match for one in found.equivalences] == [Match.CLOSE]


def test_a_case_package_is_read_with_its_tree() -> None:
    found = of(document(made.CASE), Asked(code="quay")).taxonomy
    assert (found.edition.name, found.edition.version) == ("Quay", "2")
    said = by_end(found)["i2"].wordings[0]
    assert (said.label, said.description, said.alternatives) == (
        "Tie knots",
        "Ties knots that hold under load.",
        ("rope",),
    )
    assert relations(found) == {("i2", "broader", "i1")}
    assert [(one.match, one.target) for one in found.equivalences] == [(Match.REPLACED_BY, "https://c.example/x")]


def test_rich_skill_descriptors_are_read_and_archived_ones_left_out() -> None:
    found = of(document(made.RSD))
    (knots, movers) = found.taxonomy.nodes
    assert (knots.wordings[0].label, knots.tags) == ("Knot tying", ("sea-work",))
    assert movers.kind is NodeKind.OCCUPATION
    assert [one.relation for one in found.taxonomy.links] == [Relation.OPTIONAL]
    assert [(one.code, one.facts["n"]) for one in found.notices] == [("left-out", "1")]


def test_the_table_of_descriptors_is_read() -> None:
    found = of(Held({"export.csv": made.RSD_TABLE.encode()})).taxonomy
    assert [node.wordings[0].label for node in found.nodes] == ["Knot tying", "53-7062", "Loading"]
    assert found.nodes[0].wordings[0].alternatives == ("rope", "line")
    assert found.nodes[2].uri == "urn:quay:loading"


def test_a_ctdl_asn_graph_is_read_in_all_its_languages() -> None:
    found = of(document(made.ASN), Asked(code="quay")).taxonomy
    assert (found.edition.name, found.edition.version) == ("Quay", "2026-01-02")
    assert set(found.languages) == {"en-US", "es"}
    assert relations(found) == {("2", "broader", "1")}
    assert by_end(found)["2"].wordings[0].description == "Ties knots that hold."
    assert [one.match for one in found.equivalences] == [Match.EXACT]


def test_digcomp_is_read_from_an_expanded_graph() -> None:
    found = read(document(made.DIGCOMP), Asked(version="3.0"), "digcomp").taxonomy
    assert (found.edition.code, found.edition.name) == ("digcomp", "DigComp")
    assert by_end(found)["1"].wordings[0].alternatives == ("Data literacy",)
    assert relations(found) == {("1.1", "broader", "1")}


def test_a_table_of_ones_own_is_read() -> None:
    found = of(Held({"own.csv": made.OWN.encode()})).taxonomy
    assert [node.uri for node in found.nodes] == ["urn:quay:K1", "urn:quay:G1", "urn:quay:O1"]
    assert found.links[0][1:] == (Relation.BROADER, "urn:quay:G1")


@pytest.mark.parametrize(
    ("files", "form"),
    [
        (made.esco(), "esco"),
        (Held({name: text.encode() for name, text in made.ONET.items()}), "onet"),
        (document(made.CASE), "case"),
        (document(made.RSD), "rsd"),
        (document(made.ASN), "ctdl-asn"),
        (Held({"export.csv": made.RSD_TABLE.encode()}), "rsd"),
        (Held({"own.csv": made.OWN.encode()}), "csv"),
        (Held({"other.csv": b"a,b\n1,2\n"}), "csv"),
        (Held({}), ""),
    ],
)
def test_files_show_which_format_they_are_in(files: Held, form: str) -> None:
    assert recognised(files) == form


def whole() -> Taxonomy:
    spanish = {node.uri: node.wordings for node in IN_SPANISH.nodes}
    nodes = tuple(
        Node(one.uri, one.kind, (*one.wordings, *spanish.get(one.uri, ())), one.code, one.tags) for one in HARBOUR.nodes
    )
    return Taxonomy(HARBOUR.edition, nodes, HARBOUR.links, HARBOUR.equivalences)


def test_nothing_of_a_framework_is_lost_in_a_table() -> None:
    one = Taxonomy(whole().edition, whole().nodes, whole().links)
    again = read(Held({"own.csv": table.write(one)}), Asked("harbour", "Harbour skills", "1.0")).taxonomy
    assert (again.nodes, set(again.links)) == (one.nodes, set(one.links))


def test_a_case_package_that_was_written_says_the_same_when_read_back() -> None:
    told: Mapping[str, object] = case.write(HARBOUR, language="en", at=AT)
    again = of(document(told), Asked(code="harbour")).taxonomy
    assert [(one.uri, one.kind, one.wordings) for one in again.nodes] == [
        (one.uri, one.kind, one.wordings) for one in HARBOUR.nodes
    ]
    assert set(again.links) == set(HARBOUR.links)
    assert again.edition.version == "1.0"
    assert case.write(HARBOUR, language="en", at=AT) == told, "identifiers are the same each time"


def test_columns_are_understood_by_names_that_others_give_them() -> None:
    found = of(Held({"one.csv": b"ID,Title,Definition,parent\nG1,quay,,\nK1,tie knots,Ropes.,G1\n"}))
    said = found.taxonomy.nodes[1].wordings[0]
    assert (found.taxonomy.nodes[1].uri, said.label, said.description) == ("urn:quay:K1", "tie knots", "Ropes.")
    assert relations(found.taxonomy) == {("urn:quay:K1", "broader", "urn:quay:G1")}
    assert table.understood(["id", "uri", "name", "Preferred label"]) == ["id", "uri", "label", "preferred_label"]


def test_a_table_without_the_columns_that_are_needed_is_told_with_those_that_it_has() -> None:
    with pytest.raises(ExchangeError) as refused:
        of(Held({"one.csv": b"skill,broader\na,b\n"}))
    assert (refused.value.code, refused.value.place) == ("no-such-table", "one.csv:1")
    assert refused.value.facts == {"found": "skill, broader"}


def test_several_faults_of_a_table_are_told_at_once_in_the_words_of_its_heading() -> None:
    with pytest.raises(Faults) as refused:
        of(Held({"one.csv": b"id,name,kind\n,a,skill\nB,,skill\nC,c,dance\nD,d,skill\n"}), Asked(code="quay"))
    told = [(one.code, one.place, one.facts.get("column", "")) for one in refused.value.faults]
    assert told == [
        ("cell-empty", "one.csv:2", "id"),
        ("cell-empty", "one.csv:3", "name"),
        ("kind-unknown", "one.csv:4", "kind"),
        ("no-version", "", ""),
    ]
    many = b"code,label\n" + b",x\n" * 50
    with pytest.raises(Faults) as refused:
        of(Held({"one.csv": many}))
    assert len(refused.value.faults) == 20

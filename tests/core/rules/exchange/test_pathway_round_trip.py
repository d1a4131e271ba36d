"""A policy that goes out as a CTDL pathway comes back the same, and says on the way what was in words only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import POLICIES
from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules.exchange import CODES, Item, export_pathway, import_pathway
from testamur.core.rules.exchange.resources import Json
from testamur.core.rules.exchange.terms import CARRIER
from testamur.core.rules.language import dump_policy, parse_policy, rule_text

DOCUMENT = Path(__file__).parents[4] / "docs/protocols/ctdl-pathways.md"
CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
HEAD = 'pathway degree awards "https://u.example/specs/degree" version 2024'


def written(policy: p.Policy) -> bytes:
    return orjson.dumps(export_pathway(policy).document)


def graph_of(text: str, **options: object) -> list[Json]:
    exported = export_pathway(parse_policy(f"{HEAD}\n{text}"), **options)  # type: ignore[arg-type]
    found = exported.document["@graph"]
    assert isinstance(found, list)
    return found


def condition_of(clause: str) -> Json:
    found = graph_of(clause)[1]["ceterms:hasCondition"][0]
    assert isinstance(found, dict)
    return found


def without_the_file(policy: p.Policy) -> bytes:
    document = export_pathway(policy).document
    del document["@graph"][0]["ceterms:description"]
    return orjson.dumps(document)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POLICIES)
def test_what_goes_out_comes_back_the_same(policy: p.Policy) -> None:
    policy = replace(policy, id="x", version="1")
    found = import_pathway(written(policy))
    assert found.policies == (policy,)
    assert found.notices == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POLICIES)
def test_a_pathway_without_our_file_still_makes_a_policy_that_can_be_written(policy: p.Policy) -> None:
    found = import_pathway(without_the_file(policy)).policy
    assert parse_policy(dump_policy(found)) == found
    assert len(found.clauses) == len(policy.clauses)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POLICIES, st.sampled_from(["https://a.example/", "urn:x:"]))
def test_every_loss_has_a_code_that_the_page_explains(policy: p.Policy, base: str) -> None:
    exported = export_pathway(policy, base=base)
    assert {loss.code for loss in exported.losses} <= set(CODES)
    assert exported == export_pathway(policy, base=base)


def test_everything_in_a_policys_file_comes_back() -> None:
    clauses = (p.Clause(p.Require(p.Item("a")), "first", "In words,\nin two lines.", "Handbook, p. 3"),)
    policy = p.Policy(
        "degree", "2", "A degree", "Degree", clauses, unit="MQF", size=CreditAmount(Decimal("120.5"), "MQF"),
        minimum_graduating=CreditAmount(Decimal(90), "MQF"), scale="us-letter", pass_ok=True,
        owners=("https://u.example", "Faculty of Law"), sources=("A page.",), uncertain=("Whether it is so.",),
        effective_from=date(2024, 1, 1), effective_until=date(2025, 1, 1),
    )  # fmt: skip
    exported = export_pathway(policy)
    assert import_pathway(orjson.dumps(exported.document)).policy == policy
    assert exported.document["@graph"][0]["ceterms:ownedBy"] == ["https://u.example"]
    assert [loss.code for loss in exported.losses] == [
        "size", "size", "scale", "owner", "dates", "sources", "uncertain", "sources",
    ]  # fmt: skip


def test_all_of_eight_courses_are_eight_required_components() -> None:
    # T29, the pathway that Heriot-Watt published: 8 of 8 courses.
    courses = ", ".join(f"C{number}" for number in range(8))
    condition = condition_of(f"require all({courses})")
    assert condition["ceterms:requiredNumber"] == 8
    assert len(condition["ceterms:targetComponent"]) == 8


@pytest.mark.parametrize(
    ("clause", "needed", "targets", "nested"),
    [
        ("require A", 1, 1, 0),
        ("require any(A, B, C)", 1, 3, 0),
        ("require 2 of (A, B, C)", 2, 3, 0),
        ("require all(A, any(B, C), 2 of (D, E, F))", 3, 1, 2),
        ("require count >= 2 from {A, B, C}", 2, 3, 0),
        ("require outcome(L1, L2, L3) coverage >= 60%", 2, 3, 0),
        ("require outcome(L1, L2, L3)", 3, 3, 0),
        ("require any(path x { require A require B }, C)", 1, 1, 1),
        ("require group g { A grade >= B }", 1, 1, 0),
        ("capstone X after all(A, B)", 2, 1, 1),
        ("require any(A, A)", 1, 0, 2),
    ],
)
def test_how_many_of_which_components(clause: str, needed: int, targets: int, nested: int) -> None:
    condition = condition_of(clause)
    assert condition["ceterms:requiredNumber"] == needed
    assert len(condition.get("ceterms:targetComponent", [])) == targets
    assert len(condition.get("ceterms:hasCondition", [])) == nested


@pytest.mark.parametrize(
    ("clause", "action", "comparator", "value"),
    [
        ("require credits >= 30.5 ects from {A, B}", "Sum", "GTEQ", "30.5"),
        ("require credits <= 30 ects from any", "Sum", "LTEQ", "30"),
        ("require count = 3 from {A, B}", "CountDistinct", "EQ", "3"),
        ("require count >= 3 from tag(law)", "CountDistinct", "GTEQ", "3"),
        ("require count >= 3 from {A, B}", "CountDistinct", "GTEQ", "3"),
        ('at_least 20 ects from tag("law")', "Sum", "GTEQ", "20"),
    ],
)
def test_what_is_counted_and_summed_is_a_constraint(clause: str, action: str, comparator: str, value: str) -> None:
    condition = condition_of(clause)
    (constraint,) = condition["ceterms:hasConstraint"]
    assert condition["ceterms:requiredConstraints"] == 1
    assert constraint["ceterms:leftAction"] == f"array:{action}"
    assert constraint["ceterms:comparator"] == f"compare:{comparator}"
    assert constraint["ceterms:rightSource"] == [{"@value": value, "@type": "xsd:decimal"}]


@pytest.mark.parametrize(
    ("head", "clause", "value"),
    [
        (" of 30 ects", "at_least 75% of award from any", "22.5"),
        (" of 30 ects", "at_least 75% of award from any floor", "22"),
        (" of 30 ects", "at_least 75% of award from any ceil", "23"),
        (" of 30 ects", "at_least 50% of minimum_graduating from any", "15"),
        (" of 30 ects minimum_graduating 20 ects", "at_least 50% of minimum_graduating from any", "10"),
    ],
)
def test_a_share_of_a_known_size_is_written_as_its_amount(head: str, clause: str, value: str) -> None:
    document = export_pathway(parse_policy(f"{HEAD}{head} {clause}")).document
    (constraint,) = document["@graph"][1]["ceterms:hasCondition"][0]["ceterms:hasConstraint"]
    assert constraint["ceterms:rightSource"][0]["@value"] == value


@pytest.mark.parametrize("base", ["award", "counted", "group g"])
def test_a_share_of_what_nobody_knows_is_said_in_words(base: str) -> None:
    clause = f"at_least 50% of {base} from any"
    conditions = graph_of(f"require group g {{ A }}\n{clause}")[1]["ceterms:hasCondition"]
    assert set(conditions[1]) == {"@type", "ceterms:name", "ceterms:description"}
    assert conditions[1]["ceterms:description"] == {"en": clause}


IN_WORDS = {
    "cap": "at_most 30% of award from source(apel_c)",
    "residency": "residency 24 us last 30 us",
    "antirequisite": "antirequisite(A, B)",
    "overlap": "overlap A B 50%",
    "once-per": "once_per spec_family",
    "no-double-count": "no_double_count with other_awards",
    "whole-items": "whole_items_only",
    "currency": "currency P5Y at award",
    "grade-average": "gpa >= 3 over any",
    "grade-floor": "min_grade B on any",
    "demand": "demand each_outcome >= 50% on any",
    "not": "require not(A)",
}


@pytest.mark.parametrize(("code", "clause"), IN_WORDS.items())
def test_what_has_no_term_is_said_in_words_and_never_met_by_whoever_reads_only_the_graph(
    code: str, clause: str
) -> None:
    policy = parse_policy(f"{HEAD} {clause}")
    exported = export_pathway(policy)
    (condition,) = exported.document["@graph"][1]["ceterms:hasCondition"]
    assert code in {loss.code for loss in exported.losses}
    assert {"ceterms:requiredNumber", "ceterms:hasConstraint"}.isdisjoint(condition)
    assert condition["ceterms:description"]["en"] == rule_text(policy.clauses[0].rule)
    plain = import_pathway(without_the_file(policy))
    (read,) = plain.policy.clauses
    assert isinstance(read.rule, p.Require)
    assert isinstance(read.rule.requirement, p.Item)
    assert read.rule.requirement.ref.startswith("unread: ")
    assert [notice.code for notice in plain.notices] == ["in-words"]


PARTLY = {
    "share": " of 30 us at_least 50% of award from any",
    "of-what-counts": " at_least 20 us from {A}",
    "pool": ' require count >= 1 from tag("x")',
    "group": " require group g { A }",
    "gate": " require gate g { A }",
    "filter": " require gate g { A assessed_with supervised }",
    "order": " capstone X after A",
    "capstone-filter": " capstone X assessed_with supervised",
    "size": " of 30 us require A",
    "unit": " in ects require A",
    "scale": " scale us-letter require A",
}


@pytest.mark.parametrize(("code", "rest"), PARTLY.items())
def test_what_is_said_less_exactly_is_listed_and_gone_without_our_file(code: str, rest: str) -> None:
    policy = parse_policy(HEAD + rest)
    assert code in {loss.code for loss in export_pathway(policy).losses}
    plain = import_pathway(without_the_file(policy)).policy
    told = [(found.clauses, found.size, found.unit, found.scale) for found in (plain, policy)]
    assert told[0] != told[1]


def test_what_has_a_term_is_no_loss_and_needs_no_file() -> None:
    policy = parse_policy(
        f"{HEAD} in ects a: require all(A, any(B, C), 2 of (D, E, F)) b: require credits >= 30 ects from {{A, B}} "
        "c: require outcome(L1, L2) d: capstone X"
    )
    exported = export_pathway(policy)
    found = import_pathway(without_the_file(policy))
    assert exported.losses == ()
    assert found.notices == ()
    assert [clause.rule for clause in found.policy.clauses[:3]] == [clause.rule for clause in policy.clauses[:3]]
    assert found.policy.clauses[3].rule == p.Require(p.Item("X"))


def test_the_page_explains_every_loss() -> None:
    table = DOCUMENT.read_text().split("## What is lost", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    assert tuple(named) == CODES
    shown = {*IN_WORDS, *PARTLY, "owner", "dates", "sources", "uncertain"}
    assert shown == set(CODES)


def test_every_resource_has_an_address_of_its_own_and_everything_is_tied_together() -> None:
    pathway, goal, *components = graph_of('require all(A, "https://x.example/b")\nrequire outcome(A)')
    ids = [node["@id"] for node in (pathway, goal, *components)]
    assert len(set(ids)) == 5
    assert all(CTID.fullmatch(node["ceterms:ctid"]) for node in (pathway, goal, *components))
    assert pathway["ceterms:hasPart"] == ids[1:]
    assert pathway["ceterms:hasDestinationComponent"] == [goal["@id"]]
    assert goal["ceterms:isDestinationComponentOf"] == [pathway["@id"]]
    assert goal["ceasn:hasChild"] == ids[2:]
    assert {node["ceasn:isChildOf"][0] for node in components} == {goal["@id"]}
    assert [node["@type"] for node in components] == [
        "ceterms:CredentialComponent", "ceterms:CredentialComponent", "ceterms:CompetencyComponent",
    ]  # fmt: skip
    assert components[1]["ceterms:proxyFor"] == "https://x.example/b"


def test_what_is_known_of_items_is_told_and_read_back() -> None:
    course = Item(
        "C1", "Contracts", "course", CreditAmount(Decimal(6), "ECTS"), Level("EQF", "7", "best_fit_self_declared"),
        "https://x.example/c1",
    )  # fmt: skip
    policy = parse_policy(f"{HEAD} require C1")
    document = export_pathway(policy, items=[course]).document
    (profile,) = document["@graph"][2]["ceterms:creditValue"]
    assert profile["schema:value"] == 6
    assert profile["ceterms:creditUnitType"] == "creditUnit:DegreeCredit"
    assert profile["ceterms:creditLevelType"] == "audLevel:MastersDegreeLevel"
    assert profile["schema:description"]["en"] == "6 ECTS, EQF 7"
    (read,) = import_pathway(orjson.dumps(document)).items
    assert read == replace(course, level=None)


def test_a_capstone_comes_after_what_it_says() -> None:
    _pathway, _goal, capstone, *_others = graph_of("capstone X after all(A, B)")
    assert len(capstone["ceterms:precededBy"]) == 2


# What is changed in the graph counts; the file that it carries does not.


def edited(text: str, *, of: int, change: dict[str, object]) -> bytes:
    document = export_pathway(parse_policy(f"{HEAD} in ects {text}")).document
    document["@graph"][1]["ceterms:hasCondition"][of] |= change
    return orjson.dumps(document)


TWO = "a: require 2 of (A, B, C) b: at_most 30 ects from any"


def test_a_changed_condition_is_read_from_the_graph() -> None:
    found = import_pathway(edited(TWO, of=0, change={"ceterms:requiredNumber": 1}))
    assert [rule_text(clause.rule) for clause in found.policy.clauses] == [
        "require any(A, B, C)", "at_most 30 ECTS from any",
    ]  # fmt: skip
    assert [(notice.code, notice.facts) for notice in found.notices] == [("changed", {"clause": "a"})]


def test_changed_words_are_not_overruled_by_the_file() -> None:
    found = import_pathway(edited(TWO, of=1, change={"ceterms:description": {"en": "at_most 60 ECTS from any"}}))
    assert rule_text(found.policy.clauses[1].rule) == 'require "unread: b"'
    assert found.policy.clauses[1].note == "at_most 60 ECTS from any"
    assert {notice.code for notice in found.notices} == {"changed", "in-words"}


def test_a_removed_and_an_added_condition_are_told() -> None:
    found = import_pathway(edited(TWO, of=1, change={"ceterms:name": {"en": "new"}}))
    assert {(notice.code, notice.facts.get("clause")) for notice in found.notices} == {
        ("added", "new"), ("removed", "b"), ("in-words", None),
    }  # fmt: skip


def test_a_new_title_and_version_count() -> None:
    document = export_pathway(parse_policy(f"{HEAD} require A")).document
    document["@graph"][0] |= {"ceterms:name": {"en": "Another"}, "ceterms:versionCode": "3"}
    found = import_pathway(orjson.dumps(document))
    assert (found.policy.title, found.policy.version, found.policy.id) == ("Another", "3", "degree")
    assert [notice.code for notice in found.notices] == ["changed"]


def test_a_file_that_cannot_be_read_is_told_and_left_alone() -> None:
    document = export_pathway(parse_policy(f"{HEAD} require A")).document
    document["@graph"][0]["ceterms:description"][CARRIER] = "testamur: policy-9"
    found = import_pathway(orjson.dumps(document))
    assert found.policy.clauses[0].rule == p.Require(p.Item("A"))
    assert [notice.code for notice in found.notices] == ["carried-unreadable"]


def test_a_share_of_a_group_that_was_changed_away_is_not_believed() -> None:
    text = "a: require group g { A } b: at_least 50% of group g from any"
    found = import_pathway(edited(text, of=0, change={"ceterms:description": {"en": "Something else"}}))
    assert parse_policy(dump_policy(found.policy)) == found.policy
    assert "carried-unreadable" in {notice.code for notice in found.notices}

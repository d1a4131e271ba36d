"""Pathways as others publish them, and documents that are none: what is read, what is told, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from testamur.core.rules.exchange import ExchangeError, Imported, import_pathway
from testamur.core.rules.language import dump_policy, parse_policy, rule_text

Json = dict[str, Any]
BASE = "https://registry.example/resources/ce-"


def pathway(**more: object) -> Json:
    return {
        "@id": f"{BASE}pathway", "@type": "ceterms:Pathway", "ceterms:name": {"en-US": "Nursing", "es": "Enfermería"},
        "ceterms:hasDestinationComponent": [f"{BASE}goal"], "ceterms:ownedBy": ["https://u.example"], **more,
    }  # fmt: skip


def component(name: str, kind: str = "CourseComponent", **more: object) -> Json:
    return {"@id": f"{BASE}{name}", "@type": f"ceterms:{kind}", "ceterms:name": {"en-US": name.title()}, **more}


def condition(needed: int | None, *targets: str, **more: object) -> Json:
    told: Json = {"@type": "ceterms:ComponentCondition", **more}
    if needed is not None:
        told["ceterms:requiredNumber"] = needed
    if targets:
        told["ceterms:targetComponent"] = [f"{BASE}{target}" for target in targets]
    return told


def constraint(**more: object) -> Json:
    return {
        "@type": "ceterms:Constraint", "ceterms:leftSource": ["ceterms:creditValue"],
        "ceterms:leftAction": "array:Sum", "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": ["30"], **more,
    }  # fmt: skip


def document(*nodes: Json) -> bytes:
    return orjson.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": list(nodes)})


def of_goal(*conditions: Json, components: str = "abc", **options: str) -> Imported:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": list(conditions)})
    return import_pathway(document(pathway(), goal, *map(component, components)), **options)


def rules(found: Imported) -> list[str]:
    return [rule_text(clause.rule).replace(BASE, "") for clause in found.policy.clauses]


def codes(found: Imported) -> list[str]:
    return [remark.code for remark in found.remarks]


def test_the_head_comes_from_the_pathway() -> None:
    policy = of_goal(condition(1, "a")).policy
    assert (policy.id, policy.version, policy.title) == ("ce-pathway", "1", "Nursing")
    assert (policy.awards, policy.owners) == (f"{BASE}goal", ("https://u.example",))
    assert of_goal(condition(1, "a"), language="es").policy.title == "Enfermería"
    assert parse_policy(dump_policy(policy)) == policy


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (condition(3, "a", "b", "c"), 'require all("a", "b", "c")'),
        (condition(1, "a", "b"), 'require any("a", "b")'),
        (condition(2, "a", "b", "c"), 'require 2 of ("a", "b", "c")'),
        (condition(1, "a"), 'require "a"'),
        (
            condition(1, **{"ceterms:hasCondition": [condition(2, "a", "b"), condition(1, "c")]}),
            'require any(all("a", "b"), "c")',
        ),
        (condition(None, "a", "b", **{"ceterms:logicalOperator": "logic:Or"}), 'require any("a", "b")'),
        (
            condition(None, "a", **{"ceterms:hasConstraint": constraint(**{
                "ceterms:leftAction": "array:CountDistinct", "ceterms:rightSource": {"@value": 2}})}),
            'require count >= 2 from {"a"}',
        ),
    ],
)  # fmt: skip
def test_conditions_become_requirements(asked: Json, read: str) -> None:
    found = of_goal(asked)
    assert rules(found) == [read]
    assert found.remarks == ()


def test_every_condition_of_the_destination_is_a_clause_with_its_name_and_words() -> None:
    told = {"ceterms:name": {"en": "Core courses!"}, "ceterms:description": {"en": "All of these."}}
    found = of_goal(condition(1, "a", **told), condition(1, "b", **told), condition(1, "c"))
    assert [clause.id for clause in found.policy.clauses] == ["Core-courses", "Core-courses-2", "c3"]
    assert found.policy.clauses[0].note == "All of these."


def test_a_sum_of_credits_needs_a_unit_from_somewhere() -> None:
    asked = condition(None, "a", "b", **{"ceterms:hasConstraint": [constraint()]})
    with pytest.raises(ExchangeError, match="no-unit") as refused:
        of_goal(asked)
    assert refused.value.place == "/@graph/1/ceterms:hasCondition/0/ceterms:hasConstraint/0"
    found = of_goal(asked, unit="ECTS")
    assert rules(found)[0].startswith("require credits >= 30 ECTS from {")
    assert found.policy.unit == "ECTS"
    with pytest.raises(ExchangeError, match="unknown-unit"):
        of_goal(asked, unit="Credits")


def test_the_unit_of_a_sum_is_that_of_its_items_where_they_tell() -> None:
    worth = {"@type": "ceterms:ValueProfile", "schema:value": 3, "ceterms:creditUnitType": "creditUnit:SemesterHour"}
    goal = component("goal", "CredentialComponent", **{
        "ceterms:hasCondition": condition(None, "a", "b", **{"ceterms:hasConstraint": constraint()})
    })  # fmt: skip
    parts = [component(name, **{"ceterms:creditValue": [worth]}) for name in "ab"]
    found = import_pathway(document(pathway(), goal, *parts))
    assert rules(found)[0].startswith("require credits >= 30 US from {")
    assert [str(item.credits) for item in found.items] == ["3 US", "3 US"]


def test_one_of_several_constraints_may_do() -> None:
    asked = condition(None, "a", **{
        "ceterms:requiredConstraints": 1,
        "ceterms:hasConstraint": [constraint(), constraint(**{"ceterms:comparator": "compare:EQ"})],
    })  # fmt: skip
    assert rules(of_goal(asked, unit="US"))[0].startswith("require any(credits >= 30 US from")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (condition(None, "a", **{"ceterms:hasConstraint": constraint(**{"ceterms:comparator": "compare:GT"})}),
         "constraint-not-understood"),
        (condition(None, "a", **{"ceterms:hasConstraint": constraint(**{"ceterms:leftAction": "array:Mean"})}),
         "constraint-not-understood"),
        (condition(None, "a", **{"ceterms:hasConstraint": constraint(**{"ceterms:rightSource": "schema:value"})}),
         "constraint-not-understood"),
        (condition(None, "a", **{"ceterms:hasConstraint": constraint(**{"ceterms:rightAction": "array:Max"})}),
         "constraint-not-understood"),
        (condition(None, "a", **{"ceterms:logicalOperator": "logic:OnlyOne"}), "operator-not-understood"),
        (condition(None, **{"ceterms:description": {"en": "Be good."}}), "in-words"),
        (condition(1), "in-words"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_never_met_and_told(asked: Json, code: str) -> None:
    found = of_goal(asked, unit="US")
    assert codes(found) == [code]
    assert '"unread: ' in rules(found)[0]


def test_an_impossible_condition_is_told_and_stays_impossible() -> None:
    found = of_goal(condition(4, "a", "b"))
    assert codes(found) == ["more-than-there-are"]
    assert rules(found)[0].startswith("require 4 of (")


def test_what_is_not_said_is_taken_strictly_and_told() -> None:
    found = of_goal(condition(None, "a", "b"), condition(1, "a", "elsewhere"))
    assert rules(found)[0].startswith("require all(")
    assert codes(found) == ["no-number", "not-in-the-graph"]


def test_children_without_conditions_are_all_needed_and_told() -> None:
    goal = component("goal", "CredentialComponent", **{"ceasn:hasChild": [f"{BASE}a", f"{BASE}b"]})
    found = import_pathway(document(pathway(), goal, component("a"), component("b")))
    assert rules(found)[0].startswith("require all(")
    assert codes(found) == ["children-taken-as-needed"]


def test_competencies_are_outcomes() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(2, "x", "y", "z")})
    parts = [component(name, "CompetencyComponent") for name in "xyz"]
    (rule,) = rules(import_pathway(document(pathway(), goal, *parts)))
    assert rule.startswith("require outcome(")
    assert rule.endswith("coverage >= 66.66%")


def test_components_on_the_way_that_ask_something_become_policies_of_their_own() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "certificate")})
    certificate = component("certificate", "CredentialComponent", **{"ceterms:hasCondition": condition(2, "a", "b")})
    found = import_pathway(document(pathway(), goal, certificate, component("a"), component("b")))
    assert [policy.awards for policy in found.policies] == [f"{BASE}goal", f"{BASE}certificate"]
    assert [policy.id for policy in found.policies] == ["ce-pathway", "ce-certificate"]


def test_components_that_only_gather_are_opened() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "core", "c")})
    core = component("core", "BasicComponent", **{"ceterms:hasCondition": condition(2, "a", "b")})
    found = import_pathway(document(pathway(), goal, core, *map(component, "abc")))
    assert len(found.policies) == 1
    assert rules(found)[0].startswith("require any(all(")


def test_a_component_for_several_resources_is_any_of_them() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "m")})
    many = component("m", "MultiComponent", **{"ceterms:proxyForItems": ["https://x.example/1", "https://x.example/2"]})
    assert rules(import_pathway(document(pathway(), goal, many))) == [
        'require count >= 1 from {"https://x.example/1", "https://x.example/2"}'
    ]


def test_items_go_by_what_they_stand_for() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "a")})
    course = component("a", **{"ceterms:proxyFor": "res:law-1"})
    data = orjson.dumps({
        "@context": ["https://credreg.net/ctdl/schema/context/json", {"res": "https://x.example/"}],
        "@graph": [pathway(), goal, course],
    })  # fmt: skip
    found = import_pathway(data)
    assert rules(found) == ['require "https://x.example/law-1"']
    (item,) = found.items
    assert (item.title, item.kind, item.address) == ("A", "course", "https://x.example/law-1")


def test_terms_are_read_however_they_are_spelled() -> None:
    data = orjson.dumps({"@graph": [
        {"id": "urn:p", "type": "Pathway", "name": "Short",
         "https://purl.org/ctdl/terms/hasDestinationComponent": {"@id": "urn:g"}},
        {"id": "urn:g", "type": "CredentialComponent", "name": {"@en-US": "Goal"}, "hasCondition": {"@id": "_:c"}},
        {"@id": "_:c", "type": "ComponentCondition", "requiredNumber": "1", "targetComponent": "urn:a"},
        {"id": "urn:a", "@type": ["CourseComponent"], "name": {"@value": "A", "@language": "en"}},
    ]})  # fmt: skip
    found = import_pathway(data)
    assert rules(found) == ['require "urn:a"']
    assert found.items[0].title == "A"


def test_unread_terms_are_listed_once_with_where_and_how_often() -> None:
    told = {"ceterms:industryType": [{"ceterms:targetNodeName": {"en": "Health"}}], "x:own": 1}
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "a"), "x:own": 2})
    found = import_pathway(document(pathway(**told), goal, component("a")))
    assert [(remark.code, remark.place, remark.facts) for remark in found.remarks] == [
        ("unread-term", "/@graph/0/ceterms:industryType", {"term": "ceterms:industryType", "times": "1"}),
        ("unread-term", "/@graph/0/x:own", {"term": "x:own", "times": "2"}),
    ]


def test_the_destination_may_be_told_by_the_component_alone() -> None:
    goal = component("goal", "CredentialComponent", **{
        "ceterms:hasCondition": condition(1, "a"), "ceterms:isDestinationComponentOf": [f"{BASE}pathway"],
    })  # fmt: skip
    told = pathway()
    del told["ceterms:hasDestinationComponent"]
    assert len(import_pathway(document(told, goal, component("a"))).policies) == 1


# What is refused


def cyclic(*pairs: str) -> bytes:
    nodes = [
        component(one, "CredentialComponent", **{"ceterms:hasCondition": condition(1, other)})
        for one, other in (pair.split(">") for pair in pairs)
    ]
    return document(pathway(), *nodes)


def knotted() -> bytes:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": ["_:a"]})
    nodes = [{"@id": f"_:{one}", "@type": "ceterms:ComponentCondition", "ceterms:hasCondition": [f"_:{other}"]}
             for one, other in ("ab", "ba")]  # fmt: skip
    return document(pathway(), goal, *nodes)


def doubling() -> bytes:
    """Thirty components, each of which asks for the next one twice: a billion parts when they are opened."""
    nodes = [
        component(f"g{number}", "BasicComponent", **{
            "ceterms:hasCondition": [condition(1, f"g{number + 1}"), condition(1, f"g{number + 1}")]})
        for number in range(30)
    ]  # fmt: skip
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "g0")})
    return document(pathway(), goal, *nodes, component("g30"))


def nested(depth: int) -> bytes:
    asked = condition(1, "a")
    for _level in range(depth):
        asked = condition(1, **{"ceterms:hasCondition": asked})
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": asked})
    return document(pathway(), goal, component("a"))


def goal_with(**more: object) -> bytes:
    return document(pathway(), component("goal", "CredentialComponent", **more), component("a"))


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "larger than two megabytes": (lambda: b" " * 2_000_001, "too-large", ""),
    "Latin-1": (lambda: '{"ü"'.encode("latin-1"), "not-utf-8", ""),
    "no JSON": (lambda: b'{\n  "a": 1,\n}', "not-json", "3:1"),
    "NaN": (lambda: b'{"a": NaN}', "not-json", ""),
    "a number of thousands of digits": (lambda: b'{"a": ' + b"9" * 5_000 + b"}", "not-json", ""),
    "a name twice": (lambda: b'{"a": 1, "a": 2}', "repeated-name", ""),
    "half a character": (lambda: b'{"a": "\\ud800"}', "half-character", ""),
    "nested a hundred thousand deep": (lambda: b"[" * 100_000, "too-deep", "1:101"),
    "a number alone": (lambda: b"7", "not-a-graph", ""),
    "a graph that is no list": (lambda: b'{"@graph": {}}', "not-a-graph", "/@graph"),
    "a node that is none": (lambda: b'{"@graph": [7]}', "not-a-node", "/@graph/0"),
    "a name that is none": (lambda: b'{"@graph": [{"@id": 7}]}', "not-a-name", "/@graph/0"),
    "thousands of nodes": (lambda: document(*[{}] * 5_001), "too-many-nodes", "/@graph"),
    "two nodes of one name": (lambda: document(component("a"), component("a")), "repeated-node", "/@graph/1"),
    "no pathway": (lambda: document(component("a")), "no-pathway", ""),
    "two pathways": (lambda: document(pathway(), pathway(**{"@id": "urn:x"})), "many-pathways", ""),
    "no destination": (
        lambda: document(pathway(**{"ceterms:hasDestinationComponent": []})), "no-destination", "/@graph/0"),
    "two destinations": (
        lambda: document(pathway(**{"ceterms:hasDestinationComponent": ["urn:a", "urn:b"]})),
        "many-destinations", "/@graph/0"),
    "a destination that is not there": (
        lambda: document(pathway()), "no-such-node", "/@graph/0/ceterms:hasDestinationComponent"),
    "nothing asked": (goal_with, "nothing-asked", "/@graph/1"),
    "a condition that is not there": (
        lambda: goal_with(**{"ceterms:hasCondition": "_:x"}), "no-such-node", "/@graph/1/ceterms:hasCondition/0"),
    "a constraint that is not there": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:hasConstraint": "_:x"})}),
        "no-such-node", "/@graph/1/ceterms:hasCondition/0/ceterms:hasConstraint/0"),
    "a reference that is none": (
        lambda: goal_with(**{"ceterms:hasCondition": 7}), "not-a-reference", "/@graph/1/ceterms:hasCondition/0"),
    "a number that is none": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:requiredNumber": "some"})}),
        "not-a-number", "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber"),
    "a negative number": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(-1, "a")}),
        "not-a-number", "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber"),
    "half a component": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:requiredNumber": 0.5})}),
        "not-a-whole-number", "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber"),
    "two numbers": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:requiredNumber": [1, 2]})}),
        "not-one-value", "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber"),
    "two operators": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(1, "a", **{
            "ceterms:logicalOperator": ["logic:And", "logic:Or"]})}),
        "not-one-value", "/@graph/1/ceterms:hasCondition/0/ceterms:logicalOperator"),
    "markup in a title": (
        lambda: document(
            pathway(**{"ceterms:name": "<script>"}), component("a"),
            component("goal", **{"ceterms:hasCondition": condition(1, "a")})),
        "markup", "/@graph/0/ceterms:name"),
    "markup in a name": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(1, "a", **{"ceterms:name": "<b>x</b>"})}),
        "markup", "/@graph/1/ceterms:hasCondition/0/ceterms:name"),
    "text that is none": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(1, "a", **{"ceterms:name": [7]})}),
        "not-a-text", "/@graph/1/ceterms:hasCondition/0/ceterms:name/0"),
    "a language map of numbers": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(1, "a", **{"ceterms:name": {"en": 7}})}),
        "not-a-text", "/@graph/1/ceterms:hasCondition/0/ceterms:name/0"),
    "a component that needs itself": (lambda: cyclic("goal>goal"), "cycle", "/@graph/1"),
    "components that need each other": (lambda: cyclic("goal>a", "a>b", "b>a"), "cycle", "/@graph/1"),
    "conditions that lead back": (knotted, "cycle", "/@graph/2"),
    "conditions nested too deep": (
        lambda: nested(41), "too-deep", "/@graph/1/ceterms:hasCondition/0" + 40 * "/ceterms:hasCondition/0"),
    "parts that double and double": (doubling, "too-many-parts", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_get_one_clear_answer_with_its_place(name: str) -> None:
    made, code, place = BAD[name]
    with pytest.raises(ExchangeError) as refused:
        import_pathway(made())
    assert refused.value.code == code
    assert refused.value.place == place or code == "too-many-parts"


def test_an_error_says_what_and_where() -> None:
    with pytest.raises(ExchangeError) as refused:
        import_pathway(b'{"@graph": [7]}')
    assert str(refused.value) == "/@graph/0: not-a-node"
    assert str(ExchangeError("no-pathway", pathways=0)) == "/: no-pathway (pathways=0)"


def test_as_deep_as_a_policy_may_be_is_read() -> None:
    assert import_pathway(nested(39)).policy.clauses

"""Pathways as others publish them: what is read, and what is told of the rest."""

from __future__ import annotations

import orjson
import pytest

from pathway_graphs import BASE, Json, component, condition, constraint, document, pathway
from testamur.core.rules.exchange import ExchangeError, Imported, import_pathway
from testamur.core.rules.language import dump_policy, parse_policy, rule_text


def of_goal(*conditions: Json, components: str = "abc", **options: str) -> Imported:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": list(conditions)})
    return import_pathway(document(pathway(), goal, *map(component, components)), **options)


def rules(found: Imported) -> list[str]:
    return [rule_text(clause.rule).replace(BASE, "") for clause in found.policy.clauses]


def codes(found: Imported) -> list[str]:
    return [notice.code for notice in found.notices]


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
    assert found.notices == ()


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
        (condition(1, **{"ceterms:hasConstraint": constraint()}), "more-than-there-are"),
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


def test_policies_of_one_graph_have_names_of_their_own() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(2, "x/a", "y/a")})
    asked = {"ceterms:hasCondition": condition(1, "b")}
    found = import_pathway(document(pathway(), goal, component("x/a", **asked), component("y/a", **asked)))
    assert [policy.id for policy in found.policies] == ["ce-pathway", "a", "2-a"]


def test_components_that_only_gather_are_opened() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "core", "c")})
    core = component("core", "BasicComponent", **{"ceterms:hasCondition": condition(2, "a", "b")})
    found = import_pathway(document(pathway(), goal, core, *map(component, "abc")))
    assert len(found.policies) == 1
    assert rules(found)[0].startswith("require any(all(")


def test_a_component_that_gathers_nothing_is_an_item() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "core")})
    core = component("core", "BasicComponent", **{"ceterms:hasCondition": []})
    assert rules(import_pathway(document(pathway(), goal, core))) == ['require "core"']


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
    assert [(notice.code, notice.place, notice.facts) for notice in found.notices] == [
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


def test_a_list_of_nodes_is_a_graph_and_so_is_one_node() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": [condition(1, "a")]})
    assert rules(import_pathway(orjson.dumps([pathway(), goal, component("a")])))
    with pytest.raises(ExchangeError, match="no-such-node") as refused:
        import_pathway(orjson.dumps(pathway()))
    assert refused.value.place == "/ceterms:hasDestinationComponent"


def test_components_of_several_kinds_are_asked_for_together() -> None:
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(2, "a", "x", "m", "gone")})
    many = component("m", "MultiComponent", **{"ceterms:proxyForItems": [{"@id": "https://x.example/1"}]})
    found = import_pathway(document(pathway(), goal, component("a"), component("x", "CompetencyComponent"), many))
    assert rules(found) == ['require 2 of ("a", outcome("x"), count >= 1 from {"https://x.example/1"}, "gone")']


def test_a_sum_over_lists_and_single_items_is_over_all_of_them() -> None:
    goal = component("goal", "CredentialComponent", **{
        "ceterms:hasCondition": condition(1, "a", "m", "gone", **{"ceterms:hasConstraint": constraint()})
    })  # fmt: skip
    many = component("m", "MultiComponent", **{"ceterms:proxyForItems": ["https://x.example/1"]})
    found = import_pathway(document(pathway(), goal, component("a"), many), unit="US")
    assert rules(found)[0].endswith('credits >= 30 US from {"a", "gone"} | {"https://x.example/1"})')


def test_a_sum_over_outcomes_is_not_understood() -> None:
    goal = component("goal", "CredentialComponent", **{
        "ceterms:hasCondition": condition(None, "x", **{"ceterms:hasConstraint": constraint()})
    })  # fmt: skip
    found = import_pathway(document(pathway(), goal, component("x", "CompetencyComponent")), unit="US")
    assert codes(found) == ["constraint-not-understood"]


def test_outcomes_without_a_number_are_all_needed_and_too_many_of_them_are_told() -> None:
    for needed, code, rule in ((None, "no-number", "outcome("), (3, "more-than-there-are", "3 of (outcome(")):
        goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(needed, "x", "y")})
        parts = [component(name, "CompetencyComponent") for name in "xy"]
        found = import_pathway(document(pathway(), goal, *parts))
        assert codes(found) == [code]
        assert rules(found)[0].startswith(f"require {rule}")


def test_a_component_without_an_address_goes_by_its_name() -> None:
    goal = component("goal", "CredentialComponent", **{
        "ceterms:hasCondition": {"ceterms:requiredNumber": 1, "ceterms:targetComponent": [
            {"@type": "ceterms:CourseComponent", "ceterms:name": "Law 1"}]},
    })  # fmt: skip
    assert rules(import_pathway(document(pathway(), goal))) == ['require "Law 1"']


def test_remarks_end_where_nobody_would_read_on() -> None:
    told = {f"x:{number}": 1 for number in range(600)}
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": [condition(1, "a")]})
    assert len(import_pathway(document(pathway(**told), goal, component("a"))).notices) == 500

"""Documents that are no pathway, or none that ends: each gets one clear answer with its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pathway_graphs import component, condition, document, pathway
from testamur.core.rules.exchange import ExchangeError, import_pathway


def pool(told: str) -> bytes:
    named = {"ceterms:identifierTypeName": {"en": "Testamur pool"}, "ceterms:identifierValueCode": told}
    goal = component("goal", "CredentialComponent", **{"ceterms:hasCondition": condition(1, "p")})
    return document(pathway(), goal, component("p", "CollectionComponent", **{"ceterms:identifier": named}))


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


def shared() -> bytes:
    """Two thousand components that share a chain of two thousand conditions: four million steps."""
    chain = [
        {"@id": f"_:{number}", "@type": "ceterms:ComponentCondition", "ceterms:hasCondition": f"_:{number + 1}"}
        for number in range(2_000)
    ]
    names = [f"c{number}" for number in range(2_000)]
    goal = component("goal", **{"ceterms:hasCondition": condition(1, *names)})
    return document(pathway(), goal, *(component(name, **{"ceterms:hasCondition": "_:0"}) for name in names), *chain)


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
    "thousands of nodes": (lambda: document(*[{}] * 5_001), "too-many-nodes", ""),
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
    "a number without end": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:requiredNumber": "1e999"})}),
        "not-a-number",
        "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber",
    ),
    "a number of nothing": (
        lambda: goal_with(**{"ceterms:hasCondition": condition(None, "a", **{"ceterms:requiredNumber": 1e-30})}),
        "not-a-number",
        "/@graph/1/ceterms:hasCondition/0/ceterms:requiredNumber",
    ),
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
    "a chain that thousands share": (shared, "too-many-parts", ""),
    "a pool that is none": (
        lambda: pool("tag("), "rule-unfinished", "/@graph/2/ceterms:identifier/0/ceterms:identifierValueCode"),
    "a pool and more": (
        lambda: pool("any any"), "rule-unexpected", "/@graph/2/ceterms:identifier/0/ceterms:identifierValueCode"),
    "parts that double and double": (doubling, "too-many-parts", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_get_one_clear_answer_with_its_place(name: str) -> None:
    made, code, place = BAD[name]
    with pytest.raises(ExchangeError) as refused:
        import_pathway(made())
    assert refused.value.code == code
    assert refused.value.place == place or code == "too-many-parts"


def test_nothing_is_no_value() -> None:
    told = document(
        pathway(**{"ceterms:ownedBy": None}), component("goal", **{"ceterms:hasCondition": condition(1, "a")})
    )
    assert import_pathway(told).policy.owners == ()


def test_an_error_says_what_and_where() -> None:
    with pytest.raises(ExchangeError) as refused:
        import_pathway(b'{"@graph": [7]}')
    assert str(refused.value) == "/@graph/0: not-a-node"
    assert str(ExchangeError("no-pathway", pathways=0)) == "/: no-pathway (pathways=0)"


def test_as_deep_as_a_policy_may_be_is_read() -> None:
    assert import_pathway(nested(39)).policy.clauses

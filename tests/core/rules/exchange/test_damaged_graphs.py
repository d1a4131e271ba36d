"""Graphs that somebody damaged: either a policy that can be written, or one clear error. Nothing else."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathway_graphs import component, condition, constraint, document, pathway
from testamur.core.rules.exchange import (
    ExchangeError,
    Learning,
    TransferValue,
    export_pathway,
    export_transfer_values,
    import_pathway,
    import_transfer_values,
)
from testamur.core.rules.language import dump_policy, parse_policy

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 9) | st.floats(-9, 9) | st.text(max_size=8)
    | st.sampled_from([
        "urn:x", "ceterms:Pathway", "_:b", "@id", "{", "zxx-x-testamur", "logic:Or", "compare:GT", "\u202e", "\x00",
        "ce-goal", "1e999", "https://registry.example/resources/ce-goal", "https://registry.example/resources/ce-a",
    ]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@id", "@type", "@value", "en", "ceterms:hasCondition", "ceterms:targetComponent", "x"]),
        inner, max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
POLICY = parse_policy(
    "pathway degree awards law version 1 of 30 ects"
    " a: require all(A, any(B, C), group g { credits >= 9 ects from {D} })"
    ' b: at_least 50% of group g from tag("x") c: at_most 30% of award from any d: require outcome(L1, L2)'
    " e: capstone X after A f: require any(path p { require A require B }, C)"
)
OURS = export_pathway(POLICY).document
THEIRS = json.loads(
    document(
        pathway(),
        component("goal", "CredentialComponent", **{
            "ceterms:hasCondition": [
                condition(1, "a", "b", **{"ceterms:hasConstraint": constraint(), "ceterms:name": {"en": "Core"}}),
                condition(2, **{"ceterms:hasCondition": [condition(1, "a"), condition(None, "b")]}),
            ]
        }),
        component("a", **{"ceterms:hasCondition": [condition(1, "b")], "ceterms:proxyFor": "https://x.example/a"}),
        component("b", **{
            "ceterms:creditValue": {"schema:value": 3, "ceterms:creditUnitType": "creditUnit:SemesterHour"}
        }),
    )
)  # fmt: skip
VALUES = export_transfer_values([
    TransferValue("x", Learning("a", "A"), Learning("b", "B", kind="unit"), purpose="credit", conditions=("Grade C.",))
])  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, part in inner for place in places(part, (*path, name)))]


def damaged(whole: Any, chance: random.Random, junk: list[Any]) -> str:
    copy = json.loads(json.dumps(whole))
    for part in junk:
        path = chance.choice(places(copy)[1:] or [()])
        at = copy
        for step in path[:-1]:
            at = at[step]
        if path:
            at[path[-1]] = part
    return json.dumps(copy)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([OURS, THEIRS]), st.randoms(use_true_random=False), st.lists(JUNK, min_size=1, max_size=3))
def test_a_damaged_pathway_is_read_or_refused(whole: Any, chance: random.Random, junk: list[Any]) -> None:
    try:
        found = import_pathway(damaged(whole, chance, junk), unit="US")
    except ExchangeError:
        return
    for policy in found.policies:
        assert parse_policy(dump_policy(policy)) == policy


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.lists(JUNK, min_size=1, max_size=3))
def test_a_damaged_transfer_value_is_read_or_refused(chance: random.Random, junk: list[Any]) -> None:
    try:
        found = import_transfer_values(damaged(VALUES, chance, junk), unit="US")
    except ExchangeError:
        return
    assert import_transfer_values(json.dumps(export_transfer_values(found.values))).values == found.values

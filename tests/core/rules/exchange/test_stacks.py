"""A stack goes out as associations; those of others come in, and never make more count than was decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.model.association import (
    CHILD,
    EXACT_MATCH,
    KINDS,
    PARENT,
    PART,
    PRECEDES,
    REPLACED,
    Association,
    knot_in,
)
from testamur.core.model.errors import ModelError
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import decide
from testamur.core.rules.exchange import Linked, link, stack_associations
from testamur.core.rules.holding import Holding
from testamur.core.rules.language import parse_policy

ON = date(2026, 6, 1)
DEGREE = "https://u.example/specs/degree"
POLICY = parse_policy("pathway x awards degree version 1 require credits >= 20 ects from any once_per spec_family")


def held(name: str, ref: str = "", **more: object) -> Holding:
    worth = CreditAmount(Decimal(10), "ECTS")
    return Holding(f"urn:{name}", ref or name, credits=worth, awarded_on=date(2026, 1, 1), **more)  # type: ignore[arg-type]


def test_what_counts_is_part_of_what_it_adds_up_to() -> None:
    holdings = [held("a"), held("b"), held("c")]
    decision = decide(POLICY, holdings, on=ON)
    counted = {one.holding for one in decision.counted}
    found = stack_associations(decision, DEGREE, holdings)
    assert {(one.source, one.kind) for one in found} == {(DEGREE, PARENT)}
    assert {f"urn:{one.target}" for one in found} == counted


def test_nothing_is_part_of_what_is_not_met() -> None:
    holdings = [held("a")]
    assert stack_associations(decide(POLICY, holdings, on=ON), DEGREE, holdings) == ()


def test_an_older_version_was_replaced() -> None:
    holdings = [held("old", family="law"), held("new", family="law"), held("b")]
    holdings[0] = Holding("urn:old", "old", family="law", credits=holdings[1].credits, awarded_on=date(2020, 1, 1))
    decision = decide(POLICY, holdings, on=ON)
    found = stack_associations(decision, DEGREE, holdings)
    assert [one.because for one in decision.left_out] == ["renewal"]
    assert Association("old", REPLACED, "new") in found


def test_what_a_capstone_came_after_precedes_it() -> None:
    policy = parse_policy("pathway x awards degree version 1 require all(a, b) capstone c after all(a, b)")
    holdings = [held("a"), held("b"), Holding("urn:c", "c", awarded_on=date(2026, 3, 1))]
    found = stack_associations(decide(policy, holdings, on=ON), DEGREE, holdings, policy=policy)
    assert [one for one in found if one.kind == PRECEDES] == [
        Association("a", PRECEDES, "c"), Association("b", PRECEDES, "c"),
    ]  # fmt: skip


def test_only_a_decision_makes_two_equivalent() -> None:
    holdings = [held("a"), held("b")]
    decision = decide(POLICY, holdings, on=ON)
    found = stack_associations(decision, DEGREE, holdings, matches={"urn:a": "UNIT1", "urn:gone": "x"})
    assert [one for one in found if one.kind == EXACT_MATCH] == [Association("UNIT1", EXACT_MATCH, "a")]
    assert not [one for one in stack_associations(decision, DEGREE, holdings) if one.kind == EXACT_MATCH]


def test_parts_are_used_up_by_their_whole() -> None:
    found = link([held("a"), held("b"), held("whole")], [
        Association("whole", PARENT, "a"), Association("urn:b", PART, "urn:whole"),
    ])  # fmt: skip
    assert [one.consumed_by for one in found.holdings] == [("whole",), ("whole",), ()]
    assert found.edges == (Association("urn:a", CHILD, "urn:whole"), Association("urn:b", PART, "urn:whole"))
    assert found.notices == ()


def test_a_policy_without_double_counting_leaves_used_parts_out() -> None:
    policy = parse_policy(
        "pathway x awards y version 1 require credits >= 20 ects from {a, b} no_double_count with other_awards"
    )
    holdings = [held("a"), held("b"), held("whole")]
    assert decide(policy, holdings, on=ON)
    assert not decide(policy, link(holdings, [Association("whole", PARENT, "a")]).holdings, on=ON)


def test_what_the_policys_own_award_used_up_may_count_for_it_again() -> None:
    policy = parse_policy("pathway x awards whole version 1 require a no_double_count with other_awards")
    assert decide(policy, link([held("a"), held("whole")], [Association("whole", PARENT, "a")]).holdings, on=ON)


def test_what_is_not_there_is_told_once() -> None:
    gone = Association("a", PART, "gone")
    found = link([held("a")], [gone, gone, Association("gone", PRECEDES, "a")])
    assert [(one.code, one.facts) for one in found.notices] == [("not-in-the-record", {"id": "gone"})]
    assert found.edges == ()


def test_a_circle_says_nothing_and_is_told() -> None:
    holdings = [held("a"), held("b")]
    found = link(holdings, [
        Association("a", PARENT, "b"), Association("b", PARENT, "a"), Association("a", PRECEDES, "b"),
    ])  # fmt: skip
    assert [one.code for one in found.notices] == ["cycle"]
    assert found.edges == (Association("urn:a", PRECEDES, "urn:b"),)
    assert list(found.holdings) == holdings


def test_several_items_of_one_achievement_are_all_meant() -> None:
    found = link(
        [held("one", "course"), held("two", "course"), held("whole")], [Association("whole", PARENT, "course")]
    )
    assert [one.consumed_by for one in found.holdings] == [("whole",), ("whole",), ()]


NAMES = st.sampled_from("abcd")
ASSOCIATIONS = st.lists(st.builds(Association, NAMES, st.sampled_from(KINDS), NAMES), max_size=8)


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), ASSOCIATIONS)
def test_associations_never_make_more_count(names: list[str], told: list[Association]) -> None:
    policy = parse_policy(
        "pathway x awards y version 1 require 2 of (a, b, c, d) once_per spec_family no_double_count with other_awards"
    )
    holdings = [held(name) for name in names]
    found = link(holdings, told)
    assert isinstance(found, Linked)
    assert bool(decide(policy, holdings, on=ON)) >= bool(decide(policy, found.holdings, on=ON))
    assert link(found.holdings, told) == found
    assert not knot_in(found.edges)


@given(ASSOCIATIONS)
def test_an_association_stood_upright_says_the_same(told: list[Association]) -> None:
    upright = [one.upright for one in told]
    assert [one.upright for one in upright] == upright
    assert bool(knot_in(told)) == bool(knot_in(upright))


def test_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ModelError, match="isSiblingOf"):
        Association("a", "isSiblingOf", "b")

"""How much of what was learnt elsewhere a programme lets count, long before its requirements are met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from testamur import packs
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Grade, Holding
from testamur.core.rules.ceiling import Ceiling
from testamur.core.rules.frameworks import parse_knowledge
from testamur.core.rules.language import parse_policy
from testamur.core.rules.policy import Clause, WholeItemsOnly

TODAY = date(2026, 3, 2)
WHOLE = ("whole-items-only", "cap")


def ceiling(name: str) -> Ceiling:
    return Ceiling(parse_policy(packs.policies()[name]), knowledge=parse_knowledge(packs.frameworks().values()))


def items(count: int, each: str, unit: str, source: str, **said: object) -> list[Holding]:
    worth = CreditAmount(Decimal(each), unit)
    return [
        Holding(f"{source}-{n}", f"{source}-{n}", credits=worth, source=source, awarded_on=date(2025, 1, 1), **said)  # type: ignore[arg-type] # as each case says
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("policy", "fresh", "counted", "because"),
    [
        ("my-bachelor", items(10, "4", "MQF", "apel_c"), "36", ("cap",)),
        ("my-master", items(5, "3", "MQF", "apel_c"), "12", ("cap",)),
        ("my-bachelor", items(30, "3", "MQF", "samc"), "84", ("cap",)),
        ("nyu-steinhardt-ma-32", items(3, "3", "US", "credit_transfer", grade=Grade("B", "us-letter")), "6", WHOLE),
        ("nyu-steinhardt-ma-32", items(1, "3", "US", "credit_transfer", grade=Grade("B-", "us-letter")), "0", None),
        ("my-usm-transfer", items(1, "45", "MQF", "credit_transfer", match=Decimal(80)), "40", ("cap",)),
        ("my-usm-transfer", items(1, "5", "MQF", "credit_transfer", match=Decimal(49)), "0", ("content",)),
        ("uab-short-training", items(1, "30", "ECTS", "rpl", tags=("short-training",)), "24", ("cap",)),
    ],
    ids=["T8", "T9", "T12", "T15", "T16", "T23", "T24", "T22"],
)
def test_a_cap_cuts_what_is_beyond_it(
    policy: str, fresh: list[Holding], counted: str, because: tuple[str, ...] | None
) -> None:
    reach = ceiling(policy).reach([], fresh, on=TODAY)
    assert reach.counted == Decimal(counted)
    assert because is None or reach.because == because


def test_caps_of_different_sources_add_up() -> None:
    """T11: 36 credits by experience and 40 by formal transfer, of 120."""
    both = [
        *items(9, "4", "MQF", "apel_c"),
        *items(10, "4", "MQF", "credit_transfer", grade=Grade("B", "my-cgpa")),
    ]
    assert ceiling("my-bachelor").reach([], both, on=TODAY).counted == Decimal(76)


def test_what_counted_before_uses_up_the_cap() -> None:
    limit, earlier = ceiling("my-bachelor"), items(8, "4", "MQF", "apel_c")
    fresh = [Holding("new", "new", credits=CreditAmount(Decimal(4), "MQF"), source="apel_c", awarded_on=TODAY)]
    assert limit.reach(earlier, fresh, on=TODAY).counted == Decimal(4)
    assert limit.reach(items(9, "4", "MQF", "apel_c"), fresh, on=TODAY).counted == Decimal(0)


def test_what_a_demand_cannot_tell_is_left_to_a_person() -> None:
    reach = ceiling("my-usm-transfer").reach([], items(1, "5", "MQF", "credit_transfer"), on=TODAY)
    assert (reach.counted, [clause.id for clause in reach.doubts]) == (Decimal(5), ["content"])


def written(size: str, residency: str) -> Ceiling:
    return Ceiling(
        parse_policy(f"""testamur: policy-1
id: x
version: "1"
title: X
awards: X
{size}
clauses:
  - id: size
    rule: require credits >= 30 ECTS from any
  - id: here
    rule: {residency}
""")
    )


@pytest.mark.parametrize(
    ("size", "residency", "counted"),
    [
        ("size: 30 ECTS", "residency 60% of award", "12"),
        ("size: 30 ECTS", "residency 18 ECTS", "12"),
        ("size: 30 ECTS", "residency 40 ECTS", "0"),
        ("size: 30 ECTS", "residency 60% of counted", "20"),
        ("unit: ECTS", "residency 18 ECTS", "20"),
    ],
)
def test_what_has_to_be_earned_here_leaves_the_rest(size: str, residency: str, counted: str) -> None:
    fresh = items(1, "20", "ECTS", "credit_transfer")
    assert written(size, residency).reach([], fresh, on=TODAY).counted == Decimal(counted)


@pytest.mark.parametrize(
    ("rules", "counted", "because"),
    [((), "40", ("cap",)), ((WholeItemsOnly(),), "0", WHOLE)],
    ids=["in parts", "whole"],
)
def test_where_room_is_left_below_a_cap_wholeness_is_said_to_cut(
    rules: tuple[WholeItemsOnly, ...], counted: str, because: tuple[str, ...]
) -> None:
    policy = parse_policy(packs.policies()["my-usm-transfer"])
    policy = replace(policy, clauses=(*policy.clauses, *(Clause(one, id="as-they-are") for one in rules)))
    fresh = items(1, "45", "MQF", "credit_transfer", match=Decimal(80))
    reach = Ceiling(policy, knowledge=parse_knowledge(packs.frameworks().values())).reach([], fresh, on=TODAY)
    assert (reach.counted, reach.because) == (Decimal(counted), because)

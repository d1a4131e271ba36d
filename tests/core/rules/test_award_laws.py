"""Laws that hold for every rule and every set of results."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Assessment, AwardRule
from testamur.core.rules import AssessmentResult, Verdict, decide_award

ON = date(2026, 6, 30)
Assessments = tuple[Assessment, ...]
Results = list[AssessmentResult]
RANK = {Verdict.UNMET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}
PERCENTS = st.decimals(0, 100, places=1)
MAYBE = st.sampled_from([True, False, None])
RULES = st.builds(AwardRule, st.none() | PERCENTS, st.booleans(), st.booleans())


def assessment(
    name: str, weight: Decimal | None, threshold: Decimal | None, supervised: str, *, checked: bool
) -> Assessment:
    title = LanguageMap.of(en=name)
    return Assessment(name, title, "quiz", ("LO1",), weight, threshold, supervised, identity_checked=checked)


ASSESSMENTS = st.tuples(*(
    st.builds(
        assessment, st.just(name), st.none() | PERCENTS, st.none() | PERCENTS, st.sampled_from(["no", "onsite"]),
        checked=st.booleans(),
    )
    for name in ("a", "b", "c")
))  # fmt: skip
RESULTS = st.lists(
    st.builds(
        AssessmentResult, st.sampled_from(["a", "b", "c", "z"]), st.none() | PERCENTS, MAYBE, st.none(), MAYBE, MAYBE,
        st.integers(1, 3),
    ),
    max_size=8,
)  # fmt: skip


@given(RULES, ASSESSMENTS, RESULTS, st.randoms(use_true_random=False))
def test_the_order_of_results_changes_nothing(
    rule: AwardRule, assessments: Assessments, results: Results, chance: random.Random
) -> None:
    shuffled = list(results)
    chance.shuffle(shuffled)
    first = decide_award(rule, assessments, tuple(results), on=ON)
    assert decide_award(rule, assessments, tuple(shuffled), on=ON) == first
    assert decide_award(rule, assessments, tuple(results), on=ON) == first


@given(RULES, ASSESSMENTS, RESULTS, st.integers(0, 7), PERCENTS)
def test_a_better_mark_never_makes_the_verdict_worse(
    rule: AwardRule, assessments: Assessments, results: Results, place: int, more: Decimal
) -> None:
    undeclared = [replace(one, passed=None) for one in results]
    before = decide_award(rule, assessments, tuple(undeclared), on=ON)
    mark = undeclared[place].percent if place < len(undeclared) else None
    if mark is not None:
        undeclared[place] = replace(undeclared[place], percent=min(Decimal(100), mark + more))
    after = decide_award(rule, assessments, tuple(undeclared), on=ON)
    assert RANK[after.verdict] >= RANK[before.verdict]


@given(RULES, ASSESSMENTS, RESULTS, RESULTS)
def test_more_results_never_take_an_award_away(
    rule: AwardRule, assessments: Assessments, results: Results, more: Results
) -> None:
    if decide_award(rule, assessments, tuple(results), on=ON):
        assert decide_award(rule, assessments, (*results, *more), on=ON)


@given(st.lists(st.sampled_from(list(Verdict))))
def test_all_and_any_follow_the_three_valued_tables(verdicts: list[Verdict]) -> None:
    worst = min(verdicts, key=RANK.__getitem__, default=Verdict.UNKNOWN)
    best = max(verdicts, key=RANK.__getitem__, default=Verdict.UNKNOWN)
    assert Verdict.all_of(iter(verdicts)) is worst
    assert Verdict.any_of(iter(verdicts)) is best

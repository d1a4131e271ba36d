"""Thresholds and conduct of an award rule, said as a policy over sittings, give the same verdict (decision 12)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.rules.world import ON, policy
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Assessment, AwardRule
from testamur.core.rules import AssessmentResult, Grade, Holding, decide, decide_award
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q

MARKS = st.none() | st.integers(0, 100).map(Decimal)
MAYBE = st.sampled_from([True, False, None])


def assessment(name: str, threshold: Decimal | None, *, supervised: bool, checked: bool) -> Assessment:
    title = LanguageMap.of(en=name)
    conduct = "onsite" if supervised else "no"
    return Assessment(name, title, "quiz", ("LO1",), None, threshold, conduct, identity_checked=checked)


ASSESSMENTS = st.tuples(*(
    st.builds(assessment, st.just(name), MARKS, supervised=st.booleans(), checked=st.booleans())
    for name in ("a", "b", "c")
))  # fmt: skip
SITTINGS = st.lists(
    st.builds(AssessmentResult, st.sampled_from(["a", "b", "c"]), MARKS, st.none(), st.none(), MAYBE, MAYBE), max_size=7
)


def gate(one: Assessment) -> p.Gate:
    filters: list[q.Filter] = [] if one.threshold is None else [q.GradeFilter(">=", str(one.threshold))]
    filters += [q.ConductFilter("supervised")] if one.supervised != "no" else []
    filters += [q.ConductFilter("id_verified")] if one.identity_checked else []
    return p.Gate(one.id, p.Item(one.id), tuple(filters))


def sitting(number: int, one: AssessmentResult) -> Holding:
    return Holding(
        f"s{number}",
        one.assessment_id,
        state="confirmed" if one.percent is not None else "pending",
        grade=None if one.percent is None else Grade(str(one.percent), "percent"),
        supervised=one.supervised,
        id_verified=one.identity_checked,
    )


@given(ASSESSMENTS, SITTINGS)
def test_the_rule_and_its_policy_agree(assessments: tuple[Assessment, ...], sittings: list[AssessmentResult]) -> None:
    holdings = [sitting(number, one) for number, one in enumerate(sittings)]
    missing = {one.id for one in assessments} - {one.assessment_id for one in sittings}
    holdings += [Holding(name, name, state="pending") for name in sorted(missing)]
    by_policy = decide(policy(*map(gate, assessments), scale="percent"), holdings, on=ON)
    assert by_policy.verdict is decide_award(AwardRule(), assessments, tuple(sittings), on=ON).verdict

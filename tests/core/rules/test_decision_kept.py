"""A decision about a policy is kept whole: what it counts, what it leaves out and why, and what is missing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from testamur.core.rules import Completion, Counted, Decision, Finding, Gap, LeftOut, RulesError, Verdict

WHOLE = Decision(
    Finding(Verdict.UNMET, "all-unmet", {"clause": "size"}),
    date(2026, 11, 22),
    policy="green-buildings",
    counted=(Counted("award-1", "5", "core"), Counted("award-3", "0", is_sure=False)),
    left_out=(LeftOut("award-2", "cap", "2.5", {"clause": "transfer"}),),
    completions=(Completion((Gap("credits", "size", {"needed": "5"}),)),),
    is_proved=False,
)


def test_a_decision_about_a_policy_comes_back_from_storage_as_it_went() -> None:
    assert Decision.from_json(json.loads(json.dumps(WHOLE.to_json()))) == WHOLE


def test_an_award_rules_decision_is_written_as_it_always_was() -> None:
    plain = Decision(Finding(Verdict.MET, "rule-met"), date(2026, 11, 22))
    assert "counted" not in plain.to_json()
    assert Decision.from_json(plain.to_json()) == plain


@pytest.mark.parametrize(
    "change", [{"counted": [["a"] * 9]}, {"left_out": [1]}, {"left_out": [["a", "b", "c", 4]]}, {"completions": 3}]
)
def test_a_stored_decision_of_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RulesError):
        Decision.from_json({**WHOLE.to_json(), **change})

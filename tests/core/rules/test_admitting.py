"""What lets something count that a policy does not name: sure, not sure, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.rules.world import ANY, ON, at_least, at_most, held, level, policy
from testamur.core.rules import Knowledge, Verdict, openings
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q

AID = held("aid", 1, unit="MQF", tags=("first aid",), levels=(level("MQF", 3),), bodies=("north",))
NAMED, TAG, OTHER = q.Listed(("aid",)), q.Tagged("first aid"), q.Tagged("welding")
HIGHER, FOREIGN = q.AtLevel(">=", level("MQF", 3)), q.AtLevel(">=", level("EQF", 7))


def found(*rules: p.Rule | p.Requirement) -> dict[q.Pool, Verdict]:
    return openings(policy(*rules), AID, on=ON, knowledge=Knowledge())


@pytest.mark.parametrize(
    ("pool", "answer"),
    [
        (ANY, {ANY: Verdict.MET}),
        (q.AwardedBy("north"), {q.AwardedBy("north"): Verdict.MET}),
        (q.Combined("|", NAMED, TAG), {TAG: Verdict.MET}),
        (q.Combined("|", OTHER, HIGHER), {HIGHER: Verdict.MET}),
        (q.Combined("&", TAG, FOREIGN), {q.Combined("&", TAG, FOREIGN): Verdict.UNKNOWN}),
        (q.Combined("-", ANY, TAG), {}),
        (FOREIGN, {FOREIGN: Verdict.UNKNOWN}),
        (NAMED, {}),
        (OTHER, {}),
    ],
)
def test_what_takes_it_without_its_name_is_told(pool: q.Pool, answer: dict[q.Pool, Verdict]) -> None:
    assert found(at_least(5, pool)) == answer


def test_only_what_is_required_lets_anything_in_and_only_once() -> None:
    assert found(p.AtMost(p.Share(Decimal(50), "award"), TAG), at_least(5, TAG), at_most(9, TAG)) == {TAG: Verdict.MET}

"""What a person's results must show, told as a table of situations."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Assessment, AwardRule
from testamur.core.rules import AssessmentResult, Decision, Finding, RulesError, Verdict, decide_award, stated

ON = date(2026, 6, 30)
MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
STRICT = AwardRule()
TOTAL = AwardRule(overall=Decimal(60), each_threshold=False)
BOTH = AwardRule(overall=Decimal(60))


def an(
    name: str,
    weight: str | None = None,
    threshold: str | None = "50",
    *,
    supervised: str = "no",
    identity: bool = False,
) -> Assessment:
    return Assessment(
        id=name,
        title=LanguageMap.of(en=name.title()),
        type="quiz",
        outcomes=("LO1",),
        weight=Decimal(weight) if weight else None,
        threshold=Decimal(threshold) if threshold else None,
        supervised=supervised,
        identity_checked=identity,
    )


def got(
    name: str,
    percent: str | None = None,
    *,
    passed: bool | None = None,
    supervised: bool | None = None,
    identity_checked: bool | None = None,
    taken_on: date | None = None,
    attempt: int = 1,
) -> AssessmentResult:
    mark = Decimal(percent) if percent is not None else None
    return AssessmentResult(name, mark, passed, taken_on, supervised, identity_checked, attempt)


EXAM, ESSAY = an("exam", "60"), an("essay", "40")
PLAIN = (EXAM, ESSAY)
WATCHED = (an("exam", supervised="onsite", identity=True),)

SCENES = {
    "every part reached": (STRICT, PLAIN, (got("exam", "50"), got("essay", "80")), MET, {"threshold-reached"}),
    "one part too low, the other does not make up for it": (
        STRICT, PLAIN, (got("exam", "49.99"), got("essay", "100")), UNMET, {"below-threshold"},
    ),
    "one part missing": (STRICT, PLAIN, (got("exam", "90"),), UNKNOWN, {"no-result"}),
    "one part pending": (STRICT, PLAIN, (got("exam", "90"), got("essay")), UNKNOWN, {"result-pending"}),
    "unmet beats missing": (STRICT, PLAIN, (got("exam", "10"),), UNMET, {"below-threshold"}),
    "the best attempt counts": (
        STRICT, (EXAM,), (got("exam", "20"), got("exam", "70", attempt=2), got("exam", "30", attempt=3)),
        MET, {"threshold-reached"},
    ),
    "declared passed without a mark": (STRICT, (EXAM,), (got("exam", passed=True),), MET, {"declared-passed"}),
    "declared failed without a mark": (STRICT, (EXAM,), (got("exam", passed=False),), UNMET, {"declared-not-passed"}),
    "a low mark declared passed": (
        STRICT, (EXAM,), (got("exam", "40", passed=True),), UNKNOWN, {"mark-contradicts-declaration"},
    ),
    "a high mark declared failed": (
        STRICT, (EXAM,), (got("exam", "80", passed=False),), UNKNOWN, {"mark-contradicts-declaration"},
    ),
    "a contradiction stays open although the total would be too low": (
        AwardRule(overall=Decimal(50)), (EXAM,), (got("exam", "40", passed=True),),
        UNKNOWN, {"mark-contradicts-declaration", "total-open"},
    ),
    "weights: exactly the total": (TOTAL, PLAIN, (got("exam", "50"), got("essay", "75")), MET, None),
    "weights: a hair below the total": (
        TOTAL, PLAIN, (got("exam", "50"), got("essay", "74.99")), UNMET, {"total-too-low"},
    ),
    "a total can make up for a failed part": (
        TOTAL, PLAIN, (got("exam", "90"), got("essay", "20", passed=False)), MET, None,
    ),
    "a total cannot make up where each part has its threshold": (
        BOTH, PLAIN, (got("exam", "100"), got("essay", "40")), UNMET, {"below-threshold"},
    ),
    "a total out of reach is unmet before the last mark is in": (
        AwardRule(overall=Decimal(90), each_threshold=False, all_required=False), PLAIN, (got("exam", "50"),),
        UNMET, {"total-too-low"},
    ),
    "a total already reached needs no last mark": (
        AwardRule(overall=Decimal(50), each_threshold=False, all_required=False), PLAIN, (got("exam", "100"),),
        MET, None,
    ),
    "declared passed gives no number for a total": (
        TOTAL, PLAIN, (got("exam", "100"), got("essay", passed=True)), MET, None,
    ),
    "unweighted parts count alike": (
        TOTAL, (an("a"), an("b")), (got("a", "20"), got("b", "100")), MET, {"mark-recorded", "total-reached"},
    ),
    "weights that are all zero decide nothing": (
        TOTAL, (an("a", "0"),), (got("a", "90"),), UNKNOWN, {"weights-missing"},
    ),
    "held as designed": (
        STRICT, WATCHED, (got("exam", "90", supervised=True, identity_checked=True),), MET, None,
    ),
    "not supervised though designed so": (
        STRICT, WATCHED, (got("exam", "90", supervised=False, identity_checked=True),), UNMET, {"supervision-missing"},
    ),
    "nobody wrote down whether the identity was checked": (
        STRICT, WATCHED, (got("exam", "90", supervised=True),), UNKNOWN, {"identity-not-recorded"},
    ),
    "a second, supervised sitting mends the first": (
        STRICT, WATCHED,
        (got("exam", "99", supervised=False), got("exam", "60", supervised=True, identity_checked=True, attempt=2)),
        MET, None,
    ),
    "an unsupervised mark adds nothing to the total": (
        AwardRule(overall=Decimal(60)), WATCHED, (got("exam", "99", supervised=False, identity_checked=True),),
        UNMET, {"supervision-missing", "total-too-low"},
    ),
    "a mark above a hundred": (STRICT, (EXAM,), (got("exam", "101"),), UNKNOWN, {"percent-impossible"}),
    "a mark that is no number": (STRICT, (EXAM,), (got("exam", "NaN"),), UNKNOWN, {"percent-impossible"}),
    "a mark with a million digits": (STRICT, (EXAM,), (got("exam", "1E-999999"),), UNKNOWN, {"percent-impossible"}),
    "a sitting after the day of the decision": (
        STRICT, (EXAM,), (got("exam", "90", taken_on=date(2026, 7, 1)),), UNKNOWN, {"taken-later"},
    ),
    "a sitting on the day of the decision": (STRICT, (EXAM,), (got("exam", "90", taken_on=ON),), MET, None),
    "no assessments at all": (STRICT, (), (), UNKNOWN, {"rule-asks-nothing"}),
    "a rule that asks for nothing": (
        AwardRule(each_threshold=False, all_required=False), PLAIN, (), UNKNOWN, None,
    ),
    "an optional part without a threshold may be left out": (
        AwardRule(all_required=False), (EXAM, an("extra", threshold=None)), (got("exam", "70"),), MET, None,
    ),
    "a result of another course counts for nothing": (
        STRICT, (EXAM,), (got("exma", "70"),), UNKNOWN, {"no-result"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("scene", SCENES)
def test_the_rule_gives_the_expected_verdict_and_reason(scene: str) -> None:
    rule, assessments, results, verdict, reasons = SCENES[scene]
    decision = decide_award(rule, assessments, results, on=ON)
    assert decision.verdict is verdict
    assert bool(decision) is (verdict is MET)
    if reasons is not None:
        assert {reason.because for reason in decision.reasons()} == reasons


@pytest.mark.parametrize("scene", SCENES)
def test_a_stored_decision_reads_back_the_same(scene: str) -> None:
    rule, assessments, results, _verdict, _reasons = SCENES[scene]
    decision = decide_award(rule, assessments, results, on=ON)
    assert Decision.from_json(json.loads(json.dumps(decision.to_json()))) == decision


DECLARED = {
    "passed, nothing else known": ((), True, MET, "declared-passed"),
    "not passed, nothing else known": ((), False, UNMET, "declared-not-passed"),
    "passed, and the results agree": ((got("exam", "90"),), True, MET, "declared-passed"),
    "not passed, though the results say otherwise": (
        (got("exam", "90"),), False, UNKNOWN, "declaration-contradicts-results",
    ),
    "passed, though the results say otherwise": (
        (got("exam", "9"),), True, UNKNOWN, "declaration-contradicts-results",
    ),
    "passed, with a result still open": ((got("exam"),), True, MET, "declared-passed"),
    "passed, with records that contradict each other": (
        (got("exam", "9", passed=True),), True, UNKNOWN, "declaration-contradicts-results",
    ),
    "says nothing": ((got("exam", "90"),), None, MET, "rule-met"),
}  # fmt: skip


@pytest.mark.parametrize("scene", DECLARED)
def test_a_declaration_for_the_whole_is_weighed_against_the_results(scene: str) -> None:
    results, declared, verdict, because = DECLARED[scene]
    decision = decide_award(STRICT, (EXAM,), results, on=ON, declared=declared)
    assert (decision.verdict, decision.because) == (verdict, because)


def test_what_nobody_recorded_can_be_presumed_and_the_decision_says_so() -> None:
    presumed = ("exam.supervised", "exam.identity")
    decision = decide_award(STRICT, WATCHED, (got("exam", "90"),), on=ON, presumed=presumed)
    reasons = {reason.because for reason in decision.reasons()}
    assert (decision.verdict, reasons) == (MET, {"supervision-presumed", "identity-presumed", "threshold-reached"})
    denied = decide_award(STRICT, WATCHED, (got("exam", "90", supervised=False),), on=ON, presumed=presumed)
    assert denied.verdict is UNMET


def test_results_of_unknown_assessments_are_named() -> None:
    decision = decide_award(STRICT, (EXAM,), (got("exma", "70"), got("exam", "70")), on=ON)
    assert decision.facts == {"unknown_assessments": "exma"}


def test_a_total_is_cut_and_never_rounded_up_to_the_pass_mark() -> None:
    thirds = (an("a", "1"), an("b", "1"), an("c", "1"))
    results = (got("a", "59.99999"), got("b", "60"), got("c", "60"))
    total = decide_award(TOTAL, thirds, results, on=ON).parts[-1]
    assert (total.met, total.facts["highest"]) == (UNMET, "59.9999")


def test_a_statement_says_who_made_it() -> None:
    decision = stated(on=ON, by="sender")
    assert (decision.verdict, decision.because, decision.facts) == (MET, "stated", {"by": "sender"})


BROKEN = {
    "not an object": [],
    "another format": {"format": 2},
    "no date": {"format": 1, "on": "yesterday", "met": "met", "because": "x", "facts": {}, "parts": []},
    "a fourth answer": {"format": 1, "on": "2026-06-30", "met": "maybe", "because": "x", "facts": {}, "parts": []},
    "no parts": {"format": 1, "on": "2026-06-30", "met": "met", "because": "x", "facts": {}},
    "an answer that is no text": {
        "format": 1, "on": "2026-06-30", "met": ["met"], "because": "x", "facts": {}, "parts": [],
    },
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_stored_decision_is_refused(case: str) -> None:
    with pytest.raises(RulesError):
        Decision.from_json(BROKEN[case])


def test_a_decision_nested_a_hundred_thousand_deep_is_refused() -> None:
    part: dict[str, object] = {"met": "met", "because": "x", "facts": {}, "parts": []}
    for _ in range(100_000):
        part = {"met": "met", "because": "x", "facts": {}, "parts": [part]}
    with pytest.raises(RulesError):
        Finding.from_json(part)
    while part["parts"]:  # taken apart by hand: the interpreter frees deep nests recursively
        part = part["parts"][0]  # type: ignore[index]

"""What a policy says of what a person holds, told as a table of situations; the reason is part of the answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.rules.world import ANY, ON, at_least, at_most, counted, ects, group, held, left, level, policy, told
from testamur.core.rules import Clause, Holding, Knowledge, Override, Verdict, decide, deciding
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.knowledge import ConversionRule, GradeMap, GradingScheme, LevelMatch
from testamur.core.rules.quick import Quick

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
A, B, C = (held(name, 6, tags=("t",)) for name in "abc")
RPL = tuple(held(f"r{number}", 4, source="rpl") for number in range(5))
POINTS = tuple(Decimal(one) for one in ("0", "1", "2", "2.7", "3", "4"))
LETTERS = GradingScheme("us", "US", ("F", "D", "C", "B-", "B", "A"), POINTS)
WORLD = Knowledge(
    levels=(
        LevelMatch(level("MQF", 6), level("EQF", 6), "table"),
        LevelMatch(level("RQF", 4), level("EQF", 4), "table"),
        LevelMatch(level("RQF", 4), level("EQF", 5), "table"),
        LevelMatch(level("HKQF", 5), level("EQF", 6), "guess", confirmed=False),
        LevelMatch(level("AQF", 7), level("EQF", 6), "table", valid_from=date(2030, 1, 1)),
        LevelMatch(level("NZQCF", 8), level("AQF", 8), "table"),
        LevelMatch(level("AQF", 8), level("EQF", 6), "table"),
    ),
    conversions=(
        ConversionRule("uk", "CATS", "ECTS", Decimal("0.5"), Decimal("0.5"), "QAA"),
        ConversionRule("us", "US", "ECTS", Decimal("1.5"), Decimal(2), "both"),
        ConversionRule("my-hours", "MQF", "ECTS", Decimal("1.33"), Decimal("1.33"), "by 30 h", "floor"),
        ConversionRule("my-other", "MQF", "ECTS", Decimal("1.6"), Decimal("1.6"), "by 25 h"),
        ConversionRule("hk", "HKQF", "CATS", Decimal(1), Decimal(1), "one step only"),
        ConversionRule("fine", "NZQCF", "ECTS", Decimal("0.33333333"), Decimal("0.33333333"), "a third"),
    ),
    schemes=(LETTERS, GradingScheme("percent", "Percent", numeric=True)),
    grade_maps=(GradeMap("my-letter", "us", (("A", "A"), ("B", "B-"))),),
)


def way(name: str, *requirements: p.Requirement) -> p.Path:
    return p.Path(name, tuple(Clause(p.Require(one)) for one in requirements))


# situation: (rules, holdings, verdict, the code of the clause told last, what is left out and why)
SCENES: dict[str, tuple[tuple[Any, ...], tuple[Holding, ...], Verdict, str, dict[str, str]]] = {
    "enough credits": ((at_least(12),), (A, B), MET, "credits-met", {}),
    "no more items than needed": ((at_least(12),), (A, B, C), MET, "credits-met", {"c": "not-needed"}),
    "too few credits": ((at_least(20),), (A, B, C), UNMET, "credits-unmet", {}),
    "a pending item leaves it open": (
        (at_least(12),), (A, held("x", 6, state="pending")), UNKNOWN, "credits-unknown", {},
    ),
    "an unverified item leaves it open": (
        (at_least(12),), (A, held("x", 6, state="unverified")), UNKNOWN, "credits-unknown", {},
    ),
    "a state that nobody knows is no confirmation": (
        (at_least(6),), (held("x", 6, state="maybe"),), UNKNOWN, "credits-unknown", {},
    ),
    "a planned item counts, also before its day": (
        (at_least(12),), (A, held("x", 6, state="planned", awarded_on=date(2027, 1, 1))), MET, "credits-met", {},
    ),
    "what is withdrawn never counts": (
        (at_least(12),), (A, held("x", 6, state="ended")), UNMET, "credits-unmet", {"x": "ended"},
    ),
    "what is awarded later does not count yet": (
        (at_least(6),), (held("x", 6, awarded_on=date(2026, 6, 2)),), UNMET, "credits-unmet", {"x": "awarded-later"},
    ),
    "what was not passed does not count": (
        (at_least(6),), (held("x", 6, passed=False),), UNMET, "credits-unmet", {"x": "not-passed"},
    ),
    "what no clause asks for is left out": (
        (p.Item("a"),), (A, held("z", 3)), MET, "item-met", {"z": "not-asked"},
    ),
    "an item by its family": ((p.Item("f"),), (held("x", family="f"),), MET, "item-met", {}),
    "an item by what it was recognised as": ((p.Item("f"),), (held("x", stands_for=("f",)),), MET, "item-met", {}),
    "two of three": (
        (p.SomeOf(2, (p.Item("a"), p.Item("b"), p.Item("z"))),), (A, B), MET, "some-met", {},
    ),
    "more than there are": ((p.SomeOf(3, (p.Item("a"), p.Item("b"))),), (A,), UNMET, "some-unmet", {"a": "not-needed"}),
    "none of them is asked for": ((p.SomeOf(0, (p.Item("z"),)), p.Item("a")), (A,), MET, "item-met", {}),
    "not held": ((p.Not(p.Item("z")), p.Item("a")), (A,), MET, "item-met", {}),
    "not, though held": ((p.Item("b"), p.Not(p.Item("a"))), (A, B), UNMET, "not-unmet", {"a": "not-asked"}),
    "exactly so many credits, cut to fit": (
        (p.Credits("=", ects(10), ANY),), (A, B), MET, "credits-met", {"b": "not-needed"},
    ),
    "a limit inside a requirement": (
        (at_least(6), at_most(8, q.Tagged("t"))), (A, B), MET, "credits-met", {"b": "not-needed"},
    ),
    "half the outcomes": (
        (p.Coverage(("o1", "o2"), Decimal(50)),), (held("x", outcomes=("o2",)),), MET, "coverage-met", {},
    ),
    "an outcome is missing": ((p.Coverage(("o1", "o2")),), (held("x", outcomes=("o2",)),), UNMET, "coverage-unmet", {}),
    "a gate looks without consuming": (
        (group("t", 6), p.Gate("g", p.Item("a"))), (A,), MET, "gate-met", {},
    ),
    "a gate compares what is held exactly": (
        (at_least(1), p.Gate("g", p.Count("=", 2, ANY))), (A, B, C), UNMET, "gate-unmet",
        {"b": "not-needed", "c": "not-needed"},
    ),
    "a gate sees groups, and passes filters on": (
        (p.Gate("g", p.Group("inner", p.Item("x"), (q.GradeFilter(">=", "60"),))),),
        (held("x", grade="59"),), UNMET, "gate-unmet", {"x": "not-asked"},
    ),
    "a gate leaves a path's exclusions alone": (
        (p.Gate("g", p.AnyOf((p.Path("w", (Clause(p.Require(p.Item("a"))), Clause(p.OncePer("spec")))),))),),
        (A,), MET, "gate-met", {"a": "not-asked"},
    ),
    "the other path": (
        (p.AnyOf((way("one", p.Item("z")), way("two", p.Item("a")))),),
        (A,), MET, "any-met", {},
    ),
    "a path's own exclusion": (
        (p.AnyOf((p.Path("one", (Clause(p.Require(at_least(12))), Clause(p.Antirequisite(("a", "b"))))),)),),
        (A, B), UNMET, "any-unmet", {"b": "antirequisite"},
    ),
    "a path's whole items": (
        (p.AnyOf((p.Path("w", (Clause(p.Require(at_least(6))), Clause(p.WholeItemsOnly()))),)), p.AtMost(ects(7), ANY)),
        (A,), MET, "limit-met", {},
    ),
    "a cap cuts, and says which": (
        (at_least(20), p.AtMost(ects(10), q.FromSource(("rpl",)))), (A, *RPL[:3]), UNMET, "limit-met", {"r2": "cap"},
    ),
    "a cap in whole items drops": (
        (at_least(20), p.WholeItemsOnly(), p.AtMost(ects(10), q.FromSource(("rpl",)))), (A, *RPL[:3]), UNMET,
        "limit-met", {"r2": "cap"},
    ),
    "a share of the award, rounded down": (
        (at_least(36), p.AtMost(p.Share(Decimal(30), "award"), q.FromSource(("rpl",)))), RPL, UNMET, "limit-met",
        {"r2": "cap", "r3": "cap", "r4": "cap"},
    ),
    "a share of what counts": (
        (at_least(8), p.AtMost(p.Share(Decimal(50), "counted"), q.FromSource(("rpl",)))), (A, *RPL[:2]), MET,
        "limit-met", {"r0": "not-needed", "r1": "not-needed"},
    ),
    "a share of a group": (
        (group("t", 6), p.AtLeast(p.Share(Decimal(50), "t", is_group=True), q.Listed(("a",)))), (A, B), MET,
        "share-met", {"b": "not-needed"},
    ),
    "a share that is not reached": (
        (at_least(12), p.AtLeast(p.Share(Decimal(75), "award"), q.Tagged("t"))), (A, held("x", 6)), UNMET,
        "share-unmet", {},
    ),
    "resident enough": ((at_least(10), p.Residency(ects(6))), (A, RPL[0]), MET, "residency-met", {}),
    "resident share of what counts": (
        (at_least(10), p.Residency(p.Share(Decimal(60), "counted"))), (A, RPL[0]), MET, "residency-met", {},
    ),
    "not among the latest": (
        (at_least(10), p.WholeItemsOnly(), p.Residency(ects(6), ects(8))),
        (A, held("r", 4, source="rpl", awarded_on=date(2026, 1, 1))), UNMET, "residency-unmet", {},
    ),
    "enough among the latest": (
        (at_least(10), p.Residency(ects(4), ects(8))),
        (A, held("r", 4, source="rpl", awarded_on=date(2026, 1, 1))), MET, "residency-met", {},
    ),
    "a share among the latest": (
        (at_least(10), p.Residency(p.Share(Decimal(50), "counted"), ects(10))), (A, RPL[0]), MET, "residency-met", {},
    ),
    "among the latest, without a date": (
        (at_least(10), p.Residency(ects(6), ects(8))),
        (held("a", 6, awarded_on=None), held("r", 4, source="rpl")), UNKNOWN, "residency-unknown", {},
    ),
    "from elsewhere, without a date": (
        (at_least(10), p.Residency(ects(6), ects(8))),
        (A, held("r", 4, source="rpl", awarded_on=None)), UNKNOWN, "residency-unknown", {},
    ),
    "one of two that exclude each other": (
        (at_least(12), p.Antirequisite(("a", "b"))), (A, B), UNMET, "antirequisite-met", {"b": "antirequisite"},
    ),
    "an overlap counts once": (
        (at_least(12), p.Overlap("a", "b", Decimal(50))), (A, B), UNMET, "overlap-met", {"b": "overlap"},
    ),
    "both of an overlap are held all the same": (
        (at_least(9), p.Item("a"), p.Item("b"), p.Overlap("a", "b", Decimal(50))), (A, B), MET, "overlap-met",
        {"b": "overlap"},
    ),
    "renewals count once, the latest": (
        (p.Count(">=", 2, ANY), p.OncePer("spec_family")),
        tuple(held(f"x{year}", family="f", awarded_on=date(year, 1, 1)) for year in (2018, 2021, 2024)),
        UNMET, "once-per-met", {"x2018": "renewal", "x2021": "renewal"},
    ),
    "renewals count once, the latest that is valid": (
        (p.Count(">=", 1, ANY), p.OncePer("spec")),
        (held("old", ref="f"), held("new", ref="f", awarded_on=date(2026, 1, 1), valid_until=date(2026, 2, 1))),
        MET, "once-per-met", {"new": "renewal"},
    ),
    "renewals that differ count once": (
        (p.Count(">=", 2, ANY), at_least(3), p.OncePer("spec")), (held("one", 3, ref="f"), held("two", 4, ref="f")),
        UNMET, "once-per-met", {"one": "renewal"},
    ),
    "used up elsewhere": (
        (at_least(6), p.NoDoubleCount()), (held("x", 6, consumed_by=("other",)),), UNMET, "no-double-count-met",
        {"x": "consumed"},
    ),
    "used up by this very award": (
        (at_least(6), p.NoDoubleCount()), (held("x", 6, consumed_by=("award",)),), MET, "no-double-count-met", {},
    ),
    "used up by another than the one that is named": (
        (at_least(6), p.NoDoubleCount("named")), (held("x", 6, consumed_by=("other",)),), MET,
        "no-double-count-met", {},
    ),
    "current on the last day": (
        (at_least(6), p.Currency("P5Y", "award")), (held("x", 6, awarded_on=date(2021, 6, 1)),), MET,
        "currency-met", {},
    ),
    "a day too old": (
        (at_least(6), p.Currency("P5Y", "award")), (held("x", 6, awarded_on=date(2021, 5, 31)),), UNMET,
        "currency-met", {"x": "currency"},
    ),
    "nobody knows how old": (
        (at_least(6), p.Currency("P5Y", "award")), (held("x", 6, awarded_on=None),), UNKNOWN, "currency-unknown", {},
    ),
    "nobody says when the application was": (
        (at_least(6), p.Currency("P5Y", "application")), (held("x", 6, awarded_on=date(2021, 5, 31)),), UNKNOWN,
        "currency-unknown", {},
    ),
    "current before the application, whenever it was": (
        (at_least(6), p.Currency("P5Y", "application")), (A,), MET, "currency-met", {},
    ),
    "refreshed": (
        (at_least(6), p.Currency("P1Y", "award", "r")),
        (held("x", 6, awarded_on=date(2019, 1, 1)), held("r", awarded_on=date(2026, 1, 1))), MET, "currency-met",
        {"r": "not-needed"},
    ),
    "kept current by practice": (
        (at_least(6), p.Currency("P1Y", "award", practice=True)),
        (held("x", 6, awarded_on=date(2019, 1, 1), practice=True),), MET, "currency-met", {},
    ),
    "too old for all but the group that takes any age": (
        (p.Group("g", at_least(6), (q.AnyAgeFilter(),)), at_least(6), p.Currency("P1Y", "award")),
        (held("x", 6, awarded_on=date(2019, 1, 1)),), MET, "currency-met", {},
    ),
    "the capstone after the rest": (
        (p.Capstone("cap", p.Item("a"), (q.ConductFilter("supervised"),)),),
        (A, held("cap", awarded_on=date(2025, 6, 1), supervised=True)), MET, "capstone-met", {"a": "not-asked"},
    ),
    "the capstone before the rest": (
        (p.Capstone("cap", p.Item("a")),), (A, held("cap", awarded_on=date(2024, 6, 1))), UNMET, "capstone-unmet",
        {"a": "not-asked", "cap": "not-needed"},
    ),
    "the capstone on a day that nobody knows": (
        (p.Capstone("cap", p.Item("a")),), (A, held("cap", awarded_on=None)), UNKNOWN, "capstone-unknown",
        {"a": "not-asked"},
    ),
    "no capstone": ((p.Item("a"), p.Capstone("cap")), (A,), UNMET, "capstone-unmet", {}),
    "the mean is reached": (
        (at_least(12), p.GradeAverage(">=", Decimal("3.5"), ANY)),
        (held("x", 6, grade="A", scale="us"), held("y", 6, grade="B", scale="us")), MET, "average-met", {},
    ),
    "the mean is a hair too low": (
        (at_least(12), p.GradeAverage(">=", Decimal("3.51"), ANY)),
        (held("x", 6, grade="A", scale="us"), held("y", 6, grade="B", scale="us")), UNMET, "average-unmet", {},
    ),
    "the mean is exactly so": (
        (at_least(12), p.GradeAverage("=", Decimal("3.5"), ANY)),
        (held("x", 6, grade="A", scale="us"), held("y", 6, grade="B", scale="us")), MET, "average-met", {},
    ),
    "a mean of items without credits": (
        (p.Count(">=", 1, ANY), p.GradeAverage(">=", Decimal(3), ANY)), (held("x", grade="B", scale="us"),), MET,
        "average-met", {},
    ),
    "a grade that nobody recorded leaves the mean open": (
        (at_least(6), p.GradeAverage(">=", Decimal(3), ANY)), (A,), UNKNOWN, "average-unknown", {},
    ),
    "a mean of nothing is open": (
        (p.GradeAverage(">=", Decimal(3), ANY),), (), UNKNOWN, "average-unknown", {},
    ),
    "below the grade that counts": (
        (at_least(6), p.MinimumGrade("B", ANY)), (held("x", 6, grade="B-", scale="us"),), UNMET, "minimum-grade-met",
        {"x": "grade"},
    ),
    "a grade through its map": (
        (at_least(6), p.MinimumGrade("B-", ANY)), (held("x", 6, grade="B", scale="my-letter"),), MET,
        "minimum-grade-met", {},
    ),
    "a grade of a scale that nothing maps": (
        (at_least(6), p.MinimumGrade("B", ANY)), (held("x", 6, grade="1.3", scale="german"),), UNKNOWN,
        "minimum-grade-unknown", {},
    ),
    "a bare pass against a grade": (
        (at_least(6), p.MinimumGrade("B", ANY)), (held("x", 6, passed=True),), UNKNOWN, "minimum-grade-unknown", {},
    ),
    "something is demanded of each item of a pool": (
        (at_least(6), p.Demand((q.EachOutcomeFilter(Decimal(50)),), q.FromSource(("rpl",)))),
        (held("x", 6, source="rpl", outcome_marks={"o1": Decimal(80), "o2": Decimal(49)}),), UNMET, "demand-met",
        {"x": "outcome-marks"},
    ),
    "any age is no reason": (
        (at_least(6), p.Demand((q.AnyAgeFilter(),), ANY)), (A,), MET, "demand-met", {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("scene", SCENES)
def test_the_answer_and_its_reason(scene: str) -> None:
    rules, holdings, verdict, because, reasons = SCENES[scene]
    scale = "us" if "us" in repr(holdings) or "MinimumGrade" in repr(rules) or "Average" in repr(rules) else "percent"
    decision = decide(policy(*rules, scale=scale), holdings, on=ON, knowledge=WORLD)
    assert (decision.verdict, decision.parts[-1].because) == (verdict, because)
    assert left(decision) == reasons
    assert decision.is_proved


@pytest.mark.parametrize("scene", SCENES)
def test_the_exact_search_gives_the_same_answer(scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, holdings, verdict, _because, _reasons = SCENES[scene]
    monkeypatch.setattr(deciding, "search", lambda _problem, _aim: Quick())
    scale = "us" if "us" in repr(holdings) or "MinimumGrade" in repr(rules) or "Average" in repr(rules) else "percent"
    decision = decide(policy(*rules, scale=scale), holdings, on=ON, knowledge=WORLD)
    assert (decision.verdict, decision.is_proved) == (verdict, True)


GRADES = {
    "the same": ("=", "60", {"grade": "60.0"}, MET),
    "at most": ("<=", "60", {"grade": "61"}, UNMET),
    "no number": (">=", "60", {"grade": "good"}, UNKNOWN),
    "no number, but the same word": (">=", "good", {"grade": "good"}, MET),
    "not a number": (">=", "60", {"grade": "NaN"}, UNKNOWN),
    "beyond the scale": (">=", "60", {"grade": "101"}, UNKNOWN),
    "a bare pass": (">=", "60", {"passed": True}, UNKNOWN),
    "a letter that the scale does not have": (">=", "B", {"grade": "Q", "scale": "us"}, UNKNOWN),
}


@pytest.mark.parametrize("case", GRADES)
def test_a_grade_compares(case: str) -> None:
    comparison, wanted, about, verdict = GRADES[case]
    asked = policy(p.Group("g", at_least(6), (q.GradeFilter(comparison, wanted),)))
    assert decide(asked, (held("x", 6, **about),), on=ON, knowledge=WORLD).verdict is verdict


@pytest.mark.parametrize(("pass_ok", "verdict"), [(True, MET), (False, UNKNOWN)])
def test_a_bare_pass_is_enough_where_the_policy_says_so_and_weighs_in_no_mean(pass_ok: bool, verdict: Verdict) -> None:  # noqa: FBT001 - a case
    brought = (held("x", 6, passed=True, grade=None), held("y", 6, grade="80"))
    asked = policy(
        at_least(12),
        p.MinimumGrade("60", ANY),
        p.GradeAverage(">=", Decimal(80), ANY),
        scale="percent",
        pass_ok=pass_ok,
    )
    assert decide(asked, brought, on=ON, knowledge=WORLD).verdict is verdict


MEANS = {
    "a number on a numeric scale": ("percent", {"grade": "80"}, MET),
    "an ungraded item on a numeric scale": ("percent", {}, UNKNOWN),
    "no number on a numeric scale": ("percent", {"grade": "good"}, UNKNOWN),
    "a letter without points": ("bare", {"grade": "A", "scale": "bare"}, UNKNOWN),
}


@pytest.mark.parametrize("case", MEANS)
def test_a_mean_takes_points_from_the_scale(case: str) -> None:
    scale, about, verdict = MEANS[case]
    world = Knowledge(schemes=(*WORLD.schemes, GradingScheme("bare", "Bare", ("B", "A"))))
    asked = policy(at_least(6), p.GradeAverage(">=", Decimal(80), ANY), scale=scale)
    assert decide(asked, (held("x", 6, **about),), on=ON, knowledge=world).verdict is verdict


@pytest.mark.parametrize(("needed", "verdict"), [(9, MET), (10, UNKNOWN), (13, UNMET)])
def test_credits_between_two_amounts_are_searched_exactly(
    needed: int, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "search", lambda _problem, _aim: Quick())
    asked = policy(at_least(needed), p.AtMost(ects(12), ANY))
    assert decide(asked, (held("x", 6, unit="US"),), on=ON, knowledge=WORLD).verdict is verdict


FILTERS = {
    "grade": (q.GradeFilter(">=", "60"), {"grade": "60"}, {"grade": "59.9"}, {}),
    "level": (q.LevelFilter(">=", level("EQF", 6)), {"levels": (level("EQF", 7),)}, {"levels": (level("EQF", 5),)}, {}),
    "age": (
        q.AgeFilter("P10Y", "award"), {"awarded_on": date(2016, 6, 1)}, {"awarded_on": date(2016, 5, 31)},
        {"awarded_on": None},
    ),
    "conduct": (q.ConductFilter("id_verified"), {"id_verified": True}, {"id_verified": False}, {}),
    "source": (q.SourceFilter(("native",)), {}, {"source": "rpl"}, None),
    "outcome-marks": (
        q.EachOutcomeFilter(Decimal(50)), {"outcome_marks": {"o": Decimal(50)}}, {"outcome_marks": {"o": Decimal(49)}},
        {"outcomes": ("o", "p"), "outcome_marks": {"o": Decimal(90)}},
    ),
    "content": (
        q.MatchFilter(Decimal(50)), {"match": Decimal(50), "source": "rpl"}, {"match": Decimal(49), "source": "rpl"},
        {"source": "rpl"},
    ),
    "quality": (
        q.QualityVerifiedFilter(),
        {"quality_from": date(2024, 1, 1), "quality_until": date(2025, 1, 1)},
        {"quality_from": date(2025, 1, 2), "quality_until": date(2025, 12, 1)}, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("because", FILTERS)
def test_a_filter_lets_in_keeps_out_and_says_when_it_cannot_tell(because: str) -> None:
    wanted, good, bad, unclear = FILTERS[because]
    asked = policy(p.Group("g", at_least(6), (wanted,)), scale="percent")
    assert decide(asked, (held("x", 6, **good),), on=ON)
    refused = decide(asked, (held("x", 6, **bad),), on=ON)
    assert (refused.verdict, left(refused)) == (UNMET, {"x": because})
    if unclear is not None:
        assert decide(asked, (held("x", 6, **unclear),), on=ON).verdict is UNKNOWN


def test_content_is_asked_only_of_what_stands_for_something_else() -> None:
    asked = policy(p.Group("g", at_least(6), (q.MatchFilter(Decimal(50)),)))
    assert decide(asked, (held("x", 6),), on=ON)


LEVELS = {
    "through a row of a map": (("MQF", 6), MET),
    "where all rows agree that it is lower": (("RQF", 4), UNMET),
    "where no row leads there": (("NZQCF", 7), UNKNOWN),
    "never through two rows": (("NZQCF", 8), UNKNOWN),
    "where a row is a guess": (("HKQF", 5), UNKNOWN),
    "where a row is not in force yet": (("AQF", 7), UNKNOWN),
    "in its own framework": (("EQF", 6), MET),
    "by a cycle that no row joins": (("QF-EHEA", "first"), UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("case", LEVELS)
def test_a_level_is_compared(case: str) -> None:
    (framework, value), verdict = LEVELS[case]
    asked = policy(at_least(6, q.AtLevel(">=", level("EQF", 6))))
    assert decide(asked, (held("x", 6, levels=(level(framework, value),)),), on=ON, knowledge=WORLD).verdict is verdict


def test_cycles_compare_by_their_order() -> None:
    asked = policy(at_least(6, q.AtLevel("<=", level("QF-EHEA", "first"))))
    assert decide(asked, (held("x", 6, levels=(level("QF-EHEA", "short"),)),), on=ON)


POOLS = {
    "either": (q.Combined("|", q.Tagged("t"), q.Tagged("u")), 2),
    "both": (q.Combined("&", q.Tagged("t"), q.Tagged("u")), 1),
    "one without the other": (q.Combined("-", q.Tagged("t"), q.Tagged("u")), 1),
    "of one body": (q.AwardedBy("uni"), 1),
    "micro-credentials only": (q.Anything(micro_only=True), 2),
}  # fmt: skip


@pytest.mark.parametrize("case", POOLS)
def test_a_pool_holds(case: str) -> None:
    pool, many = POOLS[case]
    brought = (
        held("x", tags=("t",), is_micro=False), held("y", tags=("t", "u")), held("z", bodies=("uni",)),
    )  # fmt: skip
    assert decide(policy(p.Count(">=", many, pool)), brought, on=ON)
    assert not decide(policy(p.Count(">=", many + 1, pool)), brought, on=ON)


CREDITS = {
    "converted once": ("CATS", 12, MET),
    "between two amounts": ("US", 3, UNKNOWN),
    "enough at the lower one": ("US", 4, MET),
    "between two rules, one of which rounds": ("MQF", 4, UNKNOWN),
    "without a rule": ("AU-POINTS", 12, UNKNOWN),
    "never over another unit": ("HKQF", 12, UNKNOWN),
    "finer than what is counted": ("NZQCF", 19, MET),
}  # fmt: skip


@pytest.mark.parametrize("case", CREDITS)
def test_credits_of_another_unit_count(case: str) -> None:
    unit, many, verdict = CREDITS[case]
    decision = decide(policy(at_least(6)), (held("x", many, unit=unit),), on=ON, knowledge=WORLD)
    assert decision.verdict is verdict


OPEN_AMOUNTS = {
    "all of it": (held("x", 5), "5", True),
    "what the lower rate gives": (held("x", 3, unit="US"), "4.5", False),
    "nothing, without a conversion": (held("x", 12, unit="AU-POINTS"), "0", False),
    "nothing, while it is pending": (held("x", 5, state="pending"), "0", False),
}


@pytest.mark.parametrize("case", OPEN_AMOUNTS)
def test_only_what_is_certain_is_told_as_a_number(case: str) -> None:
    holding, amount, is_sure = OPEN_AMOUNTS[case]
    (counted,) = decide(policy(at_least(60)), (holding,), on=ON, knowledge=WORLD).counted
    assert (counted.amount, counted.is_sure) == (amount, is_sure)


def test_what_is_certain_is_shown_beside_what_might_do() -> None:
    brought = (held("sure", 5), held("strange", 12, unit="AU-POINTS"))
    decision = decide(policy(at_least(10)), brought, on=ON, knowledge=WORLD)
    assert decision.verdict is UNKNOWN
    assert {(one.holding, one.amount) for one in decision.counted} == {("sure", "5"), ("strange", "0")}
    assert told(decision, "c1").facts["used"] == "5"


def test_a_conversion_is_named() -> None:
    decision = decide(policy(at_least(6)), (held("x", 12, unit="CATS"),), on=ON, knowledge=WORLD)
    assert decision.facts["converted"] == "x (uk)"


def test_half_known_credits_count_for_what_is_sure_and_for_what_is_possible() -> None:
    finding = told(decide(policy(at_least(9)), (held("x", 6, unit="US"),), on=ON, knowledge=WORLD), "c1")
    assert (finding.met, finding.facts["used"], finding.facts["possible"]) == (MET, "9", "12")


def test_first_fit_is_not_good_enough() -> None:
    """T7: B and D could serve both groups."""
    brought = (
        held("a", 5, tags=("g1",)), held("b", 5, tags=("g1", "g2"), awarded_on=date(2020, 1, 1)),
        held("c", 5, tags=("g2",)), held("d", 5, tags=("g1", "g2")),
    )  # fmt: skip
    decision = decide(policy(p.AllOf((group("g1", 10), group("g2", 10)))), brought, on=ON)
    assert decision
    groups = {one.holding: one.group for one in decision.counted}
    assert (groups["a"], groups["c"]) == ("g1", "g2")


def test_an_item_that_may_be_split_counts_in_two_groups() -> None:
    both = policy(group("g1", 4), group("g2", 4))
    for splits, verdict in ((True, MET), (False, UNMET)):
        brought = (held("x", 8, tags=("g1", "g2"), splittable=splits),)
        assert decide(both, brought, on=ON).verdict is verdict
    split = decide(both, (held("x", 8, tags=("g1", "g2"), splittable=True),), on=ON)
    assert sorted((one.holding, one.group, one.amount) for one in split.counted) == [("x", "g1", "4"), ("x", "g2", "4")]


def test_an_item_counts_in_a_group_also_for_the_sake_of_a_share_of_it() -> None:
    asked = policy(p.Group("g", p.Item("r")), p.Residency(p.Share(Decimal(25), "g", is_group=True)))
    assert decide(asked, (held("r", 4, source="rpl"), held("n", 4)), on=ON)


def test_an_item_without_credits_has_nothing_to_split() -> None:
    asked = policy(p.Group("g", p.Count(">=", 1, ANY)), p.Count(">=", 2, ANY))
    assert decide(asked, (held("x", splittable=True),), on=ON).verdict is UNMET


def test_one_item_that_may_be_split_does_for_two() -> None:
    whole = tuple(held(name, 4, tags=(name,), awarded_on=date(2020, 1, 1)) for name in ("g1", "g2"))
    decision = decide(
        policy(group("g1", 4), group("g2", 4)), (*whole, held("x", 8, tags=("g1", "g2"), splittable=True)), on=ON
    )
    assert {one.holding for one in decision.counted} == {"x"}


def test_of_items_that_do_as_well_the_older_count() -> None:
    brought = tuple(
        held(f"x{year}", 6, awarded_on=date(year, 1, 1), tags=("t",) * (year % 2)) for year in range(2019, 2025)
    )
    assert set(counted(decide(policy(at_least(12)), brought, on=ON))) == {"x2019", "x2020"}


def test_credits_beyond_the_award_are_not_counted_where_a_limit_cuts_anyway() -> None:
    """T15: the residency of 24 leaves 8 of 32 to what is transferred."""
    brought = (
        *(held(f"n{number}", 6) for number in range(4)),
        *(held(f"r{number}", 3, source="rpl") for number in range(3)),
    )
    limit = p.AtMost(p.Share(Decimal(30), "award"), q.FromSource(("rpl",)))
    decision = decide(policy(at_least(32), limit, p.Residency(ects(24))), brought, on=ON)
    assert decision
    assert told(decision, "c2").facts["used"] == "8"


def test_a_policy_that_only_limits_counts_what_it_may() -> None:
    decision = decide(policy(p.AtMost(ects(10), q.FromSource(("rpl",)))), (A, *RPL, held("z")), on=ON)
    assert (decision.verdict, decision.because) == (UNKNOWN, "policy-asks-nothing")
    assert sum(Decimal(amount or 0) for amount in counted(decision).values()) == 16
    assert "z" in counted(decision)


def test_an_override_is_told_with_its_person_and_reason() -> None:
    override = Override("c1", "R. Egistrar", "taught it herself", date(2026, 5, 1))
    decision = decide(policy(p.Item("z"), at_least(6)), (A,), on=ON, overrides=(override,))
    finding = told(decision, "c1")
    assert (decision.verdict, finding.because) == (MET, "overridden")
    assert (finding.facts["person"], finding.facts["reason"]) == ("R. Egistrar", "taught it herself")
    assert finding.parts[0].because == "item-unmet"


def test_an_override_lifts_a_bar() -> None:
    override = Override("c2", "R", "why", ON)
    old = held("x", 6, awarded_on=date(2010, 1, 1))
    asked = policy(at_least(6), p.Currency("P5Y", "award"), p.OncePer("spec"))
    assert decide(asked, (old,), on=ON, overrides=(override,))


def test_an_override_of_a_later_day_is_none_yet() -> None:
    later = Override("c1", "R", "why", date(2026, 6, 2))
    assert not decide(policy(p.Item("z")), (), on=ON, overrides=(later,))


@pytest.mark.parametrize("named", ["g", "gate", "way"])
def test_groups_gates_and_paths_can_be_overridden(named: str) -> None:
    missing = p.Item("z")
    asked = policy(p.Group("g", missing), p.Gate("gate", missing), p.AnyOf((way("way", missing),)))
    names = ["g", "gate", "way"]
    overrides = tuple(Override(name, "R", "why", ON) for name in names)
    assert decide(asked, (), on=ON, overrides=overrides)
    rest = tuple(one for one in overrides if one.path != named)
    assert not decide(asked, (), on=ON, overrides=rest)


def test_an_override_that_names_nothing_is_said() -> None:
    decision = decide(policy(p.Item("a")), (A,), on=ON, overrides=(Override("c9", "R", "why", ON),))
    assert decision.facts["unknown_overrides"] == "c9"


def test_two_records_of_one_item_are_one_item() -> None:
    decision = decide(policy(at_least(12)), (A, A, held("a", 4)), on=ON)
    assert decision.verdict is UNMET
    assert decide(policy(at_least(12)), (held("a", 4), A, A), on=ON) == decision


COMPLETIONS = {
    "credits": ((at_least(10, q.Tagged("t")),), [("credits", {"missing": "4", "pool": 'tag("t")'})]),
    "items": ((p.Count(">=", 3, ANY),), [("count", {"missing": "2"})]),
    "an item": ((p.Item("z"),), [("item", {"ref": "z"})]),
    "an outcome": ((p.Coverage(("o",)),), [("outcome", {"outcome": "o"})]),
    "what a gate looks for": ((p.Gate("g", p.Item("z")),), [("item", {"ref": "z"})]),
    "a capstone": ((p.Capstone("cap"),), [("item", {"ref": "cap"})]),
    "a better mean": ((p.Item("a"), p.GradeAverage(">=", Decimal(90), ANY)), [("average", {"needed": "90"})]),
    "what is earned here": ((p.Residency(ects(8)),), [("credits", {"missing": "2"})]),
    "a share of what counts": (
        (at_least(6), p.AtLeast(p.Share(Decimal(50), "counted"), q.Tagged("u"))), [("credits", {"needed": "3"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COMPLETIONS)
def test_what_is_missing_is_said(case: str) -> None:
    rules, gaps = COMPLETIONS[case]
    decision = decide(policy(*rules, scale="percent"), (held("a", 6, tags=("t",), grade="70"),), on=ON)
    assert decision.verdict is UNMET
    found = decision.completions[0].gaps
    assert [gap.kind for gap in found] == [kind for kind, _ in gaps]
    assert all(
        gap.facts[name] == value for gap, (_, facts) in zip(found, gaps, strict=True) for name, value in facts.items()
    )


def test_the_nearer_of_two_ways_comes_first() -> None:
    asked = policy(p.AnyOf((p.AllOf((p.Item("x"), p.Item("y"))), p.Item("z"))))
    found = decide(asked, (), on=ON).completions
    assert [[gap.facts["ref"] for gap in one.gaps] for one in found] == [["z"], ["x", "y"]]


def test_what_is_open_can_be_settled_or_made_up_for() -> None:
    decision = decide(policy(at_least(12)), (A, held("x", 6, state="pending")), on=ON)
    assert [[gap.kind for gap in one.gaps] for one in decision.completions] == [["settle"], ["credits"]]
    assert decision.completions[0].gaps[0].facts == {"holding": "x"}


def test_nothing_that_is_added_makes_up_for_what_must_not_be_held() -> None:
    assert decide(policy(p.Not(p.Item("a"))), (A,), on=ON).completions == ()


def test_a_mean_that_is_open_can_be_settled() -> None:
    decision = decide(policy(p.Item("a"), p.MinimumGrade("B", ANY), scale="us"), (A,), on=ON, knowledge=WORLD)
    assert {gap.kind for one in decision.completions for gap in one.gaps} >= {"settle"}


def test_many_gaps_are_told_as_one_way() -> None:
    refs = tuple(p.Item(f"z{number}") for number in range(20))
    found = decide(policy(p.AllOf(refs)), (), on=ON).completions
    assert [len(one.gaps) for one in found] == [20]


def test_shares_print_exactly() -> None:
    share = p.AtLeast(p.Share(Decimal(75), "minimum_graduating"), ANY)
    asked = policy(at_least(30), share, minimum_graduating=ects(31))
    assert told(decide(asked, (A,), on=ON), "c2").facts["needed"] == "23.25"

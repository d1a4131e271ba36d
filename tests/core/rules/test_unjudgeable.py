"""Bad input: policies that no one could judge, contradictions, explosions, and more holdings than anyone has."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

import pytest

from core.rules.world import ANY, ON, at_least, at_most, counted, ects, group, held, policy
from testamur.core.rules import Clause, Decider, Policy, RulesError, Verdict, decide, deciding
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.exact import Found

MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
NOTHING: p.Requirement = p.Item("x")

UNJUDGEABLE: dict[str, tuple[Policy, str]] = {
    "a unit that nobody knows": (policy(p.Item("x"), unit="STARS"), "unknown credit unit 'STARS'"),
    "amounts of two units": (policy(at_least(5), at_least(5, unit="US")), "but one of its amounts is 5 US"),
    "a window of another unit": (policy(at_least(5), p.Residency(ects(2), ects(3, "US"))), "3 US"),
    "two groups of one name": (policy(group("g", 1), group("g", 2)), "two groups have the id 'g'"),
    "two clauses of one name": (
        Policy("p", "1", "P", "a", (Clause(p.Require(NOTHING), "c"), Clause(p.Require(NOTHING), "c"))),
        "two clauses have the id 'c'",
    ),
    "a share of no group": (policy(p.AtMost(p.Share(Decimal(3), "g", is_group=True), ANY)), "no group 'g'"),
    "a share of nothing known": (policy(p.AtMost(p.Share(Decimal(3), "moon"), ANY)), "unknown base 'moon'"),
    "a share of an award without a size": (policy(p.AtLeast(p.Share(Decimal(3), "award"), ANY)), "policy's size"),
    "numbers finer than can be counted": (policy(at_least("0.0000001")), "finer than a millionth"),
    "more credits than any award has": (policy(at_least(100_001)), "no award has more than"),
    "a window that is no span": (policy(p.Currency("five years", "award")), "not a calendar span"),
    "a tree too deep": (policy(reduce(lambda inner, _: p.AllOf((inner,)), range(40), NOTHING)), "32 deep"),
    "more parts than anyone reads": (policy(p.AllOf((NOTHING,) * 4_001)), "4000 parts"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNJUDGEABLE)
def test_a_policy_that_no_one_could_judge_says_why(case: str) -> None:
    broken, why = UNJUDGEABLE[case]
    with pytest.raises(RulesError, match=why):
        Decider(broken)
    decision = decide(broken, (held("x", 5),), on=ON)
    assert (decision.verdict, decision.because) == (UNKNOWN, "policy-cannot-be-judged")
    assert why in decision.facts["why"]


def test_clauses_without_names_are_named_by_their_place() -> None:
    inner = p.Path("way", (Clause(p.Require(p.Item("a"))),))
    named = Policy("p", "1", "P", "a", (Clause(p.Require(p.Item("b"))), Clause(p.Require(p.AnyOf((inner,))))))
    decision = decide(named, (), on=ON)
    assert [part.facts["clause"] for part in decision.parts] == ["1", "2"]
    assert decision.parts[1].parts[0].parts[0].facts["clause"] == "way.1"


CONTRADICTORY = {
    "at least more than at most": (at_least(10), at_most(5)),
    "more than there can be": (p.SomeOf(3, (p.Item("a"), p.Item("b"))),),
    "held and not held": (p.Item("a"), p.Not(p.Item("a"))),
    "two that exclude each other": (p.AllOf((p.Item("a"), p.Item("b"))), p.Antirequisite(("a", "b"))),
}


@pytest.mark.parametrize("case", CONTRADICTORY)
def test_contradictory_clauses_are_judged_and_not_met(case: str) -> None:
    decision = decide(policy(*CONTRADICTORY[case]), (held("a", 10), held("b", 10)), on=ON)
    assert (decision.verdict, decision.is_proved) == (UNMET, True)


def test_a_policy_of_no_clauses_asks_nothing() -> None:
    assert decide(policy(), (held("a", 5),), on=ON).because == "policy-asks-nothing"


def test_dates_at_the_ends_of_the_calendar_are_dates() -> None:
    brought = (held("first", 5, awarded_on=date.min), held("last", 5, awarded_on=date.max, state="planned"))
    asked = policy(at_least(5), p.Currency("P999Y", "award"), p.Residency(ects(1), ects(2)))
    assert decide(asked, brought, on=ON)


def test_numbers_that_cannot_be_true_are_open() -> None:
    huge = decide(policy(at_least(5)), (held("x", "1E+30"),), on=ON)
    assert huge.verdict is UNKNOWN
    nothing = Decimal("NaN")
    demands = policy(at_least(5), p.Demand((q.MatchFilter(Decimal(50)),), ANY))
    assert decide(demands, (held("x", 5, source="rpl", match=nothing),), on=ON).verdict is UNKNOWN
    demands = policy(at_least(5), p.Demand((q.EachOutcomeFilter(Decimal(50)),), ANY))
    assert decide(demands, (held("x", 5, outcome_marks={"o": nothing}),), on=ON).verdict is UNKNOWN


def test_fine_grains_in_a_large_portfolio_are_searched_step_by_step() -> None:
    brought = [
        held(f"h{n:03}", f"{2 + n % 3}.{n * 7 % 1000:03}", source="rpl" if n % 3 else "native") for n in range(150)
    ]
    asked = policy(at_least("99.999"), p.AtMost(p.Share(Decimal(50), "counted"), q.FromSource(("rpl",))))
    decision = decide(asked, brought, on=ON)
    assert decision.verdict is MET


def many(count: int) -> list[object]:
    return [
        held(f"h{n:05}", 1 + n % 5, tags=(f"t{n % 30}",), awarded_on=ON - timedelta(days=n % 2_000), grade=str(n % 100))
        for n in range(count)
    ]


def test_ten_thousand_holdings_are_decided() -> None:
    decision = decide(policy(at_least(700), *(group(f"t{n}", 20) for n in range(30))), many(10_000), on=ON)  # type: ignore[arg-type]
    assert (decision.verdict, decision.is_proved) == (MET, True)
    assert len(decision.counted) + len(decision.left_out) == 10_000


def test_more_are_not_and_the_decision_says_so() -> None:
    decision = decide(policy(at_least(7)), [held(str(number)) for number in range(10_001)], on=ON)
    assert (decision.verdict, decision.because, decision.facts["most"]) == (UNKNOWN, "too-many-holdings", "10000")


def test_a_window_over_a_large_portfolio_is_looked_at_from_some_days_only() -> None:
    asked = policy(at_least(900), p.Residency(ects(100), ects(300)))
    decision = decide(asked, many(1_500), on=ON)  # type: ignore[arg-type]
    assert decision
    unreachable = policy(at_least(900), p.Residency(ects(10_000), ects(10_001)))
    decision = decide(unreachable, many(1_500), on=ON)  # type: ignore[arg-type]
    assert (decision.because, decision.is_proved) == ("policy-not-proved", False)


PIGEONS = policy(*(p.Group(f"g{number}", p.Count(">=", 1, q.Tagged("t"))) for number in range(30)))
EXPLODING = {
    "thirty groups for twenty-nine alike": (PIGEONS, [held(f"h{n}", tags=("t",)) for n in range(29)], UNMET),
    "sums that only one selection has": (
        policy(p.Credits("=", ects("123.457"), ANY), p.WholeItemsOnly()),
        [held(f"h{n}", Decimal(1_000 + n * 7_919 % 9_000) / 1_000) for n in range(60)],
        MET,
    ),
    "twenty of forty alternatives": (
        policy(p.SomeOf(20, tuple(p.AnyOf((p.Item(f"x{n}"), at_least(3, q.Tagged(f"t{n % 30}")))) for n in range(40)))),
        many(300),
        MET,
    ),
}


@pytest.mark.parametrize("case", EXPLODING)
def test_what_explodes_when_all_is_tried_is_decided(case: str) -> None:
    asked, brought, verdict = EXPLODING[case]
    decision = decide(asked, brought, on=ON)  # type: ignore[arg-type]
    assert (decision.verdict, decision.is_proved) == (verdict, True)


TANGLE = policy(p.Credits("=", ects("100.001"), ANY), p.WholeItemsOnly())


def test_at_its_limit_the_search_claims_nothing_that_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding.Model, "solve", lambda _self, _limit: Found(None, is_proved=False))
    decision = decide(TANGLE, [held(f"h{n}", Decimal(1_000 + n * 7_919 % 9_000) / 1_000) for n in range(60)], on=ON)
    assert (decision.verdict, decision.because, decision.is_proved) == (UNKNOWN, "policy-not-proved", False)
    assert counted(decision) == {}


def test_a_search_without_time_is_honest() -> None:
    brought = [held(f"h{n}", Decimal(1_000 + n * 7_919 % 9_000) / 1_000) for n in range(60)]
    decision = Decider(TANGLE, effort=1e-9).decide(brought, on=ON)
    assert decision.is_proved or decision.because == "policy-not-proved"

"""Ways to finish: what is cheapest, fastest, lightest; under which wishes; and what nobody offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.rules.world import ON, at_least, group, held, offer, policy
from testamur.core.rules import Plans, RulesError, Wishes, decide, plan
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.offer import Run

BOTH = policy(p.AllOf((group("g1", 10), group("g2", 10))))
HELD = (held("have", 5, tags=("g1",)),)
OFFERS = (
    offer("a", 5, "g1", price="100", hours="60"),
    offer("b", 5, "g2", price="120", hours="60"),
    offer("c", 10, "g1", "g2", price="300", hours="90"),
    offer("d", 5, "g1", "g2", price="90", hours="150"),
    offer("e", 10, "g2", price="80", hours="300", prerequisites=("a",)),
)


def steps(plans: Plans, number: int = 0) -> list[str]:
    return sorted(step.offer for step in plans.plans[number].steps)


def test_the_cheapest_way_may_not_be_the_one_with_the_cheapest_parts() -> None:
    plans = plan(BOTH, HELD, OFFERS, on=ON)
    assert steps(plans) == ["a", "e"]
    assert plans.plans[0].totals.price == Decimal(180)
    assert not plans.plans[0].gaps


def test_the_lightest_way_asks_for_the_fewest_hours() -> None:
    plans = plan(BOTH, HELD, OFFERS, on=ON, wishes=Wishes("lightest"))
    assert (steps(plans), plans.plans[0].totals.hours) == (["a", "c"], Decimal(150))


def test_the_fastest_way_ends_first_within_the_hours_of_a_week() -> None:
    plans = plan(BOTH, HELD, OFFERS, on=ON, wishes=Wishes("fastest", hours_a_week=Decimal(10)))
    best = plans.plans[0]
    assert steps(plans) == ["a", "c"]
    assert best.totals.ends_on == date(2026, 9, 13)
    assert best.steps[0].ends_on is not None
    assert best.steps[1].starts_on is not None
    assert best.steps[0].ends_on < best.steps[1].starts_on  # ten hours a week are enough for one at a time


def test_alternatives_come_best_first_and_each_leaves_something_out() -> None:
    plans = plan(BOTH, HELD, OFFERS, on=ON)
    prices = [one.totals.price for one in plans.plans]
    assert prices == sorted(prices)
    assert len({tuple(step.offer for step in one.steps) for one in plans.plans}) == 3


def test_each_step_says_what_it_counts_towards_and_what_is_worse_without_it() -> None:
    best = plan(BOTH, HELD, OFFERS, on=ON).plans[0]
    assert {step.clauses for step in best.steps} == {("c1",)}
    without = {step.offer: step.without for step in best.steps}
    assert without["e"] is not None
    assert without["e"].price > best.totals.price


def test_what_only_one_offer_gives_has_no_way_around_it() -> None:
    best = plan(policy(p.Item("capstone")), (), (offer("x", 5, ref="capstone"),), on=ON).plans[0]
    assert best.steps[0].without is None


def test_a_plan_that_is_carried_out_meets_the_policy() -> None:
    best = plan(BOTH, HELD, OFFERS, on=ON).plans[0]
    by_id = {one.id: one for one in OFFERS}
    earned = [held(step.offer, 5, ref=step.offer, tags=by_id[step.offer].earns.tags) for step in best.steps]
    earned = [held(one.id, by_id[one.id].earns.credits.value, tags=one.tags) for one in earned]  # type: ignore[union-attr]
    assert decide(BOTH, (*HELD, *earned), on=ON)


def test_nothing_is_planned_where_nothing_is_missing() -> None:
    plans = plan(policy(at_least(5)), HELD, OFFERS, on=ON)
    assert [one.steps for one in plans.plans] == [()]
    assert plans.plans[0].totals.ends_on is None


def test_what_nobody_offers_is_a_gap_and_the_rest_is_planned() -> None:
    best = plan(policy(group("g1", 10), p.Item("exam")), HELD, OFFERS, on=ON).plans[0]
    assert [(gap.kind, gap.clause, gap.facts["ref"]) for gap in best.gaps] == [("item", "c2", "exam")]
    assert [step.offer for step in best.steps] == ["d"]


def test_what_must_not_be_held_cannot_be_planned_away() -> None:
    best = plan(policy(p.Not(p.Item("have")), at_least(5)), HELD, OFFERS, on=ON).plans[0]
    assert [(gap.kind, gap.clause) for gap in best.gaps] == [("impossible", "c1")]


def test_prerequisites_come_before_and_count_as_steps() -> None:
    offers = (offer("first", 5, "x", hours="70"), offer("second", 5, "g1", hours="70", prerequisites=("first",)))
    best = plan(policy(group("g1", 5)), (), offers, on=ON, wishes=Wishes(hours_a_week=Decimal(35))).plans[0]
    assert [(step.offer, step.starts_on) for step in best.steps] == [
        ("first", ON), ("second", date(2026, 6, 15)),
    ]  # fmt: skip
    assert best.steps[0].clauses == ()


def test_a_capstone_is_not_ended_before_what_goes_before_it() -> None:
    stack = policy(p.AllOf((p.Item("a"), p.Item("b"))), p.Capstone("cap", p.AllOf((p.Item("a"), p.Item("b")))))
    offers = tuple(offer(name, 5, hours=hours) for name, hours in (("a", "80"), ("b", "40"), ("cap", "40")))
    best = plan(stack, (), offers, on=ON).plans[0]
    assert not best.gaps
    ends = {step.offer: step.ends_on for step in best.steps}
    assert ends["cap"] == max(end for end in ends.values() if end)


def test_gates_can_be_planned_for() -> None:
    admitted = policy(p.Gate("admit", p.Count(">=", 2, q.Tagged("g1"))), group("g1", 5))
    best = plan(admitted, HELD, OFFERS, on=ON).plans[0]
    assert not best.gaps
    assert [step.offer for step in best.steps] == ["d"]


def test_runs_have_their_days() -> None:
    run = (date(2026, 9, 1), date(2026, 12, 18))
    offers = (offer("autumn", 5, "g1", run=run, price="1"), offer("any", 5, "g1", price="500", weeks=4))
    cheap, quick = (
        plan(policy(group("g1", 10)), HELD, offers, on=ON, wishes=Wishes(aim)) for aim in ("cheapest", "fastest")
    )
    assert [(one.offer, one.starts_on, one.ends_on) for one in cheap.plans[0].steps] == [("autumn", *run)]
    assert [(one.offer, one.ends_on) for one in quick.plans[0].steps] == [("any", date(2026, 6, 28))]


def test_two_runs_that_take_more_than_a_week_has_are_not_taken_at_once() -> None:
    both = (date(2026, 9, 1), date(2026, 9, 28))
    later = (date(2026, 10, 1), date(2026, 10, 28))
    offers = (
        offer("one", 5, "g1", run=both, hours="40"),
        offer("two", 5, "g2", hours="40", runs=(Run(*both), Run(*later))),
    )
    wished = Wishes(hours_a_week=Decimal(12))
    best = plan(policy(group("g1", 5), group("g2", 5)), (), offers, on=ON, wishes=wished).plans[0]
    assert [(step.offer, step.starts_on) for step in best.steps] == [("one", both[0]), ("two", later[0])]


def test_a_budget_is_kept_even_where_something_stays_missing() -> None:
    best = plan(BOTH, HELD, OFFERS, on=ON, wishes=Wishes(budget=Decimal(100), currency="EUR")).plans[0]
    assert best.totals.price <= 100
    assert best.gaps


def test_what_a_pending_result_is_counted_for_is_named_as_assumed() -> None:
    pending = (held("open", 5, tags=("g1",), state="pending"),)
    best = plan(policy(group("g1", 10)), pending, OFFERS, on=ON).plans[0]
    assert best.assumes == ("open",)


def test_an_unknown_price_adds_nothing_and_is_said() -> None:
    best = plan(policy(group("g1", 5)), (), (offer("x", 5, "g1"),), on=ON).plans[0]
    assert (best.totals.price, best.totals.unknown_prices, best.totals.unknown_hours) == (0, 1, 1)


OLD = held("old", 5, tags=("g1",), awarded_on=date(2021, 7, 1))
AUTUMN = (date(2026, 9, 1), date(2026, 12, 1))


def test_what_is_out_of_date_by_the_end_of_a_plan_is_made_up_for() -> None:
    offers = tuple(offer(name, 5, "g1", run=AUTUMN, price="10") for name in ("one", "two"))
    best = plan(policy(group("g1", 10), p.Currency("P5Y", "award")), (OLD,), offers, on=ON).plans[0]
    assert [step.offer for step in best.steps] == ["one", "two"]
    assert not best.gaps
    assert not best.is_proved  # a plan that ends before anything is out of date could be better


def test_what_is_out_of_date_by_the_end_of_a_plan_is_a_gap_where_nothing_replaces_it() -> None:
    offers = (offer("one", 5, "g1", run=AUTUMN),)
    best = plan(policy(group("g1", 10), p.Currency("P5Y", "award")), (OLD,), offers, on=ON).plans[0]
    assert [gap.kind for gap in best.gaps] == ["credits"]


def test_a_plan_that_would_not_hold_when_carried_out_says_so() -> None:
    best = plan(policy(p.Not(p.Item("x")), group("g1", 5)), (), (offer("x", 5, "g1"),), on=ON).plans[0]
    assert [gap.kind for gap in best.gaps] == ["at-end"]


LEFT_OUT = {
    "in another language": ({"languages": ("ms",)}, {"language": "en"}, "language"),
    "not online": ({"modes": ("online",)}, {"mode": "onsite"}, "mode"),
    "avoided": ({"avoid": ("x",)}, {}, "avoided"),
    "priced in another currency": ({"currency": "MYR"}, {"price": "1"}, "currency"),
    "dearer than all there is": ({"budget": Decimal(9)}, {"price": "10"}, "budget"),
    "begun already": ({}, {"run": (date(2026, 5, 1), date(2026, 7, 1))}, "ended"),
    "closed already": ({}, {"run": (None, date(2026, 5, 1))}, "ended"),
    "never given": ({}, {"runs": ()}, "ended"),
    "after the deadline": (
        {"deadline": date(2026, 7, 1)}, {"run": (date(2026, 6, 20), date(2026, 7, 2))}, "deadline",
    ),
    "too long for the deadline": ({"deadline": date(2026, 6, 20)}, {"weeks": 3}, "deadline"),
    "too much for a week": (
        {"hours_a_week": Decimal(5)}, {"hours": "60", "run": (date(2026, 6, 1), date(2026, 6, 28))}, "hours-a-week",
    ),
    "asking for what nobody offers": ({}, {"prerequisites": ("nowhere",)}, "prerequisites"),
}  # fmt: skip


@pytest.mark.parametrize("case", LEFT_OUT)
def test_an_offer_outside_the_wishes_is_left_out_with_the_reason(case: str) -> None:
    wishes, about, because = LEFT_OUT[case]
    plans = plan(policy(group("g1", 5)), (), (offer("x", 5, "g1", **about),), on=ON, wishes=Wishes(**wishes))  # type: ignore[arg-type]
    assert [(one.holding, one.because) for one in plans.left_out] == [("x", because)]
    assert plans.plans[0].gaps


def test_the_order_of_offers_changes_nothing() -> None:
    assert plan(BOTH, HELD, OFFERS[::-1], on=ON) == plan(BOTH, HELD, OFFERS, on=ON)


def test_an_unknown_aim_is_refused() -> None:
    with pytest.raises(RulesError, match="aim"):
        plan(BOTH, HELD, OFFERS, on=ON, wishes=Wishes("prettiest"))


def test_more_offers_than_can_be_searched_are_refused() -> None:
    with pytest.raises(RulesError, match="offers"):
        plan(BOTH, HELD, OFFERS * 1_001, on=ON)

"""Decide policies: a typical pathway, the standing of many learners on it, a large portfolio, and a plan.

Run: .venv/bin/python benchmarks/rules/decide.py [LEARNERS]

Times are those of the processor. What a decision says is made sure of before it is timed; nothing is asserted about
how long it takes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import median, quantiles
from time import process_time

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Clause, Decider, Decision, Grade, Holding, Offer, Policy, Wishes, plan
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.timetable.solver import solver

ON = date(2026, 6, 1)
TOPICS = tuple(f"topic-{number}" for number in range(8))
MILLISECONDS = 1_000


def ects(number: float) -> CreditAmount:
    """Return credits."""
    return CreditAmount(Decimal(str(number)), "ECTS")


def clauses(*rules: p.Rule) -> tuple[Clause, ...]:
    """Name the rules."""
    return tuple(Clause(rule, f"c{number}") for number, rule in enumerate(rules))


def pathway(*, is_tangled: bool = False) -> Policy:
    """Return a pathway of 90 credits in eight groups, with a cap, a currency window, renewals and exclusivity.

    In the tangled one every group also takes what belongs to the next, so that items are wanted in two places.
    """
    groups = []
    for number, topic in enumerate(TOPICS):
        pool: q.Pool = q.Tagged(topic)
        if is_tangled:
            pool = q.Combined("|", pool, q.Tagged(TOPICS[(number + 1) % len(TOPICS)]))
        filters = (q.GradeFilter(">=", "50"),) if number % 2 else ()
        groups.append(p.Group(topic, p.Credits(">=", ects(10), pool), filters))
    rules = (
        p.Require(p.Credits(">=", ects(90), q.Anything())),
        p.Require(p.AllOf(tuple(groups))),
        p.AtMost(p.Share(Decimal(30), "award"), q.FromSource(("rpl",))),
        p.Currency("P5Y", "award"),
        p.NoDoubleCount(),
        p.OncePer("spec_family"),
    )
    return Policy("pathway", "1", "Pathway", "award", clauses(*rules), "ECTS", ects(90), scale="percent")


def portfolio(chance: Random, items: int, *, is_tangled: bool = False, topics: Sequence[str] = TOPICS) -> list[Holding]:
    """Return holdings as a learner might have them; in the tangled case of many sizes and with two topics."""
    sizes = (2.5, 3, 5, 5, 6, 10) if is_tangled else (5, 5, 5, 10)
    return [
        Holding(
            f"h{number:05}",
            f"spec-{number}",
            credits=ects(chance.choice(sizes)),
            awarded_on=ON - timedelta(days=chance.randrange(2_200)),
            state=chance.choice(["confirmed"] * 14 + ["pending"]),
            source=chance.choice(["native"] * 6 + ["rpl"]),
            levels=(Level("EQF", str(chance.choice([5, 6, 6, 7])), "best_fit_self_declared"),),
            tags=tuple(chance.sample(topics, 2 if is_tangled and chance.randrange(5) < 2 else 1)),  # noqa: PLR2004 - the script and its number
            grade=Grade(str(chance.randint(40, 100)), "percent"),
        )
        for number in range(items)
    ]


def large_policy() -> Policy:
    """Return sixty clauses: thirty groups, limits, shares, exclusions and gates."""
    topics = [f"t{number}" for number in range(30)]
    rules: list[p.Rule] = [
        p.Require(p.Group(topic, p.Credits(">=", ects(20), q.Tagged(topic)), (q.GradeFilter(">=", "50"),)))
        for topic in topics
    ]
    rules += [p.Require(p.Gate(f"gate-{topic}", p.Count(">=", 2, q.Tagged(topic)))) for topic in topics[:12]]
    rules += [p.Antirequisite((f"spec-{number}", f"spec-{number + 1}")) for number in range(10)]
    rules += [
        p.Require(p.Credits(">=", ects(700), q.Anything())),
        p.AtMost(p.Share(Decimal(50), "award"), q.FromSource(("rpl",))),
        p.AtLeast(p.Share(Decimal(25), "award"), q.AtLevel(">=", Level("EQF", "6", "best_fit_self_declared"))),
        p.Currency("P5Y", "award"),
        p.OncePer("spec_family"),
        p.NoDoubleCount(),
        p.MinimumGrade("45", q.FromSource(("rpl",))),
        p.Residency(p.Share(Decimal(40), "award")),
    ]
    return Policy("large", "1", "Large", "award", clauses(*rules), "ECTS", ects(700), scale="percent")


def timed(name: str, decisions: int, decide: Callable[[int], Decision]) -> None:
    """Time decisions one by one and print how long they take and what they say."""
    decide(0)
    spent, said = [], Counter[str]()
    for number in range(decisions):
        began = process_time()
        decision = decide(number)
        spent.append((process_time() - began) * MILLISECONDS)
        said[decision.verdict.value + ("" if decision.is_proved else ", not proved")] += 1
    tenths = quantiles(spent, n=10)
    print(f"{name}: median {median(spent):.1f} ms, p90 {tenths[-1]:.1f} ms, longest {max(spent):.1f} ms; {dict(said)}")


def planned() -> None:
    """Time the cheapest plan for a learner who lacks half of the pathway, with 200 offers, alternatives and reasons."""
    chance = Random(5)
    offers = [
        Offer(
            f"o{number}",
            Holding("", f"offer-{number}", credits=ects(chance.choice([5, 10])), tags=(chance.choice(TOPICS),)),
            price=Decimal(chance.randint(50, 600)),
            currency="EUR",
            hours=Decimal(chance.choice([125, 250])),
        )
        for number in range(200)
    ]
    began = process_time()
    found = plan(pathway(), portfolio(chance, 12), offers, on=ON, wishes=Wishes(hours_a_week=Decimal(15)))
    spent = process_time() - began
    best = found.plans[0]
    print(
        f"a plan from 200 offers: {spent:.2f} s; {best.totals.offers} offers, {best.totals.price} EUR, "
        f"{len(best.gaps)} gaps, {len(found.plans)} plans, proved: {best.is_proved}"
    )


def main() -> None:
    """Measure everything."""
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    began = process_time()
    solver()
    print(f"loading the exact search: {(process_time() - began) * MILLISECONDS:.0f} ms")
    decider = Decider(pathway())
    full = [portfolio(Random(seed), 40) for seed in range(200)]
    timed("a typical pathway, 8 groups, 40 holdings", len(full), lambda n: decider.decide(full[n], on=ON))
    tangled = Decider(pathway(is_tangled=True))
    knots = [portfolio(Random(seed), 40, is_tangled=True) for seed in range(100)]
    timed("the same, tangled", len(knots), lambda n: tangled.decide(knots[n], on=ON))
    everyone = [portfolio(Random(seed), Random(seed).randint(1, 40)) for seed in range(learners)]
    timed(f"{learners} learners on one pathway", learners, lambda n: decider.decide(everyone[n], on=ON))
    large = Decider(large_policy())
    many = [portfolio(Random(seed), 1_000, topics=[f"t{number}" for number in range(30)]) for seed in range(5)]
    timed("60 clauses, 1,000 holdings", len(many), lambda n: large.decide(many[n], on=ON))
    planned()


if __name__ == "__main__":
    main()

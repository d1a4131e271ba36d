"""Plan the way to an occupation among many offerings: how long it takes, and whether it is proved to be the best.

Run: .venv/bin/python benchmarks/skills/plan.py [OCCUPATIONS] [OFFERINGS]

Offerings and occupations are made at random from a seed: 13,896 skills of which some are asked for far more often than
others; an occupation asks for 21 essential skills and an offering teaches 3 to 8. Times are those of the
processor, after the solver has been loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import mean, median, quantiles
from time import process_time

from testamur.core.skills.planning import Offering, Plan, Planner, Shelf, Teaches, Want, sensitivity
from testamur.core.timetable.solver import solver
from testamur.core.timetable.wishes import ANY_TIME, Run, Wishes

ON = date(2026, 6, 1)
SKILLS, PER_OCCUPATION = 13_896, 21
MILLISECONDS = 1_000


def skill(chance: Random) -> str:
    """Return a skill; low numbers come up far more often than high ones."""
    return f"s{int(SKILLS * chance.random() ** 2)}"


def offering(chance: Random, number: int) -> Offering:
    """Return an offering as a catalogue might have it: one in four with a prerequisite, half with fixed runs."""
    starts = [ON + timedelta(days=chance.randrange(14, 500)) for _ in range(chance.randint(1, 3))]
    weeks = chance.randint(3, 15)
    runs = tuple(Run(start, start + timedelta(weeks=weeks, days=-1)) for start in starts)
    ects = Decimal(chance.choice((2, 3, 5, 6)))
    return Offering(
        f"o{number:05}",
        tuple(Teaches(uri) for uri in {skill(chance) for _ in range(chance.randint(3, 8))}),
        price=Decimal(chance.randrange(0, 900, 10)),
        currency="EUR",
        ects=ects,
        hours=ects * 25,
        weeks=weeks,
        runs=runs if number % 2 else ANY_TIME,
        prerequisites=((f"o{chance.randrange(number + 1):05}", f"o{chance.randrange(number + 1):05}"),)
        if number and chance.randrange(4) == 0
        else (),
    )


def report(name: str, times: Sequence[float], plans: Sequence[Plan]) -> None:
    """Print one line."""
    p95 = quantiles(times, n=20)[-1]
    days = mean((plan.totals.ends_on - ON).days + 1 if plan.totals.ends_on else 0 for plan in plans)
    steps, left = mean(len(plan.steps) for plan in plans), mean(len(plan.uncovered) for plan in plans)
    proved = sum(plan.is_proved for plan in plans)
    print(
        f"{name:34} median {median(times) * MILLISECONDS:6.1f} ms   p95 {p95 * MILLISECONDS:6.1f} ms   "
        f"days {days:5.0f}   steps {steps:4.1f}   left open {left:4.1f}   proved {proved}/{len(plans)}"
    )


def timed(name: str, ask: Callable[[Sequence[Want]], Plan], occupations: Sequence[Sequence[Want]]) -> None:
    """Plan for every occupation."""
    times, plans = [], []
    for wants in occupations:
        began = process_time()
        plans.append(ask(wants))
        times.append(process_time() - began)
    report(name, times, plans)


def main() -> None:
    """Measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000  # noqa: PLR2004 - the script and its numbers
    chance = Random(7)
    solver()
    offerings = [offering(chance, place) for place in range(count)]
    began = process_time()
    shelf = Shelf(offerings)
    print(f"{count} offerings; the shelf is made once, in {(process_time() - began) * MILLISECONDS:.0f} ms")
    occupations = [
        tuple(Want(uri) for uri in dict.fromkeys(skill(chance) for _ in range(PER_OCCUPATION))) for _ in range(number)
    ]
    hours = Wishes(hours_a_week=Decimal(10), currency="EUR")
    fast = Wishes("fastest", hours_a_week=Decimal(10), currency="EUR")
    tight = Wishes(hours_a_week=Decimal(8), currency="EUR", budget=Decimal(2000), deadline=date(2027, 6, 1))
    timed("cheapest", lambda wants: Planner(wants, shelf, on=ON).best(), occupations)
    timed("cheapest, 10 hours a week", lambda wants: Planner(wants, shelf, on=ON, wishes=hours).best(), occupations)
    timed(
        "cheapest, budget and deadline",
        lambda wants: Planner(wants, shelf, on=ON, wishes=tight).best(),
        occupations[:10],
    )
    timed("fastest, 10 hours a week", lambda wants: Planner(wants, shelf, on=ON, wishes=fast).best(), occupations)
    few = Shelf(offerings[: count // 5])
    timed("fastest, of a fifth as many", lambda wants: Planner(wants, few, on=ON, wishes=fast).best(), occupations)
    planner = Planner(occupations[0], shelf, on=ON, wishes=hours)
    best = planner.best()
    began = process_time()
    changes = sensitivity(planner, best)
    print(f"what giving way would gain: {(process_time() - began) * MILLISECONDS:.0f} ms, {len(changes)} changes")


if __name__ == "__main__":
    main()

"""Short ways to write holdings, offers and policies, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Clause, Decision, Finding, Grade, Holding, Offer, Policy, Run
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q

ON = date(2026, 6, 1)
ANY = q.Anything()


def ects(number: float | str, unit: str = "ECTS") -> CreditAmount:
    return CreditAmount(Decimal(str(number)), unit)


def level(framework: str, value: int | str) -> Level:
    return Level(framework, str(value), "best_fit_self_declared")


def held(name: str, credits_: float | str | None = None, *, unit: str = "ECTS", **more: Any) -> Holding:
    more.setdefault("awarded_on", date(2025, 1, 1))
    if isinstance(more.get("grade"), str):
        more["grade"] = Grade(more["grade"], more.pop("scale", "percent"))
    amount = None if credits_ is None else ects(credits_, unit)
    return Holding(name, more.pop("ref", name), credits=amount, **more)


def policy(*rules: p.Rule | p.Requirement, **more: Any) -> Policy:
    """A policy of these rules; a bare requirement is required. Clauses are c1, c2 …"""
    clauses = (
        Clause(rule if isinstance(rule, p.Rule) else p.Require(rule), f"c{number}")
        for number, rule in enumerate(rules, start=1)
    )
    return Policy("p", "1", "P", "award", tuple(clauses), **more)


def at_least(number: float | str, pool: q.Pool = ANY, unit: str = "ECTS") -> p.Credits:
    return p.Credits(">=", ects(number, unit), pool)


def at_most(number: float | str, pool: q.Pool = ANY) -> p.Credits:
    return p.Credits("<=", ects(number), pool)


def group(name: str, number: float, *filters: q.Filter, tag: str = "") -> p.Group:
    return p.Group(name, at_least(number, q.Tagged(tag or name)), filters)


def offer(name: str, credits_: float, *tags: str, **more: Any) -> Offer:
    for number in ("price", "hours"):
        if number in more:
            more[number] = Decimal(more[number])
    if "run" in more:
        more["runs"] = (Run(*more.pop("run")),)
    earns = Holding("", more.pop("ref", name), credits=ects(credits_), tags=tags)
    return Offer(name, earns, currency=more.pop("currency", "EUR"), **more)


def counted(decision: Decision) -> dict[str, str]:
    """The counted items with their credits."""
    return {one.holding: one.amount for one in decision.counted}


def left(decision: Decision) -> dict[str, str]:
    """The items that are not counted with their reasons."""
    return {one.holding: one.because for one in decision.left_out}


def told(decision: Decision, clause: str) -> Finding:
    """The outermost finding of a clause."""
    return next(part for part in decision.parts if part.facts["clause"] == clause)

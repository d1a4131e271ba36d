"""Goes through a policy: its clauses, requirements, pools and filters, however deep they are nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q


def clauses_in(clauses: Iterable[p.Clause]) -> Iterator[p.Clause]:
    """Yield every clause, those of alternative paths included."""
    for clause in clauses:
        yield clause
        for wanted in requirements_in(clause.rule):
            if isinstance(wanted, p.Path):
                yield from clauses_in(wanted.clauses)


def requirements_in(rule: p.Rule) -> Iterator[p.Requirement]:
    """Yield every requirement of a rule; the clauses of a path are not entered."""
    if isinstance(rule, p.Require):
        yield from parts_in(rule.requirement)
    elif isinstance(rule, p.Capstone) and rule.after is not None:
        yield from parts_in(rule.after)


def parts_in(wanted: p.Requirement) -> Iterator[p.Requirement]:
    """Yield the requirement and all inside it."""
    yield wanted
    match wanted:
        case p.AllOf(parts) | p.AnyOf(parts) | p.SomeOf(_, parts):
            for part in parts:
                yield from parts_in(part)
        case p.Not(part) | p.Group(_, part, _) | p.Gate(_, part, _):
            yield from parts_in(part)


def pools_in(rule: p.Rule) -> Iterator[q.Pool]:
    """Yield the pools that a rule names, as they stand there."""
    match rule:
        case (
            p.AtMost(_, pool, _)
            | p.AtLeast(_, pool, _)
            | p.GradeAverage(_, _, pool)
            | p.MinimumGrade(_, pool)
            | p.Demand(_, pool)
        ):
            yield pool
    for wanted in requirements_in(rule):
        if isinstance(wanted, p.Credits | p.Count):
            yield wanted.pool


def terms_in(pool: q.Pool) -> Iterator[q.Pool]:
    """Yield the terms that a pool is joined from."""
    if isinstance(pool, q.Combined):
        yield from terms_in(pool.left)
        yield from terms_in(pool.right)
    else:
        yield pool


def filters_in(rule: p.Rule) -> Iterator[q.Filter]:
    """Yield the filters of a rule."""
    if isinstance(rule, p.Capstone | p.Demand):
        yield from rule.filters
    for wanted in requirements_in(rule):
        if isinstance(wanted, p.Group | p.Gate):
            yield from wanted.filters


def amounts_in(rule: p.Rule) -> Iterator[CreditAmount]:
    """Yield the amounts of credit that a rule names."""
    match rule:
        case p.AtMost(portion, _, _) | p.AtLeast(portion, _, _) | p.Residency(portion, _):
            if isinstance(portion, CreditAmount):
                yield portion
    if isinstance(rule, p.Residency) and rule.last is not None:
        yield rule.last
    yield from (wanted.amount for wanted in requirements_in(rule) if isinstance(wanted, p.Credits))


def shares_in(rule: p.Rule) -> Iterator[p.Share]:
    """Yield the percentages of a base that a rule names."""
    match rule:
        case p.AtMost(portion, _, _) | p.AtLeast(portion, _, _) | p.Residency(portion, _):
            if isinstance(portion, p.Share):
                yield portion


def levels_in(rule: p.Rule) -> Iterator[Level]:
    """Yield the levels that a rule compares with."""
    terms = (term for pool in pools_in(rule) for term in terms_in(pool))
    yield from (term.level for term in terms if isinstance(term, q.AtLevel))
    yield from (wanted.level for wanted in filters_in(rule) if isinstance(wanted, q.LevelFilter))


def refs_in(rule: p.Rule) -> Iterator[str]:
    """Yield the specifications that a rule names."""
    yield from (wanted.ref for wanted in requirements_in(rule) if isinstance(wanted, p.Item))
    for pool in pools_in(rule):
        for term in terms_in(pool):
            yield from term.refs if isinstance(term, q.Listed) else ()
    match rule:
        case p.Capstone(ref, _, _):
            yield ref
        case p.Antirequisite(refs):
            yield from refs
        case p.Overlap(first, second, _):
            yield from (first, second)
        case p.Currency(_, _, refreshed_by, _) if refreshed_by:
            yield refreshed_by


def groups_in(clauses: Iterable[p.Clause]) -> Iterator[p.Group]:
    """Yield the groups of all clauses."""
    for clause in clauses_in(clauses):
        yield from (wanted for wanted in requirements_in(clause.rule) if isinstance(wanted, p.Group))


def unit_of(policy: p.Policy) -> str:
    """Return the credit unit that a policy counts in: its own, its size's, or that of its first amount."""
    own = [amount for amount in (policy.size, policy.minimum_graduating) if amount is not None]
    named = (amount for clause in clauses_in(policy.clauses) for amount in amounts_in(clause.rule))
    return policy.unit or next((amount.unit for amount in (*own, *named)), "")

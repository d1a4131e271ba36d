"""A policy tried on somebody who has everything: what even they cannot meet, nobody can.

The engine itself judges. Where having everything is no help (a ``not`` of more than one thing, a number that is
compared exactly with what is held, a mean that must stay low), nothing is concluded, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.checking.everything import Everything
from testamur.core.rules.checking.remarks import Remark, doubt, mistake
from testamur.core.rules.deciding import Decider
from testamur.core.rules.decision import RulesError
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.language.walking import clauses_in, filters_in, parts_in, requirements_in

_MOST_TRIED = 40


def trying_remarks(policy: p.Policy, knowledge: Knowledge) -> Iterator[Remark]:
    """Yield clauses that stand against each other, and choices that nobody can take."""
    try:
        Decider(policy, knowledge=knowledge)
    except RulesError as error:
        yield mistake("cannot-be-judged", why=str(error))
        return
    person = None if _is_beyond(policy) else Everything(policy, knowledge)
    if person is None or not person.is_drawn:
        yield doubt("not-tried")
    elif person.cannot_meet(policy):
        yield mistake("contradiction", clauses=", ".join(_smallest(policy, knowledge)))
    else:
        yield from _dead_ends(policy, person)


def _is_beyond(policy: p.Policy) -> bool:
    """Say whether having everything might stand in the way of meeting the policy."""
    rules = [clause.rule for clause in clauses_in(policy.clauses)]
    wanted = [one for rule in rules for one in requirements_in(rule)]
    return (
        any(isinstance(one, p.GradeAverage) and one.comparison != ">=" for one in rules)
        or any(isinstance(one, q.GradeFilter) and one.comparison != ">=" for rule in rules for one in filters_in(rule))
        or any(isinstance(one, p.Not) and not _is_simple(one) for one in wanted)
        or any(_chosen(one) for one in wanted)
        or any(_is_exact(inner) for one in wanted if isinstance(one, p.Gate) for inner in parts_in(one.part))
    )


def _chosen(one: p.Requirement) -> bool:
    """Say whether a ``not`` is one way among several: what it refuses may be needed by the others."""
    match one:
        case p.AnyOf(parts) | p.SomeOf(_, parts):
            return any(isinstance(inner, p.Not) for part in parts for inner in parts_in(part))
        case p.Path(_, clauses):
            return any(isinstance(inner, p.Not) for clause in clauses for inner in requirements_in(clause.rule))
        case _:
            return False


def _is_simple(refused: p.Not) -> bool:
    """Say whether taking away what is refused takes away no more than must not be held."""
    parts = refused.part.parts if isinstance(refused.part, p.AnyOf) else (refused.part,)
    return all(
        isinstance(one, p.Item) or (isinstance(one, p.Count) and (one.comparison, one.number) == (">=", 1))
        for one in parts
    )


def _is_exact(one: p.Requirement) -> bool:
    if not isinstance(one, p.Credits | p.Count) or one.comparison == ">=":
        return False
    # Of a list, each named item is held once: "three of these three" is as good as all of them.
    is_all = isinstance(one, p.Count) and isinstance(one.pool, q.Listed) and one.number == len(set(one.pool.refs))
    return not (is_all and one.comparison == "=")


def _smallest(policy: p.Policy, knowledge: Knowledge) -> tuple[str, ...]:
    """Return clauses of which none can be left out without the rest becoming possible."""
    kept = list(policy.clauses)
    for clause in policy.clauses[:_MOST_TRIED]:
        rest = [one for one in kept if one is not clause]
        less = replace(policy, clauses=tuple(rest))
        if rest and Everything(less, knowledge).cannot_meet(less):
            kept = rest
    return tuple(clause.id for clause in kept)


def _dead_ends(policy: p.Policy, person: Everything) -> Iterator[Remark]:
    tried = 0
    for number, clause in enumerate(policy.clauses):
        if not isinstance(clause.rule, p.Require) or not isinstance(clause.rule.requirement, p.AnyOf):
            continue
        for place, part in enumerate(clause.rule.requirement.parts, start=1):
            tried += 1
            only = replace(clause, rule=p.Require(part))
            other = replace(policy, clauses=(*policy.clauses[:number], only, *policy.clauses[number + 1 :]))
            if tried <= _MOST_TRIED and person.cannot_meet(other):
                yield mistake("unreachable", clause.id, choice=str(place))

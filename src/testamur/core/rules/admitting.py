"""What lets something count that a policy does not name: its tag, its level, who awards it, or that anything may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from testamur.core.rules.decision import Verdict
from testamur.core.rules.holding import Holding
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.language.walking import clauses_in, pools_in, terms_in
from testamur.core.rules.membership import Reader
from testamur.core.rules.policy import Policy, Require
from testamur.core.rules.pools import Anything, AtLevel, AwardedBy, Combined, Pool, Tagged
from testamur.core.rules.truth import NO, YES

_OPEN = (Anything, AtLevel, AwardedBy, Tagged)


def openings(policy: Policy, holding: Holding, *, on: date, knowledge: Knowledge) -> dict[Pool, Verdict]:
    """Return the pools of what *policy* requires that take a holding without naming it, in its order.

    Unknown is a pool that may take it: its level is one of another framework, say, with no map between them.
    """
    reader = Reader(policy, knowledge, on, {})
    found = {arm: reader.pool(arm)(holding) for arm in _asked(policy) if _is_open(arm)}
    return {arm: Verdict.MET if answer == YES else Verdict.UNKNOWN for arm, answer in found.items() if answer != NO}


def _asked(policy: Policy) -> Iterator[Pool]:
    for clause in clauses_in(policy.clauses):
        if isinstance(clause.rule, Require):
            for pool in pools_in(clause.rule):
                yield from _arms(pool)


def _arms(pool: Pool) -> Iterator[Pool]:
    """Yield the pools of which any is enough."""
    if isinstance(pool, Combined) and pool.operator == "|":
        yield from _arms(pool.left)
        yield from _arms(pool.right)
    else:
        yield pool


def _is_open(pool: Pool) -> bool:
    return any(isinstance(term, _OPEN) for term in terms_in(pool))

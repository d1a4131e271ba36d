"""Checks of policies before anybody is judged by them: mistakes, contradictions, and choices that nobody can take."""

from __future__ import annotations

from testamur.core.rules.checking.remarks import Remark
from testamur.core.rules.checking.shape import shape_remarks
from testamur.core.rules.checking.together import circles, overlapping, together_remarks
from testamur.core.rules.checking.trying import trying_remarks
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.policy import Policy

__all__ = ["Remark", "circles", "overlapping", "remarks", "together_remarks"]


def remarks(policy: Policy, *, knowledge: Knowledge) -> tuple[Remark, ...]:
    """Return everything that can be said against *policy*: mistakes first, in the order of its clauses."""
    found = list(shape_remarks(policy, knowledge))
    if not any(one.is_error for one in found):
        found += trying_remarks(policy, knowledge)
    order = {clause.id: number for number, clause in enumerate(policy.clauses)}
    return tuple(sorted(found, key=lambda one: (not one.is_error, order.get(one.clause, len(order)))))

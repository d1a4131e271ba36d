"""What of a policy CTDL has no term for. Nothing is left out silently: every loss is listed, with its clause.

CTDL's pathways say what is needed for a component: how many of these, which sum over those. They know nothing of what
a credit may be used for: caps, residency, currency, double counting. Such clauses travel in words, and for a program
in the policy's own file, which the graph carries along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.language.walking import amounts_in, clauses_in, pools_in, requirements_in

# In words only: the condition has a name and a description, and nothing that a program could count.
IN_WORDS = MappingProxyType({
    p.AtMost: "cap",
    p.Residency: "residency",
    p.Antirequisite: "antirequisite",
    p.Overlap: "overlap",
    p.OncePer: "once-per",
    p.NoDoubleCount: "no-double-count",
    p.WholeItemsOnly: "whole-items",
    p.Currency: "currency",
    p.GradeAverage: "grade-average",
    p.MinimumGrade: "grade-floor",
    p.Demand: "demand",
})  # fmt: skip
# Every code that `losses` may give, in the order of docs/protocols/ctdl-pathways.md.
CODES = (
    *IN_WORDS.values(),
    "not",
    "share",
    "of-what-counts",
    "pool",
    "group",
    "gate",
    "filter",
    "order",
    "capstone-filter",
    "size",
    "unit",
    "scale",
    "owner",
    "dates",
    "sources",
    "uncertain",
)


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that the graph says in words only, or not as exactly. ``clause`` is empty for the policy's head."""

    code: str
    clause: str = ""
    what: str = ""


def losses(policy: p.Policy) -> tuple[Loss, ...]:
    """Return all losses of writing *policy* as a pathway, each once."""
    found = [*_of_head(policy)]
    for clause in clauses_in(policy.clauses):
        found += [Loss(code, clause.id, what) for code, what in _of_rule(clause.rule)]
        if clause.source:
            found.append(Loss("sources", clause.id, clause.source))
    return tuple(dict.fromkeys(found))


def _of_head(policy: p.Policy) -> Iterator[Loss]:
    for amount in (policy.size, policy.minimum_graduating):
        if amount is not None:
            yield Loss("size", what=str(amount))
    named = policy.size or policy.minimum_graduating
    if (
        policy.unit
        and not named
        and not any(amount for clause in clauses_in(policy.clauses) for amount in amounts_in(clause.rule))
    ):
        yield Loss("unit", what=policy.unit)
    if policy.scale or policy.pass_ok:
        yield Loss("scale", what=policy.scale)
    for owner in policy.owners:
        if not is_address(owner):
            yield Loss("owner", what=owner)
    days = [day.isoformat() if day else "" for day in (policy.effective_from, policy.effective_until)]
    if any(days):
        yield Loss("dates", what="/".join(days))
    yield from (Loss("sources", what=source) for source in policy.sources)
    yield from (Loss("uncertain", what=told) for told in policy.uncertain)


def _of_rule(rule: p.Rule) -> Iterator[tuple[str, str]]:
    if type(rule) in IN_WORDS:
        yield IN_WORDS[type(rule)], ""
        return
    if isinstance(rule, p.AtLeast):
        yield "of-what-counts", ""
        if isinstance(rule.portion, p.Share):
            yield "share", ""
    if isinstance(rule, p.Capstone):
        yield from (("capstone-filter", rule.ref),) if rule.filters else ()
        yield from (("order", rule.ref),) if rule.after else ()
    for wanted in requirements_in(rule):
        yield from _of_requirement(wanted)
    if any(not isinstance(pool, q.Listed) for pool in pools_in(rule)):
        yield "pool", ""


def _of_requirement(wanted: p.Requirement) -> Iterator[tuple[str, str]]:
    match wanted:
        case p.Not():
            yield "not", ""
        case p.Group(identifier, _, filters) | p.Gate(identifier, _, filters):
            yield "group" if isinstance(wanted, p.Group) else "gate", identifier
            if filters:
                yield "filter", identifier


def is_address(text: str) -> bool:
    """Say whether *text* is a web address, so that a program may be sent there."""
    return text.startswith(("https://", "http://")) and not any(char in text for char in ' <>"\\')

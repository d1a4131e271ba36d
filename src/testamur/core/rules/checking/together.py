"""Mistakes between policies: versions that hold on the same day, and awards that need each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from testamur.core.rules.checking.remarks import Remark, mistake
from testamur.core.rules.language.walking import clauses_in, refs_in
from testamur.core.rules.policy import Policy


def together_remarks(policies: Sequence[Policy]) -> Iterator[Remark]:
    """Yield what is wrong with several policies beside each other."""
    yield from overlapping(policies)
    yield from circles(policies)


def overlapping(policies: Sequence[Policy]) -> Iterator[Remark]:
    """Yield versions of one policy of which a day could belong to two."""
    for number, one in enumerate(policies):
        for other in policies[number + 1 :]:
            if one.id != other.id:
                continue
            since = max(one.effective_from or date.min, other.effective_from or date.min)
            until = min(one.effective_until or date.max, other.effective_until or date.max)
            if since <= until:
                facts = {"policy": one.id, "version": one.version, "other": other.version}
                yield mistake("versions-overlap", on="" if since == date.min else since.isoformat(), **facts)


def circles(policies: Sequence[Policy]) -> Iterator[Remark]:
    """Yield each circle of policies that name each other's awards, once, beginning with the first by name."""
    owners = {name: policy.id for policy in policies for name in (policy.awards, policy.id)}
    leads = {policy.id: sorted(_named(policy, owners)) for policy in policies}
    seen: set[frozenset[str]] = set()
    for start in sorted(leads):
        for circle in _from(start, leads):
            if frozenset(circle) not in seen:
                seen.add(frozenset(circle))
                yield mistake("circular", policies=" → ".join((*circle, start)))


def _named(policy: Policy, owners: dict[str, str]) -> Iterable[str]:
    refs = (ref for clause in clauses_in(policy.clauses) for ref in refs_in(clause.rule))
    return {owners[ref] for ref in refs if ref in owners}


def _from(start: str, leads: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the shortest way from a policy back to itself, if there is one."""
    ways: list[tuple[str, ...]] = [(start,)]
    reached: set[str] = set()
    while ways:
        longer = []
        for way in ways:
            for after in leads.get(way[-1], []):
                if after == start:
                    yield way
                    return
                if after not in reached:
                    reached.add(after)
                    longer.append((*way, after))
        ways = longer

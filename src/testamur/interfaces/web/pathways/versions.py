"""Two versions of a pathway beside each other: which clauses are new, gone or changed, and what that means for one."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.rules import Clause
from testamur.domain.catalogue.values import PublishedPathway
from testamur.interfaces.web.pathways.telling import Told
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said, rule_said
from testamur.interfaces.words.things import Name, names


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that differs. ``kind``: new, gone or changed; ``before``, ``after``: what it asks; empty for nothing."""

    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What another version would change: clauses, how many stay, and what a person would gain and lose."""

    changes: tuple[Change, ...]
    same: int
    gains: tuple[str, ...]
    losses: tuple[str, ...]


def difference(mine: PublishedPathway, other: PublishedPathway, before: Told, after: Told) -> Difference:
    """Return what differs between the version that binds and another, as decided for one person."""
    name, other_name = names(mine.policy, mine.named), names(other.policy, other.named)
    old, new = _by_key(mine.policy.clauses), _by_key(other.policy.clauses)
    changed = tuple(
        _changed(old[key], one, name, other_name)
        for key, one in new.items()
        if key in old and old[key].rule != one.rule
    )
    gone = tuple(Change("gone", before=clause_said(one, name)) for key, one in old.items() if key not in new)
    added = tuple(Change("new", after=clause_said(one, other_name)) for key, one in new.items() if key not in old)
    same = sum(key in old and old[key].rule == one.rule for key, one in new.items())
    return Difference((*added, *changed, *gone), same, _gains(before, after), _losses(before, after))


def _by_key(clauses: tuple[Clause, ...]) -> dict[object, Clause]:
    """Return clauses by what they are found by in another version: their id, else what they ask."""
    return {one.id or one.rule: one for one in clauses}


def _changed(before: Clause, after: Clause, name: Name, other_name: Name) -> Change:
    """Return a clause that changed. Where a registrar's own words stayed the same, the rules themselves are told."""
    said = clause_said(before, name), clause_said(after, other_name)
    if said[0] == said[1]:
        said = rule_said(before.rule, name), rule_said(after.rule, other_name)
    return Change("changed", *said)


def _gains(before: Told, after: Told) -> tuple[str, ...]:
    counted = {one.id for one in before.counted}
    found = [_("“{title}” would count.").format(title=one.title) for one in after.counted if one.id not in counted]
    found += [_("No longer missing: {what}.").format(what=one) for one in before.missing if one not in after.missing]
    if after.verdict == "met" and before.verdict != "met":
        found.append(_("Everything that it asks would be there."))
    return tuple(found)


def _losses(before: Told, after: Told) -> tuple[str, ...]:
    counted, why = {one.id for one in after.counted}, {one.id: one.because for one in after.left_out}
    found = [
        " ".join(filter(None, (_("“{title}” would count no longer.").format(title=one.title), why.get(one.id, ""))))
        for one in before.counted
        if one.id not in counted
    ]
    found += [_("Missing then: {what}.").format(what=one) for one in after.missing if one not in before.missing]
    if before.verdict == "met" and after.verdict != "met":
        found.append(_("What is met now would be met no longer."))
    return tuple(found)

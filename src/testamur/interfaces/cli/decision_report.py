"""A decision about a policy in the terminal: clause by clause, what counts, what does not, and what would be enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from testamur.core.model.quantity import plain
from testamur.core.rules import Decision, Finding, Holding, Policy, Verdict
from testamur.core.rules.holding import OPEN_STATES
from testamur.interfaces.cli.credential_files import printable
from testamur.interfaces.words import _
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import measure_said
from testamur.interfaces.words.missing import ways_said
from testamur.interfaces.words.policies import finding_said, left_out_said
from testamur.interfaces.words.things import Name, brought_lookup, clauses_said

_SIGNS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "○"}
_COLOURS = {Verdict.MET: "green", Verdict.UNMET: "red", Verdict.UNKNOWN: "yellow"}


def verdict_word(verdict: Verdict) -> str:
    """Return the answer as a word."""
    words = {Verdict.MET: _("Met"), Verdict.UNMET: _("Not met"), Verdict.UNKNOWN: _("Cannot tell yet")}
    return words[verdict]


def report_lines(policy: Policy, decision: Decision, holdings: Iterable[Holding], *, explain: bool) -> Iterator[str]:
    """Yield the lines for a person; with *explain* every step of the decision and its source."""
    held = tuple(holdings)
    name = _names(held, policy)
    yield click.style(verdict_word(decision.verdict), bold=True, fg=_COLOURS[decision.verdict])
    yield _("{title}, version {version}, on {day}").format(
        title=policy.title, version=policy.version, day=decision.on.isoformat()
    )
    yield ""
    by_clause = {part.facts.get("clause", ""): part for part in decision.parts}
    if not by_clause:
        yield "  " + printable(finding_said(decision.finding, name))
    for clause in policy.clauses:
        found = by_clause.get(clause.id)
        if found is None:
            continue
        yield _line(found, printable(clause_said(clause, name)), 1)
        if explain:
            yield from _inside(found, name, 2)
            if clause.source:
                yield "      " + _("Source: {source}").format(source=printable(clause.source))
    yield from _counted(decision, policy, name, frozenset(one.id for one in held if one.state in OPEN_STATES))
    yield from _left_out(decision, policy, name)
    yield from _notes(decision)
    yield from _missing(decision, policy, held, name)
    if not decision.is_proved:
        yield ""
        yield _("The search ended at its limit: this is the best that was found, and better may be possible.")


def _names(holdings: Iterable[Holding], policy: Policy) -> Name:
    """Return how something is called: by the title of what is held, else as it is written."""
    titles = {policy.id: policy.title} | {one.ref: one.title for one in policy.titles}
    for one in holdings:
        if one.title:
            titles |= dict.fromkeys((one.id, one.ref, *one.stands_for), one.title)
    return lambda ref: printable(titles.get(ref, ref))


def _line(finding: Finding, said: str, depth: int) -> str:
    measure = measure_said(finding.facts)
    sign = click.style(_SIGNS[finding.met], fg=_COLOURS[finding.met])
    return "  " * depth + f"{sign} {said}" + (f"  [{measure}]" if measure else "")


def _inside(finding: Finding, name: Name, depth: int) -> Iterator[str]:
    items = finding.facts.get("items", "")
    if items:
        yield "  " * depth + "  " + _("of {items}").format(items=", ".join(map(name, items.split(", "))))
    for part in finding.parts:
        yield _line(part, finding_said(part, name), depth + 1)
        yield from _inside(part, name, depth + 1)


def _amount(figure: str, unit: str) -> str:
    return f"{figure} {unit}".strip() if figure else ""


def _counted(decision: Decision, policy: Policy, name: Name, uncertain: frozenset[str]) -> Iterator[str]:
    if not decision.counted:
        return
    yield ""
    yield _("What counts:")
    for one in decision.counted:
        group = _("in {group}").format(group=one.group) if one.group else ""
        open_ = "" if one.is_sure and one.holding not in uncertain else _("not certain yet")
        figure = _amount(one.amount, policy.unit) if one.is_sure or one.amount.strip("0.") else ""
        told = ", ".join(filter(None, (figure, group, open_)))
        yield f"  {name(one.holding)}" + (f": {told}" if told else "")


def _left_out(decision: Decision, policy: Policy, name: Name) -> Iterator[str]:
    if not decision.left_out:
        return
    yield ""
    yield _("What does not count, or not wholly:")
    for one in decision.left_out:
        amount = _amount(one.amount, policy.unit)
        because = left_out_said(one, is_met=decision.verdict is Verdict.MET)
        yield f"  {name(one.holding)}" + (f" ({amount})" if amount else "") + f": {printable(because)}"


def _notes(decision: Decision) -> Iterator[str]:
    """Yield by which rules credits were converted, and overrides that name no clause."""
    facts = decision.finding.facts
    if facts.get("converted"):
        yield ""
        yield _("Converted by a rule: {items}").format(items=printable(facts["converted"]))
    if facts.get("unknown_overrides"):
        yield ""
        yield _("There is no clause to override called: {paths}").format(paths=printable(facts["unknown_overrides"]))


def _missing(decision: Decision, policy: Policy, held: Iterable[Holding], name: Name) -> Iterator[str]:
    if not decision.completions:
        return
    yield ""
    yield _("What would be enough:")
    look, clauses = brought_lookup(name, held), clauses_said(policy, name)
    for number, way in enumerate(ways_said((one.gaps for one in decision.completions), look, clauses)):
        joined = " + ".join(map(printable, way))
        yield f"  {joined}" if not number else "  " + _("or: {ways}").format(ways=joined)


def as_json(policy: Policy, decision: Decision) -> dict[str, object]:
    """Return the decision for programs: as it is stored, with the policy's version and size."""
    size = {"size": f"{plain(policy.size.value)} {policy.size.unit}"} if policy.size else {}
    return {**decision.to_json(), "policy": policy.id, "version": policy.version, "unit": policy.unit, **size}

"""What a policy says of a person, as pages show it: clause by clause, what counts, what does not, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from testamur.core.rules import Counted, Decision, Finding, Holding, Policy, Verdict
from testamur.core.rules.decision import Gap
from testamur.domain.catalogue.values import Listing
from testamur.domain.learning.queries import offered_now
from testamur.interfaces.web.constellation import Offer, in_order
from testamur.interfaces.web.templatetags.testamur import number, text
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import finding_measure
from testamur.interfaces.words.gaps import SUMS
from testamur.interfaces.words.missing import Lookup, missing_said, once, preferred, ways_said
from testamur.interfaces.words.policies import finding_said, left_out_said
from testamur.interfaces.words.things import Name, clauses_said, lookup, names

_TONES = {Verdict.MET: "valid", Verdict.UNMET: "invalid", Verdict.UNKNOWN: "unknown"}
_MOST_STOPS = 8


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause: what it asks in words, whether that is met, how far it is, and what that rests on."""

    id: str
    said: str
    source: str
    met: str
    tone: str
    measure: str
    parts: tuple[ClauseLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Something that is held or being learned: its title, how much of it counts, and why not more."""

    id: str
    title: str
    amount: str
    because: str


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words. ``stops``: the way from what is held to what it leads to; ``missing``: the nearest way."""

    verdict: str
    tone: str
    summary: str
    stops: tuple[dict[str, str], ...]
    clauses: tuple[ClauseLine, ...]
    counted: tuple[ItemLine, ...]
    left_out: tuple[ItemLine, ...]
    missing: tuple[str, ...]
    other_ways: tuple[tuple[str, ...], ...]
    is_proved: bool


def told(
    policy: Policy,
    decision: Decision,
    holdings: Iterable[Holding],
    named: Mapping[str, Listing],
    *,
    end: str = "",
    open_now: Collection[UUID] | None = None,
) -> Told:
    """Return a decision in words; *end* is what the pathway leads to, *open_now* what one can enrol in."""
    held = {one.id: one for one in holdings}
    name = names(policy, named, held.values())
    by_clause = _by_clause(decision.finding)
    look = lookup(name, named, held, open_now)
    clauses = clauses_said(policy, name)
    ways = [in_order(way, policy) for way in preferred((one.gaps for one in decision.completions), look)]
    nearest = ways_said(ways, look, clauses)
    asked = _asked(ways[0] if ways else (), look, clauses)
    return Told(
        verdict=decision.verdict.value,
        tone=_TONES[decision.verdict],
        summary=_summary(decision, nearest[0] if nearest else ()),
        stops=_stops(decision, held, name, asked, end or policy.title),
        clauses=tuple(
            _clause(clauses.get(one.id) or clause_said(one, name), one.source, one.id, by_clause.get(one.id), name)
            for one in policy.clauses
        ),
        counted=tuple(
            ItemLine(one.holding, _title(held, name, one.holding), _certain(one, policy.unit), _open(held, one))
            for one in decision.counted
        ),
        left_out=tuple(
            ItemLine(
                one.holding,
                _title(held, name, one.holding),
                amount(one.amount, policy.unit),
                left_out_said(one, is_met=decision.verdict is Verdict.MET),
            )
            for one in decision.left_out
        ),
        missing=nearest[0] if nearest else (),
        other_ways=nearest[1:],
        is_proved=decision.is_proved,
    )


def _asked(way: Sequence[Gap], look: Lookup, clauses: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is missing in the nearest way, as it is called when nothing of it is begun."""
    kept = [gap for gap in once(way, look) if gap.kind != "settle"]
    shown = [gap for gap in way if gap.kind in SUMS or gap in kept]
    return missing_said(shown, lambda ref: replace(look(ref), state=""), clauses)


def offers(named: Mapping[str, Listing], address: Callable[[Listing], str], *, on: date) -> list[Offer]:
    """Return what the catalogue has for the references of a policy, for the map."""
    open_now = offered_now((one.uuid for one in named.values()), on=on)
    return [
        Offer(
            ref=ref,
            title=text(one.title),
            by=one.institution.name,
            credits=amount(str(one.credit_value), one.credit_unit) if one.credit_value is not None else "",
            hours=one.hours,
            level=one.levels[0] if one.levels else "",
            price=one.price_amount,
            currency=one.price_currency,
            modes=one.modes,
            languages=one.languages,
            url=address(one),
            tags=one.tags,
            is_open=one.uuid in open_now,
            levels=one.levels,
        )
        for ref, one in named.items()
    ]


def amount(figure: str, unit: str) -> str:
    """Return credits as text with their unit; nothing for nothing."""
    try:
        value = Decimal(figure)
    except InvalidOperation:
        return ""
    return f"{number(value.normalize())} {unit}".strip() if value.is_finite() and value else ""


def _by_clause(finding: Finding) -> dict[str, Finding]:
    """Return clause → its outermost finding."""
    found: dict[str, Finding] = {}
    waiting = [finding]
    while waiting:
        one = waiting.pop(0)
        clause = one.facts.get("clause", "")
        if clause:
            found.setdefault(clause, one)
        waiting.extend(one.parts)
    return found


def _clause(said: str, source: str, clause: str, finding: Finding | None, name: Name) -> ClauseLine:
    if finding is None:
        return ClauseLine(clause, said, source, "unknown", "unknown", "")
    parts = tuple(_clause(finding_said(one, name), "", clause, one, name) for one in finding.parts)
    return ClauseLine(clause, said, source, finding.met.value, _TONES[finding.met], _measure(finding), parts)


def _measure(finding: Finding) -> str:
    """Return how far it is: “7.5 of 10 ECTS”."""
    facts = finding.facts
    if "needed" not in facts or "used" not in facts:
        return finding_measure(finding)
    unit = facts.get("unit", "")
    unit = "" if unit == "items" else unit
    used, needed = (number(Decimal(facts[one])) if _is_number(facts[one]) else facts[one] for one in ("used", "needed"))
    return _("{had} of {needed}").format(had=used, needed=f"{needed} {unit}".strip())


def _is_number(told: str) -> bool:
    try:
        return Decimal(told).is_finite()
    except InvalidOperation:
        return False


def _title(held: Mapping[str, Holding], name: Name, holding: str) -> str:
    found = held.get(holding)
    if found is None:
        return _("something that is held no longer")
    return name(holding) if name(holding) != holding else found.ref


def _certain(counted: Counted, unit: str) -> str:
    """Return how much counts for certain; nothing is no number to show."""
    return amount(counted.amount, unit) if counted.is_sure or counted.amount.strip("0.") else ""


def _open(held: Mapping[str, Holding], counted: Counted) -> str:
    """Return what is still open about something that is counted."""
    found = held.get(counted.holding)
    state = found.state if found else ""
    if state == "pending":
        return _("It is not awarded yet, and would count then.")
    if state == "unverified":
        return _("It comes from elsewhere and is not checked yet; it would count once it is.")
    return "" if counted.is_sure else _("It cannot be said yet how much of it counts.")


def _is_earned(held: Mapping[str, Holding], counted: Counted) -> bool:
    found = held.get(counted.holding)
    return found is not None and found.state not in {"pending", "unverified"} and counted.is_sure


def _is_begun(held: Mapping[str, Holding], counted: Counted) -> bool:
    """Say whether something is on its way; what is there, and counts with nothing for certain, is no stop."""
    found = held.get(counted.holding)
    is_open = found is not None and found.state in {"pending", "unverified"}
    return is_open or not counted.amount or bool(counted.amount.strip("0."))


def _summary(decision: Decision, missing: Sequence[str]) -> str:
    if decision.verdict is Verdict.MET:
        return _("Everything that it asks is there.")
    if decision.verdict is Verdict.UNKNOWN:
        return _("It cannot be decided yet: something is still open.")
    if not missing:
        return _("It is not met yet.")
    said = ngettext("{n} thing is missing: {what}.", "{n} things are missing: {what}.", len(missing))
    return said.format(n=len(missing), what=", ".join(missing))


def _stops(
    decision: Decision, held: Mapping[str, Holding], name: Name, missing: Sequence[str], end: str
) -> tuple[dict[str, str], ...]:
    """Return the way: what counts, what is being earned, what is missing in the nearest way, what it leads to."""
    earned = [one for one in decision.counted if _is_earned(held, one)]
    counted = list(dict.fromkeys(_title(held, name, one.holding) for one in earned))
    begun = [one for one in decision.counted if one not in earned and _is_begun(held, one)]
    open_ = list(dict.fromkeys(_title(held, name, one.holding) for one in begun))
    if len(counted) + len(missing) > _MOST_STOPS:
        counted = [ngettext("{n} counts", "{n} count", len(counted)).format(n=len(counted))] if counted else []
    stops = [{"name": one, "state": "done"} for one in counted]
    ahead = list(dict.fromkeys((*open_, *missing)))[:_MOST_STOPS]
    stops += [{"name": one, "state": "next" if at else "now"} for at, one in enumerate(ahead)]
    return (*stops, {"name": end, "state": "next" if ahead else "now"})

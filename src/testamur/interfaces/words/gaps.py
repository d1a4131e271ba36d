"""One thing that is missing, in a phrase: what is asked for, how much of it, and from where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal

from testamur.core.model.definition.problems import Unacceptable
from testamur.core.rules.decision import Gap
from testamur.core.rules.language import parse_pool
from testamur.core.rules.policy import RESIDENT
from testamur.core.rules.pools import Anything, AtLevel, FromSource, Pool, Tagged
from testamur.interfaces.words.clauses import pool_said
from testamur.interfaces.words.translation import _, formats

# Gaps that are so much of something: credits or items from a pool.
SUMS = ("credits", "count")
_ITEMS = "items"
Namer = Callable[[str], str]


def gap_said(gap: Gap, title: Namer, clauses: Mapping[str, str]) -> str:
    """Return what is missing; *title* turns a reference into a title, *clauses* a clause's id into its words."""
    if gap.kind in SUMS:
        return _more(gap).format(amount=_missing(gap), **_pool_words(gap, title))
    facts = gap.facts
    if gap.kind == "item":
        return title(facts.get("ref", ""))
    if gap.kind == "outcome":
        return _("the learning outcome {outcome}").format(outcome=facts.get("outcome", "–"))
    if gap.kind == "average":
        return _average(gap, title)
    if gap.kind == "at-end":
        return _("enough on the last day of this plan: something that counts today will not count then")
    clause = clauses.get(gap.clause, gap.clause).rstrip(".")
    if gap.kind == "impossible":
        said = _("something that more learning cannot change: {clause}")
        return said.format(clause=clause) if clause else _("something that more learning cannot change")
    return _("something that the rules ask for: {clause}").format(clause=clause or "–")


def part_said(gap: Gap, title: Namer) -> str:
    """Return a sum that is a part of another one: how much, and from where."""
    return _part(gap).format(amount=_missing(gap), **_pool_words(gap, title))


def pool_of(gap: Gap) -> Pool | None:
    """Return the pool that a sum is asked from; None where it names none, or none that can be read."""
    text = gap.facts.get("pool", "")
    try:
        return parse_pool(text) if text else None
    except Unacceptable:
        return None


def amount_in_words(value: Decimal, unit: str) -> str:
    """Return an amount as the reader writes it, with its unit where that is one of credits."""
    return f"{format_decimal(value, locale=formats())} {unit.replace(_ITEMS, '')}".strip()


def _missing(gap: Gap) -> str:
    unit = gap.facts.get("unit", "")
    try:
        return amount_in_words(Decimal(gap.facts.get("missing", "")), unit)
    except InvalidOperation:
        return f"– {unit.replace(_ITEMS, '')}".strip()


def _kind(gap: Gap) -> str:
    """Return what kind of pool a sum comes from, for the sentence that fits it."""
    if "last" in gap.facts:
        return "here"
    match pool_of(gap):
        case None | Anything():
            return "any"
        case Tagged():
            return "tag"
        case AtLevel(">="):
            return "level"
        case FromSource(sources) if set(sources) == set(RESIDENT):
            return "here"
        case _:
            return "pool"


def _more(gap: Gap) -> str:
    if gap.kind == "count" and _kind(gap) == "any":
        return _("{amount} more micro-credentials")
    return {
        "any": _("{amount} more"),
        "tag": _("{amount} more of the kind “{kind}”"),
        "level": _("{amount} more at {level} or higher"),
        "here": _("{amount} more that are earned here"),
        "pool": _("{amount} more from this: {pool}"),
    }[_kind(gap)]


def _part(gap: Gap) -> str:
    return {
        "any": "{amount}",
        "tag": _("{amount} of the kind “{kind}”"),
        "level": _("{amount} at {level} or higher"),
        "here": _("{amount} earned here"),
        "pool": _("{amount} from this: {pool}"),
    }[_kind(gap)]


def _pool_words(gap: Gap, title: Namer) -> dict[str, str]:
    match pool_of(gap):
        case Tagged(tag):
            return {"kind": tag}
        case AtLevel(_sign, level):
            return {"level": str(level), "pool": str(level)}
        case None:
            return {}
        case pool:
            return {"pool": pool_said(pool, title)}


def _average(gap: Gap, title: Namer) -> str:
    try:
        needed = format_decimal(Decimal(gap.facts.get("needed", "")), locale=formats())
    except InvalidOperation:
        needed = "–"
    pool = pool_of(gap)
    if pool is None or isinstance(pool, Anything):
        return _("a mean grade of {needed}").format(needed=needed)
    return _("a mean grade of {needed} over this: {pool}").format(needed=needed, pool=pool_said(pool, title))

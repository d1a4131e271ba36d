"""What is missing, told once: nothing stands under two names, and no credits beside the items that bring them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.decision import Gap
from testamur.core.rules.holding import OPEN_STATES
from testamur.interfaces.words.constellation import gap_said
from testamur.interfaces.words.translation import _, formats

_LEVEL = re.compile(r"level >= (?P<framework>[A-Z]+)(?P<at>\d+)")
_NAMED = ("item", "settle")
_SUMS = ("credits", "count")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of a reference or a holding. ``key``: the same for all names of one thing.

    ``state``: of what is held of it, as `Holding` has it; empty for nothing. ``levels`` like ``EQF 6``.
    """

    key: str
    title: str
    state: str = ""
    credits: CreditAmount | None = None
    levels: tuple[str, ...] = ()


Lookup = Callable[[str], Thing]


def once(gaps: Iterable[Gap], look: Lookup) -> tuple[Gap, ...]:
    """Return gaps with each thing once, under any name; one that is begun stands for the same one that is asked for.

    A sum of credits or items that the named ones bring is left out.
    """
    found: dict[object, Gap] = {}
    for gap in gaps:
        key = ("thing", look(_about(gap)).key) if gap.kind in _NAMED else (gap.kind, *sorted(gap.facts.items()))
        if key not in found or (gap.kind == "settle" and found[key].kind == "item"):
            found[key] = gap
    told = tuple(found.values())
    return tuple(gap for gap in told if gap.kind not in _SUMS or _brought(gap, told, look) < _missing(gap))


def missing_said(gaps: Sequence[Gap], look: Lookup) -> tuple[str, ...]:
    """Return what is missing in phrases, each thing once; of a sum, how much the things named beside it bring."""
    told = once(gaps, look)
    return tuple(_said(gap, told, look) for gap in told)


def settle_said(title: str, state: str) -> str:
    """Return what is to be done about something that is held, but does not count for certain yet."""
    said = {
        "pending": _("finish “{title}”"),
        "unverified": _("have “{title}” checked"),
    }.get(state, _("have the level, credits or grade of “{title}” settled"))
    return said.format(title=title)


def _said(gap: Gap, told: Sequence[Gap], look: Lookup) -> str:
    if gap.kind in _NAMED:
        thing = look(_about(gap))
        is_begun = gap.kind == "settle" or thing.state in OPEN_STATES
        return settle_said(thing.title, thing.state) if is_begun else thing.title
    said = gap_said(gap, lambda ref: look(ref).title)
    brought = _brought(gap, told, look) if gap.kind in _SUMS else Decimal(0)
    if not brought:
        return said
    unit = gap.facts.get("unit", "").replace("items", "")
    part = f"{format_decimal(brought, locale=formats())} {unit}".strip()
    return _("{what}; of these, {part} with what is named here").format(what=said, part=part)


def _about(gap: Gap) -> str:
    return gap.facts.get("ref") or gap.facts.get("holding", "")


def _missing(gap: Gap) -> Decimal:
    try:
        return Decimal(gap.facts.get("missing", ""))
    except InvalidOperation:
        return Decimal("Infinity")


def _brought(gap: Gap, told: Iterable[Gap], look: Lookup) -> Decimal:
    """Return how much of a sum the items named beside it bring, as far as that is known for certain."""
    unit, things = gap.facts.get("unit", ""), [look(_about(one)) for one in told if one.kind == "item"]
    fitting = [one for one in things if _is_of(one, gap)]
    if gap.kind == "count":
        return len(fitting) * _ONE
    known = (one.credits.value for one in fitting if one.credits is not None and one.credits.unit == unit)
    return sum(known, Decimal(0))


def _is_of(thing: Thing, gap: Gap) -> bool:
    """Say whether an item surely belongs to what a sum is asked from; of a pool that cannot be seen here: no."""
    pool = gap.facts.get("pool", "")
    if "share" in gap.facts or "last" in gap.facts:
        return False
    asked = _LEVEL.fullmatch(pool)
    if asked is None:
        return pool in {"any", "any_micro"}
    levels = [level.split(" ") for level in thing.levels]
    return any(
        framework == asked["framework"] and at.isdigit() and int(at) >= int(asked["at"])
        for framework, at in (level for level in levels if len(level) == len(("framework", "level")))
    )

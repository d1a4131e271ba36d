"""What is missing, told once: no thing twice, no credits beside what brings them, no part beside its whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.containment import contains
from testamur.core.rules.decision import Gap
from testamur.core.rules.holding import OPEN_STATES
from testamur.core.rules.pools import Anything, AtLevel, Combined, Listed, Pool, Tagged
from testamur.interfaces.words.gaps import SUMS, amount_in_words, gap_said, part_said, pool_of
from testamur.interfaces.words.translation import _

_NAMED = ("item", "settle")
_ONE = Decimal(1)
_GATE = "gate "
_UNTOLD = Decimal(10**12)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of a reference or a holding. ``key``: the same for all names of one thing.

    ``state``: of what is held of it, as `Holding` has it; empty for nothing. ``levels`` like ``EQF 6``. ``names``:
    the references that lead to it, where they are more than its key. ``is_resting``: nobody offers it at the moment.
    """

    key: str
    title: str
    state: str = ""
    credits: CreditAmount | None = None
    levels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gap as it is told: with the sums that are a part of it, and how much of it is named beside it."""

    gap: Gap
    parts: tuple[Gap, ...] = field(default=(), hash=False)
    brought: Decimal = Decimal(0)


Lookup = Callable[[str], Thing]


def once(gaps: Iterable[Gap], look: Lookup) -> tuple[Gap, ...]:
    """Return gaps with each thing once, under any name; one that is begun stands for the same one that is asked for.

    A sum that the named items bring is left out; so is one that is only a part of another, or met by a larger part.
    """
    return tuple(one.gap for one in wanted(gaps, look))


def missing_said(gaps: Iterable[Gap], look: Lookup, clauses: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return what is missing in phrases, one for each gap that `once` leaves; *clauses*: id → words."""
    return tuple(_said(one, look, clauses or {}) for one in wanted(gaps, look))


def ways_said(
    ways: Iterable[Iterable[Gap]], look: Lookup, clauses: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return ways to what is missing, each as `missing_said` says it; one that only asks for more is no other way."""
    told = list(dict.fromkeys(missing_said(way, look, clauses) for way in preferred(ways, look)))
    return tuple(way for way in told if not any(set(other) < set(way) for other in told))


def preferred(ways: Iterable[Iterable[Gap]], look: Lookup) -> tuple[tuple[Gap, ...], ...]:
    """Return ways to what is missing, those first that a person can go, and of these the shortest as they are told.

    What nobody offers at the moment is in the way, and so is something to be settled about what is held for good.
    """

    def cost(way: tuple[Gap, ...]) -> tuple[int, int]:
        told = wanted(way, look)
        return sum(1 for one in told if _is_hindered(one.gap, look)), len(told)

    return tuple(sorted(map(tuple, ways), key=cost))


def _is_hindered(gap: Gap, look: Lookup) -> bool:
    if gap.kind == "settle":
        return look(_about(gap)).state not in OPEN_STATES
    return gap.kind == "item" and look(_about(gap)).is_resting


def wanted(gaps: Iterable[Gap], look: Lookup) -> tuple[Wanted, ...]:
    """Return what is to be told of gaps, in their order."""
    found: dict[object, Gap] = {}
    for gap in gaps:
        key = ("thing", look(_about(gap)).key) if gap.kind in _NAMED else (gap.kind, *sorted(gap.facts.items()))
        if key not in found or (gap.kind == "settle" and found[key].kind == "item"):
            found[key] = gap
    told = tuple(found.values())
    brought = [_brought(gap, told, look) if gap.kind in SUMS else Decimal(0) for gap in told]
    left = [at for at, gap in enumerate(told) if gap.kind not in SUMS or brought[at] < _missing(gap)]
    parts = _parts([told[at] for at in left])
    return tuple(Wanted(told[at], parts[place], brought[at]) for place, at in enumerate(left) if place in parts)


def settle_said(title: str, state: str) -> str:
    """Return what is to be done about something that is held, but does not count for certain yet."""
    said = {
        "pending": _("finish “{title}”"),
        "unverified": _("have “{title}” checked"),
    }.get(state, _("have the level, credits or grade of “{title}” settled"))
    return said.format(title=title)


def _said(one: Wanted, look: Lookup, clauses: Mapping[str, str]) -> str:
    if one.gap.kind in _NAMED:
        thing = look(_about(one.gap))
        is_begun = one.gap.kind == "settle" or thing.state in OPEN_STATES
        return settle_said(thing.title, thing.state) if is_begun else thing.title

    def title(ref: str) -> str:
        return look(ref).title

    said = gap_said(one.gap, title, clauses)
    if one.parts:
        parts = ", ".join(part_said(part, title) for part in one.parts)
        said = _("{what}, of which at least {parts}").format(what=said, parts=parts)
    if not one.brought:
        return said
    part = amount_in_words(one.brought, one.gap.facts.get("unit", ""))
    return _("{what}; of these, {part} with what is named here").format(what=said, part=part)


def _about(gap: Gap) -> str:
    return gap.facts.get("ref") or gap.facts.get("holding", "")


def _missing(gap: Gap) -> Decimal:
    """Return how much is missing; where nobody says so, more than anything brings."""
    try:
        return Decimal(gap.facts.get("missing", ""))
    except InvalidOperation:
        return _UNTOLD


# sums within sums


def _parts(told: Sequence[Gap]) -> dict[int, tuple[Gap, ...]]:
    """Return place → the sums that are told as a part of the gap there; what is told elsewhere, or met so, is out."""
    sums = [at for at, gap in enumerate(told) if gap.kind in SUMS]
    inside = {at: [other for other in sums if other != at and _is_part(told[at], told[other])] for at in sums}
    met = {other for at in sums for other in inside[at] if _fills(told, at, other, is_mutual=at in inside[other])}
    hosts = {at: [other for other in inside[at] if other not in met] for at in sums if at not in met}
    roots = [at for at in range(len(told)) if at not in met and not hosts.get(at)]
    return {
        root: tuple(told[at] for at in hosts if next((one for one in hosts[at] if one in roots), None) == root)
        for root in roots
    }


def _fills(told: Sequence[Gap], part: int, whole: int, *, is_mutual: bool) -> bool:
    """Say whether so much of a part is missing that it fills the whole; of two that are alike the first one does."""
    more = _missing(told[part]) - _missing(told[whole])
    return more > 0 or (not more and (part < whole or not is_mutual))


def _is_part(inner: Gap, outer: Gap) -> bool:
    """Say whether all that fills one sum fills another one, too."""
    if inner.kind != outer.kind or inner.facts.get("unit") != outer.facts.get("unit"):
        return False
    if any(name in gap.facts for gap in (inner, outer) for name in ("share", "last")):
        return False
    larger, smaller = pool_of(outer), pool_of(inner)
    return larger is not None and smaller is not None and _is_in(inner, outer) and contains(larger, smaller)


def _is_in(inner: Gap, outer: Gap) -> bool:
    """Say whether what counts for one gap counts where another one looks: everywhere, or in its group."""
    place, around = inner.facts.get("within", ""), outer.facts.get("within", "")
    return place == around or (not place.startswith(_GATE) and place.startswith(f"{around}/" if around else ""))


# items within sums


def _brought(gap: Gap, told: Iterable[Gap], look: Lookup) -> Decimal:
    """Return how much of a sum the items named beside it bring, as far as that is known for certain."""
    pool = pool_of(gap)
    if pool is None or "share" in gap.facts or "last" in gap.facts:
        return Decimal(0)
    things = [look(_about(one)) for one in told if one.kind == "item" and _reaches(one, gap)]
    fitting = [one for one in things if _belongs(pool, one)]
    if gap.kind == "count":
        return len(fitting) * _ONE
    unit = gap.facts.get("unit", "")
    known = (one.credits.value for one in fitting if one.credits is not None and one.credits.unit == unit)
    return sum(known, Decimal(0))


def _reaches(item: Gap, gap: Gap) -> bool:
    """Say whether an item counts where a sum looks; a gate sees everything, and uses nothing up."""
    gates = (one.facts.get("within", "").startswith(_GATE) for one in (item, gap))
    return any(gates) or _is_in(item, gap)


def _belongs(pool: Pool, thing: Thing) -> bool:
    """Say whether a thing surely belongs to a pool; where that is not known here: no."""
    match pool:
        case Anything():
            return True
        case Tagged(tag):
            return tag in thing.tags
        case Listed(refs):
            return not {thing.key, *thing.names}.isdisjoint(refs)
        case AtLevel(">=", level):
            found = (one.split(" ") for one in thing.levels)
            return any(one[0] == level.framework and _number(one[-1]) >= _number(level.value) >= 0 for one in found)
        case Combined("|", left, right):
            return _belongs(left, thing) or _belongs(right, thing)
        case Combined("&", left, right):
            return _belongs(left, thing) and _belongs(right, thing)
        case _:
            return False


def _number(level: str) -> int:
    return int(level) if level.isdigit() else -1

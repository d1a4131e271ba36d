"""Pose the problem of one person before one policy: what is asked of which kinds, in which order of age."""

from __future__ import annotations

from testamur.core.rules.cast import Cast, family, freshness, order
from testamur.core.rules.exact import Problem
from testamur.core.rules.holding import Holding
from testamur.core.rules.linear import Selection
from testamur.core.rules.policy import WholeItemsOnly
from testamur.core.rules.reading import Reading
from testamur.core.rules.ruling import Ruling


def pose(reading: Reading, cast: Cast) -> Problem:
    """Return the problem."""
    held = _all_held(cast)
    ruling = Ruling(reading, cast, held)
    root = ruling.whole_policy()
    outline = reading.outline
    places: list[list[int]] = [[] for _ in cast.kinds]
    for number, pair in enumerate(cast.pairs):
        places[pair.kind].append(number)
    return Problem(
        cast,
        root,
        held,
        is_whole=any(
            isinstance(clause.rule, WholeItemsOnly) and clause.id not in reading.overridden
            for clause in outline.clauses
        ),
        size=None if outline.size is None else int(outline.size * cast.grain),
        ranks=_ranks(cast, reading),
        shares=ruling.shares,
        places=tuple(tuple(pairs) for pairs in places),
        counts_all=not outline.asks(),
        is_coarse=ruling.is_coarse,
    )


def _all_held(cast: Cast) -> Selection:
    """Return the selection that chooses nothing and holds everything."""
    empty = [0] * len(cast.pairs)
    count = [kind.count for kind in cast.kinds]
    low = [kind.low * kind.count for kind in cast.kinds]
    high = [kind.high * kind.count for kind in cast.kinds]
    return Selection(empty + low, empty + high, empty + count, empty + count)


def _ranks(cast: Cast, reading: Reading) -> tuple[tuple[int, ...], ...]:
    """Give every item a rank, oldest first; among renewals, of which one may count, the latest valid first."""
    items = sorted((item for kind in cast.kinds for item in kind.items), key=order)
    ranks = {item.id: rank for rank, item in enumerate(items)}
    if reading.is_once:
        families: dict[str, list[Holding]] = {}
        for item in items:
            families.setdefault(family(item), []).append(item)
        for members in families.values():
            own = sorted(ranks[item.id] for item in members)
            fresh = sorted(members, key=lambda item: freshness(item, reading.on), reverse=True)
            ranks |= {item.id: rank for item, rank in zip(fresh, own, strict=True)}
    return tuple(tuple(sorted(ranks[item.id] for item in kind.items)) for kind in cast.kinds)

"""Whether one pool holds all of another: what counts from the smaller counts from the larger, too."""

from __future__ import annotations

from testamur.core.rules.pools import Anything, AtLevel, Combined, FromSource, Listed, Pool


def contains(outer: Pool, inner: Pool) -> bool:
    """Say whether everything in *inner* is surely in *outer*; where it depends on what is known of an item, no.

    Any micro-credential contains every pool: what a learner adds to one is a micro-credential.
    """
    return outer == inner or isinstance(outer, Anything) or _is_part(outer, inner) or _covers(outer, inner)


def _is_part(outer: Pool, inner: Pool) -> bool:
    """Say whether a joined *inner* is within *outer* by one of its sides, or by both."""
    if not isinstance(inner, Combined):
        return False
    left = contains(outer, inner.left)
    if inner.operator == "|":
        return left and contains(outer, inner.right)
    return left or (inner.operator == "&" and contains(outer, inner.right))


def _covers(outer: Pool, inner: Pool) -> bool:
    match outer, inner:
        case Combined("|", left, right), _:
            return contains(left, inner) or contains(right, inner)
        case Combined("&", left, right), _:
            return contains(left, inner) and contains(right, inner)
        case Listed(many), Listed(few):
            return set(few) <= set(many)
        case FromSource(many), FromSource(few):
            return set(few) <= set(many)
        case AtLevel(">=", low), AtLevel(">=" | "=", high):
            is_one_scale = low.framework == high.framework and low.value.isdigit() and high.value.isdigit()
            return is_one_scale and int(low.value) <= int(high.value)
        case _:
            return False

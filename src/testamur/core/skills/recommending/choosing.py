"""The order of recommendations: many reasons first, but never the same thing again and again.

Each next one is the best by its reasons less its likeness to those before it (maximal marginal relevance, Carbonell and
Goldstein 1998). The weights are stated here and nothing is learned from anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from testamur.core.skills.hierarchy import FLAT, Hierarchy
from testamur.core.skills.recommending.reasons import Reasons
from testamur.core.skills.recommending.values import About, Candidate, Reason, Recommendation

# A reason that speaks to a motive counts two, another one; being wholly alike costs as much as two such reasons.
_STATED, _OTHER, _ALIKE = 2.0, 1.0, 4.0


def recommend(
    candidates: Iterable[Candidate], about: About, *, hierarchy: Hierarchy = FLAT, most: int = 12
) -> tuple[Recommendation, ...]:
    """Return up to so many candidates that have a reason, in order; nothing that is held. Ties are broken by id."""
    reasons = Reasons(about, hierarchy)
    found = {
        one.id: (one, given)
        for one in sorted(candidates, key=lambda each: each.id)
        if one.id not in about.held and (given := reasons.of(one))
    }
    chosen: list[Recommendation] = []
    likeness: dict[str, tuple[float, str]] = dict.fromkeys(found, (0.0, ""))
    while found and len(chosen) < most:
        name = max(found, key=lambda one: _points(found[one][1]) - _ALIKE * likeness[one][0])
        candidate, given = found.pop(name)
        chosen.append(Recommendation(name, given, likeness[name][1]))
        _spread(candidate, found, likeness)
    return tuple(chosen)


def _points(reasons: Iterable[Reason]) -> float:
    return sum(_STATED if one.motives else _OTHER for one in reasons)


def _spread(
    chosen: Candidate,
    waiting: Mapping[str, tuple[Candidate, tuple[Reason, ...]]],
    likeness: dict[str, tuple[float, str]],
) -> None:
    """Note how like what was chosen the waiting ones are: what both have, over what either has."""
    own = _marks(chosen)
    for name, (other, _) in waiting.items():
        theirs = _marks(other)
        either = own | theirs
        alike = len(own & theirs) / len(either) if either else 0.0
        if alike > likeness[name][0]:
            likeness[name] = (alike, chosen.id)


def _marks(one: Candidate) -> frozenset[str]:
    """Return what tells one candidate from another: its skills, fields and the larger awards that it counts towards."""
    return frozenset((*one.skills, *one.fields, *one.figures))

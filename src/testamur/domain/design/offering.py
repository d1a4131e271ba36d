"""Skills as they are offered for the words of an outcome: made by the program alone, so that a door only names one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from testamur.domain.design.suggestion_values import SkillOffer
from testamur.domain.frameworks.values import FrameworkView

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker
    from testamur.core.skills.suggesting import Suggestion

# So many are shown; so many are asked for, since some are left out.
TOP = 8
ASKED_FOR = 4 * TOP


@dataclass(frozen=True, slots=True)
class Offering:
    """An offer with what helps to judge it. ``likest``: the label that speaks for it, where it is another.

    ``unsteered``: how sure it would be had nothing been refused; -1 where nobody has measured it.
    """

    offer: SkillOffer
    description: str
    likest: str
    unsteered: float


_Shown = TypeVar("_Shown", bound=Offering)


def offerings(
    text: str, of: FrameworkView, language: str, ranker: Ranker, found: Iterable[Suggestion]
) -> list[Offering]:
    """Return what was found for a text as offers, the likeliest first."""
    return [_offering(text, of, language, ranker, rank, one) for rank, one in enumerate(found, 1)]


def shown(found: Sequence[_Shown], ranker: Ranker, hidden: frozenset[str], *, is_like: bool) -> list[_Shown]:
    """Return what is listed, the surest first; where nobody has measured how sure it is, in the order of ranking.

    What was refused takes away itself alone. Whoever asks for more like one sees its neighbours, however sure they are.
    """
    least = ranker.calibration.abstain
    if is_like:
        return [one for one in found if one.offer.uri not in hidden][:TOP]
    sure = [one for one in found if one.unsteered < 0 or one.unsteered >= least]
    kept = [one for one in sorted(sure, key=lambda one: -one.unsteered) if one.offer.uri not in hidden][:TOP]
    return sorted(kept, key=lambda one: -(one.offer.confidence or 0.0))


def _offering(text: str, of: FrameworkView, language: str, ranker: Ranker, rank: int, one: Suggestion) -> Offering:
    best, at, weights = one.best, one.places[0], ranker.weights
    reasons = best.reasons
    offer = SkillOffer(
        text=text,
        framework=of.name,
        version=of.version,
        language=language,
        uri=best.concept.uri,
        label=best.concept.label,
        rank=rank,
        score=best.score,
        confidence=None if best.confidence < 0 else best.confidence,
        lane=ranker.lane.value,
        model=ranker.encoder.name if ranker.encoder else "",
        weights={one.name: float(getattr(weights, one.name)) for one in fields(weights)},
        parts={
            "whole_text": reasons.whole_text,
            "these_words": reasons.these_words,
            "spelling": reasons.spelling,
        },
        start=at.start,
        end=at.end,
    )
    likest = reasons.label if reasons.label != best.concept.label else ""
    return Offering(offer, best.concept.description, likest, best.unsteered)

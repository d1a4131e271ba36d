"""What is offered for the words of an outcome, made by the program alone: a browser says only which one is meant."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from testamur.domain.design.suggestion_values import SkillOffer
from testamur.domain.frameworks.values import FrameworkView

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker
    from testamur.core.skills.suggesting import Suggestion

TOP = 8


@dataclass(frozen=True, slots=True)
class Line:
    """An offer as the page shows it. ``before``, ``words`` and ``after`` are the outcome's text in three.

    ``unsteered``: how sure it would be had nothing been refused; -1 where nobody has measured it.
    """

    offer: SkillOffer
    description: str
    likest: str
    surely: str
    before: str
    words: str
    after: str
    unsteered: float


def lines(
    text: str, of: FrameworkView, language: str, ranker: Ranker, refused: frozenset[str], like: str
) -> list[Line]:
    """Return what is offered for a text, the likeliest first; more than are shown, since some are left out."""
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - as above

    steering = Steering(refused, frozenset({like} - {""})) if refused or like else None
    found = suggest(ranker, text, top=4 * TOP, sure=0.0, steering=steering).found
    return [_line(text, of, language, ranker, rank, one) for rank, one in enumerate(found, 1)]


def shown(found: list[Line], ranker: Ranker, hidden: frozenset[str], *, is_like: bool) -> list[Line]:
    """Return what the page lists, the surest first; where nobody has measured how sure it is, in the order of ranking.

    What was refused takes away itself alone. Whoever asks for more like one sees its neighbours, however sure they are.
    """
    least = ranker.calibration.abstain
    if is_like:
        return [one for one in found if one.offer.uri not in hidden][:TOP]
    sure = [one for one in found if one.unsteered < 0 or one.unsteered >= least]
    kept = [one for one in sorted(sure, key=lambda one: -one.unsteered) if one.offer.uri not in hidden][:TOP]
    return sorted(kept, key=lambda one: -(one.offer.confidence or 0.0))


def _line(text: str, of: FrameworkView, language: str, ranker: Ranker, rank: int, one: Suggestion) -> Line:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - as above

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
    cut = text[: at.start], text[at.start : at.end], text[at.end :]
    return Line(offer, best.concept.description, likest, surely_said(best.confidence), *cut, best.unsteered)


def lane_of(ranker: Ranker) -> str:
    """Return by what texts are compared."""
    from testamur.interfaces.words.skills import lane_said  # noqa: PLC0415 - as above

    return lane_said(ranker.lane, by_spelling=ranker.goes_by_spelling)

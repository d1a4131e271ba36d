"""What is offered for the words of an outcome, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from testamur.domain.design.offering import ASKED_FOR, Offering, offerings
from testamur.domain.frameworks.values import FrameworkView

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker


@dataclass(frozen=True, slots=True)
class Line(Offering):
    """An offer in the list. ``before``, ``words`` and ``after`` are the outcome's text in three."""

    surely: str
    before: str
    words: str
    after: str


def lines(
    text: str, of: FrameworkView, language: str, ranker: Ranker, refused: frozenset[str], like: str
) -> list[Line]:
    """Return what is offered for a text, the likeliest first; more than are shown, since some are left out."""
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - as above

    steering = Steering(refused, frozenset({like} - {""})) if refused or like else None
    found = suggest(ranker, text, top=ASKED_FOR, sure=0.0, steering=steering).found
    return [_line(text, one) for one in offerings(text, of, language, ranker, found)]


def _line(text: str, one: Offering) -> Line:
    from testamur.interfaces.words.skills import surely_said  # noqa: PLC0415 - as above

    offer = one.offer
    surely = surely_said(-1.0 if offer.confidence is None else offer.confidence)
    cut = text[: offer.start], text[offer.start : offer.end], text[offer.end :]
    return Line(offer, one.description, one.likest, one.unsteered, surely, *cut)


def lane_of(ranker: Ranker) -> str:
    """Return by what texts are compared."""
    from testamur.interfaces.words.skills import lane_said  # noqa: PLC0415 - as above

    return lane_said(ranker.lane, by_spelling=ranker.goes_by_spelling)

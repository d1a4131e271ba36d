"""Reads an advert for skills, sentence by sentence, and hands in what was found for a person to decide on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from testamur.domain.demand import actions, queries
from testamur.domain.demand.values import Suggested
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.packs.advert_signs import signs

if TYPE_CHECKING:
    from testamur.core.skills.advert_reading import AdvertRead
    from testamur.core.skills.ranking import Ranker
    from testamur.core.skills.suggesting import Suggestion

# More would take longer to decide on than to read the advert oneself.
_MOST, _OF_SENTENCE = 30, 3
_TRIES = 5


def read(actor: Actor, *, advert: str, at: datetime, tries: int = 0, framework: str = "") -> None:
    """Read an advert that waits. Done again, it does the same; what people decided stays.

    Without a framework it is put off a few times, for one may be on its way.
    """
    uuid = UUID(advert)
    waiting = queries.to_read(actor, advert=uuid)
    if waiting is None:
        return
    text, language = waiting
    if not is_on(actor, Purpose.READ_ADVERTS):
        actions.give_up_reading(actor, advert=uuid, because="switched-off", at=at)
        return
    of = frameworks.to_read_against(here=actor.here, code=framework)
    if of is None and tries < _TRIES:
        actions.put_off_reading(actor, advert=uuid, tries=tries + 1, at=at, framework=framework)
        return
    if of is None:
        actions.give_up_reading(actor, advert=uuid, because="no-framework", at=at)
        return
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.languages import likeliest  # noqa: PLC0415 - as above

    spoken = language or likeliest(text)
    ranker = at_hand.ready(frameworks.reading(of, spoken)).ranker
    if ranker is None:
        actions.give_up_reading(actor, advert=uuid, because="not-ready", at=at)
        return
    said = _said(text, ranker)
    in_which = frameworks.language_of(of, spoken)
    actions.keep_reading(
        actor,
        advert=uuid,
        found=[_offer(rank, one.suggestion, ranker, in_which) for rank, one in enumerate(said.offers, 1)],
        sentences=said.total,
        silent=[(one.start, one.start + len(one.text)) for one in said.silent],
        left_out=[
            (one.sentence.start, one.sentence.start + len(one.sentence.text), one.part.value) for one in said.left_out
        ],
        at=at,
    )


def _said(text: str, ranker: Ranker) -> AdvertRead:
    from testamur.core.skills.advert_parts import Signs  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.advert_reading import read_advert  # noqa: PLC0415 - as above

    return read_advert(ranker, text, Signs.of(signs()), top=_MOST, of_sentence=_OF_SENTENCE)


def _offer(rank: int, one: Suggestion, ranker: Ranker, language: str) -> Suggested:
    best, at = one.best, one.places[0]
    return Suggested(
        uri=best.concept.uri,
        label=best.concept.label,
        framework=ranker.framework.name,
        version=ranker.framework.version,
        language=language,
        rank=rank,
        score=best.score,
        confidence=None if best.confidence < 0 else best.confidence,
        lane=ranker.lane.value,
        model=ranker.encoder.name if ranker.encoder else "",
        parts={
            "whole_text": best.reasons.whole_text,
            "these_words": best.reasons.these_words,
            "spelling": best.reasons.spelling,
        },
        start=at.start,
        end=at.end,
    )

"""Reads an advert that somebody aims at, and hands in what was seen for that person to decide on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from testamur.adapters.identity import detector
from testamur.core.skills.identity.values import Kind, blanked
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import Seen, SkillSeen, TargetView
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose

if TYPE_CHECKING:
    from testamur.core.skills.ranking import Ranker
    from testamur.core.skills.suggesting import Suggestion

# More would take longer to decide on than to read the advert oneself.
_MOST, _OF_SENTENCE = 40, 3
_TRIES = 5
_CONTACTS = (Kind.CONTACT, Kind.ADDRESS, Kind.PHOTO)


def read(actor: Actor, *, target: str, at: datetime, tries: int = 0) -> None:
    """Read an advert that waits. Done again, it does the same; what was decided stays, and steers the reading.

    Without a framework it is put off a few times, for one may be on its way.
    """
    uuid = UUID(target)
    waiting = queries.target_to_read(actor, uuid)
    if waiting is None:
        return
    if not is_on(actor, Purpose.READ_ADVERTS):
        actions.give_up_target(actor, target=uuid, because="switched-off", at=at)
        return
    of = frameworks.to_read_against(here=actor.here)
    if of is None and tries < _TRIES:
        actions.put_off_target(actor, target=uuid, tries=tries + 1, at=at)
        return
    if of is None:
        actions.give_up_target(actor, target=uuid, because="no-framework", at=at)
        return
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.languages import likeliest  # noqa: PLC0415 - as above

    spoken = waiting.language or likeliest(waiting.text)
    ranker = at_hand.ready(frameworks.reading(of, spoken)).ranker
    if ranker is None:
        actions.give_up_target(actor, target=uuid, because="not-ready", at=at)
        return
    actions.keep_target_read(actor, target=uuid, seen=seen(waiting, ranker, spoken), at=at)


def seen(advert: TargetView, ranker: Ranker, spoken: str) -> Seen:
    """Return what a ranker sees in an advert, steered by what its person has decided on it."""
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.suggesting import suggest  # noqa: PLC0415 - as above

    refused = frozenset(one.uri for one in advert.skills if one.verdict == "refused")
    steering = Steering(unwanted=refused) if refused else None
    said = suggest(ranker, _without_contacts(advert.text), top=_MOST, of_sentence=_OF_SENTENCE, steering=steering)
    spoke = {place.sentence for one in said.found for place in one.places}
    silent = [one for number, one in enumerate(said.pieces) if number not in spoke]
    return Seen(
        skills=tuple(_skill(rank, one) for rank, one in enumerate(said.found, 1)),
        framework=ranker.framework.name,
        version=ranker.framework.version,
        language=spoken,
        lane=said.lane.value,
        model=ranker.encoder.name if ranker.encoder else "",
        total=said.sentences,
        silent=tuple((one.start, one.start + len(one.text)) for one in silent),
    )


def _without_contacts(text: str) -> str:
    """Return a text, as long, with contacts blanked; names stay, for in an advert they are of tools and companies."""
    found = detector().strip(text).found
    return blanked(text, tuple(one for one in found if one.kind in _CONTACTS)).text


def _skill(rank: int, one: Suggestion) -> SkillSeen:
    best = one.best
    parts = {
        "whole_text": best.reasons.whole_text,
        "these_words": best.reasons.these_words,
        "spelling": best.reasons.spelling,
    }
    confidence = None if best.confidence < 0 else best.confidence
    places = tuple(dict.fromkeys((place.start, place.end) for place in one.places))
    return SkillSeen(best.concept.uri, best.concept.label, rank, best.score, confidence, parts, places)

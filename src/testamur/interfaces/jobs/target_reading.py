"""Reads an advert that somebody aims at, and hands in what was seen for that person to decide on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from testamur.adapters.identity import detector
from testamur.core.skills.identity.values import Kind, blanked
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import MOST_SEEN, MUST, NICE, Seen, SkillSeen, TargetView
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor
from testamur.domain.oversight.queries import is_on
from testamur.domain.oversight.values import Purpose
from testamur.packs.advert_signs import signs

if TYPE_CHECKING:
    from testamur.core.skills.advert_reading import Offer
    from testamur.core.skills.ranking import Ranker

_OF_SENTENCE = 3
_TRIES = 5
_CONTACTS = (Kind.CONTACT, Kind.ADDRESS, Kind.PHOTO)


def read(actor: Actor, *, target: str, at: datetime, tries: int = 0, whole: bool = False) -> None:
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
        actions.put_off_target(actor, target=uuid, tries=tries + 1, at=at, whole=whole)
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
    actions.keep_target_read(actor, target=uuid, seen=seen(waiting, ranker, spoken, whole=whole), at=at)


def seen(advert: TargetView, ranker: Ranker, spoken: str, *, whole: bool = False) -> Seen:
    """Return what a ranker sees in an advert, steered by what its person has decided on it."""
    from testamur.core.skills.advert_parts import Signs  # noqa: PLC0415 - its libraries take a second to load
    from testamur.core.skills.advert_reading import read_advert  # noqa: PLC0415 - as above
    from testamur.core.skills.steering import Steering  # noqa: PLC0415 - as above

    refused = frozenset(one.uri for one in advert.skills if one.verdict == "refused")
    said = read_advert(
        ranker,
        _without_contacts(advert.text),
        Signs.of(signs()),
        top=MOST_SEEN,
        of_sentence=_OF_SENTENCE,
        steering=Steering(unwanted=refused) if refused else None,
        whole=whole,
    )
    return Seen(
        skills=tuple(_skill(rank, one) for rank, one in enumerate(said.offers, 1)),
        framework=ranker.framework.name,
        version=ranker.framework.version,
        language=spoken,
        lane=ranker.lane.value,
        model=ranker.encoder.name if ranker.encoder else "",
        total=said.total,
        silent=tuple((one.start, one.start + len(one.text)) for one in said.silent),
        left_out=tuple(
            (one.sentence.start, one.sentence.start + len(one.sentence.text), one.part.value) for one in said.left_out
        ),
    )


def _without_contacts(text: str) -> str:
    """Return a text, as long, with contacts blanked; names stay, for in an advert they are of tools and companies."""
    found = detector().strip(text).found
    return blanked(text, tuple(one for one in found if one.kind in _CONTACTS)).text


def _skill(rank: int, one: Offer) -> SkillSeen:
    best = one.suggestion.best
    parts = {
        "whole_text": best.reasons.whole_text,
        "these_words": best.reasons.these_words,
        "spelling": best.reasons.spelling,
    }
    return SkillSeen(
        uri=best.concept.uri,
        label=best.concept.label,
        rank=rank,
        score=best.score,
        confidence=None if best.confidence < 0 else best.confidence,
        parts=parts,
        places=tuple(dict.fromkeys((place.start, place.end) for place in one.suggestion.places)),
        is_named=one.is_named,
        need=NICE if one.is_nice else MUST,
    )

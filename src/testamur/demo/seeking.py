"""Finding people in the demo: some let an insurer find them, it looks, and one has a request to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from testamur.core.skills.seeking import Asked, Question
from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.careers import actions
from testamur.domain.careers.seeking_values import Choice
from testamur.domain.design.queries import own_organisations
from testamur.domain.institution.queries import actor_for

_CAPE = cast.CAPE
_ESCO = "http://data.europa.eu/esco/skill/"
_SKILLS = {
    f"{_ESCO}a4346013-a967-4a58-a533-6b32ad1364c5": "data protection",
    f"{_ESCO}71717c33-dd63-4acf-b052-a5fd5d9fc490": "ensure information privacy",
}
_AGE = 16
# What was agreed to, as the page says it in English.
_TEXT = (
    "I let partner organisations of Southern Cape University find me for this purpose: Jobs. They see only the skills "
    "and details that I have ticked, never my name, my picture, who awarded something, or an exact day. I can read "
    "who found me, when, for what, and which skills they asked for. Whoever finds me can send me a request; I decide "
    "whether to answer and what to show. No program ranks or scores me. I can take this back at any time, and am then "
    "found by nobody at once. I am 16 years old or older."
)
_SHOWN = (
    Choice(tuple(_SKILLS), "North", ("en",), "in-three-months"),
    Choice(tuple(_SKILLS), "", ("en", "el"), ""),
    Choice(tuple(_SKILLS), "South", ("en",), "now"),
    Choice(tuple(_SKILLS), "North", ("en", "zh"), "part-time"),
    Choice(tuple(_SKILLS)[:1], "", (), ""),
)


def seeking() -> Iterator[Event]:
    """Yield who lets themselves be found, who may look, and what came of it; who is not there does nothing."""
    yield 40, _consented
    yield 36, _opened
    yield 9, _looked


def _consented(campus: Campus, at: datetime) -> None:
    """Let Liam and some of his fellows be found for jobs."""
    here = campus.places[_CAPE].id
    fellows = [one for number in range(12) if (one := campus.credential("privacy", _CAPE, number))]
    liam = campus.credential("privacy", _CAPE, cast.OCONNOR)
    holders = [one.award.person_id for one in ([liam] if liam else []) + fellows if one.state == "valid"]
    for person, choice in zip(dict.fromkeys(holders), _SHOWN, strict=False):
        actions.let_be_found(
            actor_for(person=person, institution=here),
            purpose="jobs",
            choice=choice,
            months=6,
            text=_TEXT,
            text_version="2026-11",
            age=_AGE,
            is_of_age=True,
            at=at,
        )


def _opened(campus: Campus, at: datetime) -> None:
    """Let the insurer look for people."""
    registrar = campus.actor(_CAPE, "registrar")
    because = "We have worked with them since 2024; the partnership office has their registration."
    for number, one in own_organisations(campus.actor(_CAPE, "partner").me, at=at):
        if number == campus.places[_CAPE].id:
            actions.open_search(registrar, organisation=one.uuid, because=because, at=at)


def _looked(campus: Campus, at: datetime) -> None:
    """Look for people who protect data, and write to Liam."""
    marcus, here = campus.actor(_CAPE, "partner"), campus.places[_CAPE].id
    mine = [one.uuid for number, one in own_organisations(marcus.me, at=at) if number == here]
    asked = tuple(Asked(one) for one in _SKILLS)
    wide = Question(asked, wants_all=False)
    narrow = Question(asked, regions=frozenset({"North"}), availability=frozenset({"in-three-months"}))
    searches = [
        actions.search_people(
            marcus, organisation=mine[0], purpose="jobs", question=one, labels=_SKILLS, at=at + timedelta(minutes=place)
        )
        for place, one in enumerate((wide, narrow))
    ]
    # Whether anybody is in the north and could begin within three months he is not told, so he writes unseen.
    actions.ask_people(
        marcus,
        search=searches[1],
        chosen=(),
        who="Marcus Whitfield, head of claims at Tamar Insurance Group.",
        what=(
            "We build a small team that answers for what our claims software does with people's data: two posts in "
            "the north, from February, three days a week or more, paid by the insurers' agreement. The first step "
            "is a talk of half an hour."
        ),
        contact="people@tamar.example.com",
        at=at + timedelta(minutes=2),
    )

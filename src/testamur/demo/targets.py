"""What Farah aims at in the demo: one advert that she has been through, and one that the worker is to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import MUST, NICE, Seen, SkillChosen
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for

_ESCO = "http://data.europa.eu/esco/skill/"
_ADVERT = """Data analyst, coastal observatory

The observatory measures tides, wind and water along four hundred kilometres of coast. You turn that into answers.

What you do
- You perform data analysis for harbours and fishing towns, and you write so that others can repeat it.
- You manage research data from the buoy to the archive, and judge with them whether a figure can be trusted.
- You use statistics every day: spread, trend, chance.
- You operate open source software and give something back to it.
- You query our archive in SQL.

What would be nice
- You know audit techniques for models that decide about people's insurance.
- You have an opinion on data ethics and can give reasons for it.

Part-time is possible. Questions: Amelia Thorne, amelia.thorne@observatory.example, +60 4 555 0142.
"""
_ASKED = (
    ("perform data analysis", "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f", MUST),
    ("manage research data", "08b04e53-ed25-41a2-9f90-0b9cd939ba3d", MUST),
    ("statistics", "7ee4c2ea-b349-4bd2-81a3-ec31475d4833", MUST),
    ("operate open source software", "2b34764d-637c-48f5-aa70-31e15c965db6", MUST),
    ("SQL", "598de5b0-5b58-4ea7-8058-a4bc4d18c742", MUST),
    ("audit techniques", "6a536b36-c5c7-4d10-bf67-a4fb0f8549b2", NICE),
    ("data ethics", "e9575f7f-053a-439e-8074-f93df3334e92", NICE),
)
_ANOTHER = """Energy adviser for small shops

You visit shops and workshops, conduct an energy audit of the building and explain to owners what saves most.
You read electricity bills and thermal images, and you know what photovoltaic systems can do on a flat roof.
You write reports that people who are busy read to the end.
You speak with customers at the counter, some of whom use sign language.
You keep the data of customers private.
"""


def targets() -> Iterator[Event]:
    """Yield what Farah hands in and accepts; where she is not there, nothing happens."""
    yield 12, _aimed
    yield 1, _handed_in


def _aimed(campus: Campus, at: datetime) -> None:
    learner = _farah(campus)
    if learner is None:
        return
    made = actions.hand_in_advert(learner, text=_ADVERT, language="en", at=at)
    home = queries.target(learner, made).institution_id
    nothing = Seen((), "ESCO", "1.2.0", "en", "spelling", "", total=_ADVERT.count("\n- "), silent=())
    actions.keep_target_read(system(home), target=made, seen=nothing, at=at)
    for label, key, need in _ASKED:
        chosen = SkillChosen(f"{_ESCO}{key}", label, "ESCO", "1.2.0", need=need)
        actions.add_to_target(learner, target=made, skill=chosen, at=at)


def _handed_in(campus: Campus, at: datetime) -> None:
    """Hand in an advert that the worker reads once skills are here, as it would read a visitor's."""
    learner = _farah(campus)
    if learner is not None:
        actions.hand_in_advert(learner, text=_ANOTHER, language="en", at=at)


def _farah(campus: Campus) -> Actor | None:
    held = campus.credential("data-new", cast.MARINA, cast.FARAH)
    return actor_for(person=held.award.person_id) if held else None

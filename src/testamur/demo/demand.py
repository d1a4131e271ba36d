"""Demand in the demo: a cooperative's adverts of half a year with what they ask for, a role profile, and a brief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.demand import actions
from testamur.domain.demand.values import NewAdvert, RoleSkill
from testamur.domain.design import actions as design
from testamur.domain.design import queries

_PLACE = cast.MARINA
_ESCO = "http://data.europa.eu/esco/skill/"
_SKILLS = {
    "research": ("manage research data", "08b04e53-ed25-41a2-9f90-0b9cd939ba3d"),
    "protection": ("data protection", "a4346013-a967-4a58-a533-6b32ad1364c5"),
    "analysis": ("perform data analysis", "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"),
    "quality": ("data quality assessment", "cc7370dd-69fa-4c67-a96f-d4d135d38700"),
    "cleansing": ("perform data cleansing", "50b100ea-74fd-4706-99db-3e4ca55e51b8"),
    "sql": ("SQL", "598de5b0-5b58-4ea7-8058-a4bc4d18c742"),
    "models": ("data models", "fecf8a0d-62c4-4e71-9b03-0f4fc2ad7bf5"),
    "maps": ("geographic information systems", "377861af-f966-4c87-a2db-7e99904312b9"),
    "pictures": ("deliver visual presentation of data", "c3e36d05-8ae8-447f-bb2b-6f9409f85389"),
    "python": ("Python (computer programming)", "ccd0a1d9-afda-43d9-b901-96344886e14d"),
}
_SAID = {
    "research": "You look after the measurements of our members, from the boat to the archive.",
    "protection": "You see to it that data about people is shared only as data protection allows.",
    "analysis": "You do the data analysis behind our yearly report.",
    "quality": "You judge the quality of what comes in, and say so.",
    "cleansing": "Cleaning data does not bore you: duplicates, wrong units, drifting sensors.",
    "sql": "You write SQL that others can read.",
    "models": "You draw data models before anybody builds a table.",
    "maps": "You work with geographic information systems every day.",
    "pictures": "You make pictures of data that a fisherman understands.",
    "python": "You automate in Python what comes back every month.",
}


@dataclass(frozen=True, slots=True)
class _Post:
    """An advert: so many days ago, what was looked for, where, and what somebody saw in it; nothing: not decided."""

    days: int
    title: str
    place: str
    occupation: str
    skills: tuple[str, ...]
    more: str = ""


_STEWARD, _ANALYST = "data steward", "data analyst"
_POSTS = (
    _Post(176, "Data steward for tide gauges", "Den Helder", _STEWARD, ("research", "quality", "sql")),
    _Post(168, "Junior data analyst", "Leeuwarden", _ANALYST, ("analysis", "pictures", "sql")),
    _Post(147, "Data steward, bird counts", "Texel", _STEWARD, ("research", "cleansing")),
    _Post(131, "Analyst for ferry traffic", "Harlingen", _ANALYST, ("analysis", "python", "sql", "pictures")),
    _Post(118, "Data steward, seal rescue", "Den Helder", _STEWARD, ("research", "protection", "cleansing")),
    _Post(96, "Map maker for the mud flats", "Texel", "cartographer", ("maps", "pictures", "models")),
    _Post(84, "Data engineer, sensor network", "Leeuwarden", "data engineer", ("sql", "python", "models", "quality")),
    _Post(66, "Data steward for members", "Harlingen", _STEWARD, ("protection", "cleansing", "sql")),
    _Post(52, "Data analyst, mussel beds", "Texel", _ANALYST, ("analysis", "maps", "cleansing")),
    _Post(38, "Data steward, second post", "Den Helder", _STEWARD, ("research", "cleansing", "sql", "quality")),
    _Post(
        19,
        "Coordinator of open data",
        "Leeuwarden",
        _STEWARD,
        ("research", "protection", "maps", "sql"),
        "Questions? Write to jobs@wadden.example.org or call +31 222 555 010.",
    ),
    # Nobody has decided on this one: the worker reads it once skills are here, as it would read a visitor's.
    _Post(
        6,
        "Data steward for storm surges",
        "Den Helder",
        _STEWARD,
        (),
        "You check the quality of incoming data, document it with a metadata standard and publish it as open data. "
        "You write queries in SQL and explain to colleagues how personal data is protected.",
    ),
)

# The day after the cooperative came in; adverts of before are handed in on this day, with their own date.
_JOINED = 20


def demand() -> Iterator[Event]:
    """Yield what a cooperative hands in, and what it sees in that."""
    for post in _POSTS:
        yield min(post.days, _JOINED), partial(_hand_in, post=post)
    yield 18, _role
    yield 17, _brief


def _hand_in(campus: Campus, at: datetime, *, post: _Post) -> None:
    actor, whose = campus.actor(_PLACE, "partner"), _own(campus, at)
    lines = [_SAID[one] for one in post.skills]
    text = "\n".join([f"{post.title} ({post.place})", *lines, *([post.more] if post.more else [])])
    seen = campus.ago(post.days).date()
    new = NewAdvert(post.title, text, seen, place=post.place, occupation=post.occupation, language="en")
    made = actions.hand_in(actor, organisation=whose, advert=new, at=at)
    if not post.skills:
        return
    actions.keep_reading(campus.machine(_PLACE), advert=made.uuid, found=(), sentences=len(lines), at=at)
    for one in post.skills:
        actions.add_skill(actor, advert=made.uuid, skill=_skill(one), at=at)


def _role(campus: Campus, at: datetime) -> None:
    """Describe the role that is looked for most, and let learners aim at it."""
    actor = campus.actor(_PLACE, "partner")
    wanted = [
        _skill("research", level="competent"),
        _skill("cleansing", level="competent"),
        _skill("sql", level="advanced beginner"),
        _skill("protection"),
        _skill("maps", need="nice"),
    ]
    role = actions.write_role(
        actor,
        organisation=_own(campus, at),
        title="Data steward on the coast",
        text="Keeps what others measure so that it can be found, trusted and used again, on land and at sea.",
        occupation=_STEWARD,
        skills=wanted,
        at=at,
    )
    actions.publish_role(actor, role=role, is_public=True, at=at)


def _brief(campus: Campus, at: datetime) -> None:
    """Say what is needed; which skills, the adverts know."""
    design.propose_brief(
        campus.actor(_PLACE, "partner"),
        organisation=_own(campus, at),
        title="Stewards for data from boats and sensors",
        need=(
            "Half of our posts stay open for months. Whoever comes can analyse, but not clean what sensors send, and "
            "nobody draws a map of it."
        ),
        audience="People who worked at sea, in harbours or in nature reserves, and want to go on indoors.",
        at=at,
    )


def _skill(name: str, *, need: str = "must", level: str = "") -> RoleSkill:
    label, key = _SKILLS[name]
    return RoleSkill(f"{_ESCO}{key}", label, "ESCO", "1.2.0", need, "dreyfus" if level else "", level)


def _own(campus: Campus, at: datetime) -> UUID:
    """Return the organisation for which the partner of the university acts."""
    me, here = campus.actor(_PLACE, "partner").me, campus.places[_PLACE].id
    return next(one.uuid for number, one in queries.own_organisations(me, at=at) if number == here)

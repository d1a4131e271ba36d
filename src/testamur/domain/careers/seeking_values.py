"""What doors get to see of being found and of looking for people, and the figures that hold for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from testamur.core.skills.profile import Proof, SkillLevel
from testamur.core.skills.profile.ageing import Freshness

# What for somebody can let themselves be found; each is consented to on its own.
PURPOSES = ("jobs", "internships", "mentoring", "interviews")
AVAILABILITY = ("now", "in-three-months", "part-time", "not-looking")
MONTHS = (6, 3, 12, 1)
# Fewer are never told apart (docs/decisions, on searching for people).
FEWEST = 3
PAGE = 20
# An organisation may look so often, and ask so many, in a day and a night; nobody is asked again by it for so long.
SEARCHES_A_DAY = 50
REQUESTS_A_DAY = 20
# So many different questions with the same skill it may ask within so long: results that overlap can be compared.
QUESTIONS_ALIKE, ALIKE_WITHIN = 15, timedelta(days=7)
REST = timedelta(days=90)
ANSWERED_WITHIN = timedelta(days=30)
# A search's result is looked at for so long; the log is kept for so long, which is more than six months.
OPEN_FOR = timedelta(days=30)
KEPT = timedelta(days=365)
REMINDED = timedelta(days=14)
# So many people are looked at for one search at most.
MOST_LOOKED_AT = 1000
# The name of a place is no longer, and holds none of the signs of which markup, code and addresses are made.
LONGEST_REGION = 60
_NO_PLACE = frozenset("<>{}[]|\\`*#=@\n")


def is_place(text: str) -> bool:
    """Return whether a text can be the name of a place."""
    return len(text) <= LONGEST_REGION and "://" not in text and not _NO_PLACE & set(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to show to partners for a purpose. ``skills``: addresses; empty texts are not shown."""

    skills: tuple[str, ...]
    region: str = ""
    languages: tuple[str, ...] = ()
    availability: str = ""


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A consent that stands or stood. ``standing``: given, withdrawn, replaced, over."""

    uuid: UUID
    purpose: str
    choice: Choice
    text: str
    text_version: str
    given_at: datetime
    expires_at: datetime
    standing: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill that its person could let others find, with what they would see of it. ``since``: year and quarter."""

    uri: str
    label: str
    proof: Proof
    since: tuple[int, int]
    freshness: Freshness
    level: SkillLevel | None


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill that was asked for, in words."""

    uri: str
    label: str
    level: SkillLevel | None = None


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search, as its organisation reads it. ``found``: how many were shown then; None for few, or nobody."""

    uuid: UUID
    organisation: UUID
    organisation_name: str
    purpose: str
    asked: tuple[AskedSkill, ...]
    wants_all: bool
    only_fresh: bool
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    availability: tuple[str, ...]
    order: str
    found: int | None
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class CardSkill:
    """A skill on the card of somebody without a name. None: not told, because too few have it in common."""

    uri: str
    label: str
    proof: Proof | None
    since: tuple[int, int] | None
    freshness: Freshness | None
    level: SkillLevel | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of somebody without a name, as of two others at least. Empty: not told."""

    skills: tuple[CardSkill, ...]
    region: str = ""
    languages: tuple[str, ...] = ()
    availability: str = ""


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody without a name: a ``letter`` of this look, what they are called in its forms, and their card.

    ``name`` is made for this look, its search and its asker. ``request``: how one to them stands.
    """

    name: str
    letter: str
    card: Card
    request: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Who is found now. ``total`` is None for few or nobody, who are not told apart; nothing is shown of them.

    It is rounded down to a multiple of the fewest, as are all numbers here. ``rarity``: of each skill, how many show it
    at all, and how many of those fit all else; None: few, or nobody.
    """

    search: SearchView
    people: tuple[PersonFound, ...]
    total: int | None
    next: int | None
    rarity: tuple[tuple[AskedSkill, int | None, int | None], ...]
    is_over: bool
    few_asked: bool


@dataclass(frozen=True, slots=True)
class Look:
    """An organisation's search found the person. ``asked``: labels."""

    at: datetime
    organisation: UUID
    organisation_name: str
    purpose: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A credential that was shown with a yes, by a link. ``secret`` is empty where the link leads nowhere now."""

    title: str
    secret: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request to a person, as its asker or the person reads it.

    To the asker ``standing`` is waiting, yes, no-answer, taken-back, withdrawn (the answer); to the person as it is.
    ``is_unseen``: to few people, or to nobody: nothing was seen of them. ``name`` and what follows is told after a yes
    alone. ``before``: to the person, what the same organisation asked not long before; the story is one.
    """

    uuid: UUID
    is_unseen: bool
    organisation: UUID
    organisation_name: str
    purpose: str
    asked: tuple[str, ...]
    who: str
    what: str
    contact: str
    made_at: datetime
    expires_at: datetime
    standing: str
    ended_at: datetime | None = None
    name: str = ""
    said: str = ""
    reached_by: str = ""
    shown: tuple[Shown, ...] = ()
    before: tuple[RequestView, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocked:
    """An organisation that a person keeps away."""

    organisation: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a person told the house of a request. ``person``: inside id, for the house alone."""

    uuid: UUID
    request: UUID
    organisation: UUID
    organisation_name: str
    person: int
    who: str
    what: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seeker:
    """An organisation that may look, or might. ``searches``, ``requests``: in the last 30 days; ``reports``: open."""

    organisation: UUID
    name: str
    is_open: bool
    because: str
    searches: int
    requests: int
    yes: int
    reports: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What is told of all: how many people consent to each purpose (None: few), and the last searches."""

    consents: tuple[tuple[str, int | None], ...]
    seekers: tuple[Seeker, ...]
    searches: tuple[SearchView, ...]
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True)
class SearchNoticeView:
    """A mail that waits. No page of it names a person or a purpose."""

    uuid: UUID
    kind: str
    email: str
    language: str

"""What doors get to see of demand: adverts with their skills, role profiles, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from testamur.domain.catalogue.values import Taught

MUST, NICE = "must", "nice"
VERDICTS = ("accepted", "refused", "reopened")


@dataclass(frozen=True, slots=True)
class NewAdvert:
    """An advert as it is handed in. ``form``: pdf, docx, html, text, pasted, table; ``name``: of the file.

    ``address``: where it stands on the web; ``framework``: the code of what it is read against first, empty for the
    one that the house reads against.
    """

    title: str
    text: str
    seen_on: date
    employer: str = ""
    place: str = ""
    occupation: str = ""
    occupation_uri: str = ""
    language: str = ""
    form: str = "pasted"
    name: str = ""
    address: str = ""
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of an advert beside its words, and can be corrected."""

    title: str
    seen_on: date
    employer: str = ""
    place: str = ""
    occupation: str = ""
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of it. ``is_new``: false where the same words were here already, from the same hands."""

    uuid: UUID
    is_new: bool
    blanked: int = 0


@dataclass(frozen=True, slots=True)
class Suggested:
    """A skill that a reader saw in an advert; ``start`` and ``end`` are characters of the advert's text."""

    uri: str
    label: str
    framework: str
    version: str
    language: str
    rank: int
    score: float
    confidence: float | None
    lane: str
    model: str
    parts: Mapping[str, float]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AdvertSkillView:
    """A skill of an advert. ``verdict``: empty, accepted, refused. ``words`` of the advert speak for it.

    ``before`` and ``after``: a little of the text around them. ``is_added``: by a person, not suggested.
    """

    uuid: UUID
    uri: str
    label: str
    framework: str
    version: str
    verdict: str
    confidence: float | None
    lane: str
    model: str
    words: str
    before: str
    after: str
    is_added: bool
    start: int
    decided_by: int | None


@dataclass(frozen=True, slots=True)
class AdvertLine:
    """An advert in a list. ``accepted``, ``open`` and ``refused`` count its skills."""

    uuid: UUID
    title: str
    organisation: str
    organisation_uuid: UUID | None
    employer: str
    place: str
    occupation: str
    occupation_uri: str
    language: str
    seen_on: date
    state: str
    because: str
    accepted: int
    open: int
    refused: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class AdvertView:
    """An advert with its text and skills; ``total`` sentences were read. ``form`` and ``name``: its file.

    ``silent``: from and until which characters nothing was found; ``left_out``: where nothing was read, and why.
    """

    line: AdvertLine
    text: str
    form: str
    name: str
    blanked: int
    total: int
    handed_in_at: datetime
    is_elsewhere: bool
    skills: tuple[AdvertSkillView, ...]
    silent: tuple[tuple[int, int], ...] = ()
    left_out: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of adverts on its way in. ``counts``: outcome → rows."""

    uuid: UUID
    name: str
    organisation: str
    organisation_uuid: UUID | None
    state: str
    total: int
    done: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RowView:
    """What became of a row."""

    number: int
    title: str
    outcome: str
    because: str
    advert: UUID | None


@dataclass(frozen=True, slots=True)
class RoleSkill:
    """A skill that a role asks for. ``need``: must, nice; ``scale`` and ``level`` are empty where any will do."""

    uri: str
    label: str
    framework: str
    version: str
    need: str = MUST
    scale: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class RoleView:
    """A version of a role profile. ``institution``: inside id of the house; ``published``: the number learners see."""

    uuid: UUID
    institution: int
    organisation: str
    organisation_uuid: UUID | None
    number: int
    title: str
    text: str
    occupation: str
    occupation_uri: str
    skills: tuple[RoleSkill, ...]
    made_at: datetime
    published: int | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which demand is meant: from and until a day, of an organisation, an occupation (its words), a place."""

    since: date | None = None
    until: date | None = None
    organisation: UUID | None = None
    occupation: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many ask for a skill: distinct adverts, role profiles, organisations; ``last``: the newest advert's day.

    ``learners``: how many would learn it and told so; ``named``: those of them who let the house know their name.
    """

    uri: str
    label: str
    framework: str
    version: str
    adverts: int
    roles: int
    organisations: tuple[str, ...]
    last: date | None
    learners: int = 0
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, with how many adverts ask for the skill, of how many were read in that month."""

    on: date
    adverts: int
    read: int


@dataclass(frozen=True, slots=True)
class Demand:
    """Demand over time. ``read``: distinct adverts with a decision, on which everything rests; ``open``: undecided."""

    asked: tuple[Asked, ...]
    months: Mapping[str, tuple[Month, ...]]
    read: int
    open: int
    twice: int = 0
    occupations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What everybody may know of who asks for a skill: how many adverts, and role profiles that are published."""

    adverts: int
    organisations: int
    last: date | None
    roles: tuple[RoleView, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Balance:
    """A skill with what teaches it here and who asks for it. ``page``: framework and key of its page, if it has one."""

    uri: str
    label: str
    page: tuple[str, str] | None
    taught: tuple[Taught, ...]
    asked: Asked | None

    @property
    def asking(self) -> int:
        """Return how many adverts, role profiles and learners ask for it."""
        return self.asked.adverts + self.asked.roles + self.asked.learners if self.asked else 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group of skills: how many micro-credentials teach any of them, and how often any is asked for."""

    uri: str
    label: str
    taught: int
    asked: int
    lines: tuple[Balance, ...]

"""Frameworks of skills and occupations as JSON."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ninja import Schema
from pydantic import Field

from testamur.core.skills.taxonomy import NodeKind
from testamur.interfaces.api.paging import Paging
from testamur.interfaces.api.shapes.catalogue import Listing


class Framework(Schema):
    """A version of a framework. `counts`: how many nodes and relations of each kind it has."""

    uuid: UUID
    code: str = Field(examples=["esco"])
    version: str = Field(examples=["1.2.0"])
    name: str = Field(examples=["ESCO"])
    attribution: str = Field(description="The sentence that its publisher asks for; show it where you use it.")
    licence: str
    homepage: str
    languages: list[str] = Field(examples=[["en"]])
    counts: dict[str, int] = Field(examples=[{"skill": 10831, "essential": 64946}])
    imported_at: datetime
    is_shared: bool = Field(description="Everybody may use it; else it is your institution's alone.")


class ConceptSearch(Paging):
    """What is looked for; without `text`, everything from A to Z."""

    text: str = Field("", max_length=200)
    kind: NodeKind | None = None
    tag: str = Field("", max_length=60, description="What it is filed under, such as `digital`.")
    language: str = Field("", max_length=40, description="Language of the labels.")
    version: str = Field("", max_length=40, description="Without it, the newest.")


class Concept(Schema):
    """A skill, an occupation or a group, as a line. `key` leads to the whole."""

    key: str
    uri: str
    kind: NodeKind
    label: str
    language: str
    description: str
    code: str
    tags: list[str]


class Elsewhere(Schema):
    """What its publisher says is alike. `match`: exact, close, broad, narrow, related, replaced-by or replaces."""

    match: str
    uri: str
    framework: str
    version: str


class WholeConcept(Schema):
    """A concept with what is around it, and what teaches it here."""

    concept: Concept
    alternatives: list[str]
    note: str
    labels: dict[str, str] = Field(description="Labels in the other languages.")
    ways_up: list[list[Concept]]
    narrower: list[Concept]
    needs: dict[str, list[Concept]] = Field(description="Of an occupation: essential and optional skills.")
    needed_by: dict[str, list[Concept]] = Field(description="Of a skill: whose essential or optional skill it is.")
    related: list[Concept]
    elsewhere: list[Elsewhere]
    versions: list[str] = Field(description="Other versions that have it.")
    taught_by: list[Listing]


class Why(StrEnum):
    """Why a concept may take another's place."""

    SAID = "said"
    SAME_LABEL = "same-label"
    OTHER_LABEL = "other-label"
    ALIKE = "alike"


class Successor(Schema):
    """What may take a skill's place: a proposal, for a person to decide."""

    uri: str
    label: str
    because: Why
    likeness: float


class Gone(Schema):
    """A skill that the newer version does not have."""

    uri: str
    label: str
    successors: list[Successor]


class Renamed(Schema):
    """A skill that is called otherwise in the newer version."""

    uri: str
    before: str
    after: str


class Changes(Schema):
    """What changed between two versions."""

    before: str
    after: str
    gone: list[Gone]
    renamed: list[Renamed]
    new: int = Field(description="How many skills only the newer version has.")


class FrameworkFileState(StrEnum):
    """How files stand. `waiting` and `writing` are worked on; `read` waits for you to confirm it."""

    WAITING = "waiting"
    READ = "read"
    UNREAD = "unread"
    WRITING = "writing"
    HERE = "here"
    REFUSED = "refused"


class FrameworkFault(Schema):
    """Something in the files, with its place: a file, and where it can be told a line or a part."""

    place: str
    code: str
    detail: str


class FrameworkPreview(Schema):
    """What the files hold. `notices`: what was left out or assumed; `labels`: some of the concepts."""

    name: str
    code: str
    version: str
    attribution: str
    licence: str
    languages: list[str]
    kinds: dict[str, int]
    relations: dict[str, int]
    labels: list[str]
    notices: list[FrameworkFault]


class FrameworkFile(Schema):
    """Files of a framework on their way in. `faults`: why they cannot be read, or not be brought in, up to 20.

    `done` of `total` rows of `step` are written; `framework` is what was brought in.
    """

    uuid: UUID
    name: str
    size: int
    form: str
    is_shared: bool
    state: FrameworkFileState
    handed_in_at: datetime
    preview: FrameworkPreview | None
    faults: list[FrameworkFault]
    step: str
    done: int
    total: int
    framework: UUID | None

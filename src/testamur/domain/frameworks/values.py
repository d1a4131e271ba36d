"""What doors get to see of frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A version of a framework. ``id`` is inside; ``counts``: how many of each kind of node and of relation.

    ``institution_id``: who brought it in, inside id; ``is_shared``: everybody here may use it.
    """

    id: int
    uuid: UUID
    code: str
    version: str
    name: str
    attribution: str
    licence: str
    homepage: str
    languages: tuple[str, ...]
    counts: Mapping[str, int]
    imported_at: datetime
    institution_id: int
    is_shared: bool

    @property
    def has_relations(self) -> bool:
        """Whether it says which occupation needs which skill."""
        return bool(self.counts.get("essential") or self.counts.get("optional"))


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did. ``is_new``: the version was not here; ``has_changed``: something was written."""

    framework: FrameworkView
    is_new: bool
    has_changed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a list. ``key`` is for addresses of pages; ``language`` is that of the label."""

    key: str
    uri: str
    kind: str
    label: str
    language: str
    description: str = ""
    code: str = ""
    tags: tuple[str, ...] = ()
    narrower: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found: ``total`` in all; ``next`` is where it goes on, None at the end."""

    items: tuple[Entry, ...]
    total: int
    next: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A concept of another framework or version that a publisher says is alike. ``entry`` where it is here, too.

    ``match``: exact, close, broad, narrow, related, replaced-by, or replaces.
    """

    match: str
    uri: str
    framework: str
    version: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept with all that is around it.

    ``ways_up``: chains of broader concepts, the widest first. ``needs`` and ``needed_by`` are keyed by relation
    (essential, optional): of an occupation the skills, of a skill the occupations. ``versions``: where else it stands.
    """

    entry: Entry
    framework: FrameworkView
    alternatives: tuple[str, ...]
    note: str
    labels: tuple[tuple[str, str], ...]
    ways_up: tuple[tuple[Entry, ...], ...]
    narrower: tuple[Entry, ...]
    needs: Mapping[str, tuple[Entry, ...]]
    needed_by: Mapping[str, tuple[Entry, ...]]
    related: tuple[Entry, ...]
    elsewhere: tuple[Elsewhere, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """Files that were handed in to become a framework. ``state``: waiting, read, unread, writing, here, refused.

    ``told``: what was read (name, code, version, counts, some labels, notices) or what keeps it from being read
    (``code``, ``place``, ``facts``; ``more`` of the same kind). ``done`` of ``total`` rows of ``step`` are written.
    """

    uuid: UUID
    name: str
    form: str
    is_shared: bool
    size: int
    state: str
    told: Mapping[str, Any]
    step: str
    done: int
    total: int
    framework: UUID | None
    handed_in_at: datetime

    @property
    def is_busy(self) -> bool:
        """Whether the worker has to do something with it."""
        return self.state in ("waiting", "writing")

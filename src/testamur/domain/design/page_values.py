"""What doors get to see of content pages and of the files they use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

# How many pages a design can have, and how many bytes its files together.
MOST_PAGES = 100
MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in the list of a design. ``place``: the id of an activity or outcome, or empty."""

    uuid: UUID
    title: str
    place: str
    position: int
    revision: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its newest text. ``saved_by``: inside id."""

    line: PageLine
    design: UUID
    text: str
    saved_at: datetime
    saved_by: int


@dataclass(frozen=True, slots=True)
class PageRevision:
    """An earlier text of a page, without it. ``kind``: start, save, autosave, restore."""

    number: int
    kind: str
    title: str
    saved_at: datetime
    saved_by: int


@dataclass(frozen=True, slots=True)
class PageDifference:
    """What changed from one text of a page to its newest. ``lines`` are those of a unified difference."""

    before: PageRevision
    after: PageRevision
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageSaved:
    """What a save of a page left behind. False where nothing had changed."""

    revision: int
    is_new: bool

    def __bool__(self) -> bool:
        return self.is_new


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that a design or an edition uses. ``note``: what it shows or holds, for those who do not see it."""

    name: str
    media_type: str
    size: int
    width: int
    height: int
    digest: str
    owner: str
    licence: str
    note: str

    @property
    def is_picture(self) -> bool:
        """Whether it is shown rather than downloaded."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was published."""

    uuid: UUID
    title: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """The pages of a published version, with the files they use."""

    pages: tuple[ReadPage, ...]
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page out of a file."""

    title: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file out of an archive."""

    name: str
    content: bytes
    owner: str
    licence: str
    note: str

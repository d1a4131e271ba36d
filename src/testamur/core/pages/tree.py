"""What a page consists of once it is read: blocks and, inside them, runs of text. Plain values, no HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Letters, as they were written."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A run that is spoken otherwise. ``style``: em, strong or s."""

    style: str
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A run of code within a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in LaTeX; ``is_block``: it stands on a line of its own."""

    latex: str
    line: int = 0
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``href`` is empty where its address is not allowed, and then only its words are shown."""

    href: str
    parts: tuple[Inline, ...]
    written: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the materials, by its file name. ``alt`` is empty where it is decorative or nobody has said."""

    file: str
    alt: str
    caption: str = ""
    is_decorative: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A new line; ``is_hard`` where the author asked for it."""

    is_hard: bool


Inline: TypeAlias = Text | Styled | Code | Formula | Link | Picture | Break


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6, as it was written."""

    level: int
    parts: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    parts: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ``start`` is None where it is not numbered."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the cells of its head, then its rows."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Code on lines of its own, in a language or in none."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """A place for a quiz: the assessment that comes here, or none yet."""

    item: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the materials, to be taken away."""

    file: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Card:
    """A link with a title and a word on what is there. ``href`` is empty where its address is not allowed."""

    href: str
    title: str
    note: str
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Embed:
    """Something of another site that the reader may load. ``host`` is empty where the address is none to load from."""

    href: str
    host: str
    title: str
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that could not be understood, whole as it was written: nothing is lost."""

    kind: str
    text: str
    line: int


Block: TypeAlias = (
    Heading
    | Paragraph
    | Quote
    | Listing
    | Table
    | Divider
    | Listed
    | Formula
    | Picture
    | Quiz
    | Download
    | Card
    | Embed
    | Broken
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a part from being shown as it was meant. ``facts`` depend on the code."""

    code: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """A page, read: its blocks, and what went wrong in reading them."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]

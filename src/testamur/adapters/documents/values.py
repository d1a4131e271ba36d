"""What is read out of a document, within what limits, and how it is said that nothing can be."""

from __future__ import annotations

from dataclasses import dataclass


class BadDocument(Exception):  # noqa: N818 - the state of a file, not a mistake
    """A document whose words are not read. ``code`` says why, ``facts`` how much was found and how much is read.

    ``empty``, ``too-large``, ``too-many-pages``, ``too-much-text``, ``unpacks-too-large``, ``too-costly``,
    ``encrypted``, ``pictures-only``, ``no-words``, ``letters-unknown``, ``unreadable``, ``binary``, ``busy``, and what
    a file is instead: ``picture``, ``recording``, ``workbook``, ``slides``, ``old-office``, ``writer-document``,
    ``rich-text``, ``book``, ``archive``.
    """

    def __init__(self, code: str, **facts: int | str) -> None:
        self.code, self.facts = code, facts
        super().__init__(code, facts)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's document is read, and what that may cost.

    ``unpacked``: bytes of one part of it once inflated; ``memory`` in bytes and ``seconds`` of the process that reads.
    """

    bytes: int = 5_000_000
    pages: int = 60
    characters: int = 120_000
    unpacked: int = 20_000_000
    seconds: int = 20
    memory: int = 700_000_000


@dataclass(frozen=True, slots=True)
class Note:
    """What to know of what was read: ``encoding-guessed``, ``pages-without-words``, ``name-says-more``."""

    code: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a document. ``kind``: pdf, docx, html, text; ``pages``: 0 where it has none."""

    text: str
    kind: str
    pages: int = 0
    notes: tuple[Note, ...] = ()

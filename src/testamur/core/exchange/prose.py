"""Prose with numbered sources as a document (DOCX) that people can work into a CV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testamur.core.exchange.office import packed, paragraph, run


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the numbers of what it rests on, from 1."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """What stands in the document. ``notes``: what is rested on, in order; ``closing``: how it came about."""

    title: str
    by: str
    sentences: tuple[Sentence, ...]
    notes_title: str
    notes: Sequence[str]
    closing: str = ""
    language: str = "en"


def write_prose(told: Prose) -> bytes:
    """Return the document: the prose as one paragraph, then what it rests on, numbered."""
    body = [paragraph(run(told.title), "Title"), paragraph(run(told.by, grey=True))]
    body.append(paragraph("".join(_sentence(one) for one in told.sentences)))
    if told.notes:
        body.append(paragraph(run(told.notes_title), "Heading1"))
        body += [paragraph(run(f"{number}  {note}")) for number, note in enumerate(told.notes, 1)]
    if told.closing:
        body.append(paragraph(run(told.closing, grey=True)))
    return packed("".join(body), told.language)


def _sentence(one: Sentence) -> str:
    numbers = ", ".join(str(number) for number in one.notes)
    return run(one.text) + (run(numbers, raised=True) if numbers else "") + run(" ")

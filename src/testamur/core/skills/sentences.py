"""A document cut into sentences, each with its place: adverts and outlines are lists as often as they are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from testamur.core.skills.concepts import SkillsError

# A long advert has 10,000 characters, a long CV 30,000.
LONGEST = 200_000
_MOST = 2_000
_LONG = 400
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# Leading marks of lists: bullets, dashes, numbers and letters with a dot or bracket.
_MARK = re.compile(r"\s*(?:[-\u2010-\u2015*•·▪◦‣>]+|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s+")
# A sentence ends at its mark and a space; not after a single letter or an abbreviation that is often met.
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s)|[。！？؟।;؛](?=.)|\t+| {4,})")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:e\.g|i\.e|etc|vs|approx|incl|no|dr|mr|mrs|ms|prof|inc|ltd|art|fig|p\.ej|p\.ex))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a document that says one thing, and where it begins, in characters."""

    text: str
    start: int


def sentences(document: str) -> tuple[Sentence, ...]:
    """Cut a document into at most 2,000 sentences that have a letter.

    Raises SkillsError ``text-too-long`` beyond 200,000 characters, ``text-not-text`` where it has bytes of no text.
    """
    if len(document) > LONGEST:
        raise SkillsError("text-too-long", length=len(document), most=LONGEST)
    if "\0" in document:
        raise SkillsError("text-not-text", at=document.index("\0"))
    found: list[Sentence] = []
    for line in _LINE.finditer(document):
        for start, end in _parts(line[0]):
            sentence = _trimmed(document, line.start() + start, line.start() + end)
            if any(letter.isalpha() for letter in sentence.text):
                found.append(sentence)
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def _parts(line: str) -> Iterator[tuple[int, int]]:
    mark = _MARK.match(line)
    start = mark.end() if mark else 0
    for end in _END.finditer(line, start):
        if not _SHORT.search(line[start : end.end()]):
            yield from _pieces(line, start, end.end())
            start = end.end()
    yield from _pieces(line, start, len(line))


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is very long at a comma, or else at a space, or else anywhere."""
    while end - start > _LONG:
        at = max(line.rfind(", ", start, start + _LONG), start)
        at = at if at > start + _LONG // 2 else max(line.rfind(" ", start, start + _LONG), start)
        at = at if at > start else start + _LONG
        yield start, at
        start = at
    if start < end:
        yield start, end


def _trimmed(document: str, start: int, end: int) -> Sentence:
    text = document[start:end]
    return Sentence(text.strip(), start + len(text) - len(text.lstrip()))

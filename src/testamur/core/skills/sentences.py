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
_MARK = re.compile(r"\s*(?:[•·▪◦‣●○■□➢✓✔]\s*|(?:[-\u2010-\u2015*>]+|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s+)")
# A sentence ends at its mark and a space; not after a single letter or an abbreviation that is often met.
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s)|[。！？؟।;؛](?=.)|\t+| {4,})")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:e\.g|i\.e|etc|vs|approx|incl|no|dr|mr|mrs|ms|prof|inc|ltd|art|fig|p\.ej|p\.ex))\.$",
    re.IGNORECASE,
)


# A closing tag or a line break tells a page from a text that has a sign for "less than" in it.
_IS_PAGE = re.compile(r"</[a-z][a-z0-9]*\s*>|<br\s*/?>|<!doctype", re.IGNORECASE)
_HIDDEN = re.compile(r"<(!--|script\b|style\b|template\b|noscript\b|head\b)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9]*)[^<>]{0,2000}>|&(?:nbsp|#160);")
_WITHIN = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a document that says one thing, and where it begins, in characters."""

    text: str
    start: int


def sentences(document: str) -> tuple[Sentence, ...]:
    """Cut a document into at most 2,000 sentences that have a letter. Of a web page only what is shown is read.

    Raises SkillsError ``text-too-long`` beyond 200,000 characters, ``text-not-text`` where it has bytes of no text.
    """
    if len(document) > LONGEST:
        raise SkillsError("text-too-long", length=len(document), most=LONGEST)
    if "\0" in document:
        raise SkillsError("text-not-text", at=document.index("\0"))
    document = bare(document)
    found: list[Sentence] = []
    for line in _LINE.finditer(document):
        for start, end in _parts(line[0]):
            sentence = _trimmed(document, line.start() + start, line.start() + end)
            if any(letter.isalpha() for letter in sentence.text):
                found.append(sentence)
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def bare(document: str) -> str:
    """Return a document with the marks of a web page blanked: every letter stays where it was."""
    if not _IS_PAGE.search(document):
        return document
    return _TAG.sub(
        lambda one: ("\xa0" if (one[2] or "a").lower() in _WITHIN else "\n") * len(one[0]), _shown(document)
    )


def _shown(document: str) -> str:
    """Blank what a page does not show; what is never closed goes to the end, as in a browser."""
    parts, at = [], 0
    while begin := _HIDDEN.search(document, at):
        closing = "-->" if begin[1] == "!--" else f"</{begin[1]}"
        end = re.compile(re.escape(closing), re.IGNORECASE).search(document, begin.end())
        stop = end.end() if end else len(document)
        parts += [document[at : begin.start()], "\n" * (stop - begin.start())]
        at = stop
    return "".join((*parts, document[at:]))


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

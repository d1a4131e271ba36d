"""An advert in parts: what asks for something, what tells of the employer, what is said not to be needed.

Adverts are lists as often as prose: a heading says what stands below it. What the signs are is data, by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from testamur.core.skills.sentences import Sentence, sentences

_WORD = re.compile(r"[^\W\d_]{2,}")
_EDGE = " \t\n\xa0:*#_.!?–—-•·\"'“”"
_BLANK_BEFORE = re.compile(r"\n[ \t]*\n[ \t]*\Z")
_ENUMERATED = re.compile(r"[,;/|•·]")
# Fewer words are a fragment: how often suggestions are right was measured on sentences.
_SENTENCE, _CONTENT, _HEADING, _LONE = 5, 2, 4, 12


class Part(StrEnum):
    """What a sentence of an advert is: read, or left out and why."""

    READ = "read"
    EMPLOYER = "employer"
    NOT_NEEDED = "not-needed"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Signs:
    """Headings in small letters, patterns, and the small words that say nothing by themselves.

    ``tools``: names of products, and the label of the skill that working with each is.
    """

    about: frozenset[str]
    asks: frozenset[str]
    nice: frozenset[str]
    small: frozenset[str]
    lone: re.Pattern[str]
    not_needed: re.Pattern[str]
    wishes: re.Pattern[str]
    but: re.Pattern[str]
    joins: re.Pattern[str]
    tools: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, said: Mapping[str, Sequence[str]]) -> Signs:
        """Return the signs that a pack lists by kind."""
        headings = {kind: frozenset(map(str.casefold, said[kind])) for kind in ("about", "asks", "nice", "small")}
        return cls(
            **headings,
            lone=_any(said["lone"]),
            not_needed=_any(said["not_needed"]),
            wishes=_any(said["wishes"]),
            but=_words(said["but"]),
            joins=re.compile(rf"{_ENUMERATED.pattern}|(?<=\s){_words(said['and']).pattern}(?=\s)", re.IGNORECASE),
            tools=tuple((name, label) for name, _is, label in (one.partition("=") for one in said["tools"])),
        )

    def content(self, text: str) -> int:
        """Return how many words there are that mean something."""
        return sum(word.casefold() not in self.small for word in _WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of an advert. ``is_nice``: what it asks for is only wished for; ``is_sentence``: no mere fragment."""

    sentence: Sentence
    part: Part
    is_nice: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether it has as many words as a sentence has at least."""
        return len(_WORD.findall(self.sentence.text)) >= _SENTENCE


def parts(document: str, signs: Signs, *, whole: bool = False) -> tuple[Piece, ...]:
    """Return the sentences of an advert, each with what it is; *whole*: what tells of the employer is read, too.

    Raises SkillsError as `sentences` does.
    """
    found: list[Piece] = []
    below = ""
    for one in sentences(document):
        heading = _heading(one, document, signs, below)
        below = below if heading is None else heading
        found += _told(one, signs, below, is_whole=whole)
    return tuple(found)


def items(sentence: Sentence, signs: Signs) -> Iterator[Sentence]:
    """Yield what a sentence enumerates, each with its place; nothing where it is one piece."""
    cuts = [(0, 0), *((one.start(), one.end()) for one in signs.joins.finditer(sentence.text))]
    ends = [start for start, _end in cuts[1:]] + [len(sentence.text)]
    if len(cuts) == 1:
        return
    for (_start, after), end in zip(cuts, ends, strict=True):
        text = sentence.text[after:end]
        bare = text.strip(_EDGE + "()")
        if bare:
            yield Sentence(bare, sentence.start + after + text.index(bare))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


def _words(words: Sequence[str]) -> re.Pattern[str]:
    every = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE)


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(_EDGE)


def _heading(one: Sentence, document: str, signs: Signs, below: str) -> str | None:
    """Return what stands below a heading: about, nice, or nothing in particular; None where it is no heading."""
    text = _bare(one.text)
    for said in (text, _bare(one.text.partition(":")[0]) if ":" in one.text else text):
        for kind, known in (("about", signs.about), ("nice", signs.nice), ("", signs.asks)):
            if said in known:
                return kind
    is_new = len(text.split()) <= _HEADING and "," not in text and one.text[-1] not in ".;!"
    return "" if below and is_new and _BLANK_BEFORE.search(document[: one.start]) else None


def _is_known(text: str, signs: Signs) -> bool:
    return _bare(text) in signs.about | signs.asks | signs.nice


def _told(one: Sentence, signs: Signs, below: str, *, is_whole: bool) -> Iterator[Piece]:
    is_lone = len(one.text.split()) <= _LONE and signs.lone.match(one.text.strip(_EDGE))
    if (below == "about" or is_lone) and not is_whole:
        yield Piece(one, Part.EMPLOYER)
    elif _is_known(one.text, signs):
        yield Piece(one, Part.SHORT)
    elif signs.not_needed.search(one.text):
        yield from (_clause(each, signs, below) for each in _clauses(one, signs))
    else:
        yield _clause(one, signs, below)


def _clause(one: Sentence, signs: Signs, below: str) -> Piece:
    is_nice = below == "nice" or bool(signs.wishes.search(one.text))
    if signs.not_needed.search(one.text):
        return Piece(one, Part.NOT_NEEDED)
    return Piece(one, Part.READ if signs.content(one.text) >= _CONTENT else Part.SHORT, is_nice)


def _clauses(one: Sentence, signs: Signs) -> Iterator[Sentence]:
    """Yield the parts of a sentence that says both what is needed and what is not."""
    start = 0
    for cut in (*(each.start() for each in signs.but.finditer(one.text)), len(one.text)):
        text = one.text[start:cut]
        if any(letter.isalpha() for letter in text):
            yield Sentence(text.strip(" ,;"), one.start + start + len(text) - len(text.lstrip(" ,;")))
        start = cut

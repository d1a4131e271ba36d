"""An advert in parts: what asks for something, what tells of the employer, what is said not to be needed.

Adverts are lists as often as prose: a heading says what stands below it. What the signs are is data, by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from testamur.core.skills.sentences import Sentence, sentences
from testamur.core.skills.wishes import wished

_WORD = re.compile(r"[^\W\d_]{2,}")
_ANY_WORD = re.compile(r"[^\W_]+")
_MONEY = r"(?:[€£$]|RM|R\$)\s?\d[\d.,\u00a0 ]*k?|\d[\d.,\u00a0 ]*k?\s?(?:[€£$]|RM\b|EUR\b|USD\b|GBP\b|MYR\b)"
_EDGE = " \t\n\xa0:*#_.!?–—-•·\"'“”"
_BLANK_BEFORE = re.compile(r"\n[ \t]*\n[ \t]*\Z")
_ENUMERATED = re.compile(r"[,;/|•·]")
# Fewer words are a fragment: how often suggestions are right was measured on sentences.
_SENTENCE, _CONTENT, _HEADING, _LONE, _RARE = 5, 2, 4, 12, 3


class Part(StrEnum):
    """What a sentence of an advert is: read, or left out and why."""

    READ = "read"
    EMPLOYER = "employer"
    TERMS = "terms"
    NOT_NEEDED = "not-needed"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Signs:
    """Headings in small letters, patterns, and the small words that say nothing by themselves.

    ``musts`` say that something is needed, ``who`` begins a new clause, ``lead`` words may stand before a wish;
    ``tools``: names of products, and the label of the skill that working with each is. ``terms``: words of pay, hours,
    contract and vehicles; ``slogans``: calls and hobbies; ``letters``: beside them a letter is a language.
    """

    about: frozenset[str]
    asks: frozenset[str]
    nice: frozenset[str]
    small: frozenset[str]
    lead: frozenset[str]
    lone: re.Pattern[str]
    not_needed: re.Pattern[str]
    wishes: re.Pattern[str]
    musts: re.Pattern[str]
    who: re.Pattern[str]
    but: re.Pattern[str]
    joins: re.Pattern[str]
    joining: re.Pattern[str]
    terms: re.Pattern[str]
    slogans: re.Pattern[str]
    letters: re.Pattern[str]
    tools: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, said: Mapping[str, Sequence[str]]) -> Signs:
        """Return the signs that a pack lists by kind."""
        kinds = ("about", "asks", "nice", "small", "lead")
        joining = rf"(?<=\s){_words(said['and']).pattern}(?=\s)"
        return cls(
            **{kind: frozenset(map(str.casefold, said[kind])) for kind in kinds},
            lone=_any(said["lone"]),
            not_needed=_any(said["not_needed"]),
            wishes=_any(said["wishes"]),
            musts=_any(said["musts"]),
            who=_words(said["who"]),
            but=_words(said["but"]),
            joins=re.compile(rf"{_ENUMERATED.pattern}|{joining}", re.IGNORECASE),
            joining=re.compile(joining, re.IGNORECASE),
            terms=re.compile(rf"(?<!\w)(?:{_any(said['terms']).pattern})(?!\w)|{_MONEY}", re.IGNORECASE),
            slogans=re.compile(rf"(?<!\w)(?:{_any(said['slogans']).pattern})(?!\w)", re.IGNORECASE),
            letters=_words(said["letters"]),
            tools=tuple((name, label) for name, _is, label in (one.partition("=") for one in said["tools"])),
        )

    def content(self, text: str) -> int:
        """Return how many words there are that mean something."""
        return sum(word.casefold() not in self.small for word in _WORD.findall(text))

    def is_of_terms(self, text: str) -> bool:
        """Whether a text speaks of pay, hours, contract or a vehicle, and of hardly anything else."""
        said = [one[0] for one in self.terms.finditer(text)]
        rest = self.content(self.terms.sub(" ", text))
        return bool(said) and _RARE * rest <= sum(max(1, self.content(one)) for one in said)

    def is_slogan(self, text: str) -> bool:
        """Whether a text calls people or tells of hobbies, and of hardly anything else."""
        return bool(self.slogans.search(text)) and self.content(self.slogans.sub(" ", text)) < _CONTENT

    def is_telling(self, text: str) -> bool:
        """Whether a text beside a sign names something, and be it the language R."""
        return any(word.casefold() not in self.small | self.lead for word in _ANY_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of an advert. ``wished``: where it only wishes for what it names; ``is_sentence``: no fragment."""

    sentence: Sentence
    part: Part
    wished: tuple[tuple[int, int], ...] = ()

    def is_nice(self, start: int, end: int) -> bool:
        """Whether the larger part of some of its words is only wished for."""
        within = sum(max(0, min(end, last) - max(start, first)) for first, last in self.wished)
        return 2 * within > end - start

    @property
    def is_sentence(self) -> bool:
        """Whether it has as many words as a sentence has at least."""
        return len(_WORD.findall(self.sentence.text)) >= _SENTENCE


def parts(document: str, signs: Signs, *, whole: bool = False) -> tuple[Piece, ...]:
    """Return the sentences of an advert, each with what it is; *whole*: what tells of the employer is read, too.

    Raises SkillsError as `sentences` does.
    """
    found: list[Piece] = []
    below, line_end = "", len(document)
    for one in sentences(document):
        # What is wished for behind a heading on its own line says nothing of the lines below.
        if one.start > line_end:
            below, line_end = "", len(document)
        heading = _heading(one, document, signs, below)
        below = below if heading is None else heading
        if heading == "nice" and not _is_known(one.text, signs):
            line_end = _end_of_line(document, one.start)
        elif heading is not None:
            line_end = len(document)
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


def _end_of_line(document: str, at: int) -> int:
    end = document.find("\n", at)
    return len(document) if end < 0 else end


def _is_known(text: str, signs: Signs) -> bool:
    return _bare(text) in signs.about | signs.asks | signs.nice


def _told(one: Sentence, signs: Signs, below: str, *, is_whole: bool) -> Iterator[Piece]:
    is_lone = len(one.text.split()) <= _LONE and signs.lone.match(one.text.strip(_EDGE))
    if not is_whole and (below == "about" or is_lone or signs.is_slogan(one.text)):
        yield Piece(one, Part.EMPLOYER)
    elif _is_known(one.text, signs):
        yield Piece(one, Part.SHORT)
    elif signs.is_of_terms(one.text) and not is_whole:
        yield Piece(one, Part.TERMS)
    elif signs.not_needed.search(one.text) and not _is_wished_yet(one, signs):
        yield from (_clause(each, signs, below) for each in _clauses(one, signs))
    else:
        yield _clause(one, signs, below)


def _clause(one: Sentence, signs: Signs, below: str) -> Piece:
    whole = ((0, len(one.text)),)
    if signs.not_needed.search(one.text):
        return Piece(one, Part.READ, whole) if _is_wished_yet(one, signs) else Piece(one, Part.NOT_NEEDED)
    part = Part.READ if signs.content(one.text) >= _CONTENT else Part.SHORT
    return Piece(one, part, whole if below == "nice" else wished(one.text, signs))


def _is_wished_yet(one: Sentence, signs: Signs) -> bool:
    """Whether what is not needed is an advantage nevertheless: "R is not required, but a plus"."""
    clauses = [each.text for each in _clauses(one, signs)]
    last = signs.wishes.search(clauses[-1])
    is_bare = last is not None and not signs.is_telling(signs.but.sub("", signs.wishes.sub("", clauses[-1])))
    return is_bare and len(clauses) > 1 and bool(signs.not_needed.search(clauses[-2]))


def _clauses(one: Sentence, signs: Signs) -> Iterator[Sentence]:
    """Yield the parts of a sentence that says both what is needed and what is not."""
    start = 0
    for cut in (*(each.start() for each in signs.but.finditer(one.text)), len(one.text)):
        text = one.text[start:cut]
        if any(letter.isalpha() for letter in text):
            yield Sentence(text.strip(" ,;"), one.start + start + len(text) - len(text.lstrip(" ,;")))
        start = cut

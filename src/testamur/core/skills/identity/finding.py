"""The detector: expressions, labelled lines, pronouns by the language of a line, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.identity.lexicon import Lexicon
from testamur.core.skills.identity.naming import Names
from testamur.core.skills.identity.values import Found, Kind, Stripped, blanked
from testamur.core.skills.sentences import LONGEST

_ANYWHERE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.PHOTO,
        re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)|data:image/[\w+.-]{1,20};base64,[A-Za-z0-9+/=]{1,200000}"),
    ),
    (Kind.PHOTO, re.compile(r"\b[\w-]{1,60}\.(?:jpe?g|png|gif|webp|heic)\b", re.IGNORECASE)),
    (Kind.CONTACT, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (Kind.CONTACT, re.compile(r"\b(?:https?://|www\.)[^\s<>|]{3,300}", re.IGNORECASE)),
    (Kind.CONTACT, re.compile(r"\b(?:linkedin|github|facebook|instagram|twitter)\.com/[^\s<>|]{1,100}", re.IGNORECASE)),
    (Kind.CONTACT, re.compile(r"(?<![\w@])@[A-Za-z_][\w.]{2,30}\b")),
    (
        Kind.CONTACT,
        re.compile(r"(?<![\w/.-])(?:(?:\+|00)\d{1,3}[ .-]?)?\(?\d{1,4}\)?(?:[ .-]?\(?\d{2,4}\)?){2,5}(?![\w/-])"),
    ),
)
_FEWEST_DIGITS = 8
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–.]\s?(?:19|20)\d\d")


class Detector:
    """Finds in a text what tells whom it is about. Made once for many texts."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._lexicons = tuple(lexicons)
        self._names = Names(self._lexicons)
        self._patterns = tuple(pattern for one in self._lexicons for pattern in one.patterns)
        self._labels = tuple((kind, _labelled(labels)) for kind, labels in _merged(self._lexicons).items())
        self._words = {one.language: frozenset((*one.function_words, *one.pronouns)) for one in self._lexicons}
        self._pronouns = {
            one.language: re.compile(rf"\b(?:{'|'.join(map(re.escape, one.pronouns))})\b", re.IGNORECASE)
            for one in self._lexicons
            if one.pronouns
        }

    def strip(self, text: str) -> Stripped:
        """Return *text* with blanks in place of what was found. Raises SkillsError ``text-too-long``."""
        if len(text) > LONGEST:
            raise SkillsError("text-too-long", length=len(text), most=LONGEST)
        # Names are looked for in what is left, so that those inside addresses do not count as found again.
        first = tuple(sorted((*self._expressions(text), *self._labelled(text)), key=_place))
        labelled = (text[one.start : one.end] for one in first if one.kind is Kind.NAME)
        spans = self._names.spans(blanked(text, first).text, labelled)
        named = tuple(Found(Kind.NAME, start, end) for start, end in spans)
        # The particles of names would speak for a language that the text is not in.
        known = (*first, *named)
        return blanked(text, _joined((*known, *self._pronounced(blanked(text, known).text))))

    def _expressions(self, text: str) -> Iterator[Found]:
        for kind, pattern in (*_ANYWHERE, *self._patterns):
            for match in pattern.finditer(text):
                if kind is not Kind.CONTACT or _is_contact(match[0]):
                    yield Found(kind, match.start(), match.end())

    def _labelled(self, text: str) -> Iterator[Found]:
        for kind, pattern in self._labels:
            for match in pattern.finditer(text):
                yield Found(kind, match.start(1), match.end(1))

    def _pronounced(self, text: str) -> Iterator[Found]:
        """Yield pronouns in the language of their line: the English ``he`` is a verb in Catalan and Spanish."""
        whole = self._language(text)
        for line in re.finditer(r"[^\n]+", text):
            pattern = self._pronouns.get(self._language(line[0]) or whole)
            for match in pattern.finditer(line[0]) if pattern is not None else ():
                yield Found(Kind.PRONOUN, line.start() + match.start(), line.start() + match.end())

    def _language(self, text: str) -> str:
        """Return the language of which most words are there; empty where none is ahead."""
        words = re.findall(r"[^\W\d_]+", text.casefold())
        counts = sorted(
            ((sum(word in known for word in words), language) for language, known in self._words.items()),
            reverse=True,
        )
        if not counts or not counts[0][0] or (len(counts) > 1 and counts[0][0] == counts[1][0]):
            return ""
        return counts[0][1]


def _merged(lexicons: Iterable[Lexicon]) -> dict[Kind, set[str]]:
    found: dict[Kind, set[str]] = {}
    for one in lexicons:
        for kind, labels in one.labels:
            found.setdefault(kind, set()).update(labels)
    return found


def _labelled(labels: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the rest of a line, or of a column in it, after one of the labels."""
    names = "|".join(re.escape(one) for one in sorted(labels, key=lambda one: (-len(one), one)))
    return re.compile(
        rf"(?:^|[|;•·\t])[ \t*_-]*(?:{names})[ \t*_]*[:：][ \t*_]*((?:[^\n|;•·\t]|(?<=\w)·(?=\w))+)",
        re.IGNORECASE | re.MULTILINE,
    )


def _is_contact(text: str) -> bool:
    """Return whether what looks like a number is one to call: long enough, and no span of years."""
    if any(letter.isalpha() for letter in text):
        return True
    return sum(letter.isdigit() for letter in text) >= _FEWEST_DIGITS and not _YEARS.search(text)


def _place(found: Found) -> tuple[int, int, Kind]:
    return found.start, -found.end, found.kind


def _joined(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return what was found in order, without what lies inside something else."""
    kept: list[Found] = []
    for one in sorted(found, key=_place):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return tuple(kept)

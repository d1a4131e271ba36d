"""Names in running text: by title, by patronymic, by the names that a language knows, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from testamur.core.skills.identity.lexicon import Lexicon

_TOKEN = re.compile(r"[as]/[lpo]|d/o|[^\W\d_](?:[\w'’·-]*\w)?\.?", re.IGNORECASE)
_MOST_WORDS, _FEWEST_IN_HEADING, _LONGEST_SYLLABLE, _SHORTEST, _LONGEST_SHORT = 6, 2, 6, 3, 5
_PATRONYMIC = frozenset({"bin", "binti", "bt", "bte", "a/l", "a/p", "s/o", "d/o"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line and its place in the text."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word as lists have it."""
        return self.text.rstrip(".").casefold()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


class Names:
    """The names of all languages together, for people carry theirs into every language."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        known = tuple(lexicons)
        self._ambiguous = _keys(name for one in known for name in one.ambiguous)
        # What is a word in one language needs another name beside it in all.
        self._given = _keys(word for one in known for name in one.given for word in name.split()) - self._ambiguous
        self._surnames_first = _keys(name for one in known for name in one.surnames_first)
        self._surnames = _keys(name for one in known for name in one.surnames) | self._surnames_first
        self._particles = _keys(name for one in known for name in one.particles)
        self._titles = _keys(word for one in known for name in one.honorifics for word in name.split())
        self._not_names = _keys(word for one in known for name in one.not_names for word in name.split())
        self._not_names -= self._surnames | self._given

    def spans(self, text: str, known: Iterable[str] = ()) -> list[Span]:
        """Return where names stand; a name that was found once, or is *known*, is found wherever its words stand."""
        lines = [_words(line[0], line.start()) for line in re.finditer(r"[^\n]+", text)]
        names = [name for line in lines for name in self._in_line(line)]
        heading = next((line for line in lines if line), [])
        if self._is_heading(heading, text):
            names.append(heading)
        names_known = (*names, *(_words(one, 0) for one in known))
        parts = {word.key for name in names_known for word in name if self._may_repeat(word)}
        again = [word for line in lines for word in line if word.is_capital and word.key in parts]
        return [*((name[0].start, name[-1].end) for name in names), *((word.start, word.end) for word in again)]

    def _may_repeat(self, word: Word) -> bool:
        return (
            word.is_capital
            and len(word.key) >= _SHORTEST
            and word.key not in self._not_names | self._particles | self._ambiguous
        )

    def _in_line(self, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
        at = 0
        while at < len(words):
            end = self._name_at(words, at)
            if end > at:
                yield words[at:end]
                at = end
            else:
                at += 1

    def _name_at(self, words: Sequence[Word], at: int) -> int:
        """Return where a name that begins at a word ends; the same place where none begins."""
        first = words[at]
        if not first.is_capital:
            return at
        end = self._end(words, at + 1)
        if first.key in self._titles and end > at + 1:
            return end
        if any(word.key in _PATRONYMIC for word in words[at:end]):
            return end
        if first.key in self._given and first.key not in self._not_names:
            return end
        second = words[at + 1] if at + 1 < end else None
        if second is not None and first.key in self._ambiguous and second.key in self._surnames | self._given:
            return end
        if first.key in self._surnames_first and self._are_syllables(words[at + 1 : end]):
            return end
        return at

    def _end(self, words: Sequence[Word], at: int) -> int:
        """Return the place after the last word that could belong to a name begun before."""
        end = at
        while end < len(words) and end - at < _MOST_WORDS:
            word, before = words[end], words[end - 1]
            if word.start - before.end > 1 or word.key in self._not_names:
                break
            if not word.is_capital and not (word.key in self._particles and self._goes_on(words, end)):
                break
            end += 1
        return end

    def _goes_on(self, words: Sequence[Word], at: int) -> bool:
        """Return whether a capital word follows a particle, perhaps after another."""
        for word in words[at + 1 : at + 3]:
            if word.is_capital:
                return word.key not in self._not_names
            if word.key not in self._particles:
                return False
        return False

    def _are_syllables(self, words: Sequence[Word]) -> bool:
        """Return whether two short words follow a family name, as in Tan Wei Ling."""
        are_short = all(len(word.key) <= _LONGEST_SYLLABLE and word.key not in self._particles for word in words[:2])
        return are_short and len(words) >= _FEWEST_IN_HEADING

    def _is_heading(self, words: Sequence[Word], text: str) -> bool:
        """Return whether the first line of a text is a name and nothing else."""
        if not _FEWEST_IN_HEADING <= len(words) <= _MOST_WORDS:
            return False
        line = text[words[0].start : text.find("\n", words[-1].end) if "\n" in text[words[-1].end :] else len(text)]
        return (
            "\n" in text.strip()
            and not re.search(r"[\d.:;!?]", line.rstrip())
            and all(word.is_capital or word.key in self._particles for word in words)
            and not any(word.key in self._not_names for word in words)
        )


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.rstrip(".").casefold() for name in names)


def _words(line: str, start: int) -> list[Word]:
    found = []
    for one in _TOKEN.finditer(line):
        # A full stop belongs to a short word only: an initial, or a title.
        text = one[0] if len(one[0]) <= _LONGEST_SHORT else one[0].rstrip(".")
        found.append(Word(text, start + one.start(), start + one.start() + len(text)))
    return found

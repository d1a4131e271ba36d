"""Text of a rule → words, numbers, quoted texts and signs, one at a time, each knowing where it stands.

Untrusted text: its length, its nesting and the length of its numbers have limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from testamur.core.model.definition.problems import Unacceptable, nearest_spelling
from testamur.core.model.definition.texts import clean_line

MAX_LENGTH = 200_000
# A decision tells a finding a level, and keeps 32 of them.
MAX_DEPTH = 24
MAX_CHAIN = 100
_LONGEST_NUMBER = 12

_GAP = re.compile(r"(?:\s+|#[^\n]*)*")
_TOKEN = re.compile(
    r"(?P<word>[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r'|(?P<text>"(?:[^"\\\n]|\\["\\])*")'
    r"|(?P<sign>>=|<=|[=(){},&|%:-])"
)
_ESCAPED = re.compile(r'\\(["\\])')
_BARE_WORD = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text. ``kind``: word, number, text, sign or end; ``text`` without quotes and escapes."""

    kind: str
    text: str
    start: int
    end: int


class Scanner:
    """Reads tokens on demand, so that a grade such as ``B-`` can be read by its own pattern where one is due."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            code = "too-long"
            raise Unacceptable(code, allowed=[str(MAX_LENGTH)])
        self.source = text
        self.at = 0
        self.depth = 0
        self._ahead: Token | None = None

    def peek(self) -> Token:
        """Return the next token without passing it."""
        if self._ahead is None:
            self._ahead = self._read()
        return self._ahead

    def take(self) -> Token:
        """Return the next token and pass it."""
        token = self.peek()
        self.at = token.end
        self._ahead = None
        return token

    def take_if(self, *texts: str) -> str:
        """Pass the next token where it is one of these words or signs, and return it; else return nothing."""
        token = self.peek()
        if token.kind in ("word", "sign") and token.text in texts:
            return self.take().text
        return ""

    def expect(self, *texts: str) -> str:
        """Pass the next token, which must be one of these words or signs."""
        return self.take_if(*texts) or self.refuse(texts)

    def take_pattern(self, pattern: re.Pattern[str], says: str) -> str:
        """Pass what *pattern* finds here, or a quoted text."""
        if self.peek().kind == "text":
            return self.take().text
        start = self.peek().start
        match = pattern.match(self.source, start)
        if not match or not match[0]:
            self.refuse([says])
        self.at = match.end()
        self._ahead = None
        return match[0]

    def refuse(self, allowed: Iterable[str], token: Token | None = None) -> NoReturn:
        """Raise `Unacceptable` for the next token (or *token*): what stands there, and what may."""
        wrong = token or self.peek()
        may = tuple(dict.fromkeys(allowed))
        if wrong.kind == "end":
            code = "rule-unfinished"
            raise Unacceptable(code, allowed=may, offset=wrong.start, found="")
        near = nearest_spelling(wrong.text, may) if wrong.kind == "word" else ""
        code = "rule-unexpected"
        raise Unacceptable(code, allowed=may, suggestion=near, offset=wrong.start, found=wrong.text)

    def refuse_value(self, code: str, token: Token, *, allowed: Iterable[str] = (), suggestion: str = "") -> NoReturn:
        """Raise `Unacceptable` for a token of the right kind with a wrong value."""
        raise Unacceptable(code, allowed=allowed, suggestion=suggestion, offset=token.start, found=token.text)

    def deeper(self) -> None:
        """Go down one level. Raises `Unacceptable` where that is too deep."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            code = "rule-too-deep"
            raise Unacceptable(code, allowed=[str(MAX_DEPTH)], offset=self.peek().start, found=self.peek().text)

    def _read(self) -> Token:
        gap = _GAP.match(self.source, self.at)
        start = gap.end() if gap else self.at
        if start >= len(self.source):
            return Token("end", "", start, start)
        match = _TOKEN.match(self.source, start)
        if not match or match.lastgroup is None:
            code = "rule-open-text" if self.source[start] == '"' else "rule-character"
            raise Unacceptable(code, offset=start, found=self.source[start])
        text = match[0]
        if match.lastgroup == "text":
            text = _clean(_ESCAPED.sub(r"\1", text[1:-1]), start)
        if match.lastgroup == "number" and len(text) > _LONGEST_NUMBER:
            code = "not-a-number"
            raise Unacceptable(code, offset=start, found=text)
        return Token(match.lastgroup, text, start, match.end())


def _clean(text: str, start: int) -> str:
    """Return a quoted text without what people could not see or what a page might take for markup."""
    try:
        return clean_line(text)
    except Unacceptable as refusal:
        raise Unacceptable(refusal.code, allowed=refusal.allowed, offset=start, found=text) from refusal


def is_bare(text: str) -> bool:
    """Say whether *text* can be written as a word, without quotes."""
    return _BARE_WORD.fullmatch(text) is not None


def quoted(text: str) -> str:
    """Return *text* in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""Bytes → text: the encoding they declare or prove, else a guess that is told; and text as it is kept."""

from __future__ import annotations

import codecs
import re
import unicodedata

from testamur.adapters.documents.values import BadDocument, Note
from testamur.core.skills.lines import joined

# Longest first: the mark of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KEPT = "\n\t"
# So many letters that print nothing are still a slip, and of a hundred so many; more are no text.
_SLIPS, _FEW = 3, 2
_END_OF_LINE = re.compile(r"\r\n?|[\u2028\u2029\f\v]")
_SPACES = re.compile(r"[ \u00a0\t]+\n")
_SOFT = "\u00ad"
_BLANK = re.compile(r"\n{3,}")
_LETTER = re.compile(r"[^\W\d_]")


def decoded(data: bytes, declared: str = "") -> tuple[str, tuple[Note, ...]]:
    """Return the text in *data* and, where its encoding is a guess, a note that says which.

    Raises `BadDocument` ``binary``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), ()
    if b"\0" in data[:4096]:
        raise BadDocument("binary")
    for encoding in ("utf-8", declared):
        try:
            return _text(data.decode(encoding)), ()
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return _text(data.decode("cp1252")), (Note("encoding-guessed", "Windows-1252"),)
    except UnicodeDecodeError:
        return _text(data.decode("latin-1")), (Note("encoding-guessed", "Latin-1"),)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _text(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise BadDocument("binary") from error


def _text(text: str) -> str:
    strange = sum(unicodedata.category(letter) == "Cc" for letter in text if letter not in "\r\n\t\f\v")
    if strange > _SLIPS and strange * 100 > _FEW * len(text):
        raise BadDocument("binary")
    return text


def tidied(text: str, *, wrapped: bool = False) -> str:
    """Return text as it is kept: composed letters, one kind of line end, nothing that prints nothing.

    *wrapped*: the document breaks its lines where the paper ends, so that a sentence goes on in the next.
    """
    text = unicodedata.normalize("NFC", _END_OF_LINE.sub("\n", text))
    text = "".join(letter for letter in text if letter in _KEPT or unicodedata.category(letter) not in ("Cc", "Cs"))
    text = _SPACES.sub("\n", f"{text}\n")
    # Joined first: a soft hyphen at the end of a line has broken a word.
    text = (joined(text) if wrapped else text).replace(_SOFT, "")
    return _BLANK.sub("\n\n", text).strip()


def letters(text: str) -> int:
    """Return how many letters of any script there are."""
    return len(_LETTER.findall(text))

"""The words of an advert as they are kept: without whom to call, and with a digest that knows the same advert again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from testamur.adapters.identity import detector
from testamur.core.skills.contacts import content
from testamur.core.skills.identity.values import Found, Kind
from testamur.core.skills.languages import KNOWN, known
from testamur.core.skills.lines import joined
from testamur.core.skills.sentences import sentences
from testamur.refusals import Invalid

LONGEST = 120_000
# Fewer words are no advert, but a row that slipped.
FEWEST_WORDS = 5
_FEW_WORDS = 3
_CONTACTS = (Kind.CONTACT, Kind.ADDRESS, Kind.PHOTO)
_WORD = re.compile(r"[^\W_]+")
# Two or three words with capitals close to a contact: a name that no list of names has.
_NAMED = re.compile(r"\b[^\W\d_a-z][\w'’-]+(?: (?:[a-z]{2,3} ){0,2}[^\W\d_a-z][\w'’-]+){1,2}")
_NEAR = 40
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")


def without_contacts(text: str) -> tuple[str, int]:
    """Return a text without contacts, nor names in lines that have one, and how many places were blanked.

    Lines that a page was too narrow for are joined, so that a pasted advert says what its file says.
    Names elsewhere stay: in an advert they are of tools and companies, which are what it is about.
    """
    text = joined(text.replace("\r\n", "\n"))
    found = detector().strip(text).found
    contacts = [one for one in found if one.kind in _CONTACTS]
    lines = {_line(text, one.start) for one in contacts}
    named = [one for one in found if one.kind is Kind.NAME and _line(text, one.start) in lines]
    spans = [*((one.start, one.end) for one in (*contacts, *named)), *_beside(text, contacts)]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [" " if letter not in "\r\n" else letter for letter in letters[start:end]]
    for start, end in _remnants(text, "".join(letters), contacts):
        letters[start:end] = [" " if letter not in "\r\n" else letter for letter in letters[start:end]]
    told = _SPACES.sub(" ", "".join(letters)).split("\n")
    at = {text.count("\n", 0, one.start) for one in contacts}
    kept = ("" if number in at and content(line) < _FEW_WORDS else line for number, line in enumerate(told))
    return "\n".join(kept), len(contacts) + len(named)


def _remnants(text: str, left: str, contacts: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """Yield sentences that had a contact and say nothing without: "Contact:" is nothing that somebody is to do."""
    for one in sentences(text):
        end = one.start + len(one.text)
        if content(left[one.start : end]) < _FEW_WORDS and any(one.start <= each.start < end for each in contacts):
            yield one.start, end


def _beside(text: str, contacts: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """Yield where words with capitals stand close to a contact, in its line."""
    for one in contacts:
        first = max(_line(text, one.start) + 1, one.start - _NEAR)
        line_end = text.find("\n", one.end)
        last = min(line_end if line_end >= 0 else len(text), one.end + _NEAR)
        for found in _NAMED.finditer(text, first, last):
            yield found.span()


def language(tag: str) -> str:
    """Return the language of a text as it is kept; empty stays empty. Raises `Invalid`."""
    found = known(tag)
    if tag.strip() and not found:
        raise Invalid(field="language", found=tag.strip()[:40], allowed=", ".join(KNOWN))
    return found


def long_enough(text: str) -> None:
    """Refuse what has too few words for an advert. Raises `Invalid` (field text-short)."""
    if words(text) < FEWEST_WORDS:
        raise Invalid(field="text-short", found=words(text), longest=LONGEST)


def words(text: str) -> int:
    """Return how many words a text has; in scripts without spaces every letter may be one."""
    return sum(len(word) if not word.isascii() and len(word) > FEWEST_WORDS else 1 for word in _WORD.findall(text))


def digest(text: str) -> str:
    """Return what the same advert has in common, however it is set: its words, in small letters."""
    said = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(said).encode()).hexdigest()


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place)

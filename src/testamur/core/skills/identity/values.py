"""The values of stripping: what was found where, and the text without it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What tells whom a text is about. ``about``: sex, family, origin, belief, or a number of the state."""

    NAME = "name"
    PRONOUN = "pronoun"
    CONTACT = "contact"
    ADDRESS = "address"
    AGE = "age"
    PHOTO = "photo"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text, in characters."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text in which what was found is blank. It is as long as before, so that places in it are places in the other.

    Blanks carry nothing over: whoever it is about, as many words are left, and the same ones.
    """

    text: str
    found: tuple[Found, ...]


def blanked(text: str, found: tuple[Found, ...]) -> Stripped:
    """Return *text* with blanks at all that was *found*; line breaks stay."""
    letters = list(text)
    for one in found:
        for place in range(one.start, one.end):
            if letters[place] not in "\r\n":
                letters[place] = " "
    return Stripped("".join(letters), found)

"""What a definition says at a place: read out beside whoever speaks of it, then and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError, Value, at_place, values, where_now
from testamur.core.model.microcredential import MicroCredential
from testamur.interfaces.words import _
from testamur.interfaces.words.places import place_in_words
from testamur.interfaces.words.translation import spoken
from testamur.packs.narratives import labels

_EXCERPT = 60
# A quotation is to remind, not to be read instead of the text.
_LONGEST_QUOTE = 600
# What an entry of a list is known by.
_NAMING = ("text", "title", "name", "body")
# Parts of the definition that rules call by the name that the model has for them.
_IN_THE_FILE = {"awarding_bodies": "awarding_body", "levels": "level"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a definition: what it is called, what it says first, and its other values, each with its name."""

    said: str
    text: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a place said when somebody spoke of it, and what it says now; empty where it said nothing."""

    then: str
    now: str

    @property
    def has_changed(self) -> bool:
        """Whether it says something else now."""
        return self.then != self.now


def parsed(source: str) -> MicroCredential | None:
    """Return the definition in a text; None while it cannot be read."""
    try:
        return definition.parse(source)
    except DefinitionError:
        return None


def about(course: MicroCredential | None, part: str) -> list[Piece]:
    """Return what a definition says at a *part*, entry by entry; nothing where it says nothing."""
    found = at_place(_values(course), _IN_THE_FILE.get(part, part)) if part else ()
    by_entry: dict[str, list[Value]] = {}
    for one in found:
        by_entry.setdefault(_entry(one.place), []).append(one)
    return [_piece(entry, of_it) for entry, of_it in by_entry.items()]


def choices(source: str, known: Iterable[str]) -> list[tuple[str, str]]:
    """Return places with their names, entries with how they begin, as somebody chooses among them."""
    found = _values(parsed(source))
    return [(one, _named(found, one)) for one in known if one != "testamur"]


def quote(before: MicroCredential | None, after: MicroCredential | None, place: str) -> Quote | None:
    """Return what a *place* said in an earlier text, and what it says in a later one; None about the whole."""
    if not place or before is None:
        return None
    then, now = _values(before), _values(after)
    old, new = at_place(then, place), where_now(then, now, place)
    if new and len(old) > 1:
        # Of a part with many values, those that stayed as they were say nothing about what became of the request.
        kept = {(one.key, one.text) for one in old} & {(one.key, one.text) for one in new}
        fewer = tuple(one for one in old if (one.key, one.text) not in kept)
        changed = tuple(one for one in new if (one.key, one.text) not in kept)
        old, new = (fewer, changed) if fewer or changed else (old, new)
    return Quote(_spelled(old, place), _spelled(new, place))


def _values(course: MicroCredential | None) -> tuple[Value, ...]:
    """Return every value; where all texts are in one language, none of their places names it."""
    if course is None:
        return ()
    tags = tuple(course.title)
    if len(tags) > 1:
        return values(course)
    end = f".{tags[0]}"
    return tuple(Value(one.place.removesuffix(end), one.key.removesuffix(end), one.text) for one in values(course))


def _named(found: tuple[Value, ...], place: str) -> str:
    said = place_in_words(place)
    if not place.endswith("]"):
        return said
    inside = at_place(found, place)
    begins = next((one.text for key in _NAMING for one in inside if _last(one.place, place) == key), "")
    return f"{said} – {_short(begins, _EXCERPT)}" if begins else said


def _entry(place: str) -> str:
    """Return the entry of a list that a place lies in, else the first step of its path."""
    return place[: place.index("]") + 1] if "]" in place else place.partition(".")[0]


def _piece(entry: str, found: list[Value]) -> Piece:
    first = next((one for key in _NAMING for one in found if _last(one.place, entry) == key), None)
    first = first or (found[0] if len(found) == 1 else None)
    others = tuple(
        (_inner(entry, one.place), _readable(one.text))
        for one in found
        if one is not first and _last(one.place, entry) != "id"
    )
    return Piece(place_in_words(entry), _readable(first.text) if first else "", others)


def _last(place: str, entry: str) -> str:
    """Return the step of a place that follows an entry."""
    return place[len(entry) :].lstrip(".").partition(".")[0]


def _inner(entry: str, place: str) -> str:
    """Return a place as it is called inside its entry."""
    said = place_in_words(place)
    head = place_in_words(entry)
    return said.removeprefix(f"{head}: ") if said != head else said


def _spelled(found: tuple[Value, ...], place: str) -> str:
    """Return values as one text, each with its name where the place holds several."""
    told = (
        _readable(one.text) if one.place == place else f"{_inner(_entry(one.place), one.place)}: {_readable(one.text)}"
        for one in found
        if _last(one.place, _entry(one.place)) != "id" or one.place == place
    )
    return _short("\n".join(told), _LONGEST_QUOTE)


def _readable(text: str) -> str:
    """Return a value as people read it: codes in words."""
    words: Mapping[str, str] = {**labels(spoken()), "true": _("yes"), "false": _("no")}
    return ", ".join(words.get(one, one) for one in text.split(", "))


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

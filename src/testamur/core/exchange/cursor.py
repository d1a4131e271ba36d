"""A way through a JSON document that remembers what was read, so that the rest can be told with its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from testamur.core.exchange.gathered import Gathered
from testamur.core.model.definition.scalars import is_language_tag

_MOST_TOLD = 40


class Cursor:
    """A value of a document, and its JSON Pointer. Asking for a value marks it as read."""

    __slots__ = ("place", "seen", "value")

    def __init__(self, value: Any, place: str = "", seen: set[str] | None = None) -> None:  # noqa: ANN401 - JSON
        self.value = value
        self.place = place
        self.seen: set[str] = set() if seen is None else seen

    def get(self, name: str) -> Cursor | None:
        """Return the value of a term where there is one, out of a list of one, too."""
        return next(iter(self.each(name)), None)

    def each(self, name: str) -> list[Cursor]:
        """Return all values of a term, whether a list is around them or not."""
        if not isinstance(self.value, dict) or self.value.get(name) is None:
            return []
        place = f"{self.place}/{name.replace('~', '~0').replace('/', '~1')}"
        found = self.value[name]
        if isinstance(found, list):
            return [Cursor(one, f"{place}/{number}", self.seen) for number, one in enumerate(found)]
        return [Cursor(found, place, self.seen)]

    def text(self, *names: str) -> str:
        """Return a plain value as text: this one, or the one at the end of the terms *names*; else nothing."""
        found: Cursor | None = self
        for name in names:
            found = found.get(name) if found else None
        if found is None:
            return ""
        value = found.value
        if isinstance(value, dict) and "@value" in value:
            value = value["@value"]
        if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
            found.done()
            return str(value).strip()
        return ""

    def words(self, name: str) -> dict[str, str]:
        """Return the texts of a term by language; the tag is empty where the document names none."""
        told: dict[str, str] = {}
        for one in self.each(name):
            value = one.value
            one.done()
            if isinstance(value, str):
                told.setdefault("", value)
            elif isinstance(value, dict) and "@value" in value:
                told.setdefault(str(value.get("@language", "")), str(value["@value"]))
            elif isinstance(value, dict):
                for tag, text in value.items():
                    first = text[0] if isinstance(text, list) and text else text
                    if isinstance(first, str):
                        told.setdefault(tag.removeprefix("@"), first)
        return {tag: text for tag, text in told.items() if text.strip()}

    def kinds(self) -> tuple[str, ...]:
        """Return the last parts of the node's types."""
        found = [one.text() for name in ("type", "@type") for one in self.each(name)]
        return tuple(kind.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2] for kind in found)

    def done(self) -> None:
        """Mark this value, and all inside it, as read."""
        self.seen.add(self.place)


def unread(document: Cursor, gathered: Gathered, ignored: frozenset[str]) -> None:
    """Tell every term with something in it that nobody read: once, where it stands first, with how often."""
    found: dict[str, tuple[str, int]] = {}
    for term, place in _leaves(document.value, document.place, "", document.seen, ignored):
        first, times = found.get(term, (place, 0))
        found[term] = (first, times + 1)
    for term, (place, times) in list(found.items())[:_MOST_TOLD]:
        gathered.tell("unread-term", place, term=term, times=times)
    if len(found) > _MOST_TOLD:
        gathered.tell("more-unread", document.place, terms=len(found) - _MOST_TOLD)


def _leaves(value: Any, place: str, term: str, seen: set[str], ignored: frozenset[str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if place in seen or value in (None, "", [], {}):
        return
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in ignored:
                inner = term if term and is_language_tag(name) else name
                step = name.replace("~", "~0").replace("/", "~1")
                yield from _leaves(one, f"{place}/{step}", inner, seen, ignored)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{place}/{number}", term, seen, ignored)
    elif term:
        yield term, place

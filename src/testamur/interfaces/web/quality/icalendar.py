"""A calendar of days as other programs read it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST = 75  # octets in a line (RFC 5545, section 3.1)


@dataclass(frozen=True, slots=True)
class Day:
    """Something that is due on a day. ``uid`` never changes, so that a calendar that is read again moves it."""

    uid: str
    on: date
    title: str
    text: str
    address: str


def calendar(name: str, days: Iterable[Day], *, at: datetime) -> str:
    """Return a calendar with an all-day entry for each day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Testamur//Reviews//EN", f"X-WR-CALNAME:{_escaped(name)}"]
    for one in days:
        lines += _entry(one, at)
    return "".join(f"{piece}\r\n" for line in [*lines, "END:VCALENDAR"] for piece in _folded(line))


def _entry(one: Day, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{one.uid}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(one.title)}",
        f"DESCRIPTION:{_escaped(one.text)}",
        f"URL:{one.address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Return a text with what separates values in it escaped (section 3.3.11)."""
    for found, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(found, instead)
    return text


def _folded(line: str) -> Iterator[str]:
    """Yield a long line in pieces, none of which cuts a letter in two; those after the first begin with a space."""
    piece, room = "", _LONGEST
    for letter in line:
        if len((piece + letter).encode()) > room:
            yield piece if room == _LONGEST else f" {piece}"
            piece, room = "", _LONGEST - 1
        piece += letter
    yield piece if room == _LONGEST else f" {piece}"

"""What people typed or what an address carries: trimmed, without NUL, not too long."""

from __future__ import annotations

from collections.abc import Mapping

_LONGEST = 200
_LONGEST_NUMBER = 17  # digits of a bigint, and one fewer


def typed(given: Mapping[str, str], name: str, longest: int = _LONGEST) -> str:
    """Return the text *name*, empty where there is none."""
    return tidy(given.get(name, ""), longest)


def tidy(text: str, longest: int = _LONGEST) -> str:
    """Return *text* as it can be searched for and stored."""
    return text.replace("\x00", "").strip()[:longest]


def number(given: Mapping[str, str], name: str) -> int | None:
    """Return the whole number *name*, or None where there is none."""
    text = given.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None

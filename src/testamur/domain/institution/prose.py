"""Words that people write for other people, before they are kept."""

from __future__ import annotations

from testamur.refusals import Invalid

LONGEST_TEXT = 20_000
_SHOWN = 80


def prose(field: str, text: str, *, needed: bool = True, longest: int = LONGEST_TEXT) -> str:
    """Return *text* trimmed. Raises `Invalid` where it is missing, too long, or holds what cannot be shown."""
    trimmed = text.replace("\r\n", "\n").strip()
    if needed and not trimmed:
        raise Invalid(field=field, found="")
    if len(trimmed) > longest:
        raise Invalid(field=field, found=len(trimmed), longest=longest)
    if not all(letter.isprintable() or letter in "\n\t" for letter in trimmed):
        raise Invalid(field=field, found=trimmed[:_SHOWN])
    return trimmed

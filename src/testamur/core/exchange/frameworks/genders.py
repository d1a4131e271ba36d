"""Titles that name women and men in one breath, such as *directeur/directrice*: both forms, each whole.

Left as they stand, a text that uses one form is less like the title than it should be, and one gender is found less.
"""

from __future__ import annotations

_SHARED = 3


def both_forms(label: str) -> tuple[str, ...]:
    """Return a title as it stands and, where it doubles a form, with each form alone."""
    if label.count("/") != 1:
        return (label,)
    one, other = (side.split() for side in label.split("/"))
    if not one or not other:
        return (label,)
    if len(one) < len(other) and _alike(one[-1], other[len(one) - 1]):
        one = [*one, *other[len(one) :]]
    elif len(one) > len(other):
        at = next((at for at, word in enumerate(one) if _alike(word, other[0])), None)
        if at is None:
            return (label,)
        other = [*one[:at], *other, *one[at + len(other) :]]
    elif len(one) < len(other):
        return (label,)
    return (label, " ".join(one), " ".join(other))


def _alike(one: str, other: str) -> bool:
    return one[:_SHARED].casefold() == other[:_SHARED].casefold()

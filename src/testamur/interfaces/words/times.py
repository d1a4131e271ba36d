"""When in the day something is, in words."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def times() -> dict[str, str]:
    """Return how each time of day is said."""
    return {
        "morning": _("In the morning"),
        "afternoon": _("In the afternoon"),
        "evening": _("In the evening"),
        "weekend": _("At the weekend"),
    }

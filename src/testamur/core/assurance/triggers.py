"""Which changes of a definition ask for a new review: those of what it promises, is worth, and finds out."""

from __future__ import annotations

from collections.abc import Iterable

# Outcomes, level, credits and assessment (domain.md 5.4); a new price or a better picture is nobody's review.
TRIGGERS = ("outcomes", "level", "no_level_because", "workload", "assessments", "award_rule", "awarding_body")


def triggering(keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of the changed *keys* (paths such as ``outcomes[LO1].text.en``) that ask for a new review."""
    return tuple(key for key in keys if key.partition(".")[0].partition("[")[0] in TRIGGERS)

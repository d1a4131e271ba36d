"""What people let others find them by: their skill profiles, as the portfolio shows them to others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from testamur.core.skills.profile import Entry, Scales
from testamur.domain.portfolio import packed
from testamur.domain.portfolio.queries import profile_of


def entries(people: Collection[int], *, on: date) -> dict[int, Mapping[str, Entry]]:
    """Return person → address → what is shown of a skill: verified, neither hidden nor disputed, no claim.

    It is read anew each time, so that an award that was withdrawn finds nobody any more.
    """
    return {one: {entry.uri: entry for entry in profile_of(one, on=on).entries} for one in set(people)}


def scales() -> Scales:
    """Return the scales of levels that are known here."""
    return packed.scales()

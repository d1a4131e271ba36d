"""What a person might do for skills that age, or that nobody else has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from testamur.core.skills.profile.ageing import Currency, Freshness
from testamur.core.skills.profile.values import Profile


class Suggestion(StrEnum):
    """Show it again, or have it confirmed for the first time."""

    RENEW = "renew"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Refresh:
    """One suggestion, with the age that it follows from. Nothing happens where it is not taken."""

    uri: str
    suggestion: Suggestion
    freshness: Freshness
    currency: Currency


def refreshes(profile: Profile, *, on: date | None = None) -> tuple[Refresh, ...]:
    """Return what to renew and what to have confirmed, soonest stale first; *on* another day than the profile's."""
    day = on or profile.on
    found = []
    for entry in profile.entries:
        if entry.currency is None:
            continue
        freshness = entry.currency.freshness(day)
        if not entry.is_verified:
            found.append(Refresh(entry.uri, Suggestion.CONFIRM, freshness, entry.currency))
        elif freshness is not Freshness.FRESH:
            found.append(Refresh(entry.uri, Suggestion.RENEW, freshness, entry.currency))
    return tuple(sorted(found, key=lambda one: (one.currency.stale_on, one.uri)))

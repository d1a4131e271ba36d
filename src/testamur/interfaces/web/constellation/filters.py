"""What people narrow the map by: the time, the price, the mode and the language of what can still be taken.

The script does the same in the browser, from the attributes that the stars carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from testamur.interfaces.web.constellation.values import Offer, Sky

_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted; None or empty: it does not matter. What an offer does not say is not held against it."""

    hours: Decimal | None = None
    price: Decimal | None = None
    currency: str = ""
    mode: str = ""
    language: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters(currency=self.currency)

    def take(self, offer: Offer) -> bool:
        """Whether the offer is within what is wanted."""
        is_dear = offer.currency == self.currency or not self.currency
        return (
            (self.hours is None or offer.hours is None or offer.hours <= self.hours)
            and (self.price is None or offer.price is None or not is_dear or offer.price <= self.price)
            and (not self.mode or not offer.modes or self.mode in offer.modes)
            and (not self.language or not offer.languages or self.language in offer.languages)
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in a sky."""

    modes: tuple[str, ...]
    languages: tuple[str, ...]
    currencies: tuple[str, ...]


def asked(given: Mapping[str, str]) -> Filters:
    """Return the filters of a form; what is no number does not filter."""
    return Filters(
        hours=_number(given.get("hours", "")),
        price=_number(given.get("price", "")),
        currency=given.get("currency", "")[:_LONGEST],
        mode=given.get("mode", "")[: _LONGEST * 2],
        language=given.get("language", "")[:_LONGEST],
    )


def out(sky: Sky, filters: Filters) -> frozenset[str]:
    """Return the stars that can be taken and that the filters leave out."""
    return frozenset(
        star.id
        for star in sky.stars.values()
        if star.offer and star.state == "available" and not filters.take(star.offer)
    )


def choices(sky: Sky) -> Choices:
    """Return what the offers of *sky* differ in."""
    offers = [star.offer for star in sky.stars.values() if star.offer and star.state == "available"]
    return Choices(
        modes=tuple(sorted({mode for offer in offers for mode in offer.modes})),
        languages=tuple(sorted({language for offer in offers for language in offer.languages})),
        currencies=tuple(sorted({offer.currency for offer in offers if offer.currency})),
    )


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip()[:_LONGEST].replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None

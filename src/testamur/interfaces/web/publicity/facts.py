"""The few facts of a definition that fit on a card, a poster or a widget, in words."""

from __future__ import annotations

from testamur.domain.catalogue.values import Listing
from testamur.interfaces.web.templatetags.testamur import hours, label, language_name, money, number
from testamur.interfaces.words import _


def terse(listing: Listing) -> list[str]:
    """Return hours, credits, level and where, as far as they are stated."""
    credit = f"{number(listing.credit_value)} {listing.credit_unit}" if listing.credit_value is not None else ""
    modes = [label(mode) for mode in listing.modes[:1]]
    return [one for one in (hours(listing.hours), credit, *listing.levels[:1], *modes) if one]


def price(listing: Listing) -> str:
    """Return what it costs; empty where it is not stated."""
    if listing.price_amount is None:
        return ""
    return money(listing.price_amount, listing.price_currency) if listing.price_amount else _("Free")


def figures(listing: Listing) -> list[tuple[str, str]]:
    """Return up to five facts, each with its name under it."""
    found = (
        (number(listing.hours), _("hours of learning")),
        (number(listing.hours_per_week), _("hours a week")),
        (number(listing.credit_value), _("credits ({unit})").format(unit=listing.credit_unit)),
        (listing.levels[0] if listing.levels else "", _("level")),
        (price(listing), _("price")),
    )
    return [(value, name) for value, name in found if value]


def taught_in(listing: Listing) -> str:
    """Return the languages of instruction."""
    return ", ".join(language_name(tag) for tag in listing.languages)

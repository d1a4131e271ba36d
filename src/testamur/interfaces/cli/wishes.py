"""A plan's wishes as the options of a command say them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import click

from testamur.core.model.definition.problems import Unacceptable
from testamur.core.rules.language.offers import read_price
from testamur.core.timetable.wishes import Wishes
from testamur.interfaces.cli.rules_input import day
from testamur.interfaces.words import _


def said_wishes(asked: dict[str, Any]) -> Wishes:
    """Return what the options of a plan say; a price that is none is refused with its option."""
    try:
        budget, currency = read_price(asked["budget"]) if asked["budget"] else (None, "")
    except Unacceptable as error:
        message = _("'{given}' is no price. Write it like 500 EUR").format(given=asked["budget"])
        raise click.BadParameter(message, param_hint="--budget") from error
    hours = asked["hours_a_week"]
    return Wishes(
        aim=asked["aim"],
        hours_a_week=None if hours is None else Decimal(str(hours)),
        budget=budget,
        currency=currency,
        languages=asked["languages"],
        modes=asked["modes"],
        deadline=day(asked["by"], "--by"),
    )

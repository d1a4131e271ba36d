"""Two to four micro-credentials side by side: first where they differ, then what they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.catalogue import queries
from testamur.domain.catalogue.values import Published
from testamur.interfaces.web import picking
from testamur.interfaces.web.catalogue import worked_out
from testamur.interfaces.web.finding import live, paces, stackability
from testamur.interfaces.web.templatetags.testamur import label, language_name, money, number, text
from testamur.interfaces.web.typed import typed
from testamur.interfaces.words import _
from testamur.interfaces.words.times import times
from testamur.refusals import NotFound

_LONGEST = 37 * picking.MOST


@dataclass(frozen=True, slots=True)
class Column:
    """One of those compared, and the address of the page without it."""

    found: Published
    without: str


@dataclass(frozen=True, slots=True)
class Row:
    """One feature of each, in the order of the columns; empty: not stated."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether they are not all the same."""
        return len(set(self.values)) > 1


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show what ``with`` names, side by side; what is not in the catalogue is left out."""
    chosen = picking.picked(typed(request.GET, "with", _LONGEST))
    found = []
    for one in chosen:
        with suppress(NotFound):
            found.append(queries.published(one))
    rows = _rows(found)
    context = {
        "columns": [Column(one, picking.address([u for u in chosen if u != one.listing.uuid])) for one in found],
        "differing": [row for row in rows if row.differs],
        "shared": [row for row in rows if not row.differs and any(row.values)],
        "section": "catalogue",
    }
    return render(request, "testamur/compare.html", context)


def _rows(found: Sequence[Published]) -> list[Row]:
    if not found:
        return []
    return [Row(name, tuple(say(one) for one in found)) for name, say in _features().items()]


def _features() -> dict[str, Callable[[Published], str]]:
    return {
        _("University"): lambda one: one.listing.institution.name,
        _("Hours in all"): lambda one: number(one.listing.hours),
        _("Hours a week"): lambda one: number(one.listing.hours_per_week),
        _("Weeks"): _weeks,
        _("Credits"): lambda one: _joined(number(one.listing.credit_value), one.listing.credit_unit),
        _("Level"): lambda one: ", ".join(one.listing.levels),
        _("Price"): _price,
        _("Price a credit"): _price_per_credit,
        _("Where"): lambda one: ", ".join(label(mode) for mode in one.listing.modes),
        _("When"): lambda one: paces().get(one.listing.pace, ""),
        _("Live sessions"): _live,
        _("Time of day"): _times,
        _("Taught in"): lambda one: ", ".join(language_name(tag) for tag in one.listing.languages),
        _("How it is assessed"): lambda one: ", ".join(
            dict.fromkeys(label(assessment.type) for assessment in one.definition.assessments)
        ),
        _("Counts towards"): lambda one: stackability().get(one.listing.stackability, ""),
        _("What you need before"): lambda one: text(one.definition.prerequisites),
    }


def _joined(value: str, unit: str) -> str:
    return f"{value} {unit}" if value else ""


def _weeks(one: Published) -> str:
    plan, listing = one.definition.schedule, one.listing
    if plan and plan.weeks:
        return number(plan.weeks)
    if not listing.hours or not listing.hours_per_week:
        return ""
    return number((listing.hours / listing.hours_per_week).quantize(Decimal(1), ROUND_CEILING))


def _price(one: Published) -> str:
    amount, currency = one.listing.price_amount, one.listing.price_currency
    if amount is None:
        return ""
    return money(amount, currency) if amount else _("Free")


def _price_per_credit(one: Published) -> str:
    each = worked_out(one.definition)["price_per_credit"]
    return money(each, one.listing.price_currency) if each is not None else ""


def _times(one: Published) -> str:
    if one.listing.has_live_sessions is False:
        return _("Any time")
    return ", ".join(times()[time] for time in one.listing.times or ())


def _live(one: Published) -> str:
    known = one.listing.has_live_sessions
    return "" if known is None else live()["with" if known else "without"]

"""Demand over time: how many adverts ask for each skill, month by month, as picture, table and file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from testamur.domain.demand import queries
from testamur.domain.demand.values import Asked, Demand, Month, Sought
from testamur.domain.frameworks import queries as frameworks
from testamur.domain.institution.access import Actor
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.web.demand.asking import HOUSE, askers, head
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, spoken

_CHARTS = 8
_SHOWN = 60
# Fewer adverts in all, or in a month, say little; the page says that beside its numbers.
FEW = 10
_SPANS = {"6": 183, "12": 365, "24": 730}
# The picture: a bar of each month has this width and space, in the units of its own drawing.
_BAR, _STEP, _HIGH = 14, 20, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A month in a chart: place, height and number; ``is_named``: its name is written below."""

    x: int
    y: float
    height: float
    one: Month
    is_named: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A skill month by month. ``page``: framework and key of its page, if there is one."""

    asked: Asked
    page: tuple[str, str] | None
    bars: tuple[Bar, ...]
    width: int
    most: int


@require_safe
def over_time(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is asked for, the most asked first, month by month."""
    actor, place = actor_at(request, code)
    sought, given = read(request)
    found = queries.demand(actor, sought=sought)
    named = frameworks.named([one.uri for one in found.asked[:_SHOWN]], languages=[spoken()], here=actor.here)
    pages = {uri: (of.code, entry.key) for uri, (entry, of) in named.items()}
    context = {
        **head(actor, place, "demand"),
        "found": found,
        "charts": _charts(found, pages),
        "months": next(iter(found.months.values()), ()),
        "lines": [(one, pages.get(one.uri), found.months[one.uri]) for one in found.asked[:_SHOWN]],
        "hidden": max(len(found.asked) - _SHOWN, 0),
        **filters(actor, place, given),
        "wished": sorted((one for one in found.asked if one.learners), key=lambda one: -one.learners),
        "is_few": found.read < FEW,
    }
    return render(request, "testamur/demand/over_time.html", context)


@require_safe
def as_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Return every skill and month as a table to take away."""
    actor, _place = actor_at(request, code)
    sought, _given = read(request)
    found = queries.demand(actor, sought=sought)
    rows = [(one, month) for one in found.asked for month in found.months[one.uri] or (None,)]
    headings = [_("Skill"), _("Address"), _("Month"), _("Adverts that ask for it"), _("Adverts read in that month")]
    headings += [_("Adverts in all"), _("Role profiles"), _("Organisations"), _("Learners who would learn it")]

    def page(skip: int, limit: int) -> list[tuple[Asked, Month | None]]:
        return rows[skip : skip + limit]

    def cells(row: tuple[Asked, Month | None]) -> tuple[object, ...]:
        one, month = row
        told = (f"{month.on:%Y-%m}", month.adverts, month.read) if month else ("", "", "")
        return one.label, one.uri, *told, one.adverts, one.roles, "; ".join(one.organisations), one.learners

    return download("demand", headings, page, cells)


def read(request: HttpRequest) -> tuple[Sought, dict[str, str]]:
    """Return which demand the address asks for, and that as it was typed."""
    today = datetime.now(UTC).date()
    given = {
        "months": typed(request.GET, "months", 4),
        "organisation": typed(request.GET, "organisation", 40),
        "occupation": typed(request.GET, "occupation", 250),
        "place": typed(request.GET, "place", 120),
    }
    since = today - timedelta(days=_SPANS[given["months"]]) if given["months"] in _SPANS else None
    organisation = _uuid(given["organisation"])
    return Sought(_first_of(since), None, organisation, given["occupation"], given["place"]), given


def filters(actor: Actor, place: InstitutionView, given: dict[str, str]) -> dict[str, object]:
    """Return what the form above the numbers offers, and what was chosen in it."""
    whole = queries.demand(actor)
    return {
        "given": given,
        "spans": _spans().items(),
        "askers": askers(actor, place),
        "occupations": whole.occupations,
        "places": whole.places,
        "query": urlencode({name: value for name, value in given.items() if value}),
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text and text != HOUSE else None
    except ValueError:
        return None


def _first_of(day: date | None) -> date | None:
    return day.replace(day=1) if day else None


def _charts(found: Demand, pages: dict[str, tuple[str, str]]) -> list[Chart]:
    """Return the skills that most adverts ask for, each month by month, all on one scale."""
    shown = [one for one in found.asked if one.adverts][:_CHARTS]
    months = [month for one in shown for month in found.months[one.uri]]
    most = max((month.adverts for month in months), default=0)
    return [
        Chart(one, pages.get(one.uri), tuple(_bars(found.months[one.uri], most)), _width(found.months[one.uri]), most)
        for one in shown
    ]


def _bars(months: tuple[Month, ...], most: int) -> Iterable[Bar]:
    for number, month in enumerate(months):
        height = _HIGH * month.adverts / most if most else 0
        is_named = number in (0, len(months) - 1)
        yield Bar(_STEP * number, _HIGH - height, height, month, is_named)


def _width(months: tuple[Month, ...]) -> int:
    return max(_STEP * len(months) - (_STEP - _BAR), _BAR)


def _spans() -> dict[str, str]:
    return {"": _("all of them"), "6": _("6 months"), "12": _("12 months"), "24": _("24 months")}

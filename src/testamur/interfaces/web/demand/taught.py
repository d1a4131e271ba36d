"""Taught beside asked: a map of how many skills are taught how often and asked for how often, and the skills in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.domain.demand import queries
from testamur.domain.demand.values import Balance, Group
from testamur.domain.institution.access import Permission, may
from testamur.interfaces.web.demand.asking import head
from testamur.interfaces.web.demand.over_time import FEW, filters, read
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, spoken

# How often, in steps: from, and to where there is an end.
_TAUGHT = {"0": (0, 0), "1": (1, 1), "2": (2, 3), "4": (4, None)}
_ASKED = {"0": (0, 0), "1": (1, 1), "2": (2, 3), "4": (4, 7), "8": (8, None)}
_SHADES = 5
_MOST = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """How many skills are taught and asked for so often. ``shade``: 0 to 5; ``is_gap``: asked for and not taught.

    ``said``: how often it is asked for, in words.
    """

    taught: str
    asked: str
    said: str
    many: int
    shade: int
    is_gap: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A skill of the list below the map; ``credits``: by unit, each micro-credential once."""

    one: Balance
    credits: tuple[tuple[str, Decimal], ...]


@require_safe
def taught(request: HttpRequest, code: str) -> HttpResponse:
    """Show the map, and the skills of the cell that is chosen; at first what is asked for and taught nowhere."""
    actor, place = actor_at(request, code)
    sought, given = read(request)
    lines = queries.balance(actor, sought=sought, languages=[spoken()])
    groups = queries.grouped(actor, lines=lines, languages=[spoken()])
    view = typed(request.GET, "view", 12)
    cell = (typed(request.GET, "taught", 2), typed(request.GET, "asked", 2))
    is_cell = cell[0] in _TAUGHT and cell[1] in _ASKED
    group = next((one for one in groups if one.uri == typed(request.GET, "group", 500)), None)
    shown = _shown(list(group.lines) if group else lines, view, cell if is_cell else None)
    context = {
        **head(actor, place, "taught"),
        "rows": _rows(lines, cell if is_cell else None),
        "columns": [(name, _said(*_ASKED[name])) for name in _ASKED],
        "lines": [Line(one, tuple(queries.credits_of(one.taught).items())) for one in shown[:_MOST]],
        "more": max(len(shown) - _MOST, 0),
        "untaught": sum(1 for one in lines if one.asking and not one.taught),
        "unasked": sum(1 for one in lines if one.taught and not one.asking),
        "both": sum(1 for one in lines if one.taught and one.asking),
        "groups": _shaded(groups),
        "group": group,
        "view": "" if is_cell else view,
        "cell": (_said(*_TAUGHT[cell[0]]), _said(*_ASKED[cell[1]])) if is_cell else None,
        **filters(actor, place, given),
        "is_few": sum(one.asked.adverts for one in lines if one.asked) < FEW,
        "may_design": may(actor, Permission.DESIGN),
    }
    return render(request, "testamur/demand/taught.html", context)


@require_safe
def as_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Return every skill with how often it is taught and asked for as a table to take away."""
    actor, _place = actor_at(request, code)
    sought, _given = read(request)
    lines = queries.balance(actor, sought=sought, languages=[spoken()])
    headings = [_("Skill"), _("Address"), _("Micro-credentials that teach it"), _("Credits"), _("Adverts")]
    headings += [_("Role profiles"), _("Organisations")]

    def page(skip: int, limit: int) -> list[Balance]:
        return lines[skip : skip + limit]

    def cells(one: Balance) -> tuple[object, ...]:
        asked = one.asked
        said = "; ".join(f"{many} {unit}" for unit, many in queries.credits_of(one.taught).items())
        told = (asked.adverts, asked.roles, "; ".join(asked.organisations)) if asked else (0, 0, "")
        return one.label, one.uri, len(one.taught), said, *told

    return download("taught-and-asked", headings, page, cells)


def _rows(lines: list[Balance], here: tuple[str, str] | None) -> list[tuple[str, list[Cell]]]:
    counts = Counter((_step(len(one.taught), _TAUGHT), _step(one.asking, _ASKED)) for one in lines)
    most = max(counts.values(), default=1)
    return [
        (
            _said(*_TAUGHT[row]),
            [
                Cell(
                    row,
                    column,
                    _said(*_ASKED[column]),
                    many,
                    _shade(many, most),
                    row == "0" and column != "0",
                    (row, column) == here,
                )
                for column in _ASKED
                for many in [counts[row, column]]
            ],
        )
        for row in _TAUGHT
    ]


def _shown(lines: list[Balance], view: str, cell: tuple[str, str] | None) -> list[Balance]:
    if cell is not None:
        return [one for one in lines if (_step(len(one.taught), _TAUGHT), _step(one.asking, _ASKED)) == cell]
    match view:
        case "unasked":
            return [one for one in lines if one.taught and not one.asking]
        case "both":
            return [one for one in lines if one.taught and one.asking]
        case "all":
            return lines
    return [one for one in lines if one.asking and not one.taught]


def _shaded(groups: list[Group]) -> list[tuple[Group, int, int]]:
    """Return groups with two shades: how often they are taught, and asked for."""
    most_taught = max((one.taught for one in groups), default=1)
    most_asked = max((one.asked for one in groups), default=1)
    return [(one, _shade(one.taught, most_taught), _shade(one.asked, most_asked)) for one in groups]


def _step(many: int, steps: dict[str, tuple[int, int | None]]) -> str:
    return next(name for name, (low, high) in steps.items() if many >= low and (high is None or many <= high))


def _shade(many: int, most: int) -> int:
    return 0 if not many else max(1, round(_SHADES * many / max(most, 1)))


def _said(low: int, high: int | None) -> str:
    if high is None:
        return _("{low}+").format(low=low)
    return str(low) if low == high else _("{low} to {high}").format(low=low, high=high)

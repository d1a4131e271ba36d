"""Whether suggestions are still taken: by month, purpose and language, with how sure each share is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testamur.core.fairness.counts import USUAL
from testamur.core.fairness.intervals import Interval, wilson
from testamur.domain.oversight import queries
from testamur.domain.oversight.values import DriftRow
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.typed import typed
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.interfaces.words.oversight import purpose_names
from testamur.interfaces.words.translation import formats, pgettext

# Of fewer decisions in a month, how they went would tell of single people.
LEAST = USUAL.cell
_MONTHS = (3, 6, 12, 24)
_USUAL_MONTHS = 12
_DAYS_OF_MONTH = 31
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 412, 12, 128
# So many names of months fit under a picture.
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A month of a purpose in a language. ``share`` and ``interval`` are None where too few decided."""

    row: DriftRow
    month: str
    purpose: str
    language: str
    decided: int
    share: float | None
    interval: Interval | None

    @property
    def is_shown(self) -> bool:
        """Whether its counts may be told."""
        return self.decided >= LEAST

    @property
    def percent(self) -> int:
        """How many of 100 were taken."""
        return round(100 * (self.share or 0.0))

    @property
    def low(self) -> int:
        """How many of 100 it is at least."""
        return round(100 * self.interval.low) if self.interval else 0

    @property
    def high(self) -> int:
        """How many of 100 it is at most."""
        return round(100 * self.interval.high) if self.interval else 100


@dataclass(frozen=True, slots=True)
class Dot:
    """A month in the picture, in its coordinates."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Picture:
    """One purpose in one language over the months: ``axis`` where their names stand, ``said`` it in a sentence."""

    purpose: str
    language: str
    dots: tuple[Dot, ...]
    axis: tuple[tuple[float, str], ...]
    path: str
    said: str


@require_safe
def drift(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show how often suggestions were taken and refused; a table twin and a spreadsheet beside the pictures."""
    actor, place = actor_at(request, code)
    since, until = span(request)
    shares = [_share(row) for row in queries.drift(actor, since=since, until=until)]
    if typed(request.GET, "as", 10) == "csv":
        return download(f"{place.code}-drift", _headings(), lambda skip, limit: shares[skip : skip + limit], _cells)
    context = {
        "institution": place,
        "shares": shares,
        "pictures": list(_pictures(shares)),
        "least": LEAST,
        "months": months(request),
        "choices": _MONTHS,
        "hidden": sum(not one.is_shown for one in shares),
        "section": "office",
        "room": "models",
    }
    return render(request, "testamur/oversight/drift.html", context)


def months(request: HttpRequest) -> int:
    """Return how many months back somebody asks to look."""
    asked = typed(request.GET, "months", 3)
    return next((one for one in _MONTHS if str(one) == asked), _USUAL_MONTHS)


def span(request: HttpRequest) -> tuple[datetime, datetime]:
    """Return from when, the beginning of a month, and until when somebody asks to look."""
    now = datetime.now(UTC)
    back = now - timedelta(days=_DAYS_OF_MONTH * (months(request) - 1))
    return back.replace(day=1, hour=0, minute=0, second=0, microsecond=0), now


def _share(row: DriftRow) -> Share:
    decided = row.accepted + row.refused + row.changed
    is_shown = decided >= LEAST
    return Share(
        row=row,
        month=_named(row.month, "MMMM y"),
        purpose=purpose_names().get(row.purpose, row.purpose),
        language=row.language,
        decided=decided,
        share=row.accepted / decided if is_shown else None,
        interval=wilson(row.accepted, decided) if is_shown else None,
    )


def _pictures(shares: Sequence[Share]) -> Iterator[Picture]:
    """Yield a small picture for each purpose and language that can be shown, all on the same months."""
    axis = sorted({one.row.month for one in shares})
    names = _axis(axis)
    series: dict[tuple[str, str], list[Share]] = {}
    for one in shares:
        if one.share is not None:
            series.setdefault((one.purpose, one.language), []).append(one)
    for (purpose, language), those in series.items():
        dots = tuple(_dot(one, axis) for one in those)
        line = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
        said = "; ".join(
            _("{month}: {share} of 100 taken").format(month=one.month, share=round(100 * (one.share or 0)))
            for one in those
        )
        yield Picture(purpose, language, dots, names, line, said)


def _axis(months_shown: Sequence[str]) -> tuple[tuple[float, str], ...]:
    """Return where the names of months stand, the last one always among them."""
    every = -(-len(months_shown) // _MOST_NAMES) or 1
    chosen = months_shown[::-1][::every]
    return tuple((_place(month, months_shown), _named(month, "MMM yy")) for month in reversed(chosen))


def _named(month: str, form: str) -> str:
    return str(format_date(date.fromisoformat(f"{month}-01"), form, locale=formats()))


def _place(month: str, axis: Sequence[str]) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) / len(axis) * (axis.index(month) + 0.5), 1)


def _dot(one: Share, axis: Sequence[str]) -> Dot:
    low, high = (one.interval.low, one.interval.high) if one.interval else (0.0, 1.0)
    return Dot(_place(one.row.month, axis), _height(one.share or 0.0), _height(low), _height(high))


def _height(share: float) -> float:
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)


def _headings() -> list[str]:
    return [
        *(
            _("Month"),
            _("Purpose"),
            _("Language"),
            pgettext("suggestions, counted", "Decided"),
            _("Taken"),
            _("Refused"),
            pgettext("suggestions, counted", "Changed"),
        ),
        *(_("Wanted back"), _("Share taken"), _("At least (95 %)"), _("At most (95 %)")),
    ]


def _cells(one: Share) -> list[object]:
    told: list[object] = [one.row.month, one.row.purpose, one.language]
    if one.share is None or one.interval is None:
        return [*told, f"<{LEAST}", *[""] * 7]
    counts = (one.decided, one.row.accepted, one.row.refused, one.row.changed, one.row.reopened)
    return [*told, *counts, *(round(each, 4) for each in (one.share, one.interval.low, one.interval.high))]

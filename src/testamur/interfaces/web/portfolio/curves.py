"""How a skill ages, as a picture of a few lines and as a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from testamur.core.skills.profile import Currency
from testamur.interfaces.words import _
from testamur.interfaces.words.portfolio import family_words

_WIDTH, _HEIGHT = 240, 60
_LEFT, _TOP = 4, 6
_POINTS = 25
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Curve:
    """A picture's parts in its own units: the line, today on it, the day from which it is old; and its table."""

    path: str
    today_x: float
    today_y: float
    stale_x: float
    stale_y: float
    left: int
    first_on: date
    stale_on: date
    family: str
    months: int
    source: str
    is_assumed: bool
    rows: tuple[tuple[str, date, int], ...]


def curve(currency: Currency, on: date) -> Curve:
    """Return the picture of a skill's age on a day, from its last evidence to some time after it is old."""
    first = currency.last_on
    last = currency.family.after(_WHOLE * 3 // 2, first)
    last = max(last, on) if on > first else last
    days = max(1, (last - first).days)

    def place(day: date) -> tuple[float, float]:
        across = _LEFT + (_WIDTH - 2 * _LEFT) * min(max((day - first).days / days, 0), 1)
        return round(across, 1), round(_TOP + (_HEIGHT - 2 * _TOP) * (1 - currency.share(day)), 1)

    points = [place(day) for day, _share in currency.curve(first, last, _POINTS)]
    stale, today = place(currency.stale_on), place(on)
    family = currency.family
    return Curve(
        "M" + " L".join(f"{x} {y}" for x, y in points),
        *today,
        *stale,
        _percent(currency, on),
        first,
        currency.stale_on,
        family_words().get(family.id, family.title),
        family.months,
        family.source,
        family.is_assumed,
        _rows(currency, on),
    )


def _rows(currency: Currency, on: date) -> tuple[tuple[str, date, int], ...]:
    told = (
        (_("last shown"), currency.last_on),
        (_("ageing from"), currency.ageing_on),
        (_("old from"), currency.stale_on),
        (_("today"), on),
    )
    return tuple((said, day, _percent(currency, day)) for said, day in sorted(told, key=lambda one: one[1]))


def _percent(currency: Currency, day: date) -> int:
    return round(_WHOLE * currency.share(day))

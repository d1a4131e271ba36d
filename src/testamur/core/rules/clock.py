"""Calendar time: months with an end-of-month clamp, durations, and the clock of a recognition request.

Four clocks are kept apart (domain.md 4.5): the one here belongs to a request and to nothing else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DURATION = re.compile(r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<days>\d{1,5})D)?")
_YEAR = 12
# domain.md 4.1 [S66]: a decision within a reasonable time, no more than four months after the file is complete.
RECOGNITION_MONTHS = 4


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day where it has no such day (31 → 28 or 29)."""
    whole = day.year * _YEAR + day.month - 1 + months
    year, month = whole // _YEAR, whole % _YEAR + 1
    year = min(max(year, date.min.year), date.max.year)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Duration:
    """An ISO 8601 duration of whole years, months and days, such as ``P5Y`` or ``P18M``."""

    months: int
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration | None:
        """Return the duration, or None where *text* is none: hours and weeks are not calendar time here."""
        match = _DURATION.fullmatch(text)
        if not match or not any(match.groups()):
            return None
        years, months, days = (int(match[name] or 0) for name in ("years", "months", "days"))
        return cls(years * _YEAR + months, days)

    def after(self, day: date) -> date:
        """Return the day that the duration ends on, counted from *day*; 29 February becomes 28 (SEM6)."""
        moved = add_months(day, self.months)
        return moved + timedelta(days=min(self.days, (date.max - moved).days))


@dataclass(frozen=True, slots=True)
class Pause:
    """The applicant was asked for something. ``answered_on`` is None while the answer is awaited."""

    asked_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """When a recognition request has to be decided: ``months`` from the complete file, stopped while a pause lasts.

    The days that the applicant was asked for are added to the date that the months lead to, so that a stop costs
    nobody a clamped day twice. Pauses may overlap; a day counts once.
    """

    complete_on: date
    months: int = RECOGNITION_MONTHS
    pauses: tuple[Pause, ...] = ()

    def stopped_days(self, on: date) -> int:
        """Return how many days the clock has stood still until *on*."""
        total, reached = 0, self.complete_on
        for pause in sorted(self.pauses, key=lambda pause: pause.asked_on):
            begins, ends = max(pause.asked_on, reached), min(pause.answered_on or on, on)
            if ends > begins:
                total += (ends - begins).days
                reached = ends
        return total

    def is_stopped(self, on: date) -> bool:
        """Return whether an answer is awaited on that day."""
        return any(
            pause.asked_on <= on and (pause.answered_on is None or on < pause.answered_on) for pause in self.pauses
        )

    def due_on(self, on: date) -> date:
        """Return the last day for a decision, as it stands on the day *on*."""
        return Duration(self.months, self.stopped_days(on)).after(self.complete_on)

    def is_overdue(self, on: date) -> bool:
        """Return whether the last day has passed; never while the clock stands still."""
        return not self.is_stopped(on) and on > self.due_on(on)

    def days_left(self, on: date) -> int:
        """Return the days until the last one; negative where it has passed."""
        return (self.due_on(on) - on).days

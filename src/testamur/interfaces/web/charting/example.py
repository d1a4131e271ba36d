"""The example set: credentials that nobody holds, to try the map with; and the picture of it for the front page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Grade, Holding
from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import goals
from testamur.interfaces.web.constellation import Sky
from testamur.interfaces.words import _, spoken

# What the front page shows around the first; as many as there is room for.
_SHOWN = ("mitx-scm", "hku-certificate", "cu-boulder-ms-cs", "hku-diploma", "mitx-pom")
_BASIS = "best_fit_self_declared"


def holdings() -> tuple[Holding, ...]:
    """Return the example set."""
    return (
        _hkqf("Project Risk for Practitioners", 6, 5, date(2025, 3, 14), "professional"),
        _hkqf("Applied Data Visualisation", 9, 5, date(2025, 9, 20), "professional"),
        _hkqf("Negotiation across Cultures", 6, 4, date(2026, 2, 2), "general"),
        _supply("SC0x", "Supply Chain Analytics", date(2025, 5, 30)),
        _supply("SC1x", "Supply Chain Fundamentals", date(2025, 12, 12)),
        _supply("SC2x", "Supply Chain Design", None),
    )


def picture() -> SafeString:
    """Return the example set against some of the shipped policies, as the front page shows it."""
    on = datetime.now(UTC).date()
    found = sky(on)
    addresses = {figure.id: f"{reverse('web:map')}?goal={figure.id}" for figure in found.figures}
    label = _("An example: six credentials, and what they add up to")
    return mark_safe(constellation.emblem(found, label=label, addresses=addresses))  # noqa: S308 - escaped where it is drawn


def sky(on: date) -> Sky:
    """Return the sky of the example on a day; it is the same for everybody."""
    return _sky(on, spoken())


# The language is part of the question: a sky holds words.
@lru_cache(maxsize=8)
def _sky(on: date, language: str) -> Sky:
    del language
    public = goals.shipped(on=on, names=_SHOWN)
    held = holdings()
    found = constellation.sky(goals.decided(public, held, on=on), held, on=on)
    return constellation.focused(found, found.figures[0].id if found.figures else "")


def _hkqf(title: str, credits_: int, level: int, on: date, tag: str) -> Holding:
    return Holding(
        id=f"example:{title}",
        ref=f"example:{title}",
        title=title,
        credits=CreditAmount(Decimal(credits_), "HKQF"),
        awarded_on=on,
        levels=(Level("HKQF", str(level), _BASIS),),
        tags=(tag,),
        bodies=("An institute of continuing education",),
        passed=True,
    )


def _supply(ref: str, title: str, on: date | None) -> Holding:
    """Return a course that is passed, or still being taken where it has no date."""
    return Holding(
        id=f"example:{ref}",
        ref=ref,
        title=title,
        awarded_on=on,
        state="confirmed" if on else "pending",
        levels=(Level("EQF", "7", _BASIS),),
        bodies=("An online university",),
        grade=Grade("78", "percent") if on else None,
        passed=True if on else None,
        id_verified=True,
    )

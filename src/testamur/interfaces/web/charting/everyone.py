"""The map as it is for everybody who brings nothing: decided, placed and drawn once, while it stays the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.urls import reverse

from testamur.interfaces.web import constellation
from testamur.interfaces.web.charting import goals
from testamur.interfaces.web.charting.goals import Public
from testamur.interfaces.web.constellation import Shown, Sky
from testamur.interfaces.web.constellation.filters import Filters
from testamur.interfaces.words import spoken


def sky(public: Sequence[Public], *, on: date) -> Sky:
    """Return the sky over nobody's credentials."""
    return _sky(tuple(public), on, spoken())


def shown(public: Sequence[Public], *, on: date, focus: str, filters: Filters) -> Shown:
    """Return it as it is shown."""
    return _shown(tuple(public), on, spoken(), focus, filters)


# The language is part of the question: a sky holds words.
@lru_cache(maxsize=16)
def _sky(public: tuple[Public, ...], on: date, language: str) -> Sky:
    del language
    return constellation.sky(goals.decided(public, (), on=on), (), on=on)


@lru_cache(maxsize=64)
def _shown(public: tuple[Public, ...], on: date, language: str, focus: str, filters: Filters) -> Shown:
    found = constellation.focused(_sky(public, on, language), focus)
    return constellation.shown(found, pick=reverse("web:map"), filters=filters)

"""What a visitor has picked to compare: it stands in the address, so it can be kept or sent, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.urls import reverse

MOST = 4


def picked(text: str) -> list[UUID]:
    """Return the micro-credentials that an address names, four at most, each once; what names none is left out."""
    found = []
    for one in text.split(","):
        with suppress(ValueError):
            found.append(UUID(one))
    return list(dict.fromkeys(found))[:MOST]


def written(chosen: Iterable[UUID]) -> str:
    """Return *chosen* as `picked` reads it."""
    return ",".join(map(str, chosen))


def address(chosen: Iterable[UUID]) -> str:
    """Return the address of the page that compares *chosen*."""
    return f"{reverse('web:compare')}?with={written(chosen)}"

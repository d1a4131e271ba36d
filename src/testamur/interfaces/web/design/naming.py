"""The people and the places of a draft as its pages call them."""

from __future__ import annotations

from collections.abc import Iterable

from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError
from testamur.domain.institution.queries import names
from testamur.interfaces.words.drafting import nobody

# Deeper than this a place is no help to a person who looks for it.
_DEPTH = 3


def named(ids: Iterable[int | None]) -> dict[int, str]:
    """Return inside id → name, for everyone who has one to show."""
    found = names({one for one in ids if one is not None})
    return {number: person.name or person.email.partition("@")[0] for number, person in found.items()}


def name_of(known: dict[int, str], number: int | None) -> str:
    """Return a name of those that `named` gave."""
    return known.get(number or 0) or nobody()


def places(source: str) -> dict[str, int]:
    """Return place in the definition → its line, for what a person can point at; nothing while it cannot be read."""
    try:
        found = definition.read(source).places.by_key
    except DefinitionError:
        return {}
    near = {key: place.line for key, place in found.items() if key.count(".") + key.count("[") < _DEPTH}
    return dict(sorted(near.items(), key=lambda one: one[1]))

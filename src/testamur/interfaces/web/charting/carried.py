"""What a page carries to its next form, because nothing is kept here: holdings, signed, so that nobody alters them.

The page belongs to whoever dropped the files; it is sent back to us by their own browser, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing

from testamur.core.model.errors import ModelError
from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Grade, Holding

_SALT = "testamur.map"
_HOURS = 12
_TEXTS = ("id", "ref", "title", "state", "source", "family")
_LISTS = ("stands_for", "bodies", "tags", "outcomes")
_FLAGS = ("passed", "supervised", "id_verified", "practice", "is_micro", "splittable")


class Expired(Exception):  # noqa: N818 - a page that was open for too long is no error
    """What came back was not signed here, or too long ago."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What somebody has on their map. ``is_example``: the example set, not theirs."""

    holdings: tuple[Holding, ...] = ()
    is_example: bool = False


def sealed(carried: Carried) -> str:
    """Return what goes into the page."""
    if not carried.holdings:
        return ""
    told = {"e": carried.is_example, "h": [_plain(one) for one in carried.holdings]}
    return signing.dumps(told, salt=_SALT, compress=True)


def opened(text: str) -> Carried:
    """Return what came back. Raises `Expired`."""
    if not text:
        return Carried()
    try:
        told = signing.loads(text, salt=_SALT, max_age=_HOURS * 3600)
        return Carried(tuple(_holding(one) for one in told["h"]), bool(told["e"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError, InvalidOperation, ModelError) as reason:
        raise Expired from reason


def merged(before: Carried, found: tuple[Holding, ...]) -> Carried:
    """Return *before* with what was found; the same credential twice is one."""
    known = {one.id: one for one in (*before.holdings, *found)}
    return replace(before, holdings=tuple(known.values()))


def _plain(one: Holding) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(one, name) for name in (*_TEXTS, *_FLAGS)}
    told |= {name: list(getattr(one, name)) for name in _LISTS}
    told["credits"] = [str(one.credits.value), one.credits.unit] if one.credits else None
    told["awarded_on"] = one.awarded_on.isoformat() if one.awarded_on else None
    told["valid_until"] = one.valid_until.isoformat() if one.valid_until else None
    told["levels"] = [[level.framework, level.value, level.basis] for level in one.levels]
    told["grade"] = [one.grade.value, one.grade.scale] if one.grade else None
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _holding(told: Mapping[str, Any]) -> Holding:
    plain: dict[str, Any] = {name: told[name] for name in (*_TEXTS, *_FLAGS) if name in told}
    plain |= {name: tuple(told[name]) for name in _LISTS if name in told}
    return Holding(
        **plain,
        credits=CreditAmount(Decimal(told["credits"][0]), told["credits"][1]) if "credits" in told else None,
        awarded_on=date.fromisoformat(told["awarded_on"]) if "awarded_on" in told else None,
        valid_until=date.fromisoformat(told["valid_until"]) if "valid_until" in told else None,
        levels=tuple(Level(*level) for level in told.get("levels", ())),
        grade=Grade(*told["grade"]) if "grade" in told else None,
    )

"""Checks that any pack can use, on any part of a definition: numbers within limits, listed values, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from testamur.core.model.microcredential import MicroCredential
from testamur.core.model.quantity import plain
from testamur.core.quality.hits import Hit, Parameters
from testamur.core.quality.parts import Values, part


def present(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find the part named by ``of`` missing or empty."""
    key, values = _part(definition, parameters)
    if not values:
        yield Hit(key)


def has_no_place(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find the part named by ``of``, where what a definition is turned into has no place for it."""
    key, values = _part(definition, parameters)
    if values:
        yield Hit(key)


def number_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find numbers of the part ``of`` outside ``low`` to ``high``, or not ``below``; silent where there is none."""
    key, values = _part(definition, parameters)
    limits = Limits.of(parameters)
    for value in values:
        if isinstance(value, int | Decimal) and not limits.allow(Decimal(value)):
            yield Hit(key, {"value": plain(Decimal(value)), "allowed": str(limits)})


def count_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find the part ``of`` with fewer entries than ``low`` or more than ``high``; silent where there is none."""
    key, values = _part(definition, parameters)
    limits = Limits.of(parameters)
    if values and not limits.allow(Decimal(len(values))):
        yield Hit(key, {"value": str(len(values)), "allowed": str(limits)})


def credits_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find credits of ``unit`` outside ``low`` to ``high``; silent where there are none of that unit."""
    amount, unit, limits = definition.workload.credits, parameters.text("unit"), Limits.of(parameters)
    if amount is not None and amount.unit == unit and not limits.allow(amount.value):
        yield Hit("workload.credits", {"credits": str(amount), "allowed": f"{limits} {unit}"})


def credits_in_unit(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find a workload that is not given in credits of one of ``units``."""
    amount, units = definition.workload.credits, parameters.listed("units")
    if amount is None or amount.unit not in units:
        yield Hit("workload.credits", {"allowed": ", ".join(units)})


def any_is(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find the part ``of`` without any of ``values``; silent where there is nothing at all."""
    key, values = _part(definition, parameters)
    wanted = parameters.listed("values")
    if values and not set(wanted) & set(map(str, values)):
        yield Hit(key, {"allowed": ", ".join(wanted)})


def only_is(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find the part ``of`` with nothing but ``values``; silent where there is nothing at all."""
    key, values = _part(definition, parameters)
    if values and set(map(str, values)) <= set(parameters.listed("values")):
        yield Hit(key, {"value": ", ".join(dict.fromkeys(map(str, values)))})


def none_is(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find each of ``values`` that stands in the part ``of``."""
    key, values = _part(definition, parameters)
    standing = set(map(str, values))
    yield from (Hit(key, {"value": value}) for value in parameters.listed("values") if value in standing)


def matches(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find values of the part ``of`` that are not of the form ``pattern``, told as ``form``; silent where none is."""
    key, values = _part(definition, parameters)
    pattern = re.compile(parameters.text("pattern"))
    for value in values:
        if not pattern.match(str(value)):
            yield Hit(key, {"value": str(value), "allowed": parameters.text("form")})


class Limits:
    """From ``low`` to ``high``, both included, or anything less than ``below``; each may be missing."""

    def __init__(self, low: Decimal | None, high: Decimal | None, below: Decimal | None) -> None:
        self.low, self.high, self.below = low, high, below

    @classmethod
    def of(cls, parameters: Parameters) -> Limits:
        """Return the limits that a rule gives. Raises `PackError` for what is no number."""
        low, high, below = (
            parameters.number(name) if parameters.has(name) else None for name in ("low", "high", "below")
        )
        return cls(low, high, below)

    def allow(self, value: Decimal) -> bool:
        """Return whether *value* lies within them."""
        too_low = self.low is not None and value < self.low
        too_high = self.high is not None and value > self.high
        return not (too_low or too_high or (self.below is not None and value >= self.below))

    def __str__(self) -> str:
        """In signs, because words belong to the doors: ``5–40``, ``≥ 1``, ``≤ 40``, ``< 12``."""
        if self.low is not None and self.high is not None:
            return f"{plain(self.low)}–{plain(self.high)}"
        signs = (("≥", self.low), ("≤", self.high), ("<", self.below))
        return ", ".join(f"{sign} {plain(value)}" for sign, value in signs if value is not None)


def _part(definition: MicroCredential, parameters: Parameters) -> tuple[str, Values]:
    found = part(parameters.text("of"), f"rule {parameters.rule}")
    return found.key, found.values(definition)

"""Samples that can be drawn again: from the recorded seed, everyone gets the same members, on any machine.

Each member is ordered by SHA-256 of the seed and its name, so that neither the order of the list nor the version of a
library's generator matters. What is high is drawn whole; of the rest a share, never fewer than one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

STRATA = ("high", "medium", "low")
# Percent of each stratum (domain.md 5.5; numbers to be set by the institution).
RATES: Mapping[str, Decimal] = {"high": Decimal(100), "medium": Decimal(20), "low": Decimal(5)}


class SampleError(Exception):
    """A sample that cannot be drawn: an unknown stratum, a rate outside 0 to 100, or no seed."""


def draw(population: Mapping[str, str], seed: str, rates: Mapping[str, Decimal] = RATES) -> tuple[str, ...]:
    """Return the members of *population* (name → stratum) that *seed* chooses, by stratum and then by draw.

    Raises `SampleError`.
    """
    if not seed.strip():
        message = "a sample needs a seed"
        raise SampleError(message)
    for stratum, rate in rates.items():
        if stratum not in STRATA or not 0 <= rate <= 100:  # noqa: PLR2004 - percent
            message = f"the rate of {stratum} must be between 0 and 100"
            raise SampleError(message)
    strange = sorted(set(population.values()) - set(rates))
    if strange:
        message = f"there is no rate for the stratum {strange[0]}"
        raise SampleError(message)
    return tuple(name for stratum in STRATA for name in _drawn(population, stratum, seed, rates))


def _drawn(population: Mapping[str, str], stratum: str, seed: str, rates: Mapping[str, Decimal]) -> list[str]:
    members = [name for name, found in population.items() if found == stratum]
    if not members:
        return []
    count = int((rates[stratum] * len(members) / 100).to_integral_value(ROUND_CEILING))
    return sorted(members, key=lambda name: _turn(seed, name))[:count]


def _turn(seed: str, name: str) -> tuple[bytes, str]:
    return hashlib.sha256(f"{len(seed)}:{seed}{name}".encode()).digest(), name

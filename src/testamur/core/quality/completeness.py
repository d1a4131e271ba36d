"""Checks of the elements that more than one key can supply."""

from __future__ import annotations

from collections.abc import Iterator

from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.hits import Hit, Parameters


def issuer_has_country(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find a signer without a country (M3: where the issuer is established, not where one learns)."""
    bodies = (definition.issuer,) if definition.issuer else definition.awarding_bodies[:1]
    for body in bodies:
        if not body.country:
            yield Hit("issuer.country" if definition.issuer else "awarding_body.country", {"name": body.name})


def workload_stated(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find a definition that says neither hours nor credits (M7)."""
    if not definition.workload.hours and not (definition.workload.credits and definition.workload.credits.value):
        yield Hit("workload")


def level_or_reason(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find a definition with neither a level nor the reason why it has none (M8)."""
    if definition.level is None and definition.no_level_because is None:
        yield Hit("level")

"""Gets a framework ready for the reading of texts by meaning: minutes of work, once for each framework and encoder."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.domain.frameworks import queries
from testamur.domain.institution.access import Actor


def prepare(actor: Actor, *, framework: str, language: str, at: datetime) -> None:
    """Encode a framework. Done again, only what is missing is done: what an interrupted run has finished stays done."""
    del at
    from testamur.adapters.encoders import at_hand  # noqa: PLC0415 - its libraries take a second to load

    at_hand.prepare(queries.reading(queries.version_of(UUID(framework), here=actor.here), language))

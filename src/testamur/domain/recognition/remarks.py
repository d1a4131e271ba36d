"""What is remarked of a ruling before it is taken, and which precedent it follows: plain values for doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# Nobody compared it; the credentials are worth far less; it is not covered, or in part; a precedent says otherwise.
NOT_COMPARED, FEW_CREDITS = "not-compared", "few-credits"
NOT_COVERED, COVERED_IN_PART, AGAINST_PRECEDENT = "not-covered", "covered-in-part", "against-precedent"
# What is granted in full all the same only by who writes down why.
NEED_REASONS = (NOT_COMPARED, FEW_CREDITS)


@dataclass(frozen=True, slots=True)
class Followed:
    """A precedent as people name it. ``number``: the how manieth of the institution; ``on``: since when it holds."""

    uuid: UUID
    number: int
    on: date

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {"uuid": str(self.uuid), "number": self.number, "on": self.on.isoformat()}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at. ``outcomes``: ids it is about (none: nothing can be compared outcome by outcome).

    ``found`` and ``asked`` are credits: what the evidence states, and what is granted or asked for.
    """

    code: str
    outcomes: tuple[str, ...] = ()
    found: str = ""
    asked: str = ""
    precedent: Followed | None = None


def followed(record: Mapping[str, object]) -> Followed | None:
    """Return the precedent that a decision followed, from its *record*."""
    kept = record.get("precedent")
    if not isinstance(kept, Mapping) or not kept:
        return None
    return Followed(UUID(str(kept["uuid"])), int(str(kept["number"])), date.fromisoformat(str(kept["on"])))

"""A page whose purpose is off: it says so, with the reason, and what still works."""

from __future__ import annotations

from testamur.domain.institution.access import Actor
from testamur.domain.oversight import queries
from testamur.domain.oversight.values import Purpose
from testamur.interfaces.words.oversight import purpose_names, without_purpose


def off(actor: Actor, purpose: Purpose) -> dict[str, str] | None:
    """Return what the template ``oversight/off.html`` shows where a purpose is off for the actor, else None."""
    try:
        queries.require_on(actor, purpose)
    except queries.TurnedOff as refusal:
        return {
            "name": purpose_names()[purpose],
            "reason": str(refusal.facts["reason"]),
            "without": without_purpose()[purpose],
        }
    return None

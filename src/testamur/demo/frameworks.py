"""The demo's skills: ESCO as the installed package carries it, brought in by the worker once the site is up."""

from __future__ import annotations

from testamur.adapters.carried import carried_esco
from testamur.domain.frameworks import queries
from testamur.domain.institution.access import system
from testamur.domain.institution.queries import institutions
from testamur.domain.ledger.actions import enqueue


def ask_for_skills() -> bool:
    """Ask for ESCO to be brought in, where it is not here and can be had; return whether it was asked for."""
    places = [place.id for place in institutions()]
    if not places or queries.frameworks(code="esco") or carried_esco() is None:
        return False
    enqueue(system(min(places)), task="frameworks.bring_in_carried", once="bring in the carried framework")
    return True

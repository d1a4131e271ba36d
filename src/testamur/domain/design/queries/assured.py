"""What of a catalogue was reviewed here, and what came another way. Public: no names, only whether and when."""

from __future__ import annotations

from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.catalogue.steps import offered
from testamur.domain.design import states
from testamur.domain.design.models import Approval, Design
from testamur.domain.design.scale_values import Assured, ReviewedHere


def reviewed_here(institution_id: int, *, microcredential: UUID, version: str) -> ReviewedHere | None:
    """Return the approval that a published version stands on; None where nobody reviewed it here."""
    with within(institution_id):
        found = Approval.objects.filter(design__microcredential__uuid=microcredential, design__version=version)
        row = found.order_by("-pk").first()
        return ReviewedHere(row.at, row.level, row.credits) if row else None


def assured(institution_id: int) -> Assured:
    """Return of what an institution offers now what was designed here, what is due again, and how much is left."""
    with within(institution_id):
        now = offered()
        out = Design.objects.filter(state__in=states.OUT, microcredential__in=now)
        found = {
            uuid: state
            for number, uuid, version, state in out.values_list(
                "microcredential", "microcredential__uuid", "version", "state"
            )
            if now.get(number or 0) == version
        }
        due = sum(state == states.DUE for state in found.values())
        return Assured(offered=len(now), designed=frozenset(found), due=due)

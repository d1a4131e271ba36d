"""What became of large files: how far they are, and row by row what was taken and what was not."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.facts.importing import untouched
from testamur.domain.design.intake_values import IntakeRowView, IntakeView
from testamur.domain.design.models import Intake, IntakeRow
from testamur.domain.design.standing import DRAFTS
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound

_RECENT = 5
OUTCOMES = (*DRAFTS, "left-out", "undone", "kept")


@scoped
def intake(actor: Actor, *, uuid: UUID) -> IntakeView:
    """Return a large file with what became of its rows so far. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = _row(actor, uuid)
    drafts = row.rows.filter(outcome__in=DRAFTS, design__isnull=False).values_list("design_id", flat=True)
    many = untouched(one for one in drafts if one).count() if row.state in {"done", "stopped"} else 0
    return _view(row, many)


@scoped
def intakes(actor: Actor) -> list[IntakeView]:
    """Return the newest large files of the house."""
    require(actor, Permission.DESIGN)
    found = Intake.objects.filter(institution_id=actor.here).defer("data").order_by("-asked_at")
    return [_view(row, 0) for row in found[:_RECENT]]


@scoped
def intake_rows(actor: Actor, *, uuid: UUID, outcome: str = "", skip: int = 0, limit: int = 50) -> list[IntakeRowView]:
    """Return what became of the rows of a file, in its order. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = IntakeRow.objects.filter(intake=_row(actor, uuid)).select_related("design").order_by("number")
    found = found.filter(outcome=outcome) if outcome in OUTCOMES else found
    return [
        IntakeRowView(
            one.place, one.title, one.outcome, one.because, tuple(one.told), one.design.uuid if one.design else None
        )
        for one in found[skip : skip + limit]
    ]


@scoped
def intake_data(actor: Actor, *, uuid: UUID) -> bytes:
    """Return a file that still waits, for a first look. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = Intake.objects.filter(institution_id=actor.here, uuid=uuid).first()
    if row is None:
        raise NotFound(what="intake", uuid=str(uuid))
    return bytes(row.data)


def _row(actor: Actor, uuid: UUID) -> Intake:
    row = Intake.objects.filter(institution_id=actor.here, uuid=uuid).defer("data").first()
    if row is None:
        raise NotFound(what="intake", uuid=str(uuid))
    return row


def _view(row: Intake, untouched: int) -> IntakeView:
    counted = row.rows.values_list("outcome").annotate(many=Count("pk")).order_by()
    return IntakeView(
        uuid=row.uuid,
        name=row.name,
        digest=row.digest,
        size=row.size,
        state=row.state,
        because=row.because,
        total=row.total,
        done=row.done,
        asked_by=row.asked_by_id,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        counts=dict(counted),
        untouched=untouched,
    )

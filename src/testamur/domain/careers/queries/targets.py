"""A person's own targets. Nobody else reads them."""

from __future__ import annotations

from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.careers import facts
from testamur.domain.careers.models import Target, TargetSkill
from testamur.domain.careers.values import TargetLine, TargetView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound


def targets(actor: Actor) -> list[TargetLine]:
    """Return what the actor aims at, the newest first."""
    require(actor, Permission.READ_OWN)
    with within(person_id=actor.me):
        rows = list(Target.objects.filter(person_id=actor.me).order_by("-pk"))
        verdicts: dict[int, list[str]] = {row.pk: [] for row in rows}
        for pk, verdict in TargetSkill.objects.filter(person_id=actor.me).values_list("target_id", "verdict"):
            verdicts[pk].append(verdict)
        return [facts.line(row, verdicts[row.pk]) for row in rows]


def target(actor: Actor, uuid: UUID) -> TargetView:
    """Return one of the actor's targets, with its skills. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    with within(person_id=actor.me):
        row = Target.objects.filter(uuid=uuid, person_id=actor.me).first()
        if row is None:
            raise NotFound(what="target", uuid=str(uuid))
        return facts.view(row, TargetSkill.objects.filter(target=row))


@scoped
def target_to_read(actor: Actor, uuid: UUID) -> TargetView | None:
    """Return an advert that waits to be read; None where none does. For work in the background."""
    require(actor, Permission.DESIGN)
    row = Target.objects.filter(uuid=uuid, state="waiting").first()
    return facts.view(row, TargetSkill.objects.filter(target=row)) if row else None

"""Keeping a plan. It binds nobody: it is there to be looked at, and follows what is achieved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.rules import Wishes
from testamur.domain.awards import facts
from testamur.domain.awards.models import SavedPlan, Standing
from testamur.domain.awards.values import PlanStep
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

_MOST_STEPS = 60


@scoped
def save_plan(actor: Actor, *, standing: UUID, wishes: Wishes, steps: Sequence[PlanStep], at: datetime) -> None:
    """Keep a plan for the actor's pathway, in the place of the one before. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.ENROL_SELF)
    row = Standing.objects.filter(uuid=standing, person_id=actor.me, left_at__isnull=True).first()
    if row is None:
        raise NotFound(what="standing", uuid=str(standing))
    if not steps or len(steps) > _MOST_STEPS:
        raise Invalid(field="steps", found=len(steps), allowed=f"1-{_MOST_STEPS}")
    told = {
        "person_id": actor.me,
        "wishes": facts.wishes_json(wishes),
        "steps": [facts.step_json(one) for one in steps],
        "saved_at": at,
    }
    SavedPlan.objects.update_or_create(institution_id=actor.here, standing=row, defaults=told)
    ledger.record(actor, verb="awards.save_plan", subject=f"standing:{standing}", at=at, steps=len(steps))


@scoped
def forget_plan(actor: Actor, *, standing: UUID, at: datetime) -> None:
    """Keep the actor's plan no longer. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    gone, _counts = SavedPlan.objects.filter(standing__uuid=standing, person_id=actor.me).delete()
    if not gone:
        raise NotFound(what="plan", uuid=str(standing))
    ledger.record(actor, verb="awards.forget_plan", subject=f"standing:{standing}", at=at)

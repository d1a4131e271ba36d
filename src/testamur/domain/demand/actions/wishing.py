"""A learner tells the house that nobody teaches a skill: counted beside what work asks for, with a name or without."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from testamur.adapters.postgres.scope import within
from testamur.domain.demand import rows
from testamur.domain.demand.models import TeachingWish
from testamur.domain.demand.values import RoleSkill
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


def wish_for_teaching(actor: Actor, *, institution: int, skill: RoleSkill, is_named: bool, at: datetime) -> None:
    """Count the person among those who would learn a skill, once; *is_named*: the house may know who it is.

    Raises `Invalid`.
    """
    require(actor, Permission.ENROL_SELF)
    here = replace(actor, institution_id=institution, roles=frozenset())
    with within(institution):
        TeachingWish.objects.update_or_create(
            institution_id=institution,
            person_id=here.me,
            uri=rows.said("uri", skill.uri, 500),
            defaults={
                "label": rows.said("label", skill.label, 500),
                "framework": skill.framework[:200],
                "version": skill.version[:40],
                "is_named": is_named,
                "wished_at": at,
            },
        )
        # The ledger is read by others: what somebody would learn is none of it.
        ledger.record(here, verb="demand.wish_for_teaching", subject="teaching-wish", at=at)


def take_wish_back(actor: Actor, *, institution: int, uri: str, at: datetime) -> None:
    """Count the person no more; what was not wished for stays so."""
    require(actor, Permission.ENROL_SELF)
    here = replace(actor, institution_id=institution, roles=frozenset())
    with within(institution):
        TeachingWish.objects.filter(institution_id=institution, person_id=here.me, uri=uri).delete()
        ledger.record(here, verb="demand.take_wish_back", subject="teaching-wish", at=at)

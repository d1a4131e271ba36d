"""Plans: the best way for a learner to finish a pathway, and the one that they have kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.rules import Plans, Wishes, plan
from testamur.domain.awards import deciding, facts, holdings
from testamur.domain.awards.models import SavedPlan
from testamur.domain.awards.offers import Course, courses
from testamur.domain.awards.queries.standing import own_row
from testamur.domain.awards.values import PlanView
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.values import PublishedPathway


@dataclass(frozen=True, slots=True)
class Planned:
    """Plans with what they are made of: reference in the policy → course."""

    plans: Plans
    courses: Mapping[str, Course]


def plans(person_id: int, *, standing: UUID, pathway: PublishedPathway, wishes: Wishes, on: date) -> Planned:
    """Return the best ways to finish. Raises `NotFound`, `RulesError` for a wish that cannot be."""
    row = own_row(person_id, standing)
    anchors, overrides = deciding.circumstances(row, on)
    held = holdings.of_one(person_id).on(pathway.listing.institution.code, standing_id=row.pk)
    # Nobody is sent to take again what they hold or are taking; what was withdrawn may be taken anew.
    there = {ref for one in held if one.state in {"confirmed", "pending"} for ref in (one.ref, *one.stands_for)}
    found = {ref: one for ref, one in courses(pathway, wishes, on=on).items() if ref not in there}
    made = plan(
        pathway.policy,
        held,
        [one.offer for one in found.values()],
        on=on,
        wishes=wishes,
        knowledge=knowledge(),
        anchors=anchors,
        overrides=overrides,
    )
    return Planned(made, found)


def own_plan(person_id: int, *, standing: UUID) -> PlanView | None:
    """Return the plan that a person has kept for a pathway, with how far each step is; None where there is none."""
    with within(person_id=person_id):
        row = SavedPlan.objects.filter(standing__uuid=standing, person_id=person_id).first()
    if row is None:
        return None
    standing_row = own_row(person_id, standing)
    place = facts.place_of(standing_row)
    held = {one.ref: one.state for one in reversed(holdings.of_one(person_id).on(place))}
    return facts.plan(row, held)

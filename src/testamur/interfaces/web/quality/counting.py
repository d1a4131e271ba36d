"""The figures of indicators, counted in the rooms that know them. What nobody records stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from testamur.domain.awards import queries as awards
from testamur.domain.institution.access import Actor
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import CohortView

Figures = Mapping[str, Decimal | int | None]


def counted(actor: Actor, microcredentials: Iterable[UUID]) -> dict[UUID, Figures]:
    """Return micro-credential → what is counted of its learners, for the indicators of risk."""
    wanted = list(microcredentials)
    cohorts, completed = learning.cohorts(actor, of=wanted), awards.figures(actor, of=wanted)
    return {one: _figures(cohorts.get(one), completed.get(one, 0)) for one in wanted}


def _figures(cohort: CohortView | None, completed: int) -> Figures:
    if cohort is None:
        return {"is_new": 1, "started": 0, "completed": completed}
    return {
        "started": cohort.started,
        "completed": completed,
        "assessed": cohort.assessed,
        "passed": cohort.passed,
        "identity_checked": cohort.identity_checked,
        "days_to_grade": cohort.days_to_grade,
        "is_new": int(not completed),
    }

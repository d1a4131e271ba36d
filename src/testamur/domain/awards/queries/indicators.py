"""The figures of quality's indicators, as far as rooms know them. What nobody records stays unknown, never nought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.awards.models import Award, Proposal
from testamur.domain.awards.queries.awarded import figures
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import CohortView

Figures = Mapping[str, Decimal | int | None]


def awarded_among(enrolments: Iterable[int]) -> frozenset[int]:
    """Return those of some enrolments (inside ids) that led to an award, whatever became of it; for rooms."""
    rows = Award.objects.filter(enrolment_id__in=list(enrolments))
    return frozenset(rows.values_list("enrolment_id", flat=True))


def judged_among(enrolments: Iterable[int]) -> dict[int, bool | None]:
    """Return enrolment → whether the award rule was met when it was last asked; None: it could not tell. For rooms."""
    rows = Proposal.objects.filter(enrolment_id__in=list(enrolments)).values_list("enrolment_id", "verdict")
    return {one: {"met": True, "unmet": False}.get(verdict) for one, verdict in rows}


@scoped
def indicator_figures(actor: Actor, *, of: Iterable[UUID]) -> dict[UUID, Figures]:
    """Return micro-credential → what is counted of its learners, for the indicators of risk. No names."""
    require(actor, Permission.READ_FIGURES)
    wanted = list(of)
    cohorts, completed = learning.cohorts(actor, of=wanted), figures(actor, of=wanted)
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

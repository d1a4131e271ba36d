"""Results that count, as numbers without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from testamur.core.model.result import AssessmentResult
from testamur.domain.learning.values import CohortView

Sittings = Sequence[tuple[AssessmentResult, ...]]


def counted(started: int, sittings: Sittings, waits: Sequence[tuple[date, date]]) -> CohortView:
    """Return a cohort in numbers. *sittings*: the results of each learner; *waits*: days taken and recorded."""
    assessed = [results for results in sittings if results]
    declared = [results for results in assessed if any(one.passed is not None for one in results)]
    checked = [results for results in assessed if any(one.identity_checked is not None for one in results)]
    return CohortView(
        started=started,
        assessed=len(assessed),
        passed=sum(all(one.passed is not False for one in results) for results in declared) if declared else None,
        identity_checked=sum(any(one.identity_checked for one in results) for results in checked) if checked else None,
        days_to_grade=round(sum((end - begin).days for begin, end in waits) / len(waits)) if waits else None,
    )

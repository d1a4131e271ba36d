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
        passed=_whole(sum(map(_is_passed, declared)), declared, assessed),
        identity_checked=_whole(sum(any(one.identity_checked for one in each) for each in checked), checked, assessed),
        days_to_grade=round(sum((end - begin).days for begin, end in waits) / len(waits)) if waits else None,
    )


def _whole(count: int, known: Sittings, assessed: Sittings) -> int | None:
    """Return a count of those of whom something is *known*; None unless it is known of everyone who was assessed."""
    return count if known and len(known) == len(assessed) else None


def _is_passed(results: tuple[AssessmentResult, ...]) -> bool:
    """Whether every assessment whose results are declared was passed in some sitting."""
    declared = {one.assessment_id for one in results if one.passed is not None}
    return declared <= {one.assessment_id for one in results if one.passed}

"""What can be read: whether people are asked, what oneself answered, and the audits."""

from testamur.domain.insight.queries.audits import SETS, newest_public, public_run, public_runs, run, runs
from testamur.domain.insight.queries.surveys import all_questions, own_answers, survey, surveys

__all__ = [
    "SETS",
    "all_questions",
    "newest_public",
    "own_answers",
    "public_run",
    "public_runs",
    "run",
    "runs",
    "survey",
    "surveys",
]

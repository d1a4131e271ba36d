"""What can be read of designs."""

from testamur.domain.design.queries.desk import desk, desk_count, desk_counts, review_desk, task
from testamur.domain.design.queries.outside import (
    agreement_document,
    agreements,
    briefs,
    invitation,
    own_invitations,
    partners,
)
from testamur.domain.design.queries.whole import (
    approvals,
    assets,
    changes,
    comments,
    design,
    difference,
    events,
    examined,
    history,
    rehearsed,
    reviews,
    revision,
)

__all__ = [
    "agreement_document",
    "agreements",
    "approvals",
    "assets",
    "briefs",
    "changes",
    "comments",
    "design",
    "desk",
    "desk_count",
    "desk_counts",
    "difference",
    "events",
    "examined",
    "history",
    "invitation",
    "own_invitations",
    "partners",
    "rehearsed",
    "review_desk",
    "reviews",
    "revision",
    "task",
]

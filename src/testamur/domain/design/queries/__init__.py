"""What can be read of designs."""

from testamur.domain.design.queries.cycle import cycle
from testamur.domain.design.queries.desk import desk, desk_count, desk_counts, review_desk, task
from testamur.domain.design.queries.outside import (
    agreement_document,
    agreements,
    briefs,
    invitation,
    own_invitations,
    partners,
)
from testamur.domain.design.queries.scaling import audits, dossiers, families, risks, samples
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
    merged,
    rehearsed,
    reviews,
    revision,
)

__all__ = [
    "agreement_document",
    "agreements",
    "approvals",
    "assets",
    "audits",
    "briefs",
    "changes",
    "comments",
    "cycle",
    "design",
    "desk",
    "desk_count",
    "desk_counts",
    "difference",
    "dossiers",
    "events",
    "examined",
    "families",
    "history",
    "invitation",
    "merged",
    "own_invitations",
    "partners",
    "rehearsed",
    "review_desk",
    "reviews",
    "revision",
    "risks",
    "samples",
    "task",
]

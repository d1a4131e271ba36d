"""What can be read about recognition."""

from testamur.domain.recognition.limits import Said
from testamur.domain.recognition.queries.counting import Recognised, holdings_here, holdings_of
from testamur.domain.recognition.queries.desk import (
    DESK_SORTS,
    VIEWS,
    all_precedents,
    appeal_board,
    caps,
    comparison,
    desk,
    desk_count,
    desk_counts,
    evidence,
    first_draft,
    fitting_precedents,
    is_too_close,
    proposal,
    rehearsed,
    remarks,
    request,
)
from testamur.domain.recognition.queries.open_to_all import (
    criteria,
    published_at,
    register,
    transfer_value,
    unit,
    units,
)
from testamur.domain.recognition.queries.own import own_evidence, own_request, own_requests
from testamur.domain.recognition.queries.sending import unsent

__all__ = [
    "DESK_SORTS",
    "VIEWS",
    "Recognised",
    "Said",
    "all_precedents",
    "appeal_board",
    "caps",
    "comparison",
    "criteria",
    "desk",
    "desk_count",
    "desk_counts",
    "evidence",
    "first_draft",
    "fitting_precedents",
    "holdings_here",
    "holdings_of",
    "is_too_close",
    "own_evidence",
    "own_request",
    "own_requests",
    "proposal",
    "published_at",
    "register",
    "rehearsed",
    "remarks",
    "request",
    "transfer_value",
    "unit",
    "units",
    "unsent",
]

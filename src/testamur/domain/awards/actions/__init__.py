"""What can change about awards, and about standing on pathways."""

from testamur.domain.awards.actions.conferring import (
    AlreadyConferred,
    NotEligible,
    confer,
    confer_chunk,
    confer_many,
    propose,
    withdraw,
)
from testamur.domain.awards.actions.following import NotHeld, NotNewer, follow, leave, move
from testamur.domain.awards.actions.planning import forget_plan, save_plan
from testamur.domain.awards.actions.reckoning import holdings_changed, reckon, reckon_all, reckon_chunk
from testamur.domain.awards.actions.stacking import LeadsNowhere, confer_stack, end_waiver, keep_stack, waive

__all__ = [
    "AlreadyConferred",
    "LeadsNowhere",
    "NotEligible",
    "NotHeld",
    "NotNewer",
    "confer",
    "confer_chunk",
    "confer_many",
    "confer_stack",
    "end_waiver",
    "follow",
    "forget_plan",
    "holdings_changed",
    "keep_stack",
    "leave",
    "move",
    "propose",
    "reckon",
    "reckon_all",
    "reckon_chunk",
    "save_plan",
    "waive",
    "withdraw",
]

"""What can change in a portfolio."""

from testamur.domain.portfolio.actions.claiming import (
    AlreadyClaimed,
    TooManyClaims,
    claim,
    restate,
    say_again,
    withdraw,
)
from testamur.domain.portfolio.actions.disputing import (
    AnsweredBefore,
    DisputedBefore,
    dispute,
    note_told,
    settle,
    take_back,
)
from testamur.domain.portfolio.actions.erasing import erase
from testamur.domain.portfolio.actions.hiding import hide, reveal
from testamur.domain.portfolio.actions.showing import publish, withdraw_link

__all__ = [
    "AlreadyClaimed",
    "AnsweredBefore",
    "DisputedBefore",
    "TooManyClaims",
    "claim",
    "dispute",
    "erase",
    "hide",
    "note_told",
    "publish",
    "restate",
    "reveal",
    "say_again",
    "settle",
    "take_back",
    "withdraw",
    "withdraw_link",
]

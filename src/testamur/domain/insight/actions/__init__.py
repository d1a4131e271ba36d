"""What can change: whether people are asked, what they answer, and the audits."""

from testamur.domain.insight.actions.answering import answer, erase
from testamur.domain.insight.actions.auditing import ask, count, publish, take, withdraw
from testamur.domain.insight.actions.offering import note_offer
from testamur.domain.insight.actions.surveying import begin_survey, end_survey

__all__ = [
    "answer",
    "ask",
    "begin_survey",
    "count",
    "end_survey",
    "erase",
    "note_offer",
    "publish",
    "take",
    "withdraw",
]

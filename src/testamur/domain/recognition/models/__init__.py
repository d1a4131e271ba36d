"""What the recognition room stores."""

from testamur.domain.recognition.models.answering import (
    Alert,
    Appeal,
    Comparison,
    EquivalenceRule,
    Fulfilment,
    Notice,
    Proposal,
    RecognitionDecision,
)
from testamur.domain.recognition.models.asking import Criteria, Event, Evidence, Interest, RecognitionRequest, Unit

__all__ = [
    "Alert",
    "Appeal",
    "Comparison",
    "Criteria",
    "EquivalenceRule",
    "Event",
    "Evidence",
    "Fulfilment",
    "Interest",
    "Notice",
    "Proposal",
    "RecognitionDecision",
    "RecognitionRequest",
    "Unit",
]

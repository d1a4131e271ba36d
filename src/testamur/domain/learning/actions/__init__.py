"""What can change in learning."""

from testamur.domain.learning.actions.enrolling import AlreadyEnrolled, NotOpen, enrol, withdraw
from testamur.domain.learning.actions.importing import import_results
from testamur.domain.learning.actions.offering import close, offer
from testamur.domain.learning.actions.reading import mark_read
from testamur.domain.learning.actions.recording import AlreadyRecorded, correct_result, record_result

__all__ = [
    "AlreadyEnrolled",
    "AlreadyRecorded",
    "NotOpen",
    "close",
    "correct_result",
    "enrol",
    "import_results",
    "mark_read",
    "offer",
    "record_result",
    "withdraw",
]

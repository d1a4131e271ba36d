"""What can change in recognition."""

from testamur.domain.recognition.actions.appealing import TooLate, appeal, decide_appeal
from testamur.domain.recognition.actions.arranging import publish_criteria, publish_unit
from testamur.domain.recognition.actions.assessing import NothingProposed, compare, propose, send_back
from testamur.domain.recognition.actions.deciding import FourEyes, correct, decide, fulfil
from testamur.domain.recognition.actions.filing import (
    AlreadyAsked,
    NothingToJudge,
    answer,
    describe,
    open_request,
    submit,
    withdraw,
)
from testamur.domain.recognition.actions.handing_in import (
    MAX_FILE,
    MAX_PIECES,
    MAX_TOTAL,
    MEDIA_TYPES,
    HandedInBefore,
    NotACredential,
    TooMuch,
    WrongKind,
    add_credential,
    add_file,
    take_back,
)
from testamur.domain.recognition.actions.handling import accept, announce_delay, ask, begin, declare_interest
from testamur.domain.recognition.actions.rows import ConflictOfInterest
from testamur.domain.recognition.actions.ruling import BeyondPolicy, DoubtfulEvidence, NotValid
from testamur.domain.recognition.actions.setting_precedents import NoPrecedent, end_precedent, set_precedent
from testamur.domain.recognition.actions.watching import watch
from testamur.domain.recognition.states import WrongState

__all__ = [
    "MAX_FILE",
    "MAX_PIECES",
    "MAX_TOTAL",
    "MEDIA_TYPES",
    "AlreadyAsked",
    "BeyondPolicy",
    "ConflictOfInterest",
    "DoubtfulEvidence",
    "FourEyes",
    "HandedInBefore",
    "NoPrecedent",
    "NotACredential",
    "NotValid",
    "NothingProposed",
    "NothingToJudge",
    "TooLate",
    "TooMuch",
    "WrongKind",
    "WrongState",
    "accept",
    "add_credential",
    "add_file",
    "announce_delay",
    "answer",
    "appeal",
    "ask",
    "begin",
    "compare",
    "correct",
    "decide",
    "decide_appeal",
    "declare_interest",
    "describe",
    "end_precedent",
    "fulfil",
    "open_request",
    "propose",
    "publish_criteria",
    "publish_unit",
    "send_back",
    "set_precedent",
    "submit",
    "take_back",
    "watch",
    "withdraw",
]

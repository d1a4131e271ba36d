"""What can change in recognition."""

from testamur.domain.recognition.actions.appealing import TooLate, appeal, decide_appeal
from testamur.domain.recognition.actions.arranging import publish_criteria, publish_unit
from testamur.domain.recognition.actions.assessing import NothingProposed, compare, propose, send_back
from testamur.domain.recognition.actions.deciding import FourEyes, correct, decide, fulfil
from testamur.domain.recognition.actions.erasing import ErasedBefore, StillNeeded, discard, erase
from testamur.domain.recognition.actions.filing import (
    AlreadyAsked,
    NothingToJudge,
    NoTitle,
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
from testamur.domain.recognition.actions.sending import note_sent
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
    "ErasedBefore",
    "FourEyes",
    "HandedInBefore",
    "NoPrecedent",
    "NoTitle",
    "NotACredential",
    "NotValid",
    "NothingProposed",
    "NothingToJudge",
    "StillNeeded",
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
    "discard",
    "end_precedent",
    "erase",
    "fulfil",
    "note_sent",
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

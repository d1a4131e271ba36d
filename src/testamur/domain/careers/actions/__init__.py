"""What can change in careers."""

from testamur.domain.careers.actions.advising import not_for_me, say_motives, show_again, turn_advice
from testamur.domain.careers.actions.aiming import TooManyTargets, aim, forget_target, rename_target
from testamur.domain.careers.actions.asking import (
    AskedAlready,
    Reply,
    RequestOver,
    accept_request,
    ask_people,
    block_organisation,
    decline_request,
    take_back_answer,
    take_back_request,
    unblock_organisation,
)
from testamur.domain.careers.actions.consenting import TooYoung, let_be_found, withdraw_consent
from testamur.domain.careers.actions.deciding import add_to_target, decide_target, weigh_target
from testamur.domain.careers.actions.handing_in import NotAnAdvert, hand_in_advert, read_target_again
from testamur.domain.careers.actions.narrating import edit_narrative, reset_narrative
from testamur.domain.careers.actions.reading import give_up_target, keep_target_read, put_off_target
from testamur.domain.careers.actions.reporting import ReportedAlready, answer_report, report_request
from testamur.domain.careers.actions.seeking import TooAlike, close_search, open_search, search_people
from testamur.domain.careers.actions.seeking_post import note_search_mail_sent
from testamur.domain.careers.actions.seeking_rows import MayNotSearch, TooOften
from testamur.domain.careers.actions.seeking_watch import watch_search
from testamur.domain.careers.actions.taking_out import FrameworkInUse, take_out_framework

__all__ = [
    "AskedAlready",
    "FrameworkInUse",
    "MayNotSearch",
    "NotAnAdvert",
    "Reply",
    "ReportedAlready",
    "RequestOver",
    "TooAlike",
    "TooManyTargets",
    "TooOften",
    "TooYoung",
    "accept_request",
    "add_to_target",
    "aim",
    "answer_report",
    "ask_people",
    "block_organisation",
    "close_search",
    "decide_target",
    "decline_request",
    "edit_narrative",
    "forget_target",
    "give_up_target",
    "hand_in_advert",
    "keep_target_read",
    "let_be_found",
    "not_for_me",
    "note_search_mail_sent",
    "open_search",
    "put_off_target",
    "read_target_again",
    "rename_target",
    "report_request",
    "reset_narrative",
    "say_motives",
    "search_people",
    "show_again",
    "take_back_answer",
    "take_back_request",
    "take_out_framework",
    "turn_advice",
    "unblock_organisation",
    "watch_search",
    "weigh_target",
    "withdraw_consent",
]

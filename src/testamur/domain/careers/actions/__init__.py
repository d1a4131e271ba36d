"""What can change in careers."""

from testamur.domain.careers.actions.aiming import TooManyTargets, aim, forget_target
from testamur.domain.careers.actions.deciding import add_to_target, decide_target, weigh_target
from testamur.domain.careers.actions.handing_in import NotAnAdvert, hand_in_advert, read_target_again
from testamur.domain.careers.actions.reading import give_up_target, keep_target_read

__all__ = [
    "NotAnAdvert",
    "TooManyTargets",
    "add_to_target",
    "aim",
    "decide_target",
    "forget_target",
    "give_up_target",
    "hand_in_advert",
    "keep_target_read",
    "read_target_again",
    "weigh_target",
]

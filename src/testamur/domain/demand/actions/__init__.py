"""What can change in demand."""

from testamur.domain.demand.actions.correcting import correct_advert
from testamur.domain.demand.actions.deciding import add_skill, decide
from testamur.domain.demand.actions.handing_in import hand_in, withdraw_advert
from testamur.domain.demand.actions.profiling import MOST_SKILLS, publish_role, retire_role, write_role
from testamur.domain.demand.actions.reading import give_up_reading, keep_reading, put_off_reading, read_again
from testamur.domain.demand.actions.taking_in import go_on, stop_table, take_part, take_table_in
from testamur.domain.demand.actions.wishing import take_wish_back, wish_for_teaching

__all__ = [
    "MOST_SKILLS",
    "add_skill",
    "correct_advert",
    "decide",
    "give_up_reading",
    "go_on",
    "hand_in",
    "keep_reading",
    "publish_role",
    "put_off_reading",
    "read_again",
    "retire_role",
    "stop_table",
    "take_part",
    "take_table_in",
    "take_wish_back",
    "wish_for_teaching",
    "withdraw_advert",
    "write_role",
]

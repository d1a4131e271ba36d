"""The cheapest, fastest or lightest way to close a gap with what is offered, and why it is that."""

from testamur.core.skills.planning.offerings import Limit, Measure, Offering, Shelf, Teaches, Want, wants
from testamur.core.skills.planning.planner import WAYS, Planner
from testamur.core.skills.planning.sensitivity import Change, makes_room, sensitivity
from testamur.core.skills.planning.values import Plan, RuledOut, Short, Step, Totals, Uncovered

__all__ = [
    "WAYS",
    "Change",
    "Limit",
    "Measure",
    "Offering",
    "Plan",
    "Planner",
    "RuledOut",
    "Shelf",
    "Short",
    "Step",
    "Teaches",
    "Totals",
    "Uncovered",
    "Want",
    "makes_room",
    "sensitivity",
    "wants",
]

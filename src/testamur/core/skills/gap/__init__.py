"""What somebody can show against what is asked: had, partly, missing, taught nowhere; with evidence on both sides."""

from testamur.core.skills.gap.comparing import compare
from testamur.core.skills.gap.targets import Asked, Aspiration, Mention, Target, Weight, of_person
from testamur.core.skills.gap.values import Answer, Because, Gap, State

__all__ = [
    "Answer",
    "Asked",
    "Aspiration",
    "Because",
    "Gap",
    "Mention",
    "State",
    "Target",
    "Weight",
    "compare",
    "of_person",
]

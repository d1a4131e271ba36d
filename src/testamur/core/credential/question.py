"""One verification: what is asked, of which world, as of when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from testamur.core.credential.envelope import Envelope
from testamur.core.credential.policy import Policy
from testamur.core.credential.report import Report
from testamur.core.credential.world import World


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one document. ``depth`` counts how many documents it stands in or is pointed to from.

    ``vouched``: who was proved to have signed the document around this one, and all that is in it with it.
    """

    world: World
    at: datetime
    policy: Policy
    depth: int = 0
    vouched: str = ""

    def within(self, policy: Policy, vouched: str = "") -> Question:
        """Return what is asked of a document inside this one."""
        return Question(self.world, self.at, policy, self.depth + 1, vouched)


# Judges a document that another one holds or points to.
Judge = Callable[[Envelope, Question], Report]

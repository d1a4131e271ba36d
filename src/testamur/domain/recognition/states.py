"""The life of a request (domain.md 4.1): from which states a verb may be done, and where it leads.

``under_assessment`` holds a standing proposal, too, where the criteria ask for four eyes.
"""

from __future__ import annotations

from testamur.refusals import Conflict

DRAFT, SUBMITTED, INCOMPLETE, COMPLETE = "draft", "submitted", "incomplete", "complete"
ASSESSED, DECIDED, APPEALED, APPEAL_DECIDED = "under_assessment", "decided", "appealed", "appeal_decided"
WITHDRAWN = "withdrawn"
STATES = (DRAFT, SUBMITTED, INCOMPLETE, COMPLETE, ASSESSED, DECIDED, APPEALED, APPEAL_DECIDED, WITHDRAWN)
OPEN = (SUBMITTED, INCOMPLETE, COMPLETE, ASSESSED)

# verb → the states that it may be done in, and the state that it leads to (empty: it stays)
VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "describe": ((DRAFT,), ""),
    "hand_in": ((DRAFT, INCOMPLETE), ""),
    "take_back": ((DRAFT,), ""),
    "submit": ((DRAFT,), SUBMITTED),
    "answer": ((INCOMPLETE,), SUBMITTED),
    "withdraw": ((DRAFT, *OPEN), WITHDRAWN),
    "ask": ((SUBMITTED, COMPLETE, ASSESSED), INCOMPLETE),
    "accept": ((SUBMITTED,), COMPLETE),
    "begin": ((COMPLETE, ASSESSED), ASSESSED),
    "declare_interest": (OPEN, ""),
    "compare": ((ASSESSED,), ""),
    "propose": ((ASSESSED,), ""),
    "send_back": ((ASSESSED,), ""),
    "announce_delay": ((COMPLETE, ASSESSED), ""),
    "decide": ((ASSESSED,), DECIDED),
    "correct": ((DECIDED, APPEAL_DECIDED), ""),
    "appeal": ((DECIDED,), APPEALED),
    "decide_appeal": ((APPEALED,), APPEAL_DECIDED),
    "erase": ((DRAFT, WITHDRAWN, DECIDED, APPEAL_DECIDED), ""),
}


class WrongState(Conflict):
    """The request is at a stage where this cannot be done. ``facts``: verb, state, allowed."""

    code = "wrong-state"


def after(verb: str, state: str) -> str:
    """Return the state that *verb* leads to from *state*. Raises `WrongState`."""
    allowed, leads_to = VERBS[verb]
    if state not in allowed:
        raise WrongState(verb=verb, state=state, allowed=list(allowed))
    return leads_to or state


def verbs_in(state: str) -> tuple[str, ...]:
    """Return what may be done in *state*, by whoever may do it."""
    return tuple(verb for verb, (allowed, _) in VERBS.items() if state in allowed)

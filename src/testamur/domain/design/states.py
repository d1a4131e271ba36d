"""The life of a design (domain.md 5.4): from which states a verb may be done, and where it leads."""

from __future__ import annotations

from testamur.refusals import Conflict

DRAFT, CHECKED, PEER, PARTNER, APPROVAL = "draft", "self_checked", "peer_review", "partner_review", "approval"
APPROVED, PUBLISHED, MONITORED, DUE = "approved", "published", "monitoring", "review_due"
REVISED, RETIRED, ABANDONED = "revised", "retired", "abandoned"
STATES = (
    *(DRAFT, CHECKED, PEER, PARTNER, APPROVAL, APPROVED, PUBLISHED, MONITORED, DUE),
    *(REVISED, RETIRED, ABANDONED),
)
IN_THE_MAKING = (DRAFT, CHECKED, PEER, PARTNER, APPROVAL, APPROVED)
OUT = (PUBLISHED, MONITORED, DUE)
CLOSED = (REVISED, RETIRED, ABANDONED)
_OPEN = (*IN_THE_MAKING, *OUT)

# verb → the states that it may be done in, and the state that it leads to (empty: it stays)
VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "save": ((DRAFT, CHECKED), DRAFT),
    "move_guidelines": ((DRAFT, CHECKED), DRAFT),
    "comment": (_OPEN, ""),
    "arrange": (IN_THE_MAKING, ""),
    "sign_off": ((DRAFT, CHECKED), ""),
    "declare_interests": (_OPEN, ""),
    "co_design": (IN_THE_MAKING, ""),
    "agree": (_OPEN, ""),
    "self_check": ((DRAFT, CHECKED), CHECKED),
    "submit_for_review": ((CHECKED,), PEER),
    "review": ((PEER,), ""),
    "review_relevance": ((PARTNER,), ""),
    "go_on_without_partner": ((PARTNER,), APPROVAL),
    "request_change": ((PEER, APPROVAL, *OUT), ""),
    "answer_change": (_OPEN, ""),
    "resolve_change": (_OPEN, ""),
    "approve": ((APPROVAL,), APPROVED),
    "send_back": ((PEER, APPROVAL, APPROVED), DRAFT),
    "publish": ((APPROVED,), PUBLISHED),
    "monitor": (OUT, ""),
    "look_again": (OUT, ""),
    "revise": (OUT, ""),
    "retire": (OUT, RETIRED),
    "abandon": (IN_THE_MAKING, ABANDONED),
}


class WrongStage(Conflict):
    """The design is at a stage where this cannot be done. ``facts``: verb, state, allowed."""

    code = "wrong-stage"


def after(verb: str, state: str) -> str:
    """Return the state that *verb* leads to from *state*. Raises `WrongStage`."""
    allowed, leads_to = VERBS[verb]
    if state not in allowed:
        raise WrongStage(verb=verb, state=state, allowed=list(allowed))
    return leads_to or state


def verbs_in(state: str) -> tuple[str, ...]:
    """Return what may be done in *state*, by whoever may do it."""
    return tuple(verb for verb, (allowed, _) in VERBS.items() if state in allowed)

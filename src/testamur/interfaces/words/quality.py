"""Words of the pages of quality: what happened, what indicators say, stages and decisions of bodies outside."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def happened(kind: str, state: str) -> str:
    """Return what happened in a design's life; some kinds end in two ways, told by the *state* that they led to."""
    return _turns().get((kind, state)) or happenings().get(kind, kind.replace("_", " "))


def _turns() -> dict[tuple[str, str], str]:
    return {
        ("finish_review", "draft"): _("sent back by a peer"),
        ("finish_review", "partner_review"): _("passed by a peer; a partner is next"),
        ("finish_review", "approval"): _("passed by a peer"),
        ("review_relevance", "draft"): _("sent back after a partner’s word"),
        ("self_check", "draft"): _("checked by its makers, with something in the way"),
        ("look_again", "review_due"): _("looked at again: a revision is due"),
        ("revise", "revised"): _("followed by its next version"),
    }


def happenings() -> dict[str, str]:
    """Return kind of event in a design's life → what happened."""
    return {
        "start": _("begun"),
        "clone": _("begun from another"),
        "move_guidelines": _("held against other guidelines"),
        "sign_off": _("signed off by the subject expert"),
        "self_check": _("checked by its makers"),
        "submit_for_review": _("handed in"),
        "finish_review": _("reviewed by a peer"),
        "review_relevance": _("reviewed by a partner"),
        "go_on_without_partner": _("gone on without a partner’s word"),
        "approve": _("approved"),
        "send_back": _("given back to its makers"),
        "publish": _("published"),
        "assess_risk": _("its indicators looked at"),
        "review_due": _("due for another look"),
        "look_again": _("looked at again"),
        "revise": _("a revision was begun"),
        "retire": _("retired"),
        "abandon": _("given up"),
        "save": _("saved"),
        "restore": _("an earlier text brought back"),
        "join": _("somebody of a partner came in"),
        "agreement_ends": _("an agreement ends soon"),
    }


def stops() -> dict[str, str]:
    """Return state of a design → its stop on the way from a draft to the next look."""
    return {
        "draft": _("Writing"),
        "peer_review": _("Independent review"),
        "partner_review": _("A partner’s word"),
        "approval": _("Approval"),
        "approved": _("Approved"),
        "published": _("Published"),
        "review_due": _("Next look"),
    }


def looks() -> dict[str, str]:
    """Return kind of look at a design → its name."""
    return {
        "self-check": _("Self-check"),
        "peer": _("Independent review"),
        "approval": _("Approval"),
        "periodic": _("Another look"),
    }


def levels() -> dict[str, tuple[str, str, str]]:
    """Return what an indicator says → in words, with a tone and an icon."""
    return {
        "high": (_("look here first"), "invalid", "unknown"),
        "medium": (_("worth a look"), "unknown", "unknown"),
        "quiet": (_("quiet"), "valid", "valid"),
        "unknown": (_("no figures"), "", "note"),
    }


def strata() -> dict[str, str]:
    """Return stratum of sampling → how it is said."""
    return {
        "high": _("to be looked at first"),
        "medium": _("to be looked at sometimes"),
        "low": _("rarely to be looked at"),
    }


def dossier_states() -> dict[str, str]:
    """Return stage of a procedure before a body outside → how it is said."""
    return {
        "assembling": _("being put together"),
        "complete": _("complete"),
        "panel": _("the panel is named"),
        "evidence": _("the panel looks at evidence"),
        "draft_report": _("the draft report"),
        "factual_check": _("the factual check"),
        "decided": _("decided by the body outside"),
    }


def decisions() -> dict[str, tuple[str, str, str]]:
    """Return what a body outside decided → in words, with a tone and an icon."""
    return {
        "granted": (_("granted"), "valid", "valid"),
        "conditional": (_("granted with conditions"), "unknown", "waiting"),
        "refused": (_("not granted"), "invalid", "invalid"),
    }


def standings() -> dict[str, tuple[str, str, str]]:
    """Return how things stand with a question of the self-audit → in words, with a tone and an icon."""
    return {
        "in-place": (_("in place"), "valid", "valid"),
        "partly": (_("partly"), "unknown", "unknown"),
        "planned": (_("planned"), "unknown", "waiting"),
        "absent": (_("absent"), "invalid", "invalid"),
        "": (_("not answered"), "", "note"),
    }


def policies() -> dict[str, str]:
    """Return name of a policy of the house → its title where the house gives it none."""
    return {
        "recognition": _("Recognition of learning"),
        "appeals": _("Appeals"),
        "assessment": _("Assessment"),
        "privacy": _("Privacy"),
        "naming": _("Naming"),
    }


def reasons_to_look() -> dict[str, str]:
    """Return code → why something published asks for another look."""
    return {
        "overdue": _("its look is overdue"),
        "soon": _("its look is due within ninety days"),
        "risk": _("indicators speak"),
        "guidelines": _("its guidelines have a newer version"),
        "sampled": _("the last sample chose it"),
        "unlooked": _("nobody has looked at its indicators yet"),
    }


def panel_parts() -> dict[str, str]:
    """Return part in a panel → how it is said."""
    return {
        "chair": _("chair"),
        "peer": _("peer"),
        "student": _("student"),
        "employer": _("employer"),
        "secretary": _("secretary"),
    }

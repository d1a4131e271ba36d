"""Words of the pages of quality: what happened, what indicators say, stages and decisions of bodies outside."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


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
        "revise": _("revised"),
        "retire": _("retired"),
        "abandon": _("given up"),
        "save": _("text brought back"),
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

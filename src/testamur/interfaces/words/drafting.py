"""Words of the studio and of the reviewer's desk: stages, answers, reasons of a place in the history."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def stages() -> dict[str, tuple[str, str, str]]:
    """Return state of a design → how it is said, its tone and its icon."""
    return {
        "draft": (_("being written"), "", "note"),
        "self_checked": (_("checked, not handed in"), "", "note"),
        "peer_review": (_("waits for an independent reviewer"), "unknown", "waiting"),
        "partner_review": (_("waits for a partner"), "unknown", "waiting"),
        "approval": (_("waits for approval"), "unknown", "waiting"),
        "approved": (_("approved, not published"), "valid", "valid"),
        "published": (_("published"), "valid", "valid"),
        "monitoring": (_("published"), "valid", "valid"),
        "review_due": (_("published, due for another look"), "unknown", "waiting"),
        "revised": (_("followed by a newer version"), "", "paused"),
        "retired": (_("taken out of the catalogue"), "", "paused"),
        "abandoned": (_("given up"), "", "paused"),
    }


def answers() -> dict[str, str]:
    """Return code → what can be said to a question that no program can answer."""
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No"), "not-applicable": _("Does not apply")}


def steps() -> dict[str, str]:
    """Return kind of review → what somebody is to do."""
    return {
        "peer": _("Review it"),
        "approval": _("Approve it"),
        "periodic": _("Look at it again"),
        "partner": _("Wait for a partner, or go on"),
        "publication": _("Publish it"),
        "self-check": _("Self-check"),
    }


def occasions() -> dict[str, str]:
    """Return kind of revision → how the text came to be."""
    return {
        "start": _("Begun"),
        "save": _("Saved"),
        "autosave": _("Saved by itself"),
        "restore": _("Brought back"),
        "merge": _("Put together"),
    }


def origins() -> dict[str, str]:
    """Return origin of a design → what it began with."""
    return {
        "blank": _("an empty sheet"),
        "template": _("a template"),
        "interview": _("the ten questions"),
        "import": _("a text or file that was brought in"),
        "design": _("another draft"),
        "published": _("a published definition"),
    }


def asset_kinds() -> dict[str, str]:
    """Return kind of asset → what it is."""
    return {
        "text": _("text"),
        "image": _("picture"),
        "audio": _("sound"),
        "video": _("video"),
        "data": _("data"),
        "code": _("program code"),
        "tool": _("tool or service"),
        "other": _("something else"),
    }


def nobody() -> str:
    """Return what stands for a person whose name is not known."""
    return _("somebody")

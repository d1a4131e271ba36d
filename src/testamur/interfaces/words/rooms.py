"""Sentences for what the rooms refuse."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def room_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {**_institution(), **_teaching(), **_awarding(), **_reading()}


def general_refusals() -> dict[str, str]:
    """Return the sentences for refusals that say no more than their kind."""
    return {
        "not-found": _("There is nothing here by that name."),
        "not-allowed": _(
            "It needs a permission that you do not have here: {permission}. An administrator of the institution can "
            "give you a role that includes it."
        ),
        "invalid": _("What was given cannot be used."),
        "conflict": _("That cannot be done in the present state."),
        "refused": _("That was not done."),
    }


def _institution() -> dict[str, str]:
    return {
        "no-institution": _("Say at which institution: this is done for one, not for yourself."),
        "code-taken": _("The code “{code}” belongs, or belonged, to another institution. Choose another."),
        "last-administrator": _("Nobody would be left to run this place. Make somebody else administrator first."),
        "definition-unreadable": _("The definition cannot be read. Every problem is listed with its line."),
        "definition-not-ready": _("Hard rules speak against publication. Each is listed, with its source and a fix."),
        "version-taken": _("Version {version} of {code} is published with another text. Raise the version number."),
    }


def _teaching() -> dict[str, str]:
    return {
        "already-enrolled": _(
            "This person, or somebody with this number, is in this offering already. Nothing was changed."
        ),
        "not-open": _("One cannot enrol in this offering now: {why}. Choose another, or ask those who offer it."),
        "already-recorded": _("Attempt {attempt} of “{assessment}” is recorded. Correct it, or record the next."),
    }


def _awarding() -> dict[str, str]:
    return {
        "not-eligible": _("Nothing was awarded. The award rule: {verdict}."),
        "already-conferred": _(
            "This person holds this award already, and it stands. Withdraw it first if it has to be awarded anew."
        ),
        "credential-revoked": _("This credential was revoked, and that is for good. Award again instead."),
    }


def _reading() -> dict[str, str]:
    return {
        "gradebook-unreadable": _("Nothing in the file can be used, so nothing was recorded."),
        "link-unreadable": _("Nothing that can be judged lies at the link {found}."),
        "other-file": _("This is not the file that was looked at. Look at it first, then import it."),
    }

"""Sentences for what the rooms refuse."""

from __future__ import annotations

from testamur.interfaces.words.aiming import aiming_refusals
from testamur.interfaces.words.designing import design_refusals
from testamur.interfaces.words.fairness import fairness_refusals
from testamur.interfaces.words.frameworks import framework_refusals
from testamur.interfaces.words.oversight import oversight_refusals
from testamur.interfaces.words.portfolio import portfolio_refusals
from testamur.interfaces.words.seeking import seeking_refusals
from testamur.interfaces.words.translation import _


def room_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    told = {**fairness_refusals(), **_institution(), **_teaching(), **_awarding(), **_recognition(), **_reading()}
    told |= aiming_refusals()
    told |= seeking_refusals()
    return {**told, **design_refusals(), **framework_refusals(), **oversight_refusals(), **portfolio_refusals()}


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
        "address-unconfirmed": _(
            "Confirm first that {address} is your address: follow the link in the mail that we sent there. Under"
            " “E-mail addresses” it is sent again."
        ),
        "no-institution": _("Say at which institution: this is done for one, not for yourself."),
        "code-taken": _("The code “{code}” belongs, or belonged, to another institution. Choose another."),
        "last-administrator": _("Nobody would be left to run this place. Make somebody else administrator first."),
        "definition-unreadable": _("The definition cannot be read. Every problem is listed with its line."),
        "definition-not-ready": _("Hard rules speak against publication. Each is listed, with its source and a fix."),
        "code-in-use": _("Another micro-credential here has the code “{code}”, or had it. Choose another."),
        "not-reviewed": _(
            "Nobody else has approved this here. Begin a draft with it and hand it in for review. Somebody who may"
            " publish without a review can do so by giving the reason, which stands on its page."
        ),
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
        "policy-unreadable": _("The policy cannot be read. What is wrong with it stands with its line."),
        "policy-not-ready": _("Something in the policy speaks against publishing it."),
        "policy-version-taken": _(
            "Version {version} of {code} is published with another text, and what is published never changes."
            " Give this one a new version number."
        ),
        "policy-versions-overlap": _(
            "Version {version} would begin on {effective_from}, while version {other} holds since {other_from}."
            " Let it begin later, and after the last day of every other version."
        ),
        "pathway-does-not-hold": _("Nobody can follow this pathway now: no version of it holds today."),
        "version-not-newer": _("You cannot move to version {version}: it is yours already, or does not hold today."),
        "pathway-leads-nowhere": _(
            "What this pathway leads to is not in the catalogue, so nothing can be awarded here."
            " Publish its definition under the name that the policy gives."
        ),
        "not-eligible": _("Nothing was awarded. The award rule: {verdict}."),
        "already-conferred": _(
            "This person holds this award already, and it stands. Withdraw it first if it has to be awarded anew."
        ),
        "credential-revoked": _("This credential was revoked, and that is for good. Award again instead."),
    }


def _recognition() -> dict[str, str]:
    return {
        "already-asked": _("You have an open request for this already. Go on with that one."),
        "nothing-to-record": _("There is no signed credential yet to put into a record."),
        "no-title": _("A unit gives no title. Choose a programme or a micro-credential, or another purpose."),
        "evidence-still-needed": _(
            "An appeal can be filed until {until}, and would be decided on the evidence. It can be erased after that "
            "day, or once the appeal is decided."
        ),
        "erased-before": _("It has been erased already."),
        "nothing-to-judge": _("There is nothing to judge yet. Hand something in, or write what you have learnt."),
        "wrong-state": _("That cannot be done now: {state}. Somebody may have gone on with it in the meantime."),
        "too-much-evidence": _("That is more than is kept: {what}, up to {limit}."),
        "wrong-kind-of-file": _(
            "This kind of file is not kept. Hand in a credential, a PDF, a PNG, a JPEG or a plain text."
        ),
        "handed-in-before": _("Exactly this is in your file already."),
        "not-a-credential": _("There is no credential in it that could be read."),
        "conflict-of-interest": _("You must not have a say in this case: {why}. Somebody else has to do it."),
        "four-eyes": _("Two people are needed: {why}."),
        "nothing-proposed": _("Nothing is proposed. Write the ruling, or have somebody propose one."),
        "ruling-not-valid": _("The ruling cannot stand as it is written."),
        "beyond-policy": _("Of {granted}, the policy counts {counted}. Grant that much, or say why more is right."),
        "doubtful-evidence": _(
            "A credential in the file is not valid, could not be checked, or is made out to somebody else. Say why it"
            " can be granted all the same."
        ),
        "too-late-to-appeal": _("The last day for an appeal was {last}."),
        "no-precedent": _("It cannot be made a precedent: {why}."),
        "bad-policy": _("The policy cannot be judged by: line {line}, {why}. Check it with: testamur policy check"),
    }


def _reading() -> dict[str, str]:
    return {
        "gradebook-unreadable": _("Nothing in the file can be used, so nothing was recorded."),
        "link-unreadable": _("Nothing that can be judged lies at the link {found}."),
        "other-file": _("This is not the file that was looked at. Look at it first, then import it."),
    }

"""Sentences of the design room: what it refuses, what it cannot find, and codes as people say them."""

from __future__ import annotations

from testamur.interfaces.words.translation import _


def design_refusals() -> dict[str, str]:
    """Return code → sentence with named facts in braces."""
    return {
        "stale-revision": _(
            "Somebody saved in the meantime. Nothing is lost: both texts are kept apart, with a proposal to merge them."
        ),
        "intake-running": _("Another file is being taken over here. Yours waits: begin it when that one is done."),
        "stale-page": _("Somebody saved this page in the meantime. Nothing is lost: both texts stand below."),
        "file-name-taken": _("There is a file {name} already. Give this one another name, or take the other out."),
        "wrong-stage": _("That cannot be done at this stage. Somebody may have gone on with it in the meantime."),
        "not-a-maker": _("Only those with a part in this design can do that. Ask its lead to give you one."),
        "not-invited": _("Your invitation does not include this. Ask those who invited you."),
        "not-independent": _("You must not judge this design: {why}. Somebody else has to do it."),
        "interest-not-stated": _(
            "Say first whether you have an interest in how this turns out. It is kept with the design."
        ),
        "has-reviewed": _("Whoever has reviewed a design cannot become one of its makers."),
        "last-editor": _("Nobody would be left who may edit the design. Let somebody else edit it first."),
        "link-over": _("This invitation is over. Ask those who invited you for a new link."),
        "not-published": _("It is not published yet, so there is nothing to sign. Your words are kept until it is."),
        "endorsed-before": _("You have said this already. Take it back first to say it in other words."),
        "not-ready-for-review": _("It cannot go on yet: {barriers}."),
        "open-questions": _("Questions wait for an answer, or for the reason of a no: {questions}."),
        "unresolved-changes": _("Changes that were asked for are not resolved: {count}."),
        "somebody-elses-review": _("Another person is reviewing this."),
        "not-as-weighed": _(
            "You weigh it as “{found}”; the text says otherwise. Read it again, or send it back and say why."
        ),
        "being-revised": _("A revision is in the making already. Go on with that one."),
        "sample-not-reviewed": _("Designs of the sample are not approved yet: {count}."),
        "holes-left": _("The house still has to decide what stands in square brackets: {holes}."),
        "same-policy": _("Exactly this is in force already. Nothing was changed."),
        "responded-before": _("The makers have answered this already."),
        "audit-open": _("A round is open already. Close it before you begin the next."),
        "wrong-dossier-stage": _("That cannot be done at this stage of the procedure."),
        "dossier-incomplete": _("Something is missing: {lacking}."),
    }


def nothing_weighed() -> str:
    """Return what is said to whoever judges without having weighed level and credit value."""
    return _("Choose the level and write the credit value as you weigh them; both stand under “Your word”.")


def nothing_designed() -> dict[str, str]:
    """Return kind of thing → the sentence where there is none."""
    return {
        "outcome": _("There is no such outcome in this draft, or its words have changed. Look at the board."),
        "design": _("There is no such design here, or you have no part in it."),
        "file": _("There is no such file here."),
        "intake": _("There is no such file here, or something is being done with it right now. Look again."),
        "revision": _("There is no such text in the history."),
        "comment": _("There is no such comment here, or it is settled already."),
        "contributor": _("This person has no part in the design."),
        "asset": _("There is no such asset here, or it was taken out."),
        "partnership": _("There is no such partner here, or the invitation was withdrawn."),
        "invitation": _("This link leads to no invitation. It may be mistyped."),
        "brief": _("There is no brief yet. Write what is needed first."),
        "demand": _("There is no such evidence here, or it was taken back."),
        "partner-organisation": _("There is no such organisation here, or you do not act for it."),
        "partner-link": _("There is no such link, or somebody has used it already."),
        "endorsement": _("There is no such endorsement of yours."),
        "partner-key": _("There is no such key, or it was revoked already."),
        "signed-endorsement": _("No endorsement was signed under this address."),
        "agreement": _("There is no such agreement here, or it has ended."),
        "design-review": _("There is no review that waits."),
        "change-request": _("There is no such request for a change, or it is resolved."),
        "family": _("There is no such family of designs here."),
        "sample": _("There is no such sample here."),
        "house-policy": _("There is no such policy in force here."),
        "risk-snapshot": _("There is no such look at risks here."),
        "self-audit": _("There is no such round of self-audit, or it is closed."),
        "dossier": _("There is no such dossier here."),
    }


def design_permissions() -> dict[str, str]:
    """Return permission → what it is to have it."""
    return {
        "co-design": _("taking part in designs"),
        "design": _("designing micro-credentials"),
        "review-designs": _("reviewing designs"),
        "approve-designs": _("approving designs"),
    }


def why_not_independent() -> dict[str, str]:
    """Return code → why somebody must not judge a design, or why it cannot go on."""
    return {
        "author": _("you had a part in making it"),
        "interest": _("you have an interest in it"),
        "reviewed": _("you reviewed it before, and approval needs other eyes"),
    }


def barriers() -> dict[str, str]:
    """Return code → what keeps a design from going on."""
    return {
        "unreadable": _("the text cannot be read"),
        "hard-findings": _("hard rules are not met"),
        "subject-expert": _("no subject expert has signed this text off"),
        "interests": _("not everyone has said whether they have an interest"),
        "change-requests": _("changes that were asked for are not answered"),
        "approval": _("this text is not approved"),
        "peer": _("no independent reviewer has passed this text"),
    }


def dossier_parts() -> dict[str, str]:
    """Return code → a part of a dossier for a quality assurance body outside."""
    return {
        "provider": _("data of the provider"),
        "cohort": _("proof of a cohort"),
        "assessments": _("a sample of each kind of assessment"),
        "records": _("how records are kept"),
        "credential": _("a description of the credential"),
        "workload": _("how the workload is spread"),
        "panel": _("a panel of two or more"),
        "student": _("a student on the panel"),
        "report": _("the draft report"),
        "factual": _("the factual check"),
    }

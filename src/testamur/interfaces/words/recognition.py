"""Recognition in words: states, purposes, outcomes, what happened, and what is wrong with a ruling."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import format_date

from testamur.core.credential.report import Outcome
from testamur.domain.recognition.values import Draft, EvidenceView, RequestView
from testamur.interfaces.words.translation import _, formats
from testamur.interfaces.words.verdicts import sentence


def states() -> dict[str, str]:
    """Return state → what it is called."""
    return {
        "draft": _("Draft"),
        "submitted": _("Handed in"),
        "incomplete": _("Waiting for the applicant"),
        "complete": _("File complete"),
        "under_assessment": _("Being assessed"),
        "decided": _("Decided"),
        "appealed": _("Appealed"),
        "appeal_decided": _("Appeal decided"),
        "withdrawn": _("Withdrawn"),
    }


def own_states() -> dict[str, str]:
    """Return state → what the applicant's own pages call it."""
    return {**states(), "incomplete": _("Waiting for you"), "appealed": _("Your appeal is being looked at")}


def verdicts() -> dict[str, str]:
    """Return the verifier's verdict → what it said of a credential when it came in."""
    return {
        "valid": _("genuine when it was handed in"),
        "invalid": _("not valid when it was handed in"),
        "indeterminate": _("could not be checked when it was handed in"),
    }


def verdicts_in_a_draft() -> dict[str, str]:
    """Return the verifier's verdict → what it says of a credential in a draft, which nobody has handed in yet."""
    return {
        "valid": _("genuine, as of now"),
        "invalid": _("not valid, as of now"),
        "indeterminate": _("could not be checked so far"),
    }


def why_not_valid(evidence: EvidenceView) -> str:
    """Return the check that failed, or else the one that could not be made, in a sentence; nothing where all passed."""
    for outcome in (Outcome.FAILED, Outcome.UNKNOWN):
        found = next((check for check in evidence.checks if check.outcome is outcome), None)
        if found:
            return sentence(found)
    return ""


def whose(evidence: EvidenceView, applicant: str) -> str:
    """Return whom a credential is made out to, where that is not plainly the applicant; nothing otherwise."""
    said = {"holder": evidence.source.holder, "applicant": applicant}
    if evidence.fits_since is not None:
        day = format_date(evidence.fits_since, "long", locale=formats())
        return _(
            "It is made out to “{holder}”. The applicant has that name since {day}; by the name before, it would be "
            "another person’s."
        ).format(day=day, **said)
    if evidence.held_by == "other":
        return _("It is made out to another person, “{holder}”. The applicant is “{applicant}”.").format(**said)
    if evidence.held_by != "unknown":
        return ""
    if not evidence.source.holder:
        return _("It names nobody, so it cannot tell whether it is that of the applicant, “{applicant}”.").format(
            **said
        )
    return _("It is made out to “{holder}”. Whether that is the applicant, “{applicant}”, we cannot tell.").format(
        **said
    )


def purposes() -> dict[str, str]:
    """Return purpose → what the person wants."""
    return {
        "credit": _("Credit towards studies here"),
        "exemption": _("Not having to take a unit again"),
        "admission": _("Admission"),
        "employment": _("To show an employer what it is worth here"),
        "title": _("To use the title that goes with it"),
    }


def bases() -> dict[str, str]:
    """Return basis → what the person brings."""
    return {
        "studies": _("Studies at a university or college"),
        "micro_credential": _("Micro-credentials"),
        "experience": _("Experience at work or elsewhere"),
    }


def outcomes() -> dict[str, str]:
    """Return outcome → what was decided, in two or three words."""
    return {
        "full": _("Recognised in full"),
        "partial": _("Recognised in part"),
        "conditional": _("Recognised on a condition"),
        "refused": _("Not recognised"),
    }


def answers(draft: Draft, target: str, purpose: str = "") -> str:
    """Return the decision in a sentence, for the head of a page or letter; a statement says for what it holds."""
    sentences = {"employment": _for_employment, "title": _for_a_title}.get(purpose, _for_studies)()
    return sentences[draft.outcome].format(target=target)


def _for_studies() -> dict[str, str]:
    return {
        "full": _("We recognise your learning as “{target}”, in full."),
        "partial": _("We recognise a part of “{target}”."),
        "conditional": _("We recognise your learning as “{target}” as soon as a condition is met."),
        "refused": _(
            "We do not recognise your learning as “{target}”. The difference that stands in the way is below."
        ),
    }


def _for_employment() -> dict[str, str]:
    return {
        "full": _("For employment, your learning is worth as much as our “{target}”."),
        "partial": _("For employment, your learning is worth as much as a part of our “{target}”."),
        "conditional": _(
            "For employment, your learning is worth as much as our “{target}” as soon as a condition is met."
        ),
        "refused": _(
            "For employment, we cannot say that your learning is worth as much as our “{target}”. The difference that "
            "stands in the way is below."
        ),
    }


def _for_a_title() -> dict[str, str]:
    return {
        "full": _("You may use the title of our “{target}”."),
        # No ruling on a title is partial; the rules see to it.
        "partial": _("You may use the title of our “{target}”."),
        "conditional": _("You may use the title of our “{target}” as soon as a condition is met."),
        "refused": _("You may not use the title of our “{target}”. The difference that stands in the way is below."),
    }


def holds_for(purpose: str) -> str:
    """Return for what a statement holds, and for what not; nothing for what counts towards studies here."""
    return {
        "employment": _(
            "This is a statement for employers, who decide themselves. It is no credit towards studies here, and no "
            "admission to a regulated profession: that is for the body which regulates it."
        ),
        "title": _("This allows the title to be used. It is no award of this institution, and no credit here."),
    }.get(purpose, "")


def renamed(request: RequestView) -> list[str]:
    """Return what the account of the applicant was called before, and was called since, each in a sentence."""
    told = [
        _("Until {day}, the applicant’s account had the name “{name}”.").format(
            day=format_date(one.until, "long", locale=formats()), name=one.name or "–"
        )
        for one in request.former_names
        if one.name
    ]
    if request.named and request.named != request.name:
        told.append(
            _("The request was handed in by “{then}”. Now the account has the name “{now}”.").format(
                then=request.named, now=request.name
            )
        )
    return told


def sources() -> dict[str, str]:
    """Return source → how the learning came about, as policies put their caps on it."""
    return {
        "credit_transfer": _("Credit transfer"),
        "rpl": _("Prior learning (RPL)"),
        "samc": _("Verified stand-alone micro-credential (SAMC)"),
        "apel_c": _("Experience, by APEL.C"),
        "component": _("Part of a programme of this institution"),
    }


def kinds() -> dict[str, str]:
    """Return the kind of a target."""
    return {"unit": _("Unit"), "programme": _("Programme"), "micro_credential": _("Micro-credential")}


def dimensions() -> dict[str, str]:
    """Return dimension → what a difference may be in."""
    return {
        "level": _("Level"),
        "workload": _("Workload"),
        "quality": _("Quality assurance"),
        "profile": _("Profile"),
        "outcomes": _("Learning outcomes"),
    }


def checklist() -> dict[str, str]:
    """Return point → the question that an assessor answers."""
    return {
        "quality": _("Is the provider’s quality assured?"),
        "verification": _("Could the credential be verified?"),
        "level": _("Is the level stated, and right?"),
        "outcomes": _("Are the outcomes stated, and do they fit?"),
        "workload": _("Is the workload stated, and enough?"),
        "assessment": _("Was it assessed, and how?"),
        "identification": _("Is it known that this person did it?"),
    }


def matches() -> dict[str, str]:
    """Return judgement → how far an outcome is covered."""
    return {
        "open": _("Not judged yet"),
        "same": _("Covered"),
        "partly": _("Covered in part"),
        "missing": _("Not covered"),
    }


def happenings() -> dict[str, str]:
    """Return what happened → how a timeline says it."""
    return {
        "opened": _("The request was begun."),
        "submitted": _("The request was handed in. The clock runs."),
        "accepted": _("The file was found complete."),
        "asked": _("The institution asked for something. The clock stands still."),
        "answered": _("The answer came in. The clock goes on."),
        "begun": _("Somebody began to assess it."),
        "proposed": _("A ruling was proposed."),
        "sent-back": _("The proposal was sent back."),
        "delayed": _("The institution said that it takes longer."),
        "declared": _("Somebody stood back, being too close to the case."),
        "decided": _("It was decided."),
        "corrected": _("The decision was corrected."),
        "fulfilled": _("The condition is met."),
        "appealed": _("An appeal was filed."),
        "appeal-decided": _("The appeal was decided."),
        "withdrawn": _("The request was withdrawn."),
        "erased": _("What was handed in and written was erased."),
    }


def appeal_outcomes() -> dict[str, str]:
    """Return outcome of an appeal → what it is called."""
    return {"upheld": _("The appeal was right"), "dismissed": _("The decision stands")}


def endings() -> dict[str, str]:
    """Return why a precedent no longer holds."""
    return {
        "withdrawn": _("withdrawn"),
        "replaced": _("replaced by a newer one"),
        "target-changed": _("outcomes, level or credits here have changed"),
        "source-changed": _("outcomes, level or credits there have changed"),
        "decision-superseded": _("its decision was corrected"),
        "lapsed": _("its time was over"),
    }


def flaws(found: object) -> list[str]:
    """Return what is wrong with a ruling, a sentence for each flaw (objects with code and field)."""
    listed = found if isinstance(found, list | tuple) else []
    said = [flaw(one) for one in listed if isinstance(one, Mapping)]
    return list(dict.fromkeys(said))


def flaw(found: Mapping[str, object]) -> str:
    """Return one flaw of a ruling in a sentence."""
    code = str(found.get("code", ""))
    facts = {name: str(found.get(name, "")) for name in ("found", "asked")}
    return _flaws().get(code, code).format(**facts)


def cut(because: object) -> str:
    """Return why a policy does not count all of it."""
    codes = [str(one) for one in because] if isinstance(because, list | tuple) else [str(because)]
    return ", ".join(dict.fromkeys(_cuts().get(code, code) for code in codes))


def _flaws() -> dict[str, str]:
    return {
        "no-such-outcome": _("Choose what is decided."),
        "no-criteria-version": _("No criteria are published to decide by."),
        "refused-without-difference": _(
            "Granted is the default. To refuse, name at least one substantial difference: in what it lies, what shows "
            "it, and why it stands in the way."
        ),
        "granted-with-difference": _(
            "A difference is named, and all is granted. Take the difference out, or grant a part."
        ),
        "partial-of-nothing": _("Say which outcomes, or which units, are recognised."),
        "conditional-on-nothing": _("Say what the condition is."),
        "no-reasons": _("Give the reasons. The applicant reads them."),
        "no-appeal-body": _("The criteria name nobody to appeal to."),
        "no-appeal-deadline": _("The criteria set no time for appeals."),
        "appeal-already-over": _("The time for appeals would be over already."),
        "no-such-dimension": _("Choose in what the difference lies."),
        "difference-without-evidence": _("Say what shows the difference."),
        "difference-without-obstacle": _("Say why the difference stands in the way of what the applicant wants to do."),
        "not-of-the-target": _("What is recognised has to be a part of what was asked for."),
        "no-source": _("Say how the learning came about: policies have caps by source."),
        "other-unit": _("Give the credits in the unit of what was asked for."),
        "more-than-asked": _("That is more than what was asked for is worth."),
        "no-credits": _("Say how many credits are granted."),
        "title-in-part": _("A title is used or it is not: recognise it in full, on a condition, or not at all."),
        "not-compared": _("Not everything in it was compared. Say why it can be recognised in full all the same."),
        "few-credits": _(
            "The credentials that were handed in are worth {found} of {asked}. Say why it can be recognised in full"
            " all the same."
        ),
        "credits-without-studies": _("A statement for employers, or on a title, gives no credits. Leave them empty."),
    }


def _cuts() -> dict[str, str]:
    return {
        "cap": _("a cap on this source"),
        "currency": _("it is too old"),
        "min-grade": _("the grade is too low"),
        "minimum-grade": _("the grade is too low"),
        "renewal": _("it is the same again"),
        "overlap": _("it overlaps with something that counts"),
        "residency": _("so much has to be earned here"),
        "whole-items-only": _("only whole units count"),
        "not-needed": _("it is not needed"),
    }

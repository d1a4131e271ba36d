"""Presentations: credentials that a holder shows to somebody (VC Data Model 2.0, section 4.13)."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from testamur.core.credential.envelope import Envelope, open_document
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.jose.claims import holder_of
from testamur.core.credential.ports import Json
from testamur.core.credential.question import Judge, Question
from testamur.core.credential.report import Check, Outcome, Report, Verdict, failed, passed, unknown
from testamur.core.credential.shape import check_shape, items
from testamur.core.credential.signature import check_holder

PRESENTATION_SPEC = "https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations"

# A wallet shows a handful; ten thousand would be a way to keep a verifier busy.
_MAX_CREDENTIALS = 64


def judge_presentation(envelope: Envelope, question: Question, judge: Judge) -> Report:
    """Return the report on a presentation, with one on each credential inside.

    1. Look at its shape (section 4.13).
    2. Find the holder's key, and see whether the signature fits, and whether it was made for whoever asked.
    3. Judge every credential inside by itself.
    4. See whether they are about the holder.
    """
    document, policy = envelope.credential, question.policy
    checks = [passed("form", envelope.form, PRESENTATION_SPEC), check_shape(document, is_presentation=True)]  # 1
    if checks[-1].outcome is not Outcome.PASSED:
        return Report(tuple(checks), form=envelope.form)
    checks += _check_signed(envelope, question)  # 2
    inside = items(document.get("verifiableCredential", []))
    if len(inside) > _MAX_CREDENTIALS:
        count = {"count": len(inside), "limit": _MAX_CREDENTIALS}
        return Report((*checks, unknown("credential", "too-many-credentials", PRESENTATION_SPEC, **count)))
    presenter = _presenter(document, checks)
    bare = replace(policy, key_binding=False, audience="", nonce="", domain="")
    # 4.13.4: what holders say of themselves needs no signature but that of the presentation, which has to name them.
    asked = question.within(bare, presenter if envelope.token is None and holder_of(document) else "")
    parts = tuple(_judge_part(found, asked, judge) for found in inside)  # 3
    checks += [_told(number, part) for number, part in enumerate(parts, 1)]
    holding = _check_subjects(presenter, parts)  # 4
    notices = [] if parts else [unknown("credential", "nothing-presented", PRESENTATION_SPEC)]
    (checks if policy.key_binding else notices).extend(holding)
    first = parts[0].credential if parts else None
    return Report(tuple(checks), first, envelope.form, tuple(notices), parts[0].trust if parts else None, parts)


def _check_signed(envelope: Envelope, question: Question) -> list[Check]:
    """Return the checks of the holder's signature; without one, the credentials may still be good by themselves."""
    if envelope.token is not None or envelope.credential.get("proof"):
        return check_holder(envelope, question)
    policy = question.policy
    is_asked = policy.key_binding or policy.nonce or policy.domain or policy.audience
    return [(failed if is_asked else unknown)("holder", "presentation-not-signed", PRESENTATION_SPEC)]


def _judge_part(found: object, question: Question, judge: Judge) -> Report:
    try:
        envelope = open_document(found)
    except CredentialError as error:
        return Report((failed("form", error.code, PRESENTATION_SPEC, **error.facts),))
    if not envelope.is_credential:
        return Report((failed("form", "not-a-credential", PRESENTATION_SPEC),))
    return judge(envelope, question)


def _told(number: int, part: Report) -> Check:
    """Return the answer on a credential inside as a check of the presentation."""
    telling = part.first(Outcome.FAILED) or part.first(Outcome.UNKNOWN)
    facts: dict[str, Any] = {"number": number, "cause": telling.because if telling else ""}
    if part.verdict is Verdict.VALID:
        return passed("credential", "credential-holds", PRESENTATION_SPEC, **facts)
    if part.verdict is Verdict.INVALID:
        return failed("credential", "credential-does-not-hold", PRESENTATION_SPEC, **facts)
    return unknown("credential", "credential-cannot-tell", PRESENTATION_SPEC, **facts)


def _presenter(document: Json, checks: list[Check]) -> str:
    """Return who is proved to present it: the holder named, or whose key signed it; nobody where that failed."""
    if any(check.outcome is Outcome.FAILED for check in checks if check.name in {"holder", "signature"}):
        return ""
    proved = next((check.facts.get("holder") for check in checks if check.because == "key-is-the-holders"), None)
    return (holder_of(document) or str(proved)) if proved else ""


def _check_subjects(presenter: str, parts: tuple[Report, ...]) -> list[Check]:
    """Return, for each credential, whether it is about whoever presents it. It need not be: parents show a child's."""
    made = []
    for number, part in enumerate(parts, 1):
        subjects = items((part.credential or {}).get("credentialSubject", []))
        about = {str(subject.get("id")) for subject in islice(subjects, 64) if isinstance(subject, dict)}
        if presenter and about == {presenter}:
            made.append(passed("holder", "about-the-holder", PRESENTATION_SPEC, number=number))
        else:
            made.append(unknown("holder", "not-about-the-holder", PRESENTATION_SPEC, number=number))
    return made

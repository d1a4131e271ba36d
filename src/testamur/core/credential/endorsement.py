"""Endorsements: what others say of a credential, an achievement or an issuer, signed by them (Open Badges 3.0, 5.7).

They never touch whether the credential is valid: it was not its issuer who signed them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from testamur.core.credential.envelope import open_document
from testamur.core.credential.errors import CredentialError
from testamur.core.credential.issuer import issuer_of
from testamur.core.credential.policy import Policy
from testamur.core.credential.ports import Json
from testamur.core.credential.question import Judge, Question
from testamur.core.credential.report import Check, Outcome, Report, Verdict, failed, passed, unknown
from testamur.core.credential.shape import items, types_of

ENDORSEMENT_SPEC = "https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential"

# Each costs a signature; endorsements of endorsements are not followed.
_MAX_ENDORSEMENTS = 16
_MEMBERS = ("endorsement", "endorsementJwt")


def judge_endorsements(credential: Json, question: Question, judge: Judge) -> tuple[list[Check], list[Report]]:
    """Return what is to be told of each endorsement, and the report on it."""
    if question.depth:
        return [], []
    found = list(islice(_endorsements(credential), _MAX_ENDORSEMENTS + 1))
    told, reports = [], []
    for about, target, given in found[:_MAX_ENDORSEMENTS]:
        report = _judge_one(given, question, judge)
        reports.append(report)
        told.append(_tell(about, target, report))
    if len(found) > _MAX_ENDORSEMENTS:
        told.append(unknown("endorsement", "too-many-endorsements", ENDORSEMENT_SPEC, limit=_MAX_ENDORSEMENTS))
    return told, reports


def _endorsements(credential: Json) -> Iterator[tuple[str, str, object]]:
    """Yield what is endorsed, its identifier, and the endorsement as it stands there."""
    nodes: list[tuple[str, object]] = [("credential", credential), ("issuer", credential.get("issuer"))]
    for subject in items(credential.get("credentialSubject", [])):
        if isinstance(subject, dict):
            nodes += [("achievement", node) for node in items(subject.get("achievement", []))]
    for about, node in nodes:
        for member in _MEMBERS:
            if isinstance(node, dict) and member in node:
                for given in items(node[member]):
                    yield about, str(node.get("id", "")), given


def _judge_one(given: object, question: Question, judge: Judge) -> Report:
    try:
        envelope = open_document(given)
    except CredentialError as error:
        return Report((failed("form", error.code, ENDORSEMENT_SPEC, **error.facts),))
    if "EndorsementCredential" not in types_of(envelope.credential) or not envelope.is_credential:
        return Report((failed("form", "not-an-endorsement", ENDORSEMENT_SPEC),))
    # Whoever endorses need not be whom the verifier accepts as an issuer.
    return judge(envelope, question.within(Policy(leeway=question.policy.leeway)))


def _tell(about: str, target: str, report: Report) -> Check:
    endorsement = report.credential or {}
    issuer = endorsement.get("issuer")
    name = str(issuer.get("name", "")) if isinstance(issuer, dict) else ""
    facts = {"about": about, "by": (name or issuer_of(endorsement))[:200]}
    telling = report.first(Outcome.FAILED) or report.first(Outcome.UNKNOWN)
    if report.verdict is not Verdict.VALID and telling is not None:
        make = failed if report.verdict is Verdict.INVALID else unknown
        code = "endorsement-does-not-hold" if report.verdict is Verdict.INVALID else "endorsement-cannot-tell"
        return make("endorsement", code, ENDORSEMENT_SPEC, **facts, cause=telling.because)
    subjects = items(endorsement.get("credentialSubject", []))
    if not target or {str(subject.get("id", "")) for subject in subjects} != {target}:
        return failed("endorsement", "endorsement-of-another", ENDORSEMENT_SPEC, **facts)
    return passed("endorsement", "endorsed", ENDORSEMENT_SPEC, **facts)

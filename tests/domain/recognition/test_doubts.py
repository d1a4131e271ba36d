"""Evidence that is not valid, or somebody else's: nothing is granted on it without a written reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campus import NOW
from recognition_office import FULL, PARTIAL, REFUSAL, Office
from testamur.core.credential.report import Check, failed, unknown
from testamur.domain.institution import queries as institution
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Match
from testamur.interfaces.words.letters import decision_letter

FORGED = {"checks": (failed("signature", "signature-does-not-fit"),)}
UNSEEN = {"checks": (unknown("issuer", "no-answer", "", url="https://south.example", reason="timeout"),)}
SOMEBODY_ELSES = {"holder": "Farah Hanim"}
DOUBTS = pytest.mark.parametrize("said", [FORGED, UNSEEN, SOMEBODY_ELSES], ids=["forged", "unseen", "somebody's"])
REASON = "The college confirmed it by telephone."


@DOUBTS
def test_nothing_is_granted_on_doubtful_evidence_without_a_reason(office: Office, said: dict[str, object]) -> None:
    request = office.assessed(**said)
    for draft in (FULL, PARTIAL):
        with pytest.raises(actions.DoubtfulEvidence) as refused:
            actions.decide(office.registrar, request=request, draft=draft, at=NOW)
    (told,) = refused.value.facts["evidence"]
    assert told["name"] == "Data science foundations"
    with pytest.raises(actions.DoubtfulEvidence):
        actions.propose(office.registrar, request=request, draft=FULL, at=NOW)
    actions.decide(office.registrar, request=request, draft=replace(FULL, despite_doubts=REASON), at=NOW)
    decision = queries.request(office.registrar, uuid=request, on=NOW.date()).decision
    assert decision is not None
    assert (decision.draft.despite_doubts, decision.record["despite_doubts"]) == (REASON, REASON)
    newest = institution.audit(office.campus.actor("administrator"))[0]
    assert (newest.verb, newest.facts["despite_doubts"]) == ("recognition.decide", REASON)


@DOUBTS
def test_a_refusal_needs_no_word_about_doubtful_evidence(office: Office, said: dict[str, object]) -> None:
    office.decided(REFUSAL, **said)


@DOUBTS
def test_no_precedent_rests_on_doubtful_evidence(office: Office, said: dict[str, object]) -> None:
    request = office.decided(replace(FULL, despite_doubts=REASON), **said)
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    with pytest.raises(actions.NoPrecedent) as refused:
        actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW)
    assert refused.value.facts == {"why": "doubtful-evidence"}


def test_no_precedent_is_set_while_an_appeal_runs(office: Office) -> None:
    request = office.decided(PARTIAL)
    paper = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence[0]
    actions.appeal(office.learner, request=request, grounds="More.", at=NOW)
    with pytest.raises(actions.WrongState):
        actions.set_precedent(office.registrar, request=request, evidence=paper.uuid, at=NOW)


@pytest.mark.parametrize(
    ("holder", "held_by"),
    [("north of Learner", "applicant"), ("Farah Hanim", "other"), ("王小明", "unknown"), ("Learner", "unknown")],
)
def test_evidence_says_whether_it_is_the_applicants(office: Office, holder: str, held_by: str) -> None:
    request = office.submitted(holder=holder)
    (paper,) = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence
    assert (paper.held_by, paper.is_doubtful) == (held_by, held_by == "other")


def test_what_the_comparison_does_not_cover_is_not_begun_with(office: Office) -> None:
    request = office.assessed()
    judged = [Match("data", "same"), Match("stat", "missing")]
    actions.compare(office.registrar, request=request, matches=judged, checklist={}, at=NOW)
    draft = queries.first_draft(office.registrar, uuid=request)
    assert (draft.outcome, draft.recognised, draft.credits) == ("partial", ("data",), None)


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({}, ["What its check said: genuine when it was handed in."]),
        (
            FORGED,
            [
                "What its check said: not valid when it was handed in.",
                "The signature does not fit: something was changed after it was issued.",
            ],
        ),
        (
            SOMEBODY_ELSES,
            [
                "What its check said: genuine when it was handed in.",
                "It is made out to another person, “Farah Hanim”. The applicant is “Learner of north”.",
            ],
        ),
        (
            UNSEEN,
            [
                "What its check said: could not be checked when it was handed in.",
                "https://south.example did not answer (timeout).",
            ],
        ),
    ],
)
def test_the_letter_says_what_the_check_said(office: Office, said: dict[str, object], sentences: list[str]) -> None:
    request = office.decided(replace(FULL, despite_doubts=REASON), **said)
    view = queries.request(office.registrar, uuid=request, on=NOW.date())
    assert view.decision is not None
    letter = decision_letter(view, view.decision, office.campus.institution)
    (items,) = [section["items"] for section in letter["sections"] if section["heading"] == "What we looked at"]
    assert items == [["Data science foundations, South College", *sentences]]


def test_the_facts_of_a_check_are_kept_for_its_sentence(office: Office) -> None:
    request = office.submitted(checks=(failed("time", "expired", "", until=NOW, limit=3),))
    (paper,) = queries.request(office.registrar, uuid=request, on=NOW.date()).evidence
    (check,) = paper.checks
    assert isinstance(check, Check)
    assert check.facts == {"until": NOW, "limit": 3}

"""A name taken to fit a credential: it is shown, needs a reason, and is refused by nobody but people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from campus import NOW
from recognition_office import FULL, Office
from testamur.domain.institution import actions as institution
from testamur.domain.institution import queries as people
from testamur.domain.institution.access import Actor
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import RequestView
from testamur.interfaces.words import recognition as words
from testamur.interfaces.words.letters import decision_letter
from testamur.refusals import Invalid

LATER = NOW + timedelta(days=1)


def _seen(office: Office, request: object) -> RequestView:
    return queries.request(office.registrar, uuid=request, on=NOW.date())  # type: ignore[arg-type] # a uuid


def _called(learner: Actor, name: str) -> None:
    institution.call_me(learner, name=name, at=LATER)


def test_a_name_taken_after_submission_makes_nothing_theirs(office: Office) -> None:
    request = office.submitted(holder="Farah Hanim")
    _called(office.learner, "Farah Hanim")
    view = _seen(office, request)
    assert (view.named, view.name, view.evidence[0].held_by) == ("Learner of north", "Farah Hanim", "other")
    said = words.renamed(view)
    assert said[-1] == "The request was handed in by “Learner of north”. Now the account has the name “Farah Hanim”."
    assert "“Learner of north”" in said[0]
    assert view.former_names[0].by_id == office.learner.me


def test_a_name_taken_before_submission_is_shown_and_needs_a_reason(office: Office) -> None:
    request = office.draft()
    office.hand_in(request, holder="Farah Hanim")
    _called(office.learner, "Farah Hanim")
    actions.submit(office.learner, request=request, at=LATER)
    (paper,) = _seen(office, request).evidence
    assert (paper.held_by, paper.fits_since, paper.is_doubtful) == ("applicant", LATER, True)
    assert "would be another person’s" in words.whose(paper, "Farah Hanim")
    actions.accept(office.registrar, request=request, at=LATER)
    actions.begin(office.registrar, request=request, at=LATER)
    with pytest.raises(actions.DoubtfulEvidence):
        actions.decide(office.registrar, request=request, draft=FULL, at=LATER)
    reason = "The marriage certificate was shown."
    actions.decide(office.registrar, request=request, draft=replace(FULL, despite_doubts=reason), at=LATER)
    view = _seen(office, request)
    assert view.decision is not None
    letter = decision_letter(view, view.decision, office.campus.institution)
    (items,) = [one["items"] for one in letter["sections"] if one["heading"] == "What we looked at"]
    assert items[-1][0].endswith("your account had the name “Learner of north”.")


def test_a_spelling_put_right_is_no_doubt(office: Office) -> None:
    request = office.draft()
    office.hand_in(request, holder="Lerner of North")
    _called(office.learner, "Lerner of North")
    actions.submit(office.learner, request=request, at=LATER)
    (paper,) = _seen(office, request).evidence
    assert (paper.held_by, paper.is_doubtful) == ("applicant", False)


def test_a_letter_goes_by_the_name_of_the_day(office: Office) -> None:
    request = office.decided(FULL)
    before = _seen(office, request)
    assert before.decision is not None
    letter = decision_letter(before, before.decision, office.campus.institution)
    _called(office.learner, "Somebody Else")
    after = _seen(office, request)
    assert decision_letter(after, before.decision, office.campus.institution) == letter


def test_a_name_is_changed_by_its_owner_and_kept(office: Office) -> None:
    _called(office.learner, "  Farah   Hanim ")
    _called(office.learner, "Farah Hanim")
    assert people.person(office.learner.me).name == "Farah Hanim"
    assert [one.name for one in people.former_names(office.learner.me)] == ["Learner of north"]
    newest = people.audit(office.campus.actor("administrator"))[0]
    assert (newest.verb, newest.facts) == ("institution.call_me", {})
    with pytest.raises(Invalid):
        _called(office.learner, "  ")


def test_who_had_no_name_is_named_by_their_address(office: Office) -> None:
    request = office.submitted(holder="learner@north.example")
    assert _seen(office, request).evidence[0].held_by == "applicant"
    other = office.submitted(office.someone("Other"), holder="somebody@south.example")
    assert _seen(office, other).evidence[0].held_by == "other"

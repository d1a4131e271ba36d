"""Recognition for employment, and of a title: statements that count for nothing here, and bind nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campus import NOW
from recognition_office import FULL, HALF, PARTIAL, Office
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft
from testamur.interfaces.words.letters import decision_letter


def _assessed(office: Office, purpose: str, kind: str = "programme") -> object:
    unit = office.unit(code=f"{kind}-1", kind=kind)
    request = office.draft(purpose=purpose, unit=unit)
    office.hand_in(request)
    actions.submit(office.learner, request=request, at=NOW)
    actions.accept(office.registrar, request=request, at=NOW)
    actions.begin(office.registrar, request=request, at=NOW)
    return request


@pytest.mark.parametrize(
    ("purpose", "answer"),
    [
        ("employment", "For employment, your learning is worth as much as our “Data and statistics”."),
        ("title", "You may use the title of our “Data and statistics”."),
    ],
)
def test_a_statement_says_for_what_it_holds_and_counts_for_nothing(office: Office, purpose: str, answer: str) -> None:
    request = _assessed(office, purpose)
    actions.decide(office.registrar, request=request, draft=FULL, at=NOW)
    view = queries.request(office.registrar, uuid=request, on=NOW.date())
    assert view.decision is not None
    assert view.decision.draft.credits is None
    letter = decision_letter(view, view.decision, office.campus.institution)
    assert letter["answer"] == answer
    assert "For what it holds" in [section["heading"] for section in letter["sections"]]
    assert queries.holdings_of(office.learner.me) == ()


@pytest.mark.parametrize(
    ("purpose", "draft", "flaw"),
    [
        ("employment", replace(FULL, credits=HALF), "credits-without-studies"),
        ("title", replace(PARTIAL, credits=None), "title-in-part"),
    ],
)
def test_a_statement_gives_no_credits_and_no_half_a_title(
    office: Office, purpose: str, draft: Draft, flaw: str
) -> None:
    request = _assessed(office, purpose)
    with pytest.raises(actions.NotValid) as refused:
        actions.decide(office.registrar, request=request, draft=draft, at=NOW)
    assert flaw in {one["code"] for one in refused.value.facts["flaws"]}


def test_a_unit_gives_no_title(office: Office) -> None:
    with pytest.raises(actions.NoTitle):
        office.draft(purpose="title")


def test_a_precedent_for_one_purpose_binds_no_other(office: Office) -> None:
    first = _assessed(office, "employment")
    actions.decide(office.registrar, request=first, draft=FULL, at=NOW)
    (paper,) = queries.request(office.registrar, uuid=first, on=NOW.date()).evidence
    actions.set_precedent(office.registrar, request=first, evidence=paper.uuid, at=NOW)
    found = {}
    for purpose in ("employment", "title", "credit"):
        request = _assessed(office, purpose)
        found[purpose] = len(queries.fitting_precedents(office.registrar, uuid=request, on=NOW.date()))
    assert found == {"employment": 1, "title": 0, "credit": 0}


def test_what_several_credentials_are_worth_together_one_alone_is_not(office: Office) -> None:
    def asked(*codes: str) -> object:
        request = office.draft()
        for code in codes:
            office.hand_in(request, code=code)
        actions.submit(office.learner, request=request, at=NOW)
        return request

    first = asked("DS-1", "DS-2")
    actions.accept(office.registrar, request=first, at=NOW)
    actions.begin(office.registrar, request=first, at=NOW)
    actions.decide(office.registrar, request=first, draft=FULL, at=NOW)
    paper = queries.request(office.registrar, uuid=first, on=NOW.date()).evidence[0]
    actions.set_precedent(office.registrar, request=first, evidence=paper.uuid, at=NOW)
    (rule,) = queries.all_precedents(office.registrar)
    assert rule.together == ("Data science foundations (South College)",)
    for codes, fits in ((("DS-1",), 0), (("DS-2",), 0), (("DS-2", "DS-1"), 1)):
        request = asked(*codes)
        assert len(queries.fitting_precedents(office.registrar, uuid=request, on=NOW.date())) == fits
        actions.withdraw(office.learner, request=request, at=NOW)


def test_a_programme_is_recognised_in_part_by_its_own_outcomes(office: Office) -> None:
    request = _assessed(office, "credit")
    actions.decide(office.registrar, request=request, draft=PARTIAL, at=NOW)
    (held,) = queries.holdings_of(office.learner.me)
    assert (str(held.holding.credits), held.holding.stands_for) == ("3 ECTS", ())

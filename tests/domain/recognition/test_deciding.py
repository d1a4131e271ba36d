"""Granted is the default; whoever decides otherwise shows why, and never in their own case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from campus import NOW
from recognition_office import DIFFERENCE, FULL, HALF, PARTIAL, REFUSAL, Office
from testamur import packs
from testamur.adapters.postgres.scope import within
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.recognising import Difference
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Draft, Match
from testamur.refusals import Invalid, NotAllowed, NotFound


def flaws(refused: pytest.ExceptionInfo[actions.NotValid]) -> list[str]:
    listed: Any = refused.value.facts["flaws"]
    return [flaw["code"] for flaw in listed]


def compared(office: Office, request: UUID, *judged: str) -> None:
    """Judge both outcomes of the unit."""
    matches = [Match(outcome, said) for outcome, said in zip(("data", "stat"), judged, strict=True)]
    actions.compare(office.registrar, request=request, matches=matches, checklist={}, at=NOW)


def test_an_assessor_begins_with_nothing_and_once_it_is_compared_with_all_granted(office: Office) -> None:
    request = office.assessed()
    assert queries.first_draft(office.registrar, uuid=request) == Draft("", "credit_transfer")
    compared(office, request, "same", "same")
    draft = queries.first_draft(office.registrar, uuid=request)
    assert (draft.outcome, draft.credits, draft.recognised) == (
        "full",
        CreditAmount(Decimal(6), "ECTS"),
        ("data", "stat"),
    )


def test_what_nobody_compared_is_granted_in_full_with_a_reason_alone(office: Office) -> None:
    request, silent = office.assessed(), replace(FULL, reasons=" ")
    with pytest.raises(actions.NotValid) as refused:
        actions.decide(office.registrar, request=request, draft=silent, at=NOW)
    assert flaws(refused) == ["not-compared"]
    (remark,) = queries.remarks(office.registrar, uuid=request, draft=silent, on=NOW.date())
    assert remark.outcomes == ("data", "stat")
    compared(office, request, "same", "partly")
    actions.decide(office.registrar, request=request, draft=silent, at=NOW)


def test_credits_far_below_what_is_asked_for_are_granted_in_full_with_a_reason_alone(office: Office) -> None:
    request = office.draft(unit=office.unit(code="BIG", worth=CreditAmount(Decimal(60), "ECTS")))
    office.hand_in(request)
    actions.submit(office.learner, request=request, at=NOW)
    actions.accept(office.registrar, request=request, at=NOW)
    actions.begin(office.registrar, request=request, at=NOW)
    compared(office, request, "same", "same")
    with pytest.raises(actions.NotValid) as refused:
        actions.decide(office.registrar, request=request, draft=replace(FULL, reasons=""), at=NOW)
    assert refused.value.facts["flaws"] == [
        {"code": "few-credits", "field": "reasons", "found": "6", "asked": "60 ECTS"}
    ]
    actions.decide(office.registrar, request=request, draft=FULL, at=NOW)


def test_the_likest_outcome_is_suggested_and_a_person_judges(office: Office) -> None:
    request = office.assessed(outcomes=("Tests hypotheses with statistical software", "Sings in a choir"))
    data, stat = queries.comparison(office.registrar, uuid=request).matches
    assert (data.judged, data.likeness) == ("open", None)
    assert (stat.judged, stat.by) == ("open", "Tests hypotheses with statistical software")
    judged = [Match("stat", "same", "Their second term")]
    actions.compare(office.registrar, request=request, matches=judged, checklist={"level": ("yes", "")}, at=NOW)
    paper = queries.comparison(office.registrar, uuid=request)
    assert [one.judged for one in paper.matches] == ["open", "same"]
    assert paper.matches[1].by == "Their second term"
    assert paper.checklist == {"level": ("yes", "")}


@pytest.mark.parametrize(
    ("match", "checklist"),
    [
        (Match("nothing", "same"), {}),
        (Match("data", "perhaps"), {}),
        (Match("data", "same"), {"weather": ("yes", "")}),
        (Match("data", "same"), {"level": ("perhaps", "")}),
        (Match("data", "same", note="x" * 2001), {}),
    ],
)
def test_a_comparison_speaks_of_what_there_is(
    office: Office, match: Match, checklist: dict[str, tuple[str, str]]
) -> None:
    request = office.assessed()
    with pytest.raises(Invalid):
        actions.compare(office.registrar, request=request, matches=[match], checklist=checklist, at=NOW)


@pytest.mark.parametrize("draft", [FULL, PARTIAL, REFUSAL])
def test_a_decision_names_its_criteria_its_appeal_body_and_its_day(office: Office, draft: Draft) -> None:
    decision = queries.own_request(office.learner.me, office.decided(draft), on=NOW.date()).decision
    assert decision is not None
    assert (decision.draft.outcome, decision.criteria.number) == (draft.outcome, 1)
    assert (decision.appeal_body, decision.appeal_by) == ("North University", NOW.date() + timedelta(days=30))


def test_a_refusal_without_a_difference_is_impossible(office: Office) -> None:
    request = office.assessed()
    with pytest.raises(actions.NotValid) as refused:
        actions.decide(office.registrar, request=request, draft=replace(REFUSAL, differences=()), at=NOW)
    assert flaws(refused) == ["refused-without-difference"]
    assert queries.request(office.registrar, uuid=request, on=NOW.date()).state == "under_assessment"


@pytest.mark.parametrize(
    ("draft", "flaw"),
    [
        (replace(REFUSAL, reasons=" "), "no-reasons"),
        (replace(REFUSAL, differences=(Difference("fame", "x", "y"),)), "no-such-dimension"),
        (replace(REFUSAL, differences=(replace(DIFFERENCE, evidence=" "),)), "difference-without-evidence"),
        (replace(REFUSAL, differences=(replace(DIFFERENCE, why_obstacle=""),)), "difference-without-obstacle"),
        (replace(FULL, differences=(DIFFERENCE,)), "granted-with-difference"),
        (replace(PARTIAL, recognised=()), "partial-of-nothing"),
        (replace(PARTIAL, recognised=("alchemy",)), "not-of-the-target"),
        (replace(PARTIAL, outcome="conditional", conditions=(" ",)), "conditional-on-nothing"),
        (replace(PARTIAL, credits=CreditAmount(Decimal(7), "ECTS")), "more-than-asked"),
        (replace(PARTIAL, credits=CreditAmount(Decimal(3), "MQF")), "other-unit"),
        (replace(PARTIAL, credits=None), "no-credits"),
        (replace(FULL, source=""), "no-source"),
        (replace(FULL, outcome="maybe"), "no-such-outcome"),
    ],
)
def test_a_ruling_that_cannot_stand_says_why(office: Office, draft: Draft, flaw: str) -> None:
    request = office.assessed()
    with pytest.raises(actions.NotValid) as refused:
        actions.decide(office.registrar, request=request, draft=draft, at=NOW)
    assert flaw in flaws(refused)


SPOILED = {
    "refused with nothing": "UPDATE spoiled SET outcome = 'refused', differences = '[]'",
    "a difference without evidence": (
        'UPDATE spoiled SET outcome = \'refused\', differences = \'[{"dimension": "level", "evidence": " "}]\''
    ),
    "no array": "UPDATE spoiled SET differences = '{}'",
    "a part of nothing": "UPDATE spoiled SET outcome = 'partial', recognised = '[]'",
    "a condition that is none": "UPDATE spoiled SET outcome = 'conditional', conditions = '[]'",
    "no reasons": "UPDATE spoiled SET reasons = ''",
    "decided by the applicant": "UPDATE spoiled SET decided_by_id = person_id",
    "an outcome of another kind": "UPDATE spoiled SET outcome = 'perhaps'",
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_the_database_knows_the_rules_too(office: Office, spoil: str) -> None:
    office.decided()
    with within(office.campus.institution.id), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE spoiled ON COMMIT DROP AS TABLE recognition_recognitiondecision")
        cursor.execute("UPDATE spoiled SET id = id + 1000, uuid = gen_random_uuid(), number = number + 1")
        cursor.execute(spoil)
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("INSERT INTO recognition_recognitiondecision SELECT * FROM spoiled")


@pytest.mark.parametrize("table", ["recognitiondecision", "criteria", "unit", "event"])
def test_what_is_written_once_is_not_changed(office: Office, table: str) -> None:
    office.decided()
    for verb in ("UPDATE {} SET id = id", "DELETE FROM {}"):
        with pytest.raises(IntegrityError), within(office.campus.institution.id), connection.cursor() as cursor:
            cursor.execute(verb.format(f"recognition_{table}"))


def test_evidence_is_never_changed(office: Office) -> None:
    office.decided()
    with pytest.raises(IntegrityError), within(office.campus.institution.id), connection.cursor() as cursor:
        cursor.execute("UPDATE recognition_evidence SET verdict = 'valid'")


def test_another_scope_sees_no_rows_at_all(office: Office) -> None:
    office.decided()
    tables = ("recognitionrequest", "evidence", "event", "recognitiondecision", "appeal", "comparison")
    question = "SELECT count(*) FROM recognition_{}"
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(question.format(table))
            assert cursor.fetchone() == (0,), table


def test_nobody_decides_on_their_own_request(office: Office) -> None:
    clerk = office.someone("Rosa", "registrar")
    request = office.submitted(clerk)
    with pytest.raises(actions.ConflictOfInterest) as refused:
        actions.accept(clerk, request=request, at=NOW)
    assert refused.value.facts == {"why": "own-case"}
    actions.accept(office.registrar, request=request, at=NOW)


def test_who_is_too_close_stands_back_for_good(office: Office) -> None:
    request = office.assessed()
    actions.declare_interest(office.registrar, request=request, reason="My cousin.", at=NOW)
    view = queries.request(office.registrar, uuid=request, on=NOW.date())
    assert (view.state, view.assessor_id) == ("complete", None)
    with pytest.raises(actions.ConflictOfInterest):
        actions.begin(office.registrar, request=request, at=NOW)
    assert queries.is_too_close(office.registrar, uuid=request)
    seen = [event.kind for event in queries.own_request(office.learner.me, request, on=NOW.date()).events]
    assert "declared" not in seen
    other = office.someone("Olga", "registrar")
    actions.begin(other, request=request, at=NOW)
    actions.decide(other, request=request, draft=FULL, at=NOW)


@pytest.mark.parametrize("role", ["learner", "instructor", "designer", "administrator"])
def test_only_who_may_assess_assesses(office: Office, role: str) -> None:
    request = office.submitted()
    with pytest.raises(NotAllowed):
        actions.accept(office.campus.actor(role), request=request, at=NOW)


def test_a_reviewer_assesses_and_proposes_and_does_not_decide(office: Office) -> None:
    reviewer, request = office.someone("Rita", "reviewer"), office.assessed()
    actions.propose(reviewer, request=request, draft=PARTIAL, at=NOW)
    with pytest.raises(NotAllowed):
        actions.decide(reviewer, request=request, draft=PARTIAL, at=NOW)
    actions.decide(office.registrar, request=request, at=NOW)
    decision = queries.request(office.registrar, uuid=request, on=NOW.date()).decision
    assert decision is not None
    assert (decision.proposed_by_id, decision.decided_by_id) == (reviewer.me, office.registrar.me)


def four_eyes(office: Office) -> None:
    actions.publish_criteria(
        office.campus.actor("administrator"), statement="", appeal_body="Board", four_eyes=True, at=NOW
    )


def test_four_eyes_need_somebody_who_proposes_and_somebody_else_who_decides(office: Office) -> None:
    four_eyes(office)
    request, reviewer = office.assessed(), office.someone("Rita", "reviewer")
    for draft, why in ((FULL, "no-proposal"),):
        with pytest.raises(actions.FourEyes) as refused:
            actions.decide(office.registrar, request=request, draft=draft, at=NOW)
        assert refused.value.facts == {"why": why}
    actions.propose(office.registrar, request=request, draft=PARTIAL, at=NOW)
    with pytest.raises(actions.FourEyes):
        actions.decide(office.registrar, request=request, at=NOW)
    actions.propose(reviewer, request=request, draft=PARTIAL, at=NOW)
    with pytest.raises(actions.FourEyes):
        actions.decide(office.registrar, request=request, draft=FULL, at=NOW)
    actions.send_back(office.registrar, request=request, note="Why not all of it?", at=NOW)
    with pytest.raises(actions.NothingProposed):
        actions.send_back(office.registrar, request=request, note="Again", at=NOW)
    actions.propose(reviewer, request=request, draft=FULL, at=NOW)
    actions.decide(office.registrar, request=request, at=NOW)
    with pytest.raises(actions.FourEyes):
        actions.correct(office.registrar, request=request, draft=PARTIAL, because="A slip.", at=NOW)


def test_nothing_is_decided_twice(office: Office) -> None:
    request = office.decided()
    with pytest.raises(actions.WrongState):
        actions.decide(office.registrar, request=request, draft=FULL, at=NOW)


def test_a_correction_supersedes_and_both_can_be_read(office: Office) -> None:
    request = office.decided()
    actions.correct(office.registrar, request=request, draft=FULL, because="The second term was overlooked.", at=NOW)
    first, second = queries.own_request(office.learner.me, request, on=NOW.date()).decisions
    assert (first.superseded_by, first.stands) == (second.uuid, False)
    assert (second.supersedes, second.correction, second.stands) == (
        first.uuid,
        "The second term was overlooked.",
        True,
    )
    with pytest.raises(Invalid):
        actions.correct(office.registrar, request=request, draft=PARTIAL, because=" ", at=NOW)


def test_a_condition_counts_once_it_is_met(office: Office) -> None:
    draft = Draft("conditional", "rpl", HALF, recognised=("data",), conditions=("Show it.",), reasons="Likely.")
    request = office.decided(draft)
    (held,) = queries.holdings_of(office.learner.me)
    assert held.holding.state == "pending"
    actions.fulfil(office.registrar, request=request, note="Shown on the machine.", at=NOW)
    (held,) = queries.holdings_of(office.learner.me)
    assert held.holding.state == "confirmed"
    with pytest.raises(NotFound):
        actions.fulfil(office.registrar, request=request, note="Again.", at=NOW)


def test_a_delay_is_told_with_a_later_day(office: Office) -> None:
    request = office.assessed()
    due = queries.request(office.registrar, uuid=request, on=NOW.date()).clock.due_on
    assert due is not None
    with pytest.raises(Invalid):
        actions.announce_delay(office.registrar, request=request, until=due, reason="Exams.", at=NOW)
    late = due + timedelta(days=20)
    actions.announce_delay(office.registrar, request=request, until=late, reason="Exams.", at=NOW)
    clock = queries.own_request(office.learner.me, request, on=due + timedelta(days=5)).clock
    assert (clock.delayed_until, clock.is_overdue) == (late, False)
    assert queries.own_request(office.learner.me, request, on=late + timedelta(days=1)).clock.is_overdue


BACHELOR = packs.policies()["my-bachelor"]


def degree(office: Office, count: int = 10) -> Any:
    """Return a programme of 120 credits with the national caps, and units of 4 credits that it can be made of."""
    for number in range(count):
        office.unit(f"U{number}", worth=CreditAmount(Decimal(4), "MQF"), outcomes=())
    worth = CreditAmount(Decimal(120), "MQF")
    return office.unit("BSC", kind="programme", worth=worth, outcomes=(), policy=BACHELOR)


def experience(office: Office, unit: Any) -> Any:
    request = office.draft(unit=unit)
    actions.describe(office.learner, request=request, narrative="Long years.", at=NOW)
    actions.submit(office.learner, request=request, at=NOW)
    actions.accept(office.registrar, request=request, at=NOW)
    actions.begin(office.registrar, request=request, at=NOW)
    return request


def units(count: int) -> Draft:
    worth, codes = CreditAmount(Decimal(4 * count), "MQF"), tuple(f"U{number}" for number in range(count))
    return Draft("partial", "apel_c", worth, recognised=codes, reasons="By portfolio.")


def test_the_policys_caps_are_said_while_the_ruling_is_written(office: Office) -> None:
    """T8: ten courses of four credits by experience; thirty per cent of 120 is nine of them."""
    request = experience(office, degree(office))
    said = queries.caps(office.registrar, uuid=request, draft=units(10), on=NOW.date())
    assert said is not None
    assert (str(said.counted), said.is_cut, said.because) == ("36 MQF", True, ("cap",))
    said = queries.caps(office.registrar, uuid=request, draft=units(9), on=NOW.date())
    assert said is not None
    assert not said.is_cut


def test_more_than_the_policy_counts_is_granted_only_with_a_reason(office: Office) -> None:
    request = experience(office, degree(office))
    with pytest.raises(actions.BeyondPolicy) as refused:
        actions.decide(office.registrar, request=request, draft=units(10), at=NOW)
    assert (refused.value.facts["granted"], refused.value.facts["counted"]) == ("40 MQF", "36 MQF")
    over = replace(units(10), beyond_policy="The senate allowed it on 3 May.")
    actions.decide(office.registrar, request=request, draft=over, at=NOW)
    decision = queries.request(office.registrar, uuid=request, on=NOW.date()).decision
    assert decision is not None
    assert decision.draft.beyond_policy == "The senate allowed it on 3 May."
    assert len(queries.holdings_of(office.learner.me)) == 10


def test_what_was_recognised_before_uses_up_the_cap(office: Office) -> None:
    programme = degree(office)
    actions.decide(office.registrar, request=experience(office, programme), draft=units(9), at=NOW)
    again = experience(office, programme)
    said = queries.caps(office.registrar, uuid=again, draft=units(1), on=NOW.date())
    assert said is not None
    assert str(said.counted) == "0 MQF"


def test_a_policy_that_cannot_be_read_is_not_published(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        office.unit("BAD", kind="programme", policy="testamur: policy-1\nid: [")
    assert refused.value.code == "bad-policy"

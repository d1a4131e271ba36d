"""A learner asks: whoever they are, within limits, and can take it back until it is decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from campus import NOW, found
from recognition_office import Office, badge, report
from testamur.core.credential.report import Report, failed
from testamur.domain.institution.queries import actor_for
from testamur.domain.recognition import actions, queries
from testamur.refusals import Invalid, NotFound


def test_anyone_may_ask_and_the_clock_runs_from_the_complete_file(office: Office) -> None:
    request = office.submitted(at=datetime(2025, 10, 31, 9, tzinfo=UTC))
    actions.accept(office.registrar, request=request, at=NOW)
    view = queries.own_request(office.learner.me, request, on=NOW.date())
    assert view.state == "complete"
    assert view.clock.due_on is not None
    assert view.clock.due_on.isoformat() == "2026-02-28"
    assert view.clock.is_overdue


def test_asking_stops_the_clock_and_the_answer_lets_it_go_on(office: Office) -> None:
    request = office.assessed()
    due = queries.request(office.registrar, uuid=request, on=NOW.date()).clock.due_on
    actions.ask(office.registrar, request=request, question="Which syllabus?", at=NOW + timedelta(days=10))
    stopped = queries.request(office.registrar, uuid=request, on=NOW.date() + timedelta(days=200)).clock
    assert stopped.is_stopped
    assert not stopped.is_overdue
    assert [line.due_on for line in queries.desk(office.registrar, on=NOW.date())] == [None]
    actions.answer(office.learner, request=request, text="That of 2025.", at=NOW + timedelta(days=30))
    view = queries.request(office.registrar, uuid=request, on=NOW.date() + timedelta(days=31))
    assert view.state == "under_assessment"
    assert due is not None
    assert view.clock.due_on == due + timedelta(days=20)


def test_before_the_file_was_found_complete_the_clock_begins_anew_with_the_answer(office: Office) -> None:
    request = office.submitted()
    actions.ask(office.registrar, request=request, question="The transcript?", at=NOW + timedelta(days=5))
    assert queries.own_request(office.learner.me, request, on=NOW.date()).clock.due_on is None
    answered = NOW + timedelta(days=40)
    actions.answer(office.learner, request=request, text="Here.", at=answered)
    view = queries.own_request(office.learner.me, request, on=answered.date())
    assert (view.state, view.complete_at) == ("submitted", answered)


def test_a_request_without_evidence_and_without_words_is_not_handed_in(office: Office) -> None:
    request = office.draft()
    with pytest.raises(actions.NothingToJudge):
        actions.submit(office.learner, request=request, at=NOW)
    actions.describe(office.learner, request=request, narrative="Ten years in a statistics office.", at=NOW)
    actions.submit(office.learner, request=request, at=NOW)


def test_the_same_is_asked_once_at_a_time(office: Office) -> None:
    unit = office.unit()
    request = office.draft(unit=unit)
    with pytest.raises(actions.AlreadyAsked) as refused:
        office.draft(unit=unit)
    assert refused.value.facts == {"request": str(request)}
    assert office.draft(unit=unit, purpose="exemption") != request
    office.hand_in(request)
    actions.submit(office.learner, request=request, at=NOW)
    actions.withdraw(office.learner, request=request, at=NOW)
    assert office.draft(unit=unit) != request


def test_a_micro_credential_can_be_asked_for_too(office: Office) -> None:
    course = office.campus.publish()
    request = actions.open_request(office.learner, purpose="exemption", basis="studies", microcredential=course, at=NOW)
    target = queries.own_request(office.learner.me, request, on=NOW.date()).target
    assert (target.kind, target.key) == ("micro_credential", f"mc:{course}")
    assert target.outcomes


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "fame"}, "purpose"),
        ({"basis": "hearsay"}, "basis"),
        ({"language": "not a language"}, "language"),
        ({"unit": None}, "target"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(office: Office, change: dict[str, object], field: str) -> None:
    wanted: dict[str, object] = {"purpose": "credit", "basis": "studies", "unit": office.unit(), "at": NOW, **change}
    with pytest.raises(Invalid) as refused:
        actions.open_request(office.learner, **wanted)  # type: ignore[arg-type] # the test is of wrong kinds
    assert refused.value.facts["field"] == field


def test_what_is_no_longer_offered_cannot_be_asked_for(office: Office) -> None:
    unit = office.unit()
    office.unit(is_open=False)
    with pytest.raises(NotFound):
        office.draft(unit=unit)
    with pytest.raises(NotFound):
        office.draft(unit=uuid4())


def test_a_request_is_bound_to_the_version_that_it_asked_for(office: Office) -> None:
    request = office.submitted()
    office.unit(title="Data, statistics and ethics")
    target = queries.request(office.registrar, uuid=request, on=NOW.date()).target
    assert (target.version, target.title) == ("1", {"und": "Data and statistics"})


def test_evidence_is_kept_as_it_came_with_the_verifiers_word(office: Office) -> None:
    request = office.draft()
    content = b'{"signed": "by somebody"}'
    credential = badge(outcomes=("Clean data",))
    evidence = actions.add_credential(
        office.learner, request=request, content=content, report=report(credential), at=NOW
    )
    paper, kept = queries.own_evidence(office.learner.me, evidence)
    assert (kept, paper.verdict, paper.source.title) == (content, "valid", "Data science foundations")
    assert paper.source_key == "did:web:south.example#DS-1"
    assert paper.source.outcomes == ("Clean data",)


def test_a_credential_that_is_not_valid_is_kept_with_that_word(office: Office) -> None:
    request = office.draft()
    bad = Report((failed("signature", "does-not-fit"),), badge(), "data-integrity")
    evidence = actions.add_credential(office.learner, request=request, content=b"{}", report=bad, at=NOW)
    paper, _content = queries.own_evidence(office.learner.me, evidence)
    assert (paper.verdict, paper.checks) == ("invalid", bad.checks)


def test_what_is_no_credential_is_not_taken_for_one(office: Office) -> None:
    unreadable = Report((failed("form", "not-json"),))
    with pytest.raises(actions.NotACredential):
        actions.add_credential(office.learner, request=office.draft(), content=b"x", report=unreadable, at=NOW)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("Ein Zeugnis, im Grünen.".encode(), "text/plain"),
    ],
)
def test_a_file_is_what_it_begins_as_whatever_it_is_called(office: Office, content: bytes, media_type: str) -> None:
    evidence = actions.add_file(office.learner, request=office.draft(), content=content, name="x.exe", at=NOW)
    assert queries.own_evidence(office.learner.me, evidence)[0].media_type == media_type


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"PK\x03\x04", b"\x00\x01", b"<html>\x07", b'{"a": 1}'])
def test_other_kinds_of_files_are_not_kept(office: Office, content: bytes) -> None:
    with pytest.raises(actions.WrongKind):
        actions.add_file(office.learner, request=office.draft(), content=content, name="transcript.pdf", at=NOW)


def test_evidence_has_limits_in_size_and_number(office: Office) -> None:
    request = office.draft()
    huge = b"%PDF-" + b"0" * actions.MAX_FILE
    with pytest.raises(actions.TooMuch):
        actions.add_file(office.learner, request=request, content=huge, name="huge", at=NOW)
    for number in range(actions.MAX_PIECES):
        actions.add_file(office.learner, request=request, content=f"page {number}".encode(), name="", at=NOW)
    with pytest.raises(actions.TooMuch):
        actions.add_file(office.learner, request=request, content=b"one more", name="", at=NOW)
    with pytest.raises(Invalid):
        actions.add_file(office.learner, request=request, content=b"", name="", at=NOW)


def test_the_same_bytes_are_handed_in_once(office: Office) -> None:
    request = office.draft()
    actions.add_file(office.learner, request=request, content=b"a page", name="a", at=NOW)
    with pytest.raises(actions.HandedInBefore):
        actions.add_file(office.learner, request=request, content=b"a page", name="b", at=NOW)


def test_evidence_is_taken_out_of_a_draft_only(office: Office) -> None:
    request = office.draft()
    evidence = office.hand_in(request)
    actions.take_back(office.learner, request=request, evidence=evidence, at=NOW)
    evidence = office.hand_in(request)
    actions.submit(office.learner, request=request, at=NOW)
    with pytest.raises(actions.WrongState):
        actions.take_back(office.learner, request=request, evidence=evidence, at=NOW)
    with pytest.raises(actions.WrongState):
        office.hand_in(request, code="OTHER")


def test_withdrawn_it_stays_readable_and_nobody_goes_on_with_it(office: Office) -> None:
    request = office.assessed()
    actions.withdraw(office.learner, request=request, at=NOW)
    view = queries.own_request(office.learner.me, request, on=NOW.date())
    assert (view.state, view.clock.days_left) == ("withdrawn", None)
    with pytest.raises(actions.WrongState):
        actions.withdraw(office.learner, request=request, at=NOW)
    with pytest.raises(actions.WrongState):
        actions.ask(office.registrar, request=request, question="?", at=NOW)


def test_a_draft_is_nobodys_but_the_learners(office: Office) -> None:
    request = office.draft()
    assert queries.desk(office.registrar, on=NOW.date()) == []
    with pytest.raises(NotFound):
        queries.request(office.registrar, uuid=request, on=NOW.date())


def test_nobody_touches_another_learners_request(office: Office) -> None:
    request, stranger = office.submitted(), office.someone("Ben")
    for act in (
        lambda: actions.withdraw(stranger, request=request, at=NOW),
        lambda: actions.appeal(stranger, request=request, grounds="x", at=NOW),
        lambda: queries.own_request(stranger.me, request, on=NOW.date()),
    ):
        with pytest.raises(NotFound):
            act()


def test_another_university_sees_none_of_it(office: Office) -> None:
    request, south = office.submitted(), found("south")
    with pytest.raises(NotFound):
        queries.request(south.actor("registrar"), uuid=request, on=NOW.date())
    with pytest.raises(NotFound):
        actions.accept(south.actor("registrar"), request=request, at=NOW)
    assert queries.desk(south.actor("registrar"), on=NOW.date()) == []
    elsewhere = actor_for(person=office.learner.me, institution=south.institution.id)
    with pytest.raises(NotFound):
        actions.withdraw(elsewhere, request=request, at=NOW)
    assert len(queries.own_requests(office.learner.me)) == 1

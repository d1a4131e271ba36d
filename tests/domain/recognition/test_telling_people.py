"""Mail about requests: to the applicant, and to those at the desk whose turn it is; never what was decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.urls import resolve

from campus import NOW
from recognition_office import FULL, PARTIAL, Office
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import system
from testamur.domain.recognition import actions, queries
from testamur.interfaces.jobs.recognition_post import send


def _sent(office: Office, request: UUID) -> list[tuple[str, str]]:
    """Send what waits about a request, and return to whom, and under which subject."""
    mail.outbox.clear()
    send(system(office.campus.institution.id), request=str(request), at=NOW)
    return [(one.to[0], one.subject) for one in mail.outbox]


def _address(office: Office, role: str) -> str:
    return institution.person(office.campus.actor(role).me).email


def test_both_sides_are_told_of_what_they_have_to_do(office: Office) -> None:
    request = office.submitted()
    learner, registrar, place = _address(office, "learner"), _address(office, "registrar"), office.campus.institution
    first = _sent(office, request)
    assert (learner, f"{place.name}: your request has arrived") in first
    assert (registrar, f"{place.name}: a request for recognition has come in") in first
    actions.accept(office.registrar, request=request, at=NOW)
    actions.begin(office.registrar, request=request, at=NOW)
    actions.ask(office.registrar, request=request, question="Which hours?", at=NOW)
    assert _sent(office, request) == [(learner, f"{place.name}: something is asked of you")]
    actions.answer(office.learner, request=request, text="Sixty.", at=NOW)
    assert _sent(office, request) == [(registrar, f"{place.name}: an applicant has answered")]


def test_no_mail_says_what_was_decided_or_about_whom(office: Office) -> None:
    request = office.decided(PARTIAL)
    _sent(office, request)
    told = mail.outbox[-1]
    assert told.subject == f"{office.campus.institution.name}: your request is decided"
    name = institution.person(office.learner.me).name
    for said in ("In part", "3 ECTS", "Data and statistics", name):
        assert said not in told.subject + told.body
    (link,) = [line for line in told.body.splitlines() if line.startswith("http")]
    assert resolve(link.partition("://")[2].partition("/")[2].join(("/", ""))).view_name == "web:follow"


def test_an_appeal_goes_to_those_who_had_no_part_in_the_decision(office: Office) -> None:
    other = office.someone("Dean", "registrar")
    request = office.decided(PARTIAL)
    _sent(office, request)
    actions.appeal(office.learner, request=request, grounds="More.", at=NOW)
    told = dict(_sent(office, request))
    assert set(told) == {_address(office, "learner"), institution.person(other.me).email}
    actions.decide_appeal(other, request=request, outcome="dismissed", reasons="It stands.", at=NOW)
    assert list(dict(_sent(office, request))) == [_address(office, "learner")]


def test_the_desk_is_warned_before_the_time_is_over_and_once(office: Office) -> None:
    request = office.assessed()
    _sent(office, request)
    machine = system(office.campus.institution.id)
    for days in (95, 96, 118, 124):
        actions.watch(machine, at=NOW + timedelta(days=days))
    subjects = [subject.partition(": ")[2] for _to, subject in _sent(office, request)]
    soon = "the time for a request is running out"
    assert subjects == [soon, soon, "a request is overdue"]
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert resolve("/" + link.split("/", 3)[3]).view_name == "web:recognition-case"


def test_a_mail_is_noted_and_not_sent_again(office: Office) -> None:
    request = office.submitted()
    waiting = queries.unsent(system(office.campus.institution.id), request=request)
    _sent(office, request)
    numbers = {one.extra_headers["Message-ID"].strip("<>").partition("@")[0] for one in mail.outbox}
    assert numbers == {str(one.uuid) for one in waiting}
    assert _sent(office, request) == []
    newest = institution.audit(office.campus.actor("administrator"))[0]
    assert (newest.verb, newest.subject) == ("recognition.note_sent", f"recognition:{request}")


@pytest.mark.parametrize("language", ["ms", "es"])
def test_a_mail_speaks_the_language_of_the_letter(office: Office, language: str) -> None:
    request = office.draft()
    actions.describe(office.learner, request=request, narrative="Ten years of it.", language=language, at=NOW)
    actions.submit(office.learner, request=request, at=NOW)
    mine = dict(_sent(office, request))[_address(office, "learner")]
    assert "your request has arrived" not in mine


def test_everything_that_is_told_has_words(office: Office) -> None:
    other = office.someone("Dean", "registrar")
    request = office.decided(PARTIAL)
    actions.correct(other, request=request, draft=FULL, because="A slip.", at=NOW)
    assert [subject.partition(": ")[2] for to, subject in _sent(office, request) if to == _address(office, "learner")][
        -2:
    ] == ["your request is decided", "a decision was corrected"]

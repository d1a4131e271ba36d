"""Who takes part, what is recorded, and that nothing recorded is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError

from campus import NOW, Campus, found
from testamur.adapters.postgres.scope import within
from testamur.core.model.result import AssessmentResult
from testamur.domain.institution import queries as people
from testamur.domain.learning import actions, queries
from testamur.domain.learning.actions.importing import UnreadableGradebook
from testamur.domain.learning.models import Result
from testamur.refusals import Invalid, NotAllowed, NotFound

PLAN = AssessmentResult("plan", percent=Decimal(70), taken_on=NOW.date())


def test_a_person_enrols_themselves_and_withdraws(campus: Campus) -> None:
    offering, learner = campus.offer(), campus.actor("learner")
    enrolment = actions.enrol(learner, offering=offering, at=NOW)
    assert [one.uuid for one in queries.own_enrolments(learner.me)] == [enrolment]
    with pytest.raises(actions.AlreadyEnrolled):
        actions.enrol(learner, offering=offering, at=NOW)
    actions.withdraw(learner, enrolment=enrolment, at=NOW)
    assert actions.enrol(learner, offering=offering, at=NOW) == enrolment


def test_someone_without_a_role_may_enrol(campus: Campus) -> None:
    offering = campus.offer()
    stranger = found("south").people["learner"]
    actor = people.actor_for(person=stranger.id, institution=campus.institution.id)
    actions.enrol(actor, offering=offering, at=NOW)
    assert queries.own_enrolments(stranger.id)[0].institution_id == campus.institution.id


def test_nobody_withdraws_somebody_else(campus: Campus) -> None:
    enrolment = campus.enrol(campus.offer())
    with pytest.raises(NotFound):
        actions.withdraw(campus.actor("learner"), enrolment=enrolment, at=NOW)
    actions.withdraw(campus.actor("registrar"), enrolment=enrolment, at=NOW)


@pytest.mark.parametrize(
    ("settings", "why"),
    [({"places": 1}, "full"), ({"enrol_by": NOW.date() - timedelta(days=1)}, "over")],
)
def test_one_cannot_enrol_when_it_is_too_late_or_full(campus: Campus, settings: dict[str, object], why: str) -> None:
    offering = campus.offer(**settings)
    if why == "full":
        campus.enrol(offering, "Ann")
    with pytest.raises(actions.NotOpen) as refused:
        campus.enrol(offering, "Ben")
    assert refused.value.facts["why"] == why


def test_a_closed_offering_takes_nobody(campus: Campus) -> None:
    offering = campus.offer()
    actions.close(campus.actor("registrar"), offering=offering, at=NOW)
    with pytest.raises(actions.NotOpen):
        campus.enrol(offering)


def test_a_correction_takes_the_place_of_what_it_corrects_and_both_stay(campus: Campus) -> None:
    enrolment, teacher = campus.enrol(campus.offer()), campus.actor("instructor")
    actions.record_result(teacher, enrolment=enrolment, result=PLAN, at=NOW)
    better = replace(PLAN, percent=Decimal(80))
    with pytest.raises(actions.AlreadyRecorded):
        actions.record_result(teacher, enrolment=enrolment, result=better, at=NOW)
    actions.correct_result(teacher, enrolment=enrolment, result=better, reason="added up wrongly", at=NOW)
    view = queries.enrolment(teacher, uuid=enrolment)
    assert [result.percent for result in view.results] == [80]
    assert [one.result.percent for one in queries.history(teacher, enrolment=enrolment)] == [70, 80]


def test_another_attempt_stands_beside_the_first(campus: Campus) -> None:
    enrolment, teacher = campus.enrol(campus.offer()), campus.actor("instructor")
    for percent in (40, 90):
        result = replace(PLAN, percent=Decimal(percent), attempt=0)
        actions.record_result(teacher, enrolment=enrolment, result=result, at=NOW)
    view = queries.enrolment(teacher, uuid=enrolment)
    assert [(result.attempt, result.percent) for result in view.results] == [(1, 40), (2, 90)]


@pytest.mark.parametrize("percent", ["-1", "100.1", "NaN", "Infinity"])
def test_a_mark_that_cannot_be_is_refused(campus: Campus, percent: str) -> None:
    enrolment = campus.enrol(campus.offer())
    with pytest.raises(Invalid):
        actions.record_result(
            campus.actor("instructor"), enrolment=enrolment, result=replace(PLAN, percent=Decimal(percent)), at=NOW
        )


def test_a_result_is_written_once(campus: Campus) -> None:
    campus.graduate(campus.offer())
    with pytest.raises(DatabaseError, match="written once"), within(campus.institution.id):
        Result.objects.update(percent=100)


def test_a_learner_records_nothing(campus: Campus) -> None:
    enrolment = campus.enrol(campus.offer())
    with pytest.raises(NotAllowed):
        actions.record_result(campus.actor("learner"), enrolment=enrolment, result=PLAN, at=NOW)


GRADES = b"""name,email,plan,dataset,defence
Ann,ann@example.org,80,70,60
Ben,not an address,1,2,3
Cy,cy@example.org,50,abc,60
"""


def test_an_import_keeps_the_good_rows_and_tells_of_the_bad(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    preview = queries.preview_import(registrar, offering=offering, data=GRADES)
    assert (preview.matched, queries.enrolments(registrar, offering=offering)) == (0, [])
    outcome = actions.import_results(registrar, offering=offering, data=GRADES, at=NOW)
    assert "ann@example.org" in [one.email for one in queries.enrolments(registrar, offering=offering)]
    assert outcome.recorded >= 3
    assert {error.line for error in outcome.errors} >= {3}


def test_a_preview_and_the_import_after_it_come_to_the_same(campus: Campus) -> None:
    registrar, offering = campus.actor("registrar"), campus.offer()
    actions.enrol(registrar, offering=offering, email="ann@example.org", name="Ann", identifier="A-1", at=NOW)
    data = b"name,id,email,plan\nAnn,A-1,,80\nBo,A-2,,70\nCy,A-3,cy@example.org,60\nDee,A-4,dee@example.org,\n"
    for enrol_new in (False, True, True):
        wanted = {"offering": offering, "data": data, "enrol_new": enrol_new}
        told = queries.preview_import(registrar, **wanted)
        done = actions.import_results(registrar, **wanted, at=NOW)
        assert (told.new, told.results, told.unchanged) == (done.enrolled, done.recorded, done.unchanged)
        assert (told.matched + told.new, told.errors) == (done.people, done.errors)
        missing = [("Bo", "person-not-known")]
        if not enrol_new:
            missing += [("Cy", "person-not-enrolled"), ("Dee", "person-not-enrolled")]
        assert [(one.found, one.code) for one in done.errors] == missing


def test_an_import_twice_records_nothing_twice_and_a_changed_mark_is_a_correction(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    good = b"name,email,plan\nAnn,ann@example.org,80.5\n"
    actions.import_results(registrar, offering=offering, data=good, at=NOW)
    again = actions.import_results(registrar, offering=offering, data=good, at=NOW)
    assert (again.recorded, again.unchanged, again.enrolled) == (0, 1, 0)
    changed = actions.import_results(registrar, offering=offering, data=good.replace(b"80.5", b"81"), at=NOW)
    assert changed.recorded == 1
    (ann,) = queries.enrolments(registrar, offering=offering)
    assert [result.percent for result in ann.results] == [81]


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"no,such,columns\n1,2,3\n"])
def test_a_file_that_is_no_gradebook_changes_nothing(campus: Campus, data: bytes) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    with pytest.raises(UnreadableGradebook):
        actions.import_results(registrar, offering=offering, data=data, at=NOW)
    assert queries.enrolments(registrar, offering=offering) == []


def test_open_offerings_are_public(campus: Campus) -> None:
    offering = campus.offer(places=3)
    campus.enrol(offering)
    (view,) = queries.offerings_of(campus.publish(), on=NOW.date())
    assert (view.uuid, view.places_left, view.is_open) == (offering, 2, True)
    assert queries.offering(offering, on=NOW.date()) == view


def test_people_in_an_offering_are_found_by_name_address_and_number(campus: Campus) -> None:
    offering = campus.offer()
    for name in ("Aisyah", "Jordi"):
        campus.enrol(offering, name)
    desk = campus.actor("instructor")
    for text, count in (("AISY", 1), ("jordi@", 1), ("example.org", 2), ("nobody", 0)):
        assert len(queries.enrolments(desk, offering=offering, text=text)) == count


def test_offerings_are_told_of_some_micro_credentials_alone(campus: Campus) -> None:
    course = campus.publish()
    offering = campus.offer(course)
    desk = campus.actor("registrar")
    assert [one.uuid for one in queries.offerings(desk, on=NOW.date(), of=[course])] == [offering]
    assert queries.offerings(desk, on=NOW.date(), of=[]) == []
    actions.close(desk, offering=offering, at=NOW)
    assert queries.offering(offering, on=NOW.date()).is_closed


def test_what_a_list_is_silent_of_stays_as_it_is_recorded(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    full = b"name,email,plan,plan date,plan passed\nAnn,ann@example.org,80,2026-03-02,yes\n"
    actions.import_results(registrar, offering=offering, data=full, held_as_designed=True, at=NOW)
    ((before,),) = [one.results for one in queries.enrolments(registrar, offering=offering)]
    for silent in (b"name,email,plan\nAnn,ann@example.org,80\n", b"name,email,plan\nAnn,ann@example.org,\n"):
        told = queries.preview_import(registrar, offering=offering, data=silent)
        assert (told.results, told.corrected, told.unchanged) == (0, 0, 1)
    actions.import_results(registrar, offering=offering, data=full.replace(b"80,2026-03-02,yes", b"81,,"), at=NOW)
    ((after,),) = [one.results for one in queries.enrolments(registrar, offering=offering)]
    assert after == replace(before, percent=Decimal(81))
    assert (after.supervised, after.identity_checked, after.taken_on) != (None, None, None)


def test_the_tick_does_not_speak_against_what_somebody_recorded(campus: Campus) -> None:
    enrolment = campus.enrol(offering := campus.offer(), "Ann")
    registrar = campus.actor("registrar")
    unwatched = replace(PLAN, assessment_id="defence", supervised=False)
    actions.record_result(registrar, enrolment=enrolment, result=unwatched, at=NOW)
    address = queries.enrolment(registrar, uuid=enrolment).email
    data = f"name,email,defence\nAnn,{address},75\n".encode()
    actions.import_results(registrar, offering=offering, data=data, held_as_designed=True, at=NOW)
    (after,) = queries.enrolment(registrar, uuid=enrolment).results
    assert (after.percent, after.supervised) == (75, False)


def test_a_preview_shows_the_first_rows_as_they_will_be_recorded(campus: Campus) -> None:
    registrar, offering = campus.actor("registrar"), campus.offer()
    data = b"name,email,plan\n" + b"".join(b"P%d,p%d@example.org,%d\n" % (n, n, n) for n in range(12))
    first = queries.preview_import(registrar, offering=offering, data=data)
    assert [row.name for row in first.rows] == [f"P{n}" for n in range(10)]
    assert [one.result.percent for row in first.rows[:2] for one in row.results] == [0, 1]
    actions.import_results(registrar, offering=offering, data=data, at=NOW)
    changed = data.replace(b"P1,p1@example.org,1\n", b"Somebody,p1@example.org,99\n")
    again = queries.preview_import(registrar, offering=offering, data=changed)
    assert (again.results, again.corrected, again.unchanged) == (1, 1, 11)
    kept, other = again.rows[:2]
    assert (other.name, other.written, other.is_new) == ("P1", "Somebody", False)
    assert [(one.before and one.before.percent, one.result.percent) for one in other.results] == [(1, 99)]
    assert [(one.before, one.is_fresh) for one in kept.results] == [(None, False)]

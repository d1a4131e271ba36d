"""Voluntary answers that nobody can join to a person, and audits that tell of no small group."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from campus import NOW, Campus
from testamur.adapters.postgres.scope import within
from testamur.domain.insight import actions, queries
from testamur.domain.insight.actions import auditing
from testamur.domain.insight.actions.answering import NotAsked
from testamur.domain.insight.actions.auditing import NoSurvey
from testamur.domain.insight.comparing import AuditsOverlap
from testamur.domain.insight.facts import plain, pseudonyms, table
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.learning import actions as learning
from testamur.domain.learning import queries as enrolled
from testamur.refusals import Invalid, NotAllowed, NotFound

YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
BASIS = {"basis": "consent", "reference": "DPIA 2026/4", "assessed_on": NOW.date(), "at": NOW}


def begin(campus: Campus, *questions: str) -> None:
    actions.begin_survey(campus.actor("administrator"), questions=questions or ("sex", "age"), **BASIS)


def learners(campus: Campus, offering: UUID, count: int, first: int = 0) -> list[Actor]:
    taking = [campus.enrol(offering, f"Learner {number}") for number in range(first, first + count)]
    people = {one.uuid: one.person_id for one in enrolled.enrolments(campus.system, offering=offering, limit=200)}
    return [actor_for(person=people[one], institution=campus.institution.id) for one in taking]


def say(people: list[Actor], **answers: str) -> None:
    for one in people:
        actions.answer(one, answers=answers, at=NOW)


def leave(campus: Campus, offering: UUID, people: list[Actor]) -> None:
    gone = {one.person_id for one in people}
    for one in enrolled.enrolments(campus.system, offering=offering, limit=200):
        if one.person_id in gone:
            learning.withdraw(campus.actor("registrar"), enrolment=one.uuid, at=NOW)


@pytest.fixture
def audited(campus: Campus) -> tuple[Campus, UUID]:
    """Twelve women who stayed, twelve men of whom half left, four who said otherwise, and three who said nothing."""
    begin(campus)
    offering = campus.offer()
    women, men, others, silent = (
        learners(campus, offering, count, 100 * place) for place, count in enumerate((12, 12, 4, 3))
    )
    say(women, sex="woman")
    say(men, sex="man")
    say(others, sex="otherwise")
    say(silent[:1], sex="unsaid")
    leave(campus, offering, men[:6])
    return campus, offering


def test_nobody_is_asked_before_an_administrator_has_recorded_a_basis(campus: Campus) -> None:
    learner = campus.actor("learner")
    with pytest.raises(NotAsked):
        actions.answer(learner, answers={"sex": "woman"}, at=NOW)
    with pytest.raises(NotAllowed):
        actions.begin_survey(campus.actor("registrar"), questions=("sex",), **BASIS)
    for wrong in ({"reference": " "}, {"basis": "because"}, {"assessed_on": NOW.date() + timedelta(1)}, {"cell": 9}):
        with pytest.raises(Invalid):
            actions.begin_survey(campus.actor("administrator"), questions=("sex",), **{**BASIS, **wrong})
    begin(campus)
    assert queries.own_answers(learner).survey is not None
    actions.end_survey(campus.actor("administrator"), at=NOW)
    with pytest.raises(NotAsked):
        actions.answer(learner, answers={"sex": "woman"}, at=NOW)


def test_who_answered_changes_and_erases_it_even_when_nobody_is_asked_any_more(campus: Campus) -> None:
    begin(campus)
    learner = campus.actor("learner")
    actions.answer(learner, answers={"sex": "woman", "age": "25-to-34"}, at=NOW)
    actions.answer(learner, answers={"sex": "unsaid", "age": ""}, at=NOW)
    assert queries.own_answers(learner).answers == {"sex": "unsaid"}
    with pytest.raises(Invalid):
        actions.answer(learner, answers={"sex": "tall"}, at=NOW)
    with pytest.raises(Invalid):
        actions.answer(learner, answers={"disability": "has-one"}, at=NOW)
    actions.end_survey(campus.actor("administrator"), at=NOW)
    actions.erase(learner, at=NOW)
    assert queries.own_answers(learner).answers == {}


def test_the_database_alone_joins_an_answer_to_nobody_and_to_no_other_answer(campus: Campus) -> None:
    begin(campus)
    learner = campus.actor("learner")
    actions.answer(learner, answers={"sex": "woman", "age": "25-to-34"}, at=NOW)
    with within(campus.institution.id), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM insight_answer")
        columns = {one.name for one in cursor.description or ()}
        rows = cursor.fetchall()
        cursor.execute("SELECT actor_id, subject, facts::text FROM ledger_entry WHERE verb = 'insight.answer'")
        told = cursor.fetchall()
    assert columns == {"id", "institution_id", "question", "whose", "choice"}
    assert len({cell for row in rows for cell in row if len(str(cell)) == 64}) == 2
    assert told == [(None, "voluntary-answers", "{}")]
    here = campus.institution.id
    assert list(pseudonyms(here, "sex", [1])) != list(pseudonyms(here, "age", [1]))
    assert list(pseudonyms(here, "sex", [1])) != list(pseudonyms(here + 1, "sex", [1]))


def test_an_audit_counts_each_person_once_hides_small_groups_and_counts_the_unknown(
    audited: tuple[Campus, UUID],
) -> None:
    campus, _offering = audited
    registrar = campus.actor("registrar")
    found = queries.run(registrar, uuid=actions.ask(registrar, what="staying", **YEAR, at=NOW))
    sex = found.selection[0]
    assert (found.state, found.cases, sex.unknown, sex.highest) == ("done", 31, 3, ("woman",))
    # The four are too few; with them the next smallest group is hidden, for a total would give them away.
    assert [(row.group, row.is_shown) for row in sex.rows] == [
        (("man",), False),
        (("otherwise",), False),
        (("woman",), True),
    ]
    assert [one.attributes for one in found.selection] == [("sex",), ("age",), ("sex", "age")]
    assert table(plain(sex)) == sex


def test_two_audits_of_the_same_never_tell_of_the_few_who_changed_in_between(audited: tuple[Campus, UUID]) -> None:
    campus, offering = audited
    registrar = campus.actor("registrar")
    first = actions.ask(registrar, what="staying", **YEAR, at=NOW)
    late = learners(campus, offering, 11, 900)
    say(late[:1], sex="otherwise")
    leave(campus, offering, late[1:])
    say(late[1:2], sex="man")
    again = actions.ask(registrar, what="staying", **YEAR, at=NOW)
    assert again != first, "eleven more were counted"
    assert actions.ask(registrar, what="staying", **YEAR, at=NOW) == again
    assert [one.uuid for one in queries.runs(registrar)] == [again, first]
    # Another outcome of the same people tells the same sizes: 16 in the groups that are hidden, and now 18.
    for run in (again, actions.ask(registrar, what="awarding", **YEAR, at=NOW)):
        found = queries.run(registrar, uuid=run)
        assert found.left_out == (("sex",), ("sex", "age"))
        assert not any(row.is_shown for row in found.selection[0].rows)


def test_months_that_cross_those_of_an_earlier_audit_of_the_same_people_are_refused(campus: Campus) -> None:
    begin(campus)
    registrar = campus.actor("registrar")
    actions.ask(registrar, what="staying", **YEAR, at=NOW)
    crossing = {"since": date(2025, 4, 1), "until": date(2026, 3, 31)}
    with pytest.raises(AuditsOverlap) as refused:
        actions.ask(registrar, what="passing", **crossing, at=NOW)
    assert refused.value.facts == {"since": "2026-01", "until": "2026-12"}
    actions.ask(registrar, what="recognition", **crossing, at=NOW)
    actions.ask(registrar, what="passing", since=date(2026, 4, 1), until=date(2026, 9, 30), at=NOW)


def test_once_an_audit_was_public_others_of_the_same_people_are_told_roughly_for_ever(campus: Campus) -> None:
    begin(campus, "sex")
    offering, registrar, place = campus.offer(), campus.actor("registrar"), campus.institution.id
    people = learners(campus, offering, 20)
    say(people[:10], sex="woman")
    say(people[10:], sex="man")
    leave(campus, offering, people[6:14])
    year, years = (
        actions.ask(registrar, what="staying", since=date(begun, 1, 1), until=date(2026, 12, 31), at=NOW)
        for begun in (2026, 2025)
    )

    def read(run: UUID) -> set[str]:
        actions.publish(registrar, run=run, at=NOW)
        told = {row.about for row in queries.public_run(place, run).selection[0].rows if row.is_shown}
        actions.withdraw(registrar, run=run, at=NOW)
        return told

    assert [read(run) for run in (year, years, year, years)] == [{""}, {"about"}, {"about"}, {"about"}]


def offers_kept(campus: Campus) -> list[tuple[str, date, bool]]:
    with within(campus.institution.id), connection.cursor() as cursor:
        cursor.execute("SELECT what, month, is_given FROM insight_offer ORDER BY what, month")
        return cursor.fetchall()


def test_what_somebody_was_offered_is_noted_by_the_month_only_where_they_have_told_of_themselves(
    campus: Campus,
) -> None:
    learner, registrar, month = campus.actor("learner"), campus.actor("registrar"), NOW.date().replace(day=1)
    actions.note_offer(learner, what="place", is_given=False, at=NOW)
    begin(campus, "sex")
    say([learner], sex="unsaid")
    actions.note_offer(learner, what="place", is_given=False, at=NOW)
    assert offers_kept(campus) == []
    say([learner], sex="woman")
    actions.note_offer(learner, what="place", is_given=False, at=NOW)
    for is_given in (False, True, False):
        actions.note_offer(learner, what="recommendation", is_given=is_given, at=NOW)
    assert offers_kept(campus) == [("place", month, False), ("recommendation", month, True)]
    with within(campus.institution.id), connection.cursor() as cursor:
        cursor.execute("SELECT actor_id, facts FROM ledger_entry WHERE verb = 'insight.note_offer'")
        assert {actor for actor, _facts in cursor.fetchall()} == {None}
    for what, of in (("recommended", 1), ("following", 1), ("places", 1), ("suggested", 0)):
        assert queries.run(registrar, uuid=actions.ask(registrar, what=what, **YEAR, at=NOW)).cases == of
    actions.erase(learner, at=NOW)
    assert offers_kept(campus) == []
    with pytest.raises(Invalid):
        actions.note_offer(learner, what="lunch", is_given=True, at=NOW)


def test_what_was_offered_is_forgotten_after_two_years(campus: Campus) -> None:
    learner = campus.actor("learner")
    begin(campus, "sex")
    say([learner], sex="woman")
    actions.note_offer(learner, what="place", is_given=False, at=NOW.replace(year=NOW.year - 3))
    actions.note_offer(learner, what="place", is_given=False, at=NOW)
    assert [month.year for _what, month, _given in offers_kept(campus)] == [NOW.year]


def test_an_audit_is_published_taken_back_and_taken_away_with_a_trace_and_never_deleted(
    audited: tuple[Campus, UUID],
) -> None:
    campus, _offering = audited
    registrar, place = campus.actor("registrar"), campus.institution.id
    run = actions.ask(registrar, what="staying", **YEAR, at=NOW)
    assert queries.public_runs(place) == []
    actions.publish(registrar, run=run, note="We ask those who left.", at=NOW)
    assert queries.public_run(place, run).note == "We ask those who left."
    actions.withdraw(registrar, run=run, at=NOW)
    with pytest.raises(NotFound):
        queries.public_run(place, run)
    actions.take(registrar, run=run, form="csv", at=NOW)
    trace = institution.audit(campus.actor("administrator"), subject=f"fairness-audit:{run}")
    assert [one.verb for one in trace] == ["insight.take", "insight.withdraw", "insight.publish", "insight.ask"]
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), within(place):
        connection.cursor().execute("DELETE FROM insight_run")
    with pytest.raises(NotAllowed):
        queries.runs(campus.actor("instructor"))


@pytest.mark.parametrize("what", queries.SETS)
def test_every_set_is_counted_even_where_nothing_happened(campus: Campus, what: str) -> None:
    begin(campus)
    registrar = campus.actor("registrar")
    found = queries.run(registrar, uuid=actions.ask(registrar, what=what, **YEAR, at=NOW))
    assert (found.state, found.cases) == ("done", 0)


def test_what_concerns_many_is_counted_by_the_worker(
    audited: tuple[Campus, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    campus, _offering = audited
    registrar = campus.actor("registrar")
    monkeypatch.setattr(auditing, "AT_ONCE", 10)
    monkeypatch.setattr(auditing, "_CHUNK", 10)
    run = actions.ask(registrar, what="staying", **YEAR, at=NOW)
    assert (queries.run(registrar, uuid=run).state, queries.run(registrar, uuid=run).total) == ("waiting", 31)
    actions.count(campus.system, run=str(run), at=NOW)
    actions.count(campus.system, run=str(run), at=NOW)
    found = queries.run(registrar, uuid=run)
    assert (found.state, found.done, found.cases) == ("done", 31, 31)


def test_only_whole_months_and_three_or_more_are_audited(campus: Campus) -> None:
    registrar = campus.actor("registrar")
    with pytest.raises(NoSurvey):
        actions.ask(registrar, what="staying", **YEAR, at=NOW)
    for since, until in ((date(2026, 1, 2), date(2026, 12, 31)), (date(2026, 1, 1), date(2026, 2, 28))):
        with pytest.raises(Invalid):
            actions.ask(registrar, what="staying", since=since, until=until, at=NOW)

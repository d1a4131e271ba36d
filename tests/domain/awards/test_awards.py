"""Nobody is awarded without a decision that says yes, and nobody twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from campus import NOW, Campus, example, found
from testamur.core.rules import Verdict
from testamur.domain.awards import actions, facts, queries
from testamur.domain.institution import queries as people
from testamur.domain.ledger import queries as ledger
from testamur.refusals import NotAllowed, NotFound


def test_the_queue_says_met_unmet_and_unknown(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    campus.graduate(offering, "Ann", 90)
    campus.graduate(offering, "Ben", 20)
    campus.enrol(offering, "Cy")
    assert actions.propose(registrar, offering=offering, at=NOW) == {"met": 1, "unmet": 1, "unknown": 1}
    queue = queries.proposals(registrar, offering=offering)
    assert [(line.enrolment.name, line.verdict) for line in queue] == [
        ("Ann", "met"),
        ("Ben", "unmet"),
        ("Cy", "unknown"),
    ]
    assert queries.proposal_counts(registrar, offering=offering) == {"met": 1, "unmet": 1, "unknown": 1}


def test_proposing_again_keeps_one_line_for_each(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    campus.graduate(offering)
    for _ in range(2):
        actions.propose(registrar, offering=offering, at=NOW)
    assert len(queries.proposals(registrar, offering=offering)) == 1


def test_an_award_carries_its_decision_and_asks_to_be_signed(campus: Campus) -> None:
    registrar = campus.actor("registrar")
    uuid = actions.confer(registrar, enrolment=campus.graduate(campus.offer()), at=NOW)
    award = queries.award(registrar, uuid=uuid)
    assert award.decision.verdict is Verdict.MET
    assert award.decision.parts
    assert [job.task for job in people.jobs(campus.actor("administrator"))] == ["issuing.sign"]
    assert [one.uuid for one in queries.own_awards(award.person_id)] == [uuid]


@pytest.mark.parametrize("percent", [20, None])
def test_who_has_not_met_the_rule_is_not_awarded(campus: Campus, percent: int | None) -> None:
    offering = campus.offer()
    enrolment = campus.enrol(offering) if percent is None else campus.graduate(offering, percent=percent)
    with pytest.raises(actions.NotEligible) as refused:
        actions.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW)
    assert refused.value.facts["verdict"] == ("unknown" if percent is None else "unmet")
    assert ledger.jobs(None) == []


def test_a_standing_award_is_not_made_twice(campus: Campus) -> None:
    enrolment, registrar = campus.graduate(campus.offer()), campus.actor("registrar")
    first = actions.confer(registrar, enrolment=enrolment, at=NOW)
    with pytest.raises(actions.AlreadyConferred) as refused:
        actions.confer(registrar, enrolment=enrolment, at=NOW)
    assert refused.value.facts == {"award": str(first)}


def test_a_withdrawn_award_makes_room_for_another(campus: Campus) -> None:
    enrolment, registrar = campus.graduate(campus.offer()), campus.actor("registrar")
    first = actions.confer(registrar, enrolment=enrolment, at=NOW)
    actions.withdraw(registrar, award=first, reason="entered for the wrong person", at=NOW)
    second = queries.award(registrar, uuid=actions.confer(registrar, enrolment=enrolment, at=NOW))
    assert second.replaces == queries.award(registrar, uuid=first).id


def test_a_batch_says_what_became_of_every_line_however_often_it_is_begun(campus: Campus) -> None:
    offering, registrar = campus.offer(), campus.actor("registrar")
    lines = [campus.graduate(offering, name, percent) for name, percent in (("Ann", 90), ("Ben", 20), ("Cy", 80))]
    batch = actions.confer_many(registrar, enrolments=lines, at=NOW)
    (job,) = people.jobs(campus.actor("administrator"))
    arguments = {name: value for name, value in job.arguments.items() if name != "institution"}
    for _ in range(2):
        actions.confer_chunk(campus.system, at=NOW, **arguments)
    progress = queries.batch(registrar, uuid=batch)
    assert (progress.conferred, progress.refused, progress.is_done) == (2, 1, True)
    assert [(line.enrolment.name, line.because) for line in queries.refused_lines(registrar, batch=batch)] == [
        ("Ben", "not-eligible")
    ]
    assert len(queries.awards(registrar)) == 2


@pytest.mark.parametrize("role", ["learner", "instructor", "designer", "administrator"])
def test_only_who_may_confer_confers(campus: Campus, role: str) -> None:
    enrolment = campus.graduate(campus.offer())
    with pytest.raises(NotAllowed):
        actions.confer(campus.actor(role), enrolment=enrolment, at=NOW)


def test_another_universitys_registrar_finds_nothing(campus: Campus) -> None:
    enrolment = campus.graduate(campus.offer())
    award = actions.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW)
    stranger = found("south").actor("registrar")
    with pytest.raises(NotFound):
        actions.confer(stranger, enrolment=enrolment, at=NOW)
    with pytest.raises(NotFound):
        queries.award(stranger, uuid=award)


@pytest.mark.parametrize(
    ("awarded", "lapses"),
    [((2026, 1, 31), (2029, 1, 31)), ((2024, 2, 29), (2027, 2, 28)), ((2026, 12, 15), (2029, 12, 15))],
)
def test_an_award_with_three_years_lapses_on_the_same_day(
    awarded: tuple[int, int, int], lapses: tuple[int, int, int]
) -> None:
    from testamur.core.model.definition import parse

    course = parse(example("first-aid"))
    assert course.validity.months == 36
    assert facts.lapses(course, datetime(*awarded, tzinfo=UTC)) == datetime(*lapses, tzinfo=UTC)


def test_figures_count_standing_awards_and_name_nobody(campus: Campus) -> None:
    offering = campus.offer()
    course = campus.publish()
    desk = campus.actor("registrar")
    taking = campus.graduate(offering)
    assert queries.of_enrolment(desk, enrolment=taking) is None
    award = actions.confer(desk, enrolment=taking, at=NOW)
    actions.confer(desk, enrolment=campus.graduate(offering, "Jordi"), at=NOW)
    assert queries.figures(campus.actor("designer"), of=[course]) == {course: 2}
    assert queries.of_enrolment(desk, enrolment=taking).uuid == award
    actions.withdraw(desk, award=award, reason="A mistake.", at=NOW)
    assert queries.figures(desk, of=[course]) == {course: 1}
    assert queries.of_enrolment(desk, enrolment=taking) is None
    with pytest.raises(NotAllowed):
        queries.figures(campus.actor("learner"), of=[course])

"""A profile is made of evidence, and its person chooses what others see of it."""

from __future__ import annotations

from uuid import UUID

import pytest

from campus import NOW, Campus, example
from testamur.core.skills.profile import Proof
from testamur.domain.awards import actions as awards
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import actor_for
from testamur.domain.portfolio import actions, queries
from testamur.refusals import NotFound

TODAY = NOW.date()
PLANNING = "http://data.europa.eu/esco/skill/d1cdcc2c-d5ae-4f1e-9a1f-2a0e5a1b0001"
SOURCE = example().replace(
    "{name: data management planning, framework: institutional, code: DS-01}",
    f"{{name: data management planning, framework: ESCO, uri: '{PLANNING}', version: 1.2.0}}",
)


@pytest.fixture
def learner(campus: Campus) -> Actor:
    """Somebody who was awarded data stewardship."""
    microcredential = campus.publish(SOURCE)
    enrolment = campus.enrol(campus.offer(microcredential))
    campus.record(enrolment, 90, microcredential)
    held: UUID = awards.confer(campus.actor("registrar"), enrolment=enrolment, at=NOW)
    assert held
    person = next(iter(_people(campus)))
    return actor_for(person=person)


def _people(campus: Campus) -> list[int]:
    from testamur.domain.awards import queries as awarded

    return [one.person_id for one in awarded.awards(campus.actor("registrar"))]


def test_an_award_shows_the_skills_of_its_outcomes_with_their_version(learner: Actor) -> None:
    entry = queries.profile(learner, on=TODAY).entry(PLANNING)
    assert entry is not None
    assert entry.is_verified
    assert entry.versions == ("1.2.0",)
    assert entry.shown[0].evidence.proof is Proof.AWARD
    assert "data management plan" in entry.shown[0].evidence.outcome
    assert [one.is_verified for one in entry.reached] == [True]


def test_what_is_hidden_is_seen_by_its_person_alone_until_it_is_revealed(learner: Actor) -> None:
    actions.hide(learner, uri=PLANNING, at=NOW)
    own = queries.profile(learner, on=TODAY).entry(PLANNING)
    assert own is not None
    assert own.is_hidden
    assert queries.profile_of(learner.me, on=TODAY).entry(PLANNING) is None
    actions.reveal(learner, uri=PLANNING, at=NOW)
    assert queries.profile_of(learner.me, on=TODAY).entry(PLANNING) is not None


def test_a_skill_that_nothing_shows_cannot_be_hidden(learner: Actor) -> None:
    with pytest.raises(NotFound):
        actions.hide(learner, uri="http://example.org/nothing", at=NOW)

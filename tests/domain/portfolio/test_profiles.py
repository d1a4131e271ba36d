"""A profile is made of evidence, and its person chooses what others see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campus import NOW, Campus
from recognition_office import PARTIAL, Office
from skilled import PLANNING, SOURCE, graduate
from taxonomies import HARBOUR, uri
from testamur.core.skills.profile import Proof
from testamur.domain.awards import queries as awarded
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks import queries as taught
from testamur.domain.institution.access import Actor
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.portfolio import actions, queries
from testamur.domain.recognition import actions as recognition
from testamur.refusals import NotFound

TODAY = NOW.date()


@pytest.fixture
def learner(campus: Campus) -> Actor:
    return graduate(campus)


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


def test_a_recognition_shows_the_skills_of_the_outcomes_it_names_from_the_day_of_the_learning(campus: Campus) -> None:
    office = Office(campus)
    request = recognition.open_request(
        office.learner, purpose="credit", basis="micro_credential", microcredential=campus.publish(SOURCE), at=NOW
    )
    office.hand_in(request)
    recognition.submit(office.learner, request=request, at=NOW)
    recognition.accept(office.registrar, request=request, at=NOW)
    recognition.begin(office.registrar, request=request, at=NOW)
    recognition.decide(office.registrar, request=request, draft=replace(PARTIAL, recognised=("LO1",)), at=NOW)
    whole = queries.portfolio(office.learner, on=TODAY)
    assert [one.uri for one in whole.profile.entries] == [PLANNING]
    evidence = whole.profile.entries[0].shown[0].evidence
    assert (evidence.proof, evidence.on) == (Proof.RECOGNITION, date(2025, 11, 3))
    assert whole.papers[evidence.id].request == request


def test_what_is_revoked_or_set_aside_shows_nothing(campus: Campus, learner: Actor) -> None:
    registrar = campus.actor("registrar")
    award = awarded.own_awards(learner.me)[0]
    issuing.sign(campus.system, awards=[str(award.uuid)], at=NOW)
    held = issued.own_credentials(learner.me, at=NOW)[0]
    paper = next(iter(queries.portfolio(learner, on=TODAY).papers.values()))
    assert (paper.state, paper.credential) == ("valid", held.uuid)
    issuing.suspend(registrar, credential=held.uuid, reason="A mark is looked at again.", at=NOW)
    assert queries.profile(learner, on=TODAY).entries == ()
    issuing.reinstate(registrar, credential=held.uuid, at=NOW)
    assert queries.profile(learner, on=TODAY).entry(PLANNING) is not None
    issuing.revoke(registrar, credential=held.uuid, reason="It was another person's work.", at=NOW)
    assert queries.profile(learner, on=TODAY).entries == ()


def test_a_skill_ages_as_what_is_broader_in_any_shared_framework_says(campus: Campus) -> None:
    frameworks.bring_in(campus.system, taxonomy=HARBOUR, digest="a" * 64, at=NOW)
    above = taught.hierarchy([uri("splice")])
    assert above.above(uri("splice")) == {uri("knots"): 1, uri("work"): 2}
    assert taught.hierarchy([]).above(uri("splice")) == {}

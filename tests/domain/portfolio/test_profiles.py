"""A profile is made of evidence, and its person chooses what others see of it."""

from __future__ import annotations

import pytest

from campus import NOW, Campus
from skilled import PLANNING, graduate
from testamur.core.skills.profile import Proof
from testamur.domain.institution.access import Actor
from testamur.domain.portfolio import actions, queries
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

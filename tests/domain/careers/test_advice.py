"""Recommendations by what one says and holds, and a narrative that is one's own."""

from __future__ import annotations

import pytest

from campus import NOW, Campus, example
from skilled import PLANNING, graduate
from testamur.core.skills.recommending import Motive
from testamur.domain.careers import actions, queries
from testamur.domain.careers.values import SkillChosen
from testamur.domain.institution.access import Actor
from testamur.domain.oversight import actions as oversight
from testamur.refusals import Invalid, NotFound

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def learner(campus: Campus) -> Actor:
    return graduate(campus)


def codes(learner: Actor, *, is_free: bool = False) -> list[tuple[str, ...]]:
    found = queries.advised(learner, on=TODAY, is_free=is_free)
    return [tuple(one.code for one in each.reasons) for each in found.recommendations]


def test_motives_count_until_they_are_cleared_and_what_is_declined_comes_back(campus: Campus, learner: Actor) -> None:
    other = campus.publish(example("ai-ethics"))
    assert codes(learner) == []
    actions.say_motives(learner, motives=["meet", "explore"], at=NOW)
    [told] = queries.advised(learner, on=TODAY).recommendations
    assert told.candidate == str(other)
    assert {motive for one in told.reasons for motive in one.motives} <= {Motive.MEET, Motive.EXPLORE}
    actions.not_for_me(learner, microcredential=other, because=["new-field"], at=NOW)
    actions.not_for_me(learner, microcredential=other, at=NOW)
    assert codes(learner) == []
    assert [one.uuid for one in queries.advised(learner, on=TODAY).dismissed] == [other]
    actions.show_again(learner, microcredential=other, at=NOW)
    assert len(codes(learner)) == 1
    actions.say_motives(learner, motives=[], at=NOW)
    assert codes(learner) == []
    with pytest.raises(Invalid):
        actions.say_motives(learner, motives=["greed"], at=NOW)


def test_nothing_is_compared_once_it_is_off_for_oneself_or_at_the_house(campus: Campus, learner: Actor) -> None:
    campus.publish(example("ai-ethics"))
    actions.say_motives(learner, motives=["explore", "meet"], at=NOW)
    actions.turn_advice(learner, on=False, at=NOW)
    assert queries.advised(learner, on=TODAY).looked_at == 0
    actions.turn_advice(learner, on=True, at=NOW)
    assert queries.advised(learner, on=TODAY).looked_at
    oversight.turn(campus.actor("administrator"), purpose="recommend", on=False, reason="We look first.", at=NOW)
    assert queries.advised(learner, on=TODAY).is_off_here


def test_a_narrative_keeps_its_evidence_whatever_is_done_to_its_words(learner: Actor) -> None:
    skills = [SkillChosen(PLANNING, "data management planning", "ESCO", "1.2.0"), SkillChosen("urn:x", "juggle")]
    target = actions.aim(learner, kind="own", title="Archivist", skills=skills, at=NOW)
    before = queries.narrative(learner, target, on=TODAY)
    first, second, *_rest = (one.claim.id for one in before.told)

    def edit(verb: str, claim: str, words: str = "") -> None:
        actions.edit_narrative(learner, target=target, verb=verb, claim=claim, words=words, at=NOW)

    edit("rewrite", second, "  I plan\n data. ")
    edit("up", second)
    edit("drop", first)
    after = queries.narrative(learner, target, on=TODAY)
    assert (after.told[0].words, after.told[0].claim.evidence) == ("I plan data.", before.told[1].claim.evidence)
    assert first not in [one.claim.id for one in after.told]
    edit("restore", first)
    assert [one.claim.id for one in queries.narrative(learner, target, on=TODAY).told][:2] == [second, first]
    with pytest.raises(Invalid):
        edit("rewrite", first, " ")
    with pytest.raises(NotFound):
        edit("drop", "says:nothing")
    actions.reset_narrative(learner, target=target, at=NOW)
    assert queries.narrative(learner, target, on=TODAY) == before

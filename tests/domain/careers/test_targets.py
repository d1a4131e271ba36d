"""What somebody aims at is theirs alone, and asks for what they accept."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from campus import NOW, Campus
from skilled import PLANNING, SOURCE, graduate
from testamur.core.skills.gap import State
from testamur.core.timetable.wishes import Wishes
from testamur.domain.careers import actions, queries
from testamur.domain.careers.queries import Question
from testamur.domain.careers.values import Seen, SkillChosen, SkillSeen
from testamur.domain.institution.access import Actor
from testamur.refusals import Invalid, NotFound

TODAY = NOW.date()
TIDES = "https://skills.example.org/tides"
TEACHING = SOURCE.replace("data management planning", "read tides").replace("id: data-stewardship", "id: tides", 1)
ASKED = (SkillChosen(PLANNING, "data management planning", "ESCO", "1.2.0"), SkillChosen(TIDES, "tides", need="nice"))


@pytest.fixture
def learner(campus: Campus) -> Actor:
    return graduate(campus)


def test_a_target_is_compared_with_evidence_and_read_by_its_person_alone(campus: Campus, learner: Actor) -> None:
    made = actions.aim(learner, kind="own", title="On the coast", skills=ASKED, at=NOW)
    view = queries.gap(learner, made, on=TODAY)
    assert {one.asked.uri: one.state for one in view.gap.answers} == {PLANNING: State.HAVE, TIDES: State.UNTAUGHT}
    for other in (campus.actor("registrar"), campus.actor("administrator")):
        assert queries.targets(other) == []
        with pytest.raises(NotFound):
            queries.target(other, made)
        with pytest.raises(NotFound):
            actions.forget_target(other, target=made, at=NOW)


def test_what_a_reader_saw_counts_once_it_is_accepted_and_stays_decided_when_read_again(
    campus: Campus, learner: Actor
) -> None:
    made = actions.hand_in_advert(learner, text="You plan for data.\nYou know tides.", at=NOW)
    one = SkillSeen(PLANNING, "data management planning", 1, 1.0, 0.4, {}, ((4, 17),))
    two = SkillSeen(TIDES, "tides", 2, 0.5, None, {}, ((28, 33),))
    seen = Seen((one, two), "ESCO", "1.2.0", "en", "spelling", "", 2, ())
    actions.keep_target_read(campus.system, target=made, seen=seen, at=NOW)
    assert queries.target(learner, made).accepted == ()
    first = next(each for each in queries.target(learner, made).skills if each.uri == PLANNING)
    assert actions.decide_target(learner, target=made, skills=[first.uuid], verdict="accepted", at=NOW) == 1
    actions.read_target_again(learner, target=made, at=NOW)
    actions.keep_target_read(campus.system, target=made, seen=replace(seen, skills=(one,)), at=NOW)
    assert [(each.uri, each.verdict) for each in queries.target(learner, made).skills] == [(PLANNING, "accepted")]
    actions.weigh_target(learner, target=made, skill=first.uuid, need="nice", at=NOW)
    assert queries.target(learner, made).accepted[0].need == "nice"


def test_a_plan_sends_nobody_to_what_they_hold(campus: Campus, learner: Actor) -> None:
    campus.offer(campus.publish(SOURCE))
    higher = (replace(ASKED[0], levels=(("dreyfus", "expert"),)),)
    made = actions.aim(learner, kind="own", title="Expert", skills=higher, at=NOW)
    planned = queries.plan(learner, made, Question(Wishes()), on=TODAY)
    assert planned.wanted
    assert planned.best.steps == ()
    assert planned.best.uncovered[0].offerings == {next(iter(planned.courses)): "held"}


def test_wishes_hold_for_the_narrative_and_what_one_takes_part_in_is_not_paid_again(
    campus: Campus, learner: Actor
) -> None:
    teaching = re.sub(r"uri: '[^']*'", f"uri: '{TIDES}'", TEACHING)
    paid = campus.offer(campus.publish(teaching), price=(Decimal(400), "EUR"))
    made = actions.aim(learner, kind="own", title="Coast", skills=[SkillChosen(TIDES, "tides")], at=NOW)
    broke = Question(Wishes(budget=Decimal(1), currency="EUR"))
    assert queries.plan(learner, made, broke, on=TODAY).best.steps == ()
    both = actions.aim(learner, kind="own", title="Both", skills=[ASKED[0], SkillChosen(TIDES, "tides")], at=NOW)

    def codes(question: Question) -> list[str]:
        return [one.claim.code for one in queries.narrative(learner, both, on=TODAY, question=question).told]

    assert "next" in codes(queries.ANY_WISH)
    assert "next" not in codes(broke)
    campus.enrol(paid)
    planned = queries.plan(learner, made, broke, on=TODAY)
    [step] = planned.best.steps
    assert planned.best.totals.price == 0
    assert {str(one) for one in planned.taking} == {step.offering} == set(queries.gap(learner, made, on=TODAY).taking)


def test_an_advert_without_words_or_of_an_unknown_kind_is_refused(learner: Actor) -> None:
    with pytest.raises(Invalid):
        actions.hand_in_advert(learner, text="+60 3 5555 1212", at=NOW)
    with pytest.raises(Invalid):
        actions.aim(learner, kind="dream", title="x", at=NOW)

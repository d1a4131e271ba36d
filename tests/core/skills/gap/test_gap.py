"""A gap says what is had, partly had, missing and taught nowhere, and why partly."""

from __future__ import annotations

from datetime import date

import pytest

from testamur.core.skills.gap import Answer, Asked, Aspiration, Gap, Mention, State, Target, Weight, compare, of_person
from testamur.core.skills.hierarchy import Hierarchy
from testamur.core.skills.profile import (
    Dispute,
    Edit,
    Evidence,
    Family,
    Hide,
    Profile,
    Proof,
    Scale,
    Scales,
    Shown,
    SkillLevel,
    build,
)

ON = date(2026, 6, 1)
FAMILY = Family("f", "F", 60, "us", is_assumed=True)
SCALES = Scales((Scale("steps", "Steps", ("one", "two", "three"), "us"), Scale("stars", "Stars", ("*", "**"), "us")))
HIERARCHY = Hierarchy(
    {"python": ["programming"], "java": ["programming"], "programming": ["computing"]}, {"oldweld": "weld"}
)
TAUGHT = {"weld": ["mc-1", "mc-2"], "oldweld": ["mc-3", "mc-1"], "python": ["mc-4"]}


def shown(uri: str, *, on: date = date(2025, 5, 1), proof: Proof = Proof.AWARD, level: str = "") -> Shown:
    scale = "stars" if "*" in level else "steps"
    says = SkillLevel(scale, level) if level else None
    return Shown(uri, "1.2", Evidence(f"{proof}-{uri}", proof, f"About {uri}", on), says)


def profile(*found: Shown, edits: tuple[Edit, ...] = ()) -> Profile:
    return build(found, lambda _uri: FAMILY, on=ON, scales=SCALES, edits=edits)


def asked(uri: str, *levels: str, weight: Weight = Weight.ESSENTIAL) -> Asked:
    return Asked(uri, "1.2", weight, tuple(SkillLevel("steps", level) for level in levels))


def gap(found: Profile, *wanted: Asked) -> Gap:
    target = Target.of(Aspiration.OCCUPATION, "welder", "Welder", wanted)
    return compare(found, target, TAUGHT, hierarchy=HIERARCHY, scales=SCALES)


def only(found: Profile, wanted: Asked) -> Answer:
    [answer] = gap(found, wanted).answers
    return answer


def test_what_is_shown_is_had_with_its_evidence_and_who_teaches_it() -> None:
    answer = only(profile(shown("weld")), asked("weld"))
    assert (answer.state, answer.because) == (State.HAVE, ())
    assert [one.evidence.id for one in answer.held] == ["award-weld"]
    assert answer.taught_by == ("mc-1", "mc-2", "mc-3")


def test_what_nobody_teaches_is_told_apart_from_what_is_missing() -> None:
    found = gap(profile(), asked("weld"), asked("solder"), asked("python", weight=Weight.OPTIONAL))
    assert [one.state for one in found.answers] == [State.MISSING, State.UNTAUGHT, State.MISSING]
    assert found.counts(Weight.ESSENTIAL) == {
        State.HAVE: 0,
        State.PARTLY: 0,
        State.MISSING: 1,
        State.UNTAUGHT: 1,
    }
    assert [one.asked.uri for one in found.having(State.MISSING)] == ["weld", "python"]


def test_a_concept_that_was_replaced_answers_as_what_it_became() -> None:
    assert only(profile(shown("oldweld")), asked("weld")).state is State.HAVE
    assert only(profile(shown("weld")), asked("oldweld")).state is State.HAVE


@pytest.mark.parametrize(
    ("held", "wanted", "code", "facts"),
    [
        (shown("weld", level="one"), asked("weld", "two"), "level-lower", {"has": "one", "asked": "two"}),
        (shown("weld"), asked("weld", "two"), "level-unknown", {"asked": (("steps", "two"),)}),
        (shown("weld", level="**"), asked("weld", "two"), "other-scale", {"has": (("stars", "**"),)}),
        (shown("weld", on=date(2019, 1, 1)), asked("weld"), "stale", {"months": 60, "is_assumed": True}),
        (shown("weld", proof=Proof.CLAIM), asked("weld"), "claimed-only", {}),
        (shown("python"), asked("programming"), "narrower", {"uri": "python", "steps": 1}),
        (shown("computing"), asked("python"), "broader", {"uri": "computing", "steps": 2}),
    ],
)
def test_every_partly_says_why(held: Shown, wanted: Asked, code: str, facts: dict[str, object]) -> None:
    answer = only(profile(held), wanted)
    assert answer.state is State.PARTLY
    assert [one.code for one in answer.because] == [code]
    assert facts.items() <= answer.because[0].facts.items()
    assert answer.held == (held,)


def test_a_level_is_reached_by_a_higher_one_and_on_any_scale_that_is_asked_for() -> None:
    assert only(profile(shown("weld", level="three")), asked("weld", "two")).state is State.HAVE
    either = Asked("weld", "1.2", Weight.ESSENTIAL, (SkillLevel("steps", "two"), SkillLevel("stars", "*")))
    assert only(profile(shown("weld", level="**")), either).state is State.HAVE


def test_a_claimed_level_does_not_lift_a_verified_one() -> None:
    found = profile(shown("weld", level="one"), shown("weld", proof=Proof.CLAIM, level="three"))
    answer = only(found, asked("weld", "two"))
    assert [one.code for one in answer.because] == ["level-lower"]
    assert [one.evidence.proof for one in answer.held] == [Proof.AWARD, Proof.CLAIM]


def test_disputed_evidence_does_not_answer_but_is_named() -> None:
    answer = only(profile(shown("weld"), edits=(Dispute("award-weld", "weld", "Not me."),)), asked("weld"))
    assert (answer.state, [one.code for one in answer.because]) == (State.MISSING, ["disputed"])
    assert [one.evidence.id for one in answer.held] == ["award-weld"]


def test_a_sibling_is_no_answer() -> None:
    assert only(profile(shown("java")), asked("python")).state is State.MISSING


def test_a_gap_is_closed_when_nothing_essential_is_open() -> None:
    optional = asked("solder", weight=Weight.OPTIONAL)
    assert gap(profile(shown("weld")), asked("weld"), optional)
    assert not gap(profile(), asked("weld"), optional)


def test_a_skill_that_is_named_twice_is_asked_once_and_as_strongly_as_ever() -> None:
    target = Target.of(
        Aspiration.ADVERT,
        "a",
        "A",
        [
            Asked("weld", "1.2", Weight.OPTIONAL, (), (Mention("welding", 4, 11),)),
            asked("cut"),
            Asked("weld", "1.2", Weight.ESSENTIAL, (SkillLevel("steps", "one"),), (Mention("welder", 20, 26),)),
        ],
    )
    assert [one.uri for one in target.asked] == ["weld", "cut"]
    [first, _] = target.asked
    assert (first.weight, len(first.levels), len(first.mentions)) == (Weight.ESSENTIAL, 1, 2)


def test_another_persons_target_is_what_they_let_others_see() -> None:
    found = profile(
        shown("weld", level="two"),
        shown("cut"),
        shown("lead", proof=Proof.CLAIM),
        edits=(Hide("cut"),),
    )
    target = of_person(found, "p", "Somebody")
    assert [(one.uri, one.levels, one.mentions) for one in target.asked] == [
        ("weld", (SkillLevel("steps", "two"),), (Mention("About weld"),))
    ]


def test_circles_and_strangers_in_a_framework_do_no_harm() -> None:
    circle = Hierarchy({"a": ["b"], "b": ["a", "b"]}, {"a": "b", "b": "a", "x": "y"})
    assert circle.current("a") in {"a", "b"}
    assert circle.current("x") == "y"
    assert circle.above("a") == {"b": 1}
    assert circle.siblings("a") == ()
    assert HIERARCHY.siblings("java") == ("python",)
    target = Target.of(Aspiration.ROLE, "r", "R", [asked("a"), asked("b")])
    found = compare(profile(shown("b")), target, {}, hierarchy=circle, scales=SCALES)
    assert len(found.answers) == 2

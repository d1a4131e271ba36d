"""Recommendations have reasons, are unlike each other, and no price hides one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from testamur.core.skills.hierarchy import Hierarchy
from testamur.core.skills.profile import Evidence, Family, Profile, Proof, Shown, build
from testamur.core.skills.recommending import About, Candidate, Motive, recommend

ON = date(2026, 6, 1)
HIERARCHY = Hierarchy({"python": ["programming"], "java": ["programming"]})


def profile(*skills: str) -> Profile:
    shown = []
    for skill in skills:
        uri, _, how = skill.partition(" ")
        proof = Proof.CLAIM if how == "claimed" else Proof.AWARD
        on = date(2015, 1, 1) if how == "old" else date(2026, 1, 1)
        shown.append(Shown(uri, "1", Evidence(f"e-{uri}", proof, uri, on)))
    return build(shown, lambda _uri: Family("f", "F", 60, "us", is_assumed=True), on=ON)


@pytest.mark.parametrize(
    ("candidate", "about", "code"),
    [
        (Candidate("c", after=("a",)), About(profile(), held=frozenset("a")), "follows"),
        (Candidate("c", figures=("f",)), About(profile(), figures={"f": ("a",)}), "completes"),
        (Candidate("c", ("java",)), About(profile("python")), "related"),
        (Candidate("c", ("weld",)), About(profile("weld old")), "refreshes"),
        (Candidate("c", ("weld",)), About(profile("weld claimed"), motives=frozenset({Motive.VISIBLE})), "confirms"),
        (
            Candidate("c", ("weld",)),
            About(profile(), motives=frozenset({Motive.KEEP_UP}), occupation=frozenset({"weld"})),
            "in-occupation",
        ),
        (
            Candidate("c", ("weld",)),
            About(profile(), motives=frozenset({Motive.CHANGE_JOB}), sought={"Welder": frozenset({"weld"})}),
            "sought",
        ),
        (
            Candidate("c", ("weld",)),
            About(profile(), motives=frozenset({Motive.IMPROVE}), demand={"weld": 4}),
            "asked-for",
        ),
        (
            Candidate("c", fields=("arts",)),
            About(profile(), motives=frozenset({Motive.EXPLORE}), fields=frozenset({"law"})),
            "new-field",
        ),
        (Candidate("c", is_with_others=True), About(profile(), motives=frozenset({Motive.MEET})), "with-others"),
        (Candidate("c", figures=("f",)), About(profile(), motives=frozenset({Motive.LONG_TRAINING})), "counts-towards"),
    ],
)
def test_every_recommendation_has_its_reason(candidate: Candidate, about: About, code: str) -> None:
    [found] = recommend([candidate], about, hierarchy=HIERARCHY)
    assert [one.code for one in found.reasons] == [code]
    assert bool(found.reasons[0].motives) == bool(about.motives)


def test_a_motive_that_was_not_stated_is_not_guessed() -> None:
    about = About(profile(), demand={"weld": 4}, sought={"Welder": frozenset({"weld"})})
    assert recommend([Candidate("c", ("weld",), ("arts",), ("f",), is_with_others=True)], about) == ()


def test_what_is_held_is_not_recommended() -> None:
    about = About(profile("weld old"), held=frozenset({"c"}))
    assert recommend([Candidate("c", ("weld",))], about) == ()


def test_a_credential_is_needed_to_confirm_a_claim() -> None:
    about = About(profile("weld claimed"), motives=frozenset({Motive.VISIBLE}))
    assert recommend([Candidate("c", ("weld",), has_credential=False)], about) == ()


def test_the_same_thing_does_not_come_again_and_again() -> None:
    about = About(profile("weld old", "sing old"), held=frozenset({"start"}))
    twins = [Candidate(f"weld-{number}", ("weld",), after=("start",)) for number in range(3)]
    found = recommend([*twins, Candidate("sing", ("sing",))], about, most=3)
    assert [one.candidate for one in found] == ["weld-0", "sing", "weld-1"]
    assert [one.like for one in found] == ["", "", "weld-0"]


def test_no_candidate_has_a_price_that_could_hide_it() -> None:
    assert not {"price", "currency", "cost"} & {one.name for one in fields(Candidate)}


def test_the_order_of_what_is_offered_does_not_matter() -> None:
    about = About(profile("weld old"))
    offered = [Candidate(name, ("weld", name)) for name in "cab"]
    assert recommend(offered, about) == recommend(list(reversed(offered)), about)
    assert [one.candidate for one in recommend(offered, about)] == ["a", "b", "c"]

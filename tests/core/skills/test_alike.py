"""Of people who are found a card tells no more than at least three have in common, and numbers come in threes."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from testamur.core.skills.alike import Face, Told, arranged, cards, faces, rounded
from testamur.core.skills.profile.ageing import Currency, Family, Freshness
from testamur.core.skills.profile.levels import Scales
from testamur.core.skills.profile.values import Entry, Evidence, Proof, Shown
from testamur.core.skills.seeking import Asked, Findable, Match, Order, Question, seek

TODAY = date(2026, 11, 22)
OLD = date(2026, 2, 1)
FAMILY = Family("all", "All", 24, "assumed", is_assumed=True)
SCALES = Scales([])
FULL = {"freshness": Freshness.FRESH, "proof": Proof.AWARD}


def person(key: str, *skills: str, on: date = TODAY, **more: object) -> Findable:
    """Somebody who shows skills, all by an award of one day."""
    shown = {one: (Shown(one, "1", Evidence(f"{one} {on}", Proof.AWARD, "A title", on), None),) for one in skills}
    return Findable(key, {one: Entry(one, of, currency=Currency(FAMILY, on)) for one, of in shown.items()}, **more)


def found(*people: Findable, wants_all: bool = False) -> tuple[Match, ...]:
    return seek(Question((Asked("cut"), Asked("weld")), wants_all=wants_all), people, SCALES, on=TODAY)


def told(*people: Findable, wants_all: bool = False) -> dict[str, Face]:
    return faces(found(*people, wants_all=wants_all), {one.key: one for one in people}, fewest=3)


def skills(face: Face) -> tuple[str, ...]:
    return tuple(one.uri for one in face.skills)


def test_of_any_of_several_skills_a_card_names_those_that_three_share() -> None:
    cutters, both = [person(name, "cut") for name in "abc"], [person(name, "cut", "weld") for name in "def"]
    seen = told(*cutters, *both)
    assert {skills(seen[name]) for name in "abc"} == {("cut",)}
    assert {skills(seen[name]) for name in "def"} == {("cut", "weld")}
    # Two who show both would be told apart from those who show one: nobody is told to.
    assert {skills(one) for one in told(*cutters, *both[:2]).values()} == {("cut",)}


def test_where_few_share_a_skill_no_card_names_it() -> None:
    mixed = told(person("a", "cut"), person("b", "weld"), person("c", "cut"), person("d", "weld"))
    assert set(mixed.values()) == {Face()}


def test_evidence_of_a_quarter_of_its_own_does_not_make_a_card_known_again() -> None:
    seen = told(*(person(name, "cut") for name in "abc"), person("d", "cut", on=OLD))
    assert set(seen.values()) == {Face((Told("cut", **FULL),))}
    assert {one.skills[0].since for one in told(*(person(name, "cut") for name in "abc")).values()} == {(2026, 4)}


def test_details_are_told_where_three_share_all_that_stands_on_the_card() -> None:
    written = {"a": "North", "b": "north", "c": "NORTH"}
    near = [person(name, "cut", region=where, availability="now") for name, where in written.items()]
    far = [
        person(name, "cut", region="South", availability=one) for name, one in zip("def", ("now", "", ""), strict=True)
    ]
    seen = told(*near, *far)
    assert {(seen[name].region, seen[name].availability) for name in "abc"} == {("NORTH", "now")}
    assert {(seen[name].region, seen[name].availability) for name in "def"} == {("South", "")}


def test_a_language_that_few_speak_is_told_of_nobody() -> None:
    spoken = {"a": ("en",), "b": ("en",), "c": ("en", "el"), "d": ("en", "el")}
    seen = told(*(person(name, "cut", languages=frozenset(some)) for name, some in spoken.items()))
    assert {one.languages for one in seen.values()} == {("en",)}


@pytest.mark.parametrize("seed", range(20))
def test_every_card_looks_like_two_others_whoever_is_found(seed: int) -> None:
    def drawn(number: int) -> Findable:
        dice = (seed * 7919 + number * 104729) % 9973
        shown = [("cut",), ("weld",), ("cut", "weld")][dice % 3]
        place, when = ("", "North", "South")[dice // 3 % 3], ("", "now", "part-time")[dice // 9 % 3]
        on = (TODAY, OLD, date(2024, 5, 1))[dice // 27 % 3]
        spoken = frozenset(("en", "ms")[: dice // 81 % 3])
        return person(str(number), *shown, on=on, region=place, availability=when, languages=spoken)

    people = [drawn(number) for number in range(3 + seed * 3)]
    seen = told(*people)
    assert min(Counter(seen.values()).values()) >= 3
    shown = cards([one.key for one in people], seen, 3)
    assert {count % 3 for count in Counter(seen[key] for key in shown).values()} == {0}
    assert set(seen.values()) == {seen[key] for key in shown}


def test_so_many_are_shown_as_a_multiple_of_three_of_each_face() -> None:
    people = [person(str(number), "cut") for number in range(5)]
    assert cards("43210", told(*people), 3) == ["4", "3", "2"]
    assert [rounded(number, 3) for number in (0, 2, 3, 5, 6, 100)] == [0, 0, 3, 3, 6, 99]


def test_the_order_is_drawn_by_lot_stays_with_its_lot_and_another_lot_draws_again() -> None:
    people = [person(f"p{number}", "cut") for number in range(20)]
    matches = found(*people)
    seen = told(*people)
    first = arranged(matches, Order.LOT, "one", seen)
    assert arranged(reversed(matches), Order.LOT, "one", seen) == first
    assert arranged(matches, Order.LOT, "two", seen) != first


def test_over_many_lots_everybody_comes_first_about_as_often() -> None:
    people = [person(name, "cut") for name in "abcd"]
    matches = found(*people)
    seen = told(*people)
    firsts = [arranged(matches, Order.LOT, str(lot), seen)[0].key for lot in range(400)]
    assert all(Decimal("0.18") < Decimal(firsts.count(name)) / 400 < Decimal("0.32") for name in "abcd")


def test_plain_criteria_arrange_by_what_the_cards_tell() -> None:
    late = [person(name, "cut") for name in "abc"]
    early = [person(name, "cut", "weld", on=OLD) for name in "def"]
    matches, seen = found(*late, *early), told(*late, *early)
    assert {one.key for one in arranged(matches, Order.NEWEST, "x", seen)[:3]} == set("abc")
    assert {one.key for one in arranged(matches, Order.MOST, "x", seen)[:3]} == set("def")


def test_an_order_tells_nothing_that_the_cards_do_not() -> None:
    people = [*(person(name, "cut") for name in "abc"), person("d", "cut", on=OLD)]
    lasts = {arranged(found(*people), Order.NEWEST, str(lot), told(*people))[-1].key for lot in range(40)}
    assert lasts == set("abcd")

"""People are found by verified skills alone, in an order that no model makes, and never one by one."""

from datetime import date
from decimal import Decimal

import pytest

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile.ageing import Currency, Family, Freshness
from testamur.core.skills.profile.levels import Scale, Scales, SkillLevel
from testamur.core.skills.profile.values import Entry, Evidence, Proof, Shown
from testamur.core.skills.seeking import (
    Asked,
    Details,
    Findable,
    Order,
    Question,
    arranged,
    counted,
    quarter,
    rarity,
    seek,
    shared,
)

TODAY = date(2026, 11, 22)
FAMILY = Family("all", "All", 24, "assumed", is_assumed=True)
SCALES = Scales([Scale("dreyfus", "Dreyfus", ("novice", "competent", "expert"), "1980")])
COMPETENT = SkillLevel("dreyfus", "competent")


def entry(uri: str, on: date, proof: Proof = Proof.AWARD, level: SkillLevel | None = None, **more: bool) -> Entry:
    shown = Shown(uri, "1", Evidence(f"{uri} {on}", proof, "A title that must not be seen", on), level)
    return Entry(uri, (shown,), currency=Currency(FAMILY, on), **more)


def person(key: str, *entries: Entry, **more: object) -> Findable:
    return Findable(key, {one.uri: one for one in entries}, **more)


def found(question: Question, *people: Findable) -> list[str]:
    return sorted(one.key for one in seek(question, people, SCALES, on=TODAY))


WELDER = person("welder", entry("weld", date(2026, 5, 1)), entry("cut", date(2026, 5, 1)), region="North")
CUTTER = person("cutter", entry("cut", date(2025, 1, 1), level=COMPETENT), languages=frozenset({"en", "ms"}))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (Question((Asked("weld"), Asked("cut"))), ["welder"]),
        (Question((Asked("weld"), Asked("cut")), wants_all=False), ["cutter", "welder"]),
        (Question((Asked("cut"),), only_fresh=True), ["welder"]),
        (Question((Asked("cut", COMPETENT),)), ["cutter"]),
        (Question((Asked("cut", SkillLevel("dreyfus", "expert")),)), []),
        (Question((Asked("cut"),), regions=frozenset({"North", "South"})), ["welder"]),
        (Question((Asked("cut"),), languages=frozenset({"ms"})), ["cutter"]),
        (Question((Asked("cut"),), availability=frozenset({"now"})), []),
    ],
    ids=["all", "any", "fresh only", "at a level", "above it", "in a region", "in a language", "not said, not matched"],
)
def test_people_are_found_by_what_they_show(question: Question, keys: list[str]) -> None:
    assert found(question, WELDER, CUTTER) == keys


def test_a_claim_or_a_hidden_skill_finds_nobody() -> None:
    own_word = person("own word", entry("weld", TODAY, Proof.CLAIM))
    hidden = person("hidden", entry("weld", TODAY, is_hidden=True))
    assert found(Question((Asked("weld"),)), own_word, hidden) == []


def test_the_newest_verified_evidence_is_shown_and_a_newer_claim_is_not() -> None:
    claim = entry("weld", TODAY, Proof.CLAIM).shown
    award = entry("weld", date(2026, 1, 2)).shown
    one = person("one", Entry("weld", (*claim, *award), currency=Currency(FAMILY, date(2026, 1, 2))))
    (match,) = seek(Question((Asked("weld"),)), [one], SCALES, on=TODAY)
    assert (match.seen[0].on, match.seen[0].proof, match.seen[0].freshness) == (
        date(2026, 1, 2),
        Proof.AWARD,
        Freshness.FRESH,
    )


def test_the_order_is_drawn_by_lot_stays_with_its_lot_and_another_lot_draws_again() -> None:
    people = [person(f"p{number}", entry("cut", TODAY)) for number in range(20)]
    matches = seek(Question((Asked("cut"),)), people, SCALES, on=TODAY)
    first = arranged(matches, Order.LOT, "one")
    assert arranged(reversed(matches), Order.LOT, "one") == first
    assert arranged(matches, Order.LOT, "two") != first


def test_over_many_lots_everybody_comes_first_about_as_often() -> None:
    people = [person(name, entry("cut", TODAY)) for name in "abcd"]
    matches = seek(Question((Asked("cut"),)), people, SCALES, on=TODAY)
    firsts = [arranged(matches, Order.LOT, str(lot))[0].key for lot in range(400)]
    assert all(Decimal("0.18") < Decimal(firsts.count(name)) / 400 < Decimal("0.32") for name in "abcd")


def test_plain_criteria_arrange_by_quarter_and_by_how_many_are_shown() -> None:
    matches = seek(Question((Asked("weld"), Asked("cut")), wants_all=False), [CUTTER, WELDER], SCALES, on=TODAY)
    assert [one.key for one in arranged(matches, Order.NEWEST, "x")] == ["welder", "cutter"]
    assert [one.key for one in arranged(matches, Order.MOST, "x")] == ["welder", "cutter"]


def test_within_a_quarter_nobody_is_newer_than_another() -> None:
    early, late = person("early", entry("cut", date(2026, 4, 1))), person("late", entry("cut", date(2026, 6, 30)))
    matches = seek(Question((Asked("cut"),)), [early, late], SCALES, on=TODAY)
    firsts = {arranged(matches, Order.NEWEST, str(lot))[0].key for lot in range(40)}
    assert firsts == {"early", "late"}
    assert quarter(date(2026, 12, 31)) == (2026, 4)


@pytest.mark.parametrize(("number", "told"), [(0, None), (1, None), (2, None), (3, 3), (40, 40)])
def test_few_and_nobody_are_not_counted_apart(number: int, told: int | None) -> None:
    assert counted(number, fewest=3) == told


def details(*people: Findable, wants_all: bool = True) -> dict[str, Details]:
    question = Question((Asked("cut"), Asked("weld")), wants_all=wants_all)
    return shared(seek(question, people, SCALES, on=TODAY), {one.key: one for one in people}, fewest=3)


def both(key: str, **more: object) -> Findable:
    return person(key, entry("cut", TODAY), entry("weld", TODAY), **more)


def test_a_detail_is_told_only_where_enough_of_those_found_share_it() -> None:
    english = [both(name, languages=frozenset({"en"}), region=where) for name, where in ("aN", "bn", "cS")]
    told = details(*english, both("d", languages=frozenset({"en", "el"}), region="S", availability="now"))
    assert set(told.values()) == {Details(languages=("en",))}


def test_details_are_shared_all_at_once_and_written_alike() -> None:
    written = {"a": "North", "b": "north", "c": "NORTH"}
    near = [both(name, region=where, availability="now") for name, where in written.items()]
    far = [both(name, region="South", availability=when) for name, when in zip("def", ("now", "", ""), strict=True)]
    told = details(*near, *far)
    assert {told[name] for name in "abc"} == {Details(region="NORTH", availability="now")}
    assert {told[name] for name in "def"} == {Details(region="South")}


def test_a_detail_counts_only_among_those_who_show_the_same_skills() -> None:
    some = [person(name, entry("cut", TODAY), region="North") for name in "abc"]
    told = details(*some, both("d", region="North"), wants_all=False)
    assert (told["a"], told["d"]) == (Details(region="North"), Details())


def test_a_search_without_result_says_which_skill_is_rare() -> None:
    question = Question((Asked("weld"), Asked("cut"), Asked("paint")))
    assert rarity(question, [WELDER, CUTTER], SCALES, on=TODAY) == {"weld": 1, "cut": 2, "paint": 0}


@pytest.mark.parametrize(
    ("skills", "code"),
    [
        ((), "nothing-asked"),
        (tuple(Asked(str(number)) for number in range(11)), "too-much-asked"),
        ((Asked("cut"), Asked("cut", COMPETENT)), "asked-twice"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(skills: tuple[Asked, ...], code: str) -> None:
    with pytest.raises(SkillsError) as error:
        Question(skills)
    assert error.value.code == code

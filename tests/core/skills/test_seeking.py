"""People are found by verified skills alone, and never one by one."""

from datetime import date

import pytest

from testamur.core.skills.concepts import SkillsError
from testamur.core.skills.profile.ageing import Currency, Family, Freshness
from testamur.core.skills.profile.levels import Scale, Scales, SkillLevel
from testamur.core.skills.profile.values import Entry, Evidence, Proof, Shown
from testamur.core.skills.seeking import (
    Asked,
    Findable,
    Question,
    counted,
    rarity,
    seek,
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


@pytest.mark.parametrize(("number", "told"), [(0, None), (1, None), (2, None), (3, 3), (40, 40)])
def test_few_and_nobody_are_not_counted_apart(number: int, told: int | None) -> None:
    assert counted(number, fewest=3) == told


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

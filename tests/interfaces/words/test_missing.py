"""What is missing is told once, under one name, and no credits beside the items that bring them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.decision import Gap
from testamur.interfaces.words.missing import Thing, missing_said, ways_said

THINGS = {
    "open": Thing("open", "Publishing Research Openly", credits=CreditAmount(Decimal(5), "ECTS"), levels=("EQF 6",)),
    "h1": Thing("open", "Publishing Research Openly", "pending"),
    "data": Thing("data", "Data Stewardship", credits=CreditAmount(Decimal("2.5"), "ECTS"), levels=("EQF 7",)),
    "h2": Thing("other", "Statistics", "unverified"),
    "h3": Thing("third", "Ethics", "confirmed"),
    "silent": Thing("silent", "Untold"),
}


def item(ref: str, clause: str = "") -> Gap:
    return Gap("item", clause, {"ref": ref})


def sum_of(missing: str, pool: str = "any_micro", kind: str = "credits", unit: str = "ECTS", **more: str) -> Gap:
    return Gap(kind, "size", {"missing": missing, "unit": unit, "pool": pool, **more})


def said(*gaps: Gap) -> tuple[str, ...]:
    return missing_said(gaps, THINGS.__getitem__)


def test_a_thing_that_two_clauses_ask_for_stands_once() -> None:
    assert said(item("data", "core"), item("data", "two")) == ("Data Stewardship",)


def test_what_is_begun_and_asked_for_stands_once_as_what_is_to_be_finished() -> None:
    settled = Gap("settle", "", {"holding": "h1"})
    for gaps in ((item("open"), settled), (settled, item("open"))):
        assert said(*gaps) == ("finish “Publishing Research Openly”",)


@pytest.mark.parametrize(
    ("holding", "sentence"),
    [
        ("h1", "finish “Publishing Research Openly”"),
        ("h2", "have “Statistics” checked"),
        ("h3", "have the level, credits or grade of “Ethics” settled"),
    ],
)
def test_what_is_to_be_done_about_something_open_is_said(holding: str, sentence: str) -> None:
    assert said(Gap("settle", "", {"holding": holding})) == (sentence,)


def test_what_is_asked_for_and_begun_under_the_same_name_is_to_be_finished() -> None:
    begun = {"open": Thing("open", "Publishing Research Openly", "pending")}
    assert missing_said((item("open"),), begun.__getitem__) == ("finish “Publishing Research Openly”",)


def test_a_sum_that_the_named_items_bring_is_not_asked_for_again() -> None:
    assert said(item("open"), item("data"), sum_of("7.5")) == ("Publishing Research Openly", "Data Stewardship")
    assert said(item("open"), sum_of("1", kind="count", unit="items")) == ("Publishing Research Openly",)


def test_of_a_larger_sum_the_part_that_the_named_items_bring_is_told() -> None:
    assert said(item("open"), sum_of("10"))[1] == "10 ECTS more; of these, 5 ECTS with what is named here"


def test_a_level_that_is_asked_takes_only_items_at_it() -> None:
    assert said(item("data"), sum_of("2.5", "level >= EQF7")) == ("Data Stewardship",)
    assert said(item("open"), sum_of("5", "level >= EQF7"))[1] == "5 ECTS more at EQF 7 or higher"


@pytest.mark.parametrize(
    "gap",
    [
        sum_of("5", 'tag("x")'),
        sum_of("5", share="50"),
        sum_of("5", last="30 ECTS"),
        sum_of("5", unit="MQF"),
    ],
    ids=["another pool", "a share", "the last credits", "another unit"],
)
def test_where_it_is_not_known_what_an_item_brings_both_are_told(gap: Gap) -> None:
    told = said(item("open"), gap)
    assert len(told) == 2
    assert "of these" not in told[1]


def test_a_way_that_only_asks_for_more_is_no_other_way() -> None:
    settled = Gap("settle", "", {"holding": "h1"})
    ways = ((settled,), (settled, item("data")), (item("data"), item("silent")), (settled,))
    assert ways_said(ways, THINGS.__getitem__) == (
        ("finish “Publishing Research Openly”",),
        ("Data Stewardship", "Untold"),
    )


PROFESSIONAL = 'tag("professional")'


def test_a_sum_that_is_a_part_of_another_one_is_told_with_it() -> None:
    told = said(sum_of("9"), sum_of("7.5", PROFESSIONAL))
    assert told == ("9 ECTS more, of which at least 7.5 ECTS of the kind “professional”",)
    assert said(sum_of("7.5", PROFESSIONAL), sum_of("9")) == told


def test_several_parts_and_parts_of_parts_stand_with_the_whole() -> None:
    gaps = (sum_of("4", "level >= EQF7"), sum_of("9"), sum_of("5", "level >= EQF6"))
    assert said(*gaps) == ("9 ECTS more, of which at least 4 ECTS at EQF 7 or higher, 5 ECTS at EQF 6 or higher",)


def test_a_part_as_large_as_the_whole_is_told_alone() -> None:
    assert said(sum_of("6"), sum_of("6", PROFESSIONAL)) == ("6 ECTS more of the kind “professional”",)
    assert said(sum_of("6"), sum_of("9", PROFESSIONAL)) == ("9 ECTS more of the kind “professional”",)
    assert said(sum_of("6", PROFESSIONAL), replace(sum_of("6", PROFESSIONAL), clause="b")) == (
        "6 ECTS more of the kind “professional”",
    )


def test_no_group_lends_another_one_its_credits() -> None:
    core, free = (sum_of("6", PROFESSIONAL, within="core"), sum_of("9", within="free"))
    assert len(said(core, free)) == 2
    assert len(said(core, sum_of("9", within="core"))) == 1
    assert len(said(core, sum_of("9"))) == 1
    assert len(said(sum_of("6", PROFESSIONAL, within="gate entry"), sum_of("9"))) == 2
    taken = item("open")
    in_core = replace(taken, facts={**taken.facts, "within": "core"})
    assert said(in_core, sum_of("5", within="free")) == ("Publishing Research Openly", "5 ECTS more")
    assert said(in_core, sum_of("5")) == ("Publishing Research Openly",)


def test_an_item_with_the_tag_brings_credits_of_the_tag() -> None:
    tagged = {"lab": Thing("lab", "Lab Work", credits=CreditAmount(Decimal(3), "ECTS"), tags=("professional",))}
    assert missing_said((item("lab"), sum_of("3", PROFESSIONAL)), tagged.__getitem__) == ("Lab Work",)
    assert missing_said((item("lab"), sum_of("5", PROFESSIONAL)), tagged.__getitem__)[1] == (
        "5 ECTS more of the kind “professional”; of these, 3 ECTS with what is named here"
    )


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (Gap("average", "mean", {"needed": "3", "unit": "points", "pool": "any"}), "a mean grade of 3"),
        (
            Gap("average", "mean", {"needed": "3", "unit": "points", "pool": PROFESSIONAL}),
            "a mean grade of 3 over this: what is marked “professional”",
        ),
        (Gap("impossible", "new", {}), "something that more learning cannot change: Only for newcomers"),
        (Gap("impossible", "", {}), "something that more learning cannot change"),
        (
            Gap("at-end", "", {}),
            "enough on the last day of this plan: something that counts today will not count then",
        ),
        (Gap("outcome", "", {"outcome": "LO 1"}), "the learning outcome LO 1"),
        (sum_of("3", "source(native, component)"), "3 ECTS more that are earned here"),
        (sum_of("3", "{data, silent}"), "3 ECTS more from this: Data Stewardship, Untold"),
        (sum_of("3", "no pool ("), "3 ECTS more"),
    ],
)
def test_every_kind_of_gap_has_a_sentence_of_its_own(gap: Gap, sentence: str) -> None:
    assert missing_said((gap,), THINGS.__getitem__, {"new": "Only for newcomers."}) == (sentence,)


def test_an_item_without_known_credits_brings_none() -> None:
    assert said(item("silent"), sum_of("5")) == ("Untold", "5 ECTS more")

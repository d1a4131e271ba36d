"""Rates and ratios by group: as published, from unrounded counts; and what is not shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.fairness import Case, Count, FairnessError, Limits, Row, Table, audit, table

# The worked example of the rules on automated employment decision tools (6 RCNY 5-301), with its printed ratios.
SEX = (("Male", 1390, 667, "1.0000"), ("Female", 1181, 555, "0.9793"))
RACE = (
    ("Hispanic or Latino", 408, 204, "0.9672"),
    ("White", 797, 412, "1.0000"),
    ("Black or African American", 390, 170, "0.8432"),
    ("Native Hawaiian or Pacific Islander", 119, 52, "0.8453"),
    ("Asian", 616, 302, "0.9484"),
    ("Native American or Alaska Native", 41, 18, "0.8493"),
    ("Two or More", 213, 96, "0.8719"),
)
CROSSED = (
    ("Hispanic", "Male", 205, 90, "0.841"),
    ("Hispanic", "Female", 190, 82, "0.827"),
    ("White", "Male", 412, 215, "1.000"),
    ("Black", "Male", 226, 95, "0.806"),
    ("NHPI", "Male", 87, 37, "0.815"),
    ("Asian", "Male", 321, 167, "0.997"),
    ("Native American", "Male", 24, 11, "0.878"),
    ("Two or More", "Male", 115, 52, "0.866"),
    ("White", "Female", 385, 197, "0.981"),
    ("Black", "Female", 164, 75, "0.876"),
    ("NHPI", "Female", 32, 15, "0.898"),
    ("Asian", "Female", 295, 135, "0.877"),
    ("Native American", "Female", 17, 7, "0.789"),
    ("Two or More", "Female", 98, 44, "0.860"),
)
SCORED_SEX = (("Male", 92, 50, "1.00"), ("Female", 76, 34, "0.82"))
SCORED_RACE = tuple(
    (str(place), of, round(of * rate / 100), ratio)
    for place, (of, rate, ratio) in enumerate(
        (
            (28, 64.2, "1.00"),
            (40, 37.5, "0.58"),
            (32, 50.0, "0.78"),
            (8, 62.5, "0.97"),
            (24, 41.7, "0.65"),
            (16, 62.5, "0.97"),
            (20, 50.0, "0.78"),
        )
    )
)
OPEN = Limits(cell=1)


def named(found: Table, *group: str) -> Row:
    return next(row for row in found.rows if row.group == group)


@pytest.mark.parametrize("rows", [SEX, RACE, CROSSED, SCORED_SEX, SCORED_RACE])
def test_the_published_example_comes_out_as_printed(rows: tuple[tuple[object, ...], ...]) -> None:
    counts = [Count(tuple(map(str, group)), of, hits) for *group, of, hits, _ in rows]  # type: ignore[arg-type]
    found = table(("group",), counts, limits=OPEN)
    for row, (*_, printed) in zip(found.rows, rows, strict=True):
        assert row.ratio is not None
        digits = len(str(printed)) - 2
        assert f"{float(row.ratio):.{digits}f}" == printed


def test_rounding_rates_first_would_give_another_ratio() -> None:
    found = table(("race",), [Count((name,), of, hits) for name, of, hits, _ in RACE])
    assert f"{float(named(found, 'Black or African American').ratio or 0):.2f}" == "0.84"
    assert f"{0.44 / 0.52:.2f}" == "0.85"


def test_who_is_under_four_fifths_shows_only_where_attributes_are_crossed() -> None:
    single = table(("race",), [Count((name,), of, hits) for name, of, hits, _ in RACE])
    crossed = table(("race", "sex"), [Count((race, sex), of, hits) for race, sex, of, hits, _ in CROSSED])
    assert not any(row.is_under_four_fifths for row in single.rows)
    assert [row.group for row in crossed.rows if row.is_under_four_fifths] == [("Native American", "Female")]
    assert named(crossed, "Native American", "Female").is_small


def test_an_audit_of_every_person_of_the_example_shows_each_group_and_its_printed_ratio() -> None:
    people = [
        Case({"race": race, "sex": sex}, number < hits) for race, sex, of, hits, _ in CROSSED for number in range(of)
    ]
    crossed = audit(people, ("race", "sex"), crossed=[("race", "sex")]).selection[2]
    assert {row.group: f"{float(row.ratio or 0):.3f}" for row in crossed.rows} == {
        (race, sex): printed for race, sex, _of, _hits, printed in CROSSED
    }


def test_groups_under_two_percent_may_be_set_aside_but_are_told() -> None:
    limits = Limits(least_share=Fraction(2, 100))
    crossed = table(
        ("race", "sex"), [Count((race, sex), of, hits) for race, sex, of, hits, _ in CROSSED], limits=limits
    )
    aside = [row for row in crossed.rows if row.ratio is None]
    assert [row.assessed for row in aside] == [24, 32, 17]
    assert all(row.rate is not None for row in aside)


def test_where_nobody_was_selected_there_is_no_ratio() -> None:
    found = table(("sex",), [Count(("a",), 50, 0), Count(("b",), 50, 0)])
    assert found.highest is None
    assert [row.ratio for row in found.rows] == [None, None]
    assert [row.rate for row in found.rows] == [0, 0]


def test_few_people_are_not_shown_nor_can_they_be_worked_out() -> None:
    counts = [Count(("a",), 100, 40), Count(("b",), 60, 30), Count(("c",), 4, 4)]
    found = table(("group",), counts)
    assert [row.is_shown for row in found.rows] == [True, False, False]
    assert found.hidden == 2
    assert named(found, "c") == Row(("c",))


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 40)), unique_by=lambda one: one[:2]
    )
)
def test_what_is_hidden_in_a_line_is_never_one_group_or_few_people(cells: list[tuple[str, str, int]]) -> None:
    sizes = {(one, two): of for one, two, of in cells}
    found = table(("one", "two"), [Count(group, of, of // 2) for group, of in sizes.items()])
    for place in (None, 0, 1):
        for value in "abcxyz":
            line = [row for row in found.rows if place is None or row.group[place] == value]
            hidden = [row.group for row in line if not row.is_shown]
            if hidden and len(hidden) < len(line):
                assert len(hidden) > 1
                assert sum(sizes[group] for group in hidden) >= 10
    assert all(row.is_shown <= (sizes[row.group] >= 10) for row in found.rows)


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(FairnessError, match="counts-do-not-fit"):
        Count(("a",), 3, 4)
    with pytest.raises(FairnessError, match="group-twice"):
        table(("a",), [Count(("a",), 30, 4), Count(("a",), 30, 4)])


def cases(group: str, of: int, selected: int, qualified: int) -> list[Case]:
    return [
        Case({"sex": group, "region": "north"}, number < selected, number < qualified, float(number))
        for number in range(of)
    ]


def test_an_audit_counts_the_selected_the_qualified_and_those_above_the_middle() -> None:
    people = [*cases("a", 40, 20, 25), *cases("b", 40, 10, 25), *(Case({"region": "north"}) for _ in range(7))]
    found = audit(people, ("sex",), crossed=[("sex", "region")])
    single, crossed = found.selection
    assert (single.unknown, crossed.unknown) == (7, 7)
    assert [row.rate for row in single.rows] == [Fraction(1, 2), Fraction(1, 4)]
    assert named(single, "b").is_under_four_fifths
    assert found.opportunity[0].gap == Fraction(20, 25) - Fraction(10, 25)
    interval = found.opportunity[0].gap_interval
    assert interval is not None
    assert 0 < interval.low < 0.4 < interval.high
    assert [row.rate for row in found.scoring[0].rows] == [Fraction(1, 2), Fraction(1, 2)]


def test_what_no_case_tells_of_has_no_table() -> None:
    found = audit([Case({"sex": "a"}, is_selected=True)] * 30, ("sex",))
    assert (found.opportunity, found.scoring) == ((), ())
    assert audit([], ("sex",)).selection == ()


def test_at_the_median_is_not_above_it() -> None:
    people = [Case({"sex": "a"}, score=1.0)] * 20 + [Case({"sex": "b"}, score=2.0)] * 10
    assert [row.selected for row in audit(people, ("sex",)).scoring[0].rows] == [0, 10]
    assert [row.selected for row in audit([Case({"sex": "a"}, score=1.0)] * 20, ("sex",)).scoring[0].rows] == [0]

"""What several audits give away by addition and subtraction, and which tables are left out for it."""

from __future__ import annotations

from datetime import date

import pytest

from testamur.core.fairness import Count, Limits, Table, Told, do_cross, rough, table, telling, without

YEAR, HALF, LATER = ((2025, 1, 12), (2025, 1, 6), (2025, 7, 12))


def told(when: tuple[int, int, int], depth: int = 0, **sizes: int) -> Told:
    year, first, last = when
    counts = [Count((name,), size, 0) for name, size in sizes.items()]
    period = (date(year, first, 1), date(year, last, 28))
    return Told(depth, period, sum(sizes.values()), (table(("sex",), counts),))


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([told(YEAR, a=40, b=40)], told(YEAR, a=43, b=60)),
        ([told(YEAR, a=40, b=40)], told(HALF, a=37, b=20)),
        ([told(HALF, a=37, b=20)], told(YEAR, a=40, b=40)),
        ([told(YEAR, a=40, b=40)], told(YEAR, 1, a=36, b=40)),
        ([told(YEAR, a=40, b=40)], told(HALF, 1, a=36, b=20)),
        # Each is apart from the year by many; both together leave three of it.
        ([told(YEAR, a=40, b=40), told(HALF, a=20, b=20)], told(LATER, a=17, b=20)),
        # 15 of the year were not judged, 12 of its first half: three of the second were not.
        (
            [told(YEAR, a=60, b=60), told(HALF, a=30, b=30), told(YEAR, 1, a=45, b=45)],
            told(HALF, 1, a=18, b=15),
        ),
        # Groups that are hidden in one of both have a size together: 11 and 14.
        ([told(YEAR, a=40, b=20, c=11)], told(YEAR, a=40, b=20, c=9, d=5)),
    ],
    ids=["counted again", "a part", "the whole", "some of them", "some of a part", "two parts", "twice", "hidden"],
)
def test_a_table_that_tells_of_a_few_together_with_earlier_audits_is_left_out(earlier: list[Told], found: Told) -> None:
    assert telling(found, earlier, 10) == {("sex",)}


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], told(YEAR, a=40, b=40)),
        ([told(YEAR, a=40, b=40)], told(YEAR, a=40, b=50)),
        ([told(HALF, a=40, b=40)], told(LATER, a=37, b=43)),
        ([told(YEAR, a=40, b=40), told(HALF, a=20, b=20)], told(LATER, a=20, b=10)),
        ([told(YEAR, a=40, b=40)], told(YEAR, 1, a=30, b=40)),
    ],
    ids=["the first", "ten more", "apart", "all in parts", "ten less"],
)
def test_what_leaves_nobody_or_many_is_told(earlier: list[Told], found: Told) -> None:
    assert telling(found, earlier, 10) == frozenset()


def test_what_two_earlier_audits_tell_already_leaves_no_later_one_out() -> None:
    earlier = [told(YEAR, a=40, b=40), told(HALF, a=37, b=20)]
    assert telling(told((2026, 1, 12), a=30, b=30), earlier, 10) == frozenset()
    assert telling(told(YEAR, a=40, b=40), earlier, 10) == frozenset()


def crossed(found: Told, *sizes: tuple[str, str, int]) -> Told:
    counts = [Count((one, other), size, 0) for one, other, size in sizes]
    more = table(("sex", "age"), counts, limits=Limits(cell=1))
    return Told(found.depth, found.period, found.people, (*found.tables, more))


def test_a_crossed_table_goes_alone_and_a_question_with_all_that_crosses_it() -> None:
    before = crossed(told(YEAR, a=40, b=40), ("a", "x", 25), ("a", "y", 15), ("b", "x", 40))
    again = crossed(told(YEAR, a=40, b=40), ("a", "x", 22), ("a", "y", 18), ("b", "x", 40))
    assert telling(again, [before], 10) == {("sex", "age")}
    more = crossed(told(YEAR, a=43, b=40), ("a", "x", 38), ("a", "y", 5), ("b", "x", 40))
    assert telling(more, [before], 10) == {("sex",), ("sex", "age")}


def test_a_table_that_is_left_out_tells_nothing_and_the_others_stay() -> None:
    found = table(("sex",), [Count(("a",), 40, 20), Count(("b",), 30, 3)], unknown=7)
    kept, gone = without([found, Table(("age",), found.rows, 7, found.highest)], [("age",)])
    assert kept == found
    assert (gone.unknown, gone.highest, gone.hidden) == (0, None, 2)


def test_periods_cross_where_each_has_days_of_its_own() -> None:
    spring, summer = (date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 4, 1), date(2025, 9, 30))
    assert do_cross(spring, summer)
    assert not do_cross(spring, (date(2025, 7, 1), date(2025, 12, 31)))
    assert not do_cross(spring, (date(2025, 1, 1), date(2025, 12, 31)))


def test_what_is_published_of_the_same_people_before_makes_exact_numbers_rough() -> None:
    found = table(("sex",), [Count(("a",), 40, 20), Count(("b",), 40, 28)])
    assert rough([found]) == (found,)
    assert {row.about for row in rough([found], is_always=True)[0].rows} == {"about"}

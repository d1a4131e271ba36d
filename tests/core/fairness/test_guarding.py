"""What figures give away together, and how everybody reads those that would tell of single people."""

from __future__ import annotations

from collections import Counter

from testamur.core.fairness import Case, Count, Row, Table, audit, complete, rough, table, without_rest


def people(of: int, selected: int, **groups: str) -> list[Case]:
    return [Case(groups, number < selected) for number in range(of)]


def named(found: Table, *group: str) -> Row:
    return next(row for row in found.rows if row.group == group)


def shown(found: Table) -> dict[tuple[str, ...], int]:
    return {row.group: row.assessed for row in found.rows if row.assessed is not None}


def test_a_crossed_group_is_hidden_where_its_total_would_leave_a_few() -> None:
    """Of 21 people aged b are 18 without a disability: three others would follow."""
    told = [*people(18, 5, age="b", disability="no"), *people(3, 1, age="b")]
    told += [*people(40, 20, age="a", disability="no"), *people(15, 6, age="a", disability="yes")]
    age, _disability, crossed = audit(told, ("age", "disability"), crossed=[("age", "disability")]).selection
    assert shown(age) == {("a",): 55, ("b",): 21}
    for place, single in enumerate((age, _disability)):
        for row in single.rows:
            open_ = [one.assessed or 0 for one in crossed.rows if one.group[place] == row.group[0] and one.is_shown]
            left = (row.assessed or 0) - sum(open_)
            assert not row.is_shown or not open_ or left == 0 or left >= 10
    assert not named(crossed, "b", "no").is_shown
    assert not any(row.ratio and row.group == ("b", "no") for row in crossed.rows)


def test_what_leaves_nobody_or_many_stays() -> None:
    told = [*people(20, 5, age="b", disability="no"), *people(12, 4, age="b")]
    told += [*people(40, 20, age="a", disability="no"), *people(15, 6, age="a", disability="yes")]
    told += people(12, 5, disability="yes")
    crossed = audit(told, ("age", "disability"), crossed=[("age", "disability")]).selection[2]
    assert shown(crossed) == {("a", "no"): 40, ("a", "yes"): 15, ("b", "no"): 20}


def test_a_group_that_has_nobody_reads_like_one_that_has_few() -> None:
    found = table(("sex",), [Count(("man",), 30, 10), Count(("woman",), 30, 12)])
    told = complete(found, [("woman", "man", "otherwise")])
    assert [row.group for row in told.rows] == [("man",), ("otherwise",), ("woman",)]
    assert named(told, "otherwise") == Row(("otherwise",))
    assert complete(told, [("woman", "man", "otherwise")]) == told


def published(*counts: tuple[str, int, int], unknown: int = 0) -> Table:
    return table(("age",), [Count((name,), of, hits) for name, of, hits in counts], unknown=unknown)


def test_everybody_reads_the_same_whichever_of_a_few_it_was() -> None:
    """Neither a rate, a ratio, an interval, a chance nor the gap tells whether none, one or two did not."""
    told = {rough([published(("a", 13, hits), ("b", 40, 22))]) for hits in (11, 12, 13)}
    [[found]] = told
    assert (named(found, "a").about, named(found, "b").about) == ("nearly-all", "about")
    assert (named(found, "a").assessed, named(found, "b").assessed) == (13, 40)
    assert rough([published(("a", 13, 0), ("b", 40, 22))]) == rough([published(("a", 13, 2), ("b", 40, 22))])


def test_every_rough_number_stands_for_three_or_more_and_is_near() -> None:
    for of in (10, 12, 17, 30):
        told = Counter[int]()
        for hits in range(of + 1):
            found = rough([published(("a", of, hits), ("b", 13, 13))])[0]
            near = named(found, "a").selected or 0
            told[near] += 1
            assert abs(near - hits) <= 2
        assert min(told.values()) >= 3


def test_tables_without_such_a_group_are_told_roughly_too_as_they_tell_the_total() -> None:
    [_told, other] = rough([published(("a", 13, 12), ("b", 40, 22)), published(("c", 53, 34))])
    assert named(other, "c").about == "about"


def test_where_no_group_tells_of_a_few_the_numbers_stay_exact() -> None:
    found = published(("a", 13, 10), ("b", 40, 22), unknown=4)
    assert rough([found]) == (found,)


def test_a_crossed_group_that_is_all_of_a_group_is_hidden_for_it_tells_what_each_answered() -> None:
    told = [*people(13, 6, age="a", disability="no"), *people(30, 12, age="b", disability="no")]
    told += people(20, 9, age="b", disability="yes")
    crossed = audit(told, ("age", "disability"), crossed=[("age", "disability")]).selection[2]
    assert not named(crossed, "a", "no").is_shown


def test_the_earned_are_not_told_where_all_of_a_group_but_one_had_earned_it() -> None:
    whole = [published(("a", 21, 15), ("b", 40, 22), ("c", 60, 30))]
    [told] = without_rest([published(("a", 20, 15), ("b", 30, 22), ("c", 40, 30))], whole, 10)
    assert shown(told) == {("c",): 40}, "the next smallest goes, too: a total would tell the first"

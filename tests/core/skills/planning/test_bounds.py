"""Weighed sums keep the order of what matters, and work is never counted for more than has room."""

from __future__ import annotations

from random import Random

import pytest

from testamur.core.skills.planning.crowding import _ways
from testamur.core.skills.planning.weighing import Aim, summed, weighed
from testamur.core.timetable.solver import searcher, solver


@pytest.mark.parametrize("seed", range(20))
def test_what_fits_into_one_week_never_counts_for_more_than_a_week(seed: int) -> None:
    chance = Random(seed)
    hours = chance.choice((70, 80, 100, 105))
    loads = [chance.randint(1, hours) for _ in range(12)]
    for counted, most in _ways(loads, hours):
        for _ in range(200):
            some = chance.sample(range(len(loads)), chance.randint(1, 6))
            if sum(loads[one] for one in some) <= hours:
                assert sum(counted[one] for one in some) <= most


def test_two_courses_of_more_than_half_the_hours_count_as_two_weeks() -> None:
    assert ((100, 100), 100) in set(_ways((51, 60), 100))


def test_what_matters_more_outweighs_all_that_comes_later() -> None:
    model = solver().CpModel()
    dear, cheap, light = (model.new_bool_var("") for _ in range(3))
    model.add_bool_or([dear, cheap])
    model.add_bool_or([dear, light])
    [aim] = weighed([summed((300, 100, 100), (dear, cheap, light)), summed((1, 9, 9), (dear, cheap, light))])
    model.minimize(aim.total)
    search = searcher(1)
    search.solve(model)
    assert [search.value(one) for one in (dear, cheap, light)] == [0, 1, 1]
    # Counted in hundreds: 3 and 1 and 1, which come to 5 at most; the later sum to 19.
    assert aim.most == (5 + 1) * (19 + 1) - 1


def test_sums_that_would_not_be_exact_are_searched_for_one_after_the_other() -> None:
    model = solver().CpModel()
    one, other = model.new_bool_var(""), model.new_bool_var("")
    large = [Aim(one, 2**40, is_first=True), Aim(other, 2**40)]
    assert [(aim.most, aim.is_first) for aim in weighed(large)] == [(2**40, True), (2**40, False)]
    alone = [Aim(one, 1, is_first=True, is_alone=True), Aim(other, 1)]
    assert [(aim.most, aim.is_first) for aim in weighed(alone)] == [(1, True), (1, False)]
    assert list(weighed([summed((0, 0), (one, other))])) == []

"""Intervals agree with published examples, and seeds with themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.fairness import Interval, fisher, newcombe, ratios, wilson


def test_the_score_interval_of_a_rate_is_as_published() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 857, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for hits, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):
        found = wilson(hits, of)
        assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert wilson(1, 29).high == pytest.approx(0.1718, abs=5e-5)
    assert wilson(0, 0) == Interval(0.0, 1.0)


def test_the_interval_of_a_difference_is_as_published() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873, table II, method 10: 56/70 - 48/80 and 5/56 - 0/29.
    found = newcombe(56, 70, 48, 80)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    found = newcombe(5, 56, 0, 29)
    assert (found.low, found.high) == (pytest.approx(-0.0381, abs=5e-5), pytest.approx(0.1926, abs=5e-5))
    assert newcombe(0, 0, 1, 2) == Interval(-1.0, 1.0)


def test_the_exact_test_knows_the_lady_tasting_tea() -> None:
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)
    assert fisher(5, 10, 5, 10) == pytest.approx(1)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda one: (min(one), max(one))), min_size=1))
def test_ratios_are_within_0_and_1_and_the_same_for_a_seed(counts: list[tuple[int, int]]) -> None:
    counts = counts[:6]
    found = ratios(counts, seed=3)
    assert found == ratios(counts, seed=3)
    for one in found:
        assert one is None or 0 <= one.low <= one.high <= 1


def test_the_ratio_of_large_groups_lies_in_its_interval() -> None:
    leader, other = ratios([(667, 1390), (555, 1181)])
    assert leader is not None
    assert other is not None
    assert leader.high == 1
    assert other.low < 0.9793 < other.high


def test_nobody_selected_has_no_interval_of_a_ratio() -> None:
    assert ratios([(0, 10), (0, 3)]) == (None, None)
    assert ratios([]) == ()

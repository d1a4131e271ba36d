"""Measures of rankings, against small cases that are counted by hand."""

from __future__ import annotations

import pytest

from testamur.core.skills.measures import (
    Judged,
    calibration_error,
    coverage,
    precision,
    recall,
    reciprocal_rank,
)

GOOD = Judged(("a", "b", "c"), (0.9, 0.5, 0.1), frozenset({"a", "c"}))
BAD = Judged(("x", "y", "z"), (0.4, 0.3, 0.2), frozenset({"q"}))


def test_precision_counts_hits_of_as_many_as_there_could_be() -> None:
    assert precision([GOOD], 1).mean == 1
    assert precision([GOOD], 2).mean == 0.5
    assert precision([GOOD, BAD], 10).mean == 0.5


def test_an_interval_holds_the_mean_and_a_single_text_has_none() -> None:
    several = precision([GOOD] * 30 + [BAD] * 30, 5)
    assert several.low < several.mean < several.high
    assert precision([GOOD], 1).low == precision([GOOD], 1).high


def test_the_same_seed_draws_the_same_interval() -> None:
    assert precision([GOOD, BAD], 2, seed=3) == precision([GOOD, BAD], 2, seed=3)


def test_reciprocal_rank_is_nothing_where_nothing_is_found() -> None:
    assert reciprocal_rank([BAD]).mean == 0
    assert reciprocal_rank([Judged(("x", "a"), (0.5, 0.4), frozenset({"a"}))]).mean == 0.5


def test_recall_counts_all_that_is_true() -> None:
    assert recall([GOOD], 1).mean == 0.5
    assert recall([GOOD], 3).mean == 1


def test_confidence_that_is_right_has_no_error() -> None:
    sure = Judged(("a", "x"), (1.0, 0.0), frozenset({"a"}))
    assert calibration_error([sure]) == 0
    assert calibration_error([BAD]) == pytest.approx(0.3)
    assert calibration_error([]) == 0


def test_coverage_is_what_can_be_taken_on_trust() -> None:
    assert coverage([GOOD], precise=0.8) == 0.5
    assert coverage([GOOD], precise=0.6) == 1
    assert coverage([BAD]) == 0

"""What somebody weighs is understood as it is meant, and never taken for something else."""

from __future__ import annotations

import pytest

from testamur.domain.design.weighing import is_as_written


@pytest.mark.parametrize("said", ["MQF 4", "mqf4", "4", "Level 4", "MQF level 4", " 4  MQF "])
def test_a_level_is_understood_with_and_without_its_framework(said: str) -> None:
    assert is_as_written(said, "MQF 4")


@pytest.mark.parametrize("said", ["5", "EQF 4", "MQF", "", "four", "MQF 4 5", "44"])
def test_another_level_is_another_level(said: str) -> None:
    assert not is_as_written(said, "MQF 4")


def test_credits_are_understood_with_comma_and_without_their_unit() -> None:
    assert is_as_written("2,50", "2.5 ECTS")
    assert is_as_written("2.5 ects", "2.5 ECTS")
    assert not is_as_written("2.5 MQF", "2.5 ECTS")
    assert not is_as_written("25", "2.5 ECTS")
    assert not is_as_written("1", "10 ECTS")


def test_what_has_none_is_weighed_as_having_none() -> None:
    assert is_as_written("", "")
    assert not is_as_written("EQF 6", "")

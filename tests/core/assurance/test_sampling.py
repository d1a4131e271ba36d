"""A sample is the same for everyone who has its seed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.core.assurance import RATES, SampleError, draw

POPULATIONS = st.dictionaries(st.text(min_size=1, max_size=8), st.sampled_from(sorted(RATES)), max_size=60)


@given(POPULATIONS, st.text(min_size=1).filter(str.strip))
def test_the_order_of_the_list_does_not_matter(population: dict[str, str], seed: str) -> None:
    turned = dict(reversed(population.items()))
    assert draw(population, seed) == draw(turned, seed)


@given(POPULATIONS)
def test_what_is_high_is_drawn_whole_and_of_the_rest_at_least_one(population: dict[str, str]) -> None:
    chosen = set(draw(population, "2026"))
    assert {name for name, stratum in population.items() if stratum == "high"} <= chosen
    for stratum in set(population.values()):
        assert any(population[name] == stratum for name in chosen)


def test_a_known_seed_draws_known_members() -> None:
    population = {f"mc-{number:03}": "low" for number in range(100)}
    assert draw(population, "board of 2 March 2026") == draw(dict(population), "board of 2 March 2026")
    assert len(draw(population, "a")) == 5
    assert draw(population, "a") != draw(population, "b")


def test_every_member_has_the_same_chance() -> None:
    population = {str(number): "low" for number in range(20)}
    drawn = [draw(population, str(seed))[0] for seed in range(2000)]
    assert all(60 <= drawn.count(name) <= 150 for name in population)


@pytest.mark.parametrize(
    ("population", "seed", "rates"),
    [
        ({"a": "low"}, " ", RATES),
        ({"a": "odd"}, "s", RATES),
        ({"a": "low"}, "s", {"low": Decimal(101)}),
        ({"a": "odd"}, "s", {"odd": Decimal(5)}),
    ],
)
def test_what_cannot_be_drawn_is_said(population: dict[str, str], seed: str, rates: dict[str, Decimal]) -> None:
    with pytest.raises(SampleError):
        draw(population, seed, rates)


def test_a_rate_of_nothing_draws_nobody() -> None:
    assert draw({"a": "low"}, "s", {"low": Decimal(0)}) == ()

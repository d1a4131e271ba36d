"""The engine agrees with its definition, tried on every selection of thousands of small random policies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.oracle import Oracle
from core.rules.policies_at_random import ON, case
from testamur.core.rules import Verdict, decide

BATCHES, EACH = 8, 250


def agrees(seed: int) -> None:
    policy, holdings = case(seed)
    decision = decide(policy, holdings, on=ON)
    verdict, fewest = Oracle(policy, holdings, ON).best()
    assert decision.verdict is verdict, seed
    assert decision.is_proved, seed
    if verdict is Verdict.MET:
        assert len({one.holding for one in decision.counted}) == fewest, seed


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_verdict_is_the_best_that_any_selection_gives(batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        agrees(seed)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(10_000_000, 2**40))
def test_so_it_is_wherever_one_looks(seed: int) -> None:
    agrees(seed)

"""The engine agrees with its definition, tried on every selection of thousands of small random policies."""

from __future__ import annotations

from random import Random

import pytest

from core.rules.oracle import Oracle
from core.rules.policies_at_random import ON, case
from testamur.core.rules import Verdict, decide

BATCHES, EACH = 8, 300


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_verdict_is_the_best_that_any_selection_gives(batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
        policy, holdings = case(seed)
        decision = decide(policy, holdings, on=ON)
        verdict, fewest = Oracle(policy, holdings, ON).best()
        assert decision.verdict is verdict, seed
        assert decision.is_proved, seed
        if verdict is Verdict.MET:
            assert len({one.holding for one in decision.counted}) == fewest, seed


def test_the_order_of_holdings_changes_nothing() -> None:
    chance = Random(1)
    for seed in range(300):
        policy, holdings = case(seed)
        shuffled = chance.sample(holdings, len(holdings))
        assert decide(policy, shuffled, on=ON) == decide(policy, holdings, on=ON), seed

"""Laws that hold for every policy and everything that a person brings."""

from __future__ import annotations

import json
from random import Random

import pytest

from core.rules.policies_at_random import ON, Maker, case, holdings
from testamur.core.rules import Decision, Verdict, decide, deciding
from testamur.core.rules.quick import Quick

RANK = {Verdict.UNMET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}


def test_one_more_item_never_takes_a_met_policy_away() -> None:
    """SEM12; ``not``, means, shares of what counts and windows of the latest credits are its exceptions."""
    seen = 0
    for seed in range(400):
        chance = Random(seed)
        policy = Maker(chance, is_monotone=True).policy()
        brought = holdings(chance, 5)
        before = [RANK[decide(policy, brought[:count], on=ON).verdict] for count in range(len(brought) + 1)]
        met = [rank == RANK[Verdict.MET] for rank in before]
        assert met == sorted(met), seed
        seen += any(met)
    assert seen > 60


def test_the_order_of_holdings_changes_nothing() -> None:
    chance = Random(1)
    for seed in range(400):
        policy, brought = case(seed, most=6)
        shuffled = chance.sample(brought, len(brought))
        assert decide(policy, shuffled, on=ON) == decide(policy, brought, on=ON), seed


def test_the_quick_search_and_the_exact_one_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = {seed: decide(*case(seed, most=7), on=ON) for seed in range(250)}
    monkeypatch.setattr(deciding, "search", lambda _problem, _aim: Quick())
    for seed, decision in quick.items():
        exact = decide(*case(seed, most=7), on=ON)
        assert exact.verdict is decision.verdict, seed
        if decision:
            assert len({one.holding for one in exact.counted}) == len({one.holding for one in decision.counted}), seed


def test_a_stored_decision_reads_back_the_same() -> None:
    for seed in range(200):
        decision = decide(*case(seed), on=ON)
        assert Decision.from_json(json.loads(json.dumps(decision.to_json()))) == decision, seed


def test_every_holding_is_counted_or_left_out_with_a_reason() -> None:
    for seed in range(500):
        policy, brought = case(seed, most=6)
        decision = decide(policy, brought, on=ON)
        counted = {one.holding for one in decision.counted}
        left = {one.holding: one for one in decision.left_out}
        assert counted | set(left) == {one.id for one in brought}, seed
        assert all(left[name].amount for name in counted & set(left)), seed
        assert all(one.because for one in decision.left_out), seed


def test_every_clause_has_its_finding() -> None:
    for seed in range(300):
        policy, brought = case(seed)
        decision = decide(policy, brought, on=ON)
        told = {part.facts["clause"] for part in decision.parts}
        assert told == {clause.id for clause in policy.clauses}, seed


def test_a_policy_that_is_not_met_says_what_is_missing_unless_nothing_helps() -> None:
    for seed in range(300):
        policy, brought = case(seed)
        decision = decide(policy, brought, on=ON)
        assert not (decision and decision.completions), seed
        sizes = [len(one.gaps) for one in decision.completions]
        assert sizes == sorted(sizes), seed
        assert len(sizes) <= 5, seed

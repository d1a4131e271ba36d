"""What is sure beside what might do: an answer that is open still shows all that counts for certain.

The fewest items that might meet a policy may be one that nobody can convert, while five certain credits stay outside:
true, and no help to anybody. So certain items are added as long as each brings the answer nearer to certainty.
"""

from __future__ import annotations

from testamur.core.rules.exact import Problem, linears
from testamur.core.rules.linear import Linear, Selection, answer, bounds
from testamur.core.rules.truth import MAYBE, YES

# Beyond so many pairs the search's own selection stands: every addition looks at the whole tree.
_MOST_PAIRS = 300


def topped(problem: Problem, chosen: Selection) -> Selection:
    """Return a selection that may meet the policy with more of what is certain in it, oldest items first."""
    pairs, kinds = problem.cast.pairs, problem.cast.kinds
    if len(pairs) > _MOST_PAIRS:
        return chosen
    asked = [linear for linear in linears(problem.root) if linear.weight]
    missing = _missing(asked, chosen)
    for number in sorted(range(len(pairs)), key=lambda number: problem.ranks[pairs[number].kind]):
        kind = kinds[pairs[number].kind]
        if pairs[number].sure != YES or kind.low != kind.high:
            continue
        while missing and sum(chosen.taken[place] for place in problem.places[pairs[number].kind]) < kind.count:
            trial = _with_one_more(chosen, number, kind.high)
            still = _missing(asked, trial)
            if still >= missing or answer(problem.root, trial) < MAYBE:
                break
            chosen, missing = trial, still
    return chosen


def _missing(asked: list[Linear], chosen: Selection) -> int:
    """Return how far the certain sums are from what is asked, each comparison weighed as in the search."""
    return sum(one.weight * max(0, one.at_least - bounds(one.terms, chosen)[0]) for one in asked)


def _with_one_more(chosen: Selection, number: int, credit: int) -> Selection:
    trial = Selection(*([*column] for column in chosen.columns()))
    trial.certain[number] += credit
    trial.amount[number] += credit
    trial.whole[number] += 1
    trial.taken[number] += 1
    return trial

"""What a schedule is told with: what nobody offers, what it assumes, and what each offer counts towards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testamur.core.rules.completing import Completer
from testamur.core.rules.courses import PREFIX
from testamur.core.rules.decision import Gap
from testamur.core.rules.exact import Problem
from testamur.core.rules.explaining import Teller, picks
from testamur.core.rules.holding import Override
from testamur.core.rules.linear import Linear, Node, Selection, Some, answer
from testamur.core.rules.scheduling import Schedule
from testamur.core.rules.truth import MAYBE, NO, YES


def gaps(problem: Problem, schedule: Schedule, overrides: Iterable[Override]) -> tuple[Gap, ...]:
    """Return what stays missing although everything offered was tried."""
    if not schedule.cost:
        return ()
    teller = Teller(problem.cast, schedule.chosen, picks(problem.cast, schedule.chosen), overrides)
    found = Completer(schedule.chosen, teller, good=MAYBE).completions(problem.root)
    if found:
        return found[0].gaps
    broken = (part for part in _parts(problem.root) if answer(part, schedule.chosen) == NO)
    return tuple(Gap("impossible", part.label.facts.get("clause", ""), {}) for part in broken)


def assumed(problem: Problem, chosen: Selection) -> tuple[str, ...]:
    """Return the holdings that count although something about them is open."""
    cast = problem.cast
    found = {
        pick.holding
        for pick in picks(cast, chosen)
        if cast.pairs[pick.pair].sure != YES and not pick.holding.startswith(PREFIX)
    }
    return tuple(sorted(found))


def clauses(problem: Problem, kind: int, chosen: Selection) -> tuple[str, ...]:
    """Return the clauses that a kind of items counts towards."""
    own = {pair for pair in problem.places[kind] if chosen.taken[pair]} | {len(problem.cast.pairs) + kind}
    return tuple(dict.fromkeys(_towards(problem.root, own, "")))


def _towards(node: Node, own: set[int], clause: str) -> Iterator[str]:
    """Yield the clauses under a node that ask for more of what these pairs add."""
    clause = node.label.facts.get("clause", clause)
    if isinstance(node, Some):
        for part in node.parts:
            yield from _towards(part, own, clause)
    elif isinstance(node, Linear) and node.weight and any(term.pair in own for term in node.terms):
        yield clause


def _parts(root: Node) -> tuple[Node, ...]:
    """Return the nodes of a policy's clauses."""
    return root.parts if isinstance(root, Some) else (root,)

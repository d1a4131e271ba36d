"""Why an item is not counted, or not wholly: the limit that it would break, or that nothing needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from testamur.core.rules.decision import LeftOut
from testamur.core.rules.exact import Problem, linears
from testamur.core.rules.explaining import Pick, shown
from testamur.core.rules.linear import AMOUNT, Label, Linear, Node, Selection, Some, Term, bounds

_REASONS = {"limit": "cap", "antirequisite": "antirequisite", "once-per": "renewal", "overlap": "overlap"}


class Leaver:
    """Explains one selection of one person."""

    def __init__(
        self, problem: Problem, chosen: Selection, picked: Sequence[Pick], known: Mapping[str, LeftOut]
    ) -> None:
        self._problem, self._chosen, self._known = problem, chosen, known
        self._amounts: dict[str, int] = {}
        for pick in picked:
            self._amounts[pick.holding] = self._amounts.get(pick.holding, 0) + pick.amount
        self._limits: list[tuple[Label, Linear, tuple[int, int]]] = []
        self._touching: dict[int, list[tuple[int, Term]]] = {}
        for label, linear in _limits(problem.root):
            for term in linear.terms:
                self._touching.setdefault(term.pair, []).append((len(self._limits), term))
            self._limits.append((label, linear, bounds(linear.terms, chosen)))

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return what is not counted, by id; what is counted in part is there with the rest."""
        cast, found = self._problem.cast, dict(self._known)
        for number, kind in enumerate(cast.kinds):
            why: dict[int, tuple[str, str]] = {}
            for item in kind.items if kind.places else ():
                counted = self._amounts.get(item.id)
                rest = kind.high - (counted or 0)
                if item.id in found or (counted is not None and not rest):
                    continue
                key = -1 if counted is None else rest
                if key not in why:
                    why[key] = self._why(number, None if counted is None else rest)
                because, clause = why[key]
                amount = shown(Fraction(rest, cast.grain)) if kind.high else ""
                found[item.id] = LeftOut(item.id, because, amount, {"clause": clause} if clause else {})
        return tuple(found[one] for one in sorted(found))

    def _why(self, kind: int, rest: int | None) -> tuple[str, str]:
        """Return what one more item of a kind, or the rest of one, would break, with the clause."""
        for pair in self._problem.places[kind]:
            if rest is not None and not self._chosen.taken[pair]:
                continue
            more = self._problem.cast.kinds[kind].high if rest is None else rest
            changes: dict[int, list[int]] = {}
            for number, term in self._touching.get(pair, ()):
                size = more if term.what == AMOUNT else int(rest is None)
                change = changes.setdefault(number, [0, 0])
                change[0] += term.low * size
                change[1] += term.high * size
            for number, (low, high) in changes.items():
                label, linear, (least, most) = self._limits[number]
                if (least >= linear.at_least > least + low) or (most >= linear.at_least > most + high):
                    return _REASONS[label.code], label.facts.get("clause", "")
        return "not-needed", ""


def _limits(node: Node) -> Iterator[tuple[Label, Linear]]:
    """Yield the comparisons that an item can break by counting."""
    if node.label.code in _REASONS:
        for linear in linears(node):
            yield node.label, linear
    elif isinstance(node, Some):
        for part in node.parts:
            yield from _limits(part)

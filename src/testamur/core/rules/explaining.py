"""A searched tree told in findings: each clause with its answer, its numbers and the items that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from testamur.core.model.quantity import plain
from testamur.core.rules.cast import Cast
from testamur.core.rules.decision import Finding
from testamur.core.rules.holding import Override
from testamur.core.rules.linear import Known, Linear, Measure, Node, Selection, Some, Term, answer, bounds
from testamur.core.rules.truth import VERDICTS

_PLACES, _FINEST = 4, 6
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Pick:
    """An item that is counted: in which pair, with how many grains."""

    holding: str
    pair: int
    amount: int


def picks(cast: Cast, chosen: Selection) -> tuple[Pick, ...]:
    """Return which items a selection stands for: the oldest of each kind, place by place."""
    found: list[Pick] = []
    next_item = [0] * len(cast.kinds)
    for number, pair in enumerate(cast.pairs):
        kind, left = cast.kinds[pair.kind], chosen.amount[number]
        start = next_item[pair.kind] if kind.count > 1 else 0
        for place, item in enumerate(kind.items[start : start + chosen.taken[number]], start=1):
            # Each item counts for something, so a grain is left for every one that follows.
            amount = min(kind.high, left - (chosen.taken[number] - place) * min(1, kind.high))
            left -= amount
            found.append(Pick(item.id, number, amount))
        next_item[pair.kind] = start + chosen.taken[number]
    return tuple(found)


def shown(value: Fraction) -> str:
    """Print an exact number; one that does not end is cut after four places, never rounded."""
    places = _PLACES if (value * 10**_FINEST).denominator > 1 else _FINEST
    scaled = value * 10**places
    return plain(Decimal(scaled.numerator // scaled.denominator).scaleb(-places))


class Teller:
    """Tells nodes under one selection."""

    def __init__(
        self, cast: Cast, chosen: Selection, picked: Iterable[Pick], overrides: Iterable[Override] = ()
    ) -> None:
        self._chosen = chosen
        self._overrides = {one.path: one for one in overrides}
        self._items: dict[int, list[str]] = {}
        for pick in picked:
            self._items.setdefault(pick.pair, []).append(pick.holding)
        for number, kind in enumerate(cast.kinds):
            self._items[len(cast.pairs) + number] = [item.id for item in kind.items]

    def tell(self, node: Node) -> Finding:
        """Return the finding of a node, with those of its named parts."""
        verdict = VERDICTS[answer(node, self._chosen)]
        facts = dict(node.label.facts)
        if node.label.measure is not None:
            facts |= self._numbers(node.label.measure)
        because = f"{node.label.code}-{verdict.value}"
        if node.label.code == "overridden":
            because = node.label.code
            override = self._overrides[facts.get("path", facts["clause"])]
            facts |= {"person": override.person, "reason": override.reason, "on": override.on.isoformat()}
        return Finding(verdict, because, facts, tuple(self.tell(part) for part in named(node)))

    def _numbers(self, measure: Measure) -> Mapping[str, str]:
        low, high = (bound / measure.scale for bound in bounds(measure.terms, self._chosen))
        needed = measure.needed
        if measure.base:
            needed = bounds(measure.base, self._chosen)[1] * measure.base_scale
        if measure.over:
            weights = bounds(measure.over, self._chosen)[0]
            if not weights:
                return {"needed": shown(needed), "unit": measure.unit}
            low, high = needed + low / weights, needed + high / weights
        facts = {"needed": shown(needed), "used": shown(low), "possible": shown(high), "unit": measure.unit}
        items = self.items(measure.terms)
        return facts | {"items": ", ".join(items[:_MOST_NAMED])} if items else facts

    def items(self, terms: Iterable[Term]) -> list[str]:
        """Return the counted, or held, items that terms look at, by id."""
        return sorted({item for term in terms for item in self._items.get(term.pair, ())})


def named(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node that are told by themselves."""
    match node:
        case Some(_, parts):
            return tuple(part for part in parts if part.label.code)
        case Known(_, _, about) if about is not None:
            return (about,)
        case Linear() | Known():
            return ()

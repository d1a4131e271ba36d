"""What is missing: the smallest sets of gaps whose closing would meet a policy, nearest first (SEM13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice, product

from testamur.core.rules.decision import Completion, Gap
from testamur.core.rules.explaining import Teller, shown
from testamur.core.rules.linear import Known, Linear, Measure, Node, Selection, Some, Term, answer, bounds
from testamur.core.rules.truth import MAYBE, YES

MOST = 5
_TRIED = 64
_MOST_PARTS = 12

Way = tuple[Gap, ...]


class Completer:
    """Finds completions of one tree under one selection. ``good``: the least answer that needs no completion."""

    def __init__(self, chosen: Selection, teller: Teller, *, good: int = YES) -> None:
        self._chosen = chosen
        self._teller = teller
        self._good = good

    def completions(self, root: Node) -> tuple[Completion, ...]:
        """Return the nearest completions, smallest first; none where nothing that is added or settled would help."""
        return tuple(Completion(way) for way in self._ways(root)[:MOST])

    def _ways(self, node: Node) -> list[Way]:
        """Return the ways to meet a node, smallest first."""
        known = answer(node, self._chosen)
        if node.label.gap and node.label.measure is not None:
            return self._leaf(node, node.label.measure, known)
        match node:
            case Known(_, label, about) if about is not None and label.code == "gate":
                return _inside(f"gate {label.facts['gate']}", self._ways(about))
            case Some(needed, parts, label) if label.code == "group":
                return _inside(label.facts["group"], self._some(needed, parts))
            case Some(needed, parts):
                return self._some(needed, parts)
            case Linear() if known == MAYBE:
                return self._settled(node)
            case _:
                return []

    def _leaf(self, node: Node, measure: Measure, known: int) -> list[Way]:
        """Return what is missing in numbers; where the answer is open, settling it would do as well."""
        missing: Way = (Gap(node.label.gap, node.label.facts.get("clause", ""), self._missing(node, measure, known)),)
        return [*(self._settled(node) if known == MAYBE else ()), missing]

    def _missing(self, node: Node, measure: Measure, known: int) -> dict[str, str]:
        facts = {name: value for name, value in node.label.facts.items() if name != "clause"}
        low, high = (bound / measure.scale for bound in bounds(measure.terms, self._chosen))
        needed = measure.needed
        if measure.base:
            needed = bounds(measure.base, self._chosen)[1] * measure.base_scale
        if not measure.over:
            found = low if known == MAYBE else high
            facts["missing"] = shown(max(Fraction(0), needed - found))
        return facts | {"needed": shown(needed), "unit": measure.unit}

    def _settled(self, node: Node) -> list[Way]:
        """Return the way that only settles what is open: results that are pending, levels that no map joins …."""
        items = self._teller.items(term for linear in _linears(node) for term in self._open(linear))
        if not items:
            return []
        return [tuple(Gap("settle", "", {"holding": item}) for item in items)]

    def _open(self, linear: Linear) -> Iterator[Term]:
        for term in linear.terms:
            low, high = term.bounds(self._chosen)
            if low != high:
                yield term

    def _some(self, needed: int, parts: tuple[Node, ...]) -> list[Way]:
        """Return the smallest ways to meet so many of the parts."""
        open_parts = [self._ways(part) for part in parts if answer(part, self._chosen) < self._good]
        more = needed - (len(parts) - len(open_parts))
        closable = sorted((ways for ways in open_parts if ways), key=lambda ways: _size(ways[0]))
        if len(closable) < more:
            return []
        if len(closable) > _MOST_PARTS:
            # Too many to try them together: the nearest of each.
            return [_joined(ways[0] for ways in closable[:more])]
        found = (
            _joined(picked)
            for chosen in islice(combinations(closable, more), _TRIED)
            for picked in islice(product(*(ways[:MOST] for ways in chosen)), _TRIED)
        )
        return _nearest(sorted(dict.fromkeys(found), key=_size))


def _linears(node: Node) -> Iterator[Linear]:
    if isinstance(node, Linear):
        yield node
    elif isinstance(node, Some):
        for part in node.parts:
            yield from _linears(part)


def _joined(ways: Iterable[Way]) -> Way:
    """Return all gaps of several ways, each once."""
    found: list[Gap] = []
    for way in ways:
        found += [gap for gap in way if gap not in found]
    return tuple(found)


def _inside(place: str, ways: Iterable[Way]) -> list[Way]:
    """Return ways whose gaps name the group or gate that they are in, the outermost first: no group lends another."""
    return [
        tuple(
            replace(gap, facts={**gap.facts, "within": "/".join(filter(None, (place, gap.facts.get("within", ""))))})
            for gap in way
        )
        for way in ways
    ]


def _nearest(ways: list[Way]) -> list[Way]:
    """Return the first of the sorted ways; if all of these settle something, the last gives place to one that adds."""
    kept = ways[:MOST]
    plain = next((way for way in ways if all(gap.kind != "settle" for gap in way)), None)
    return kept if plain is None or plain in kept else [*kept[:-1], plain]


def _size(way: Way) -> tuple[int, Fraction]:
    """Sort ways by the number of gaps, then by how much is missing of what is needed."""
    shares = (
        Fraction(gap.facts["missing"]) / max(Fraction(1), Fraction(gap.facts["needed"]))
        for gap in way
        if "missing" in gap.facts
    )
    return len(way), sum(shares, Fraction(0))

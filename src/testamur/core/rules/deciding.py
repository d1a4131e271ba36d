"""Decide whether a policy is met by what a person holds, on a day, and say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from testamur.core.rules.cast import Cast, family, freshness, order
from testamur.core.rules.casting import Caster, Sorted
from testamur.core.rules.completing import Completer
from testamur.core.rules.decision import Counted, Decision, Finding, LeftOut, RulesError, Verdict
from testamur.core.rules.exact import Aim, Model, Problem
from testamur.core.rules.explaining import Pick, Teller, picks, shown
from testamur.core.rules.holding import Holding, Override
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.linear import Node, Selection, Some, answer
from testamur.core.rules.outline import outline
from testamur.core.rules.policy import Policy, WholeItemsOnly
from testamur.core.rules.reading import Reading
from testamur.core.rules.ruling import Ruling

NOTHING_KNOWN = Knowledge()
NO_ANCHORS: Mapping[str, date] = MappingProxyType({})
MOST_HOLDINGS = 10_000


def decide(
    policy: Policy,
    holdings: Sequence[Holding],
    *,
    on: date,
    knowledge: Knowledge = NOTHING_KNOWN,
    anchors: Mapping[str, date] = NO_ANCHORS,
    overrides: Sequence[Override] = (),
) -> Decision:
    """Decide whether *holdings* meet *policy* on the day *on*: one decision of `Decider`. Never raises.

    A policy that no one could judge gives an unknown decision that says what is wrong with it.
    """
    try:
        return Decider(policy, knowledge=knowledge).decide(holdings, on=on, anchors=anchors, overrides=overrides)
    except RulesError as error:
        return Decision(Finding(Verdict.UNKNOWN, "policy-cannot-be-judged", {"why": str(error)}), on, policy.id)


class Decider:
    """A policy made ready for many people. Raises `RulesError` for a policy that no one could judge.

    ``effort`` limits the exact search, in seconds of a slow machine that never differ from one machine to another; at
    the limit a decision is the best found, says so, and claims nothing that is not proved.
    """

    def __init__(self, policy: Policy, *, knowledge: Knowledge = NOTHING_KNOWN, effort: float = 2.0) -> None:
        self._outline = outline(policy)
        self._knowledge = knowledge
        self._effort = effort
        self._readings: dict[tuple[object, ...], Reading] = {}
        self._reading(date.min, NO_ANCHORS, ())

    def decide(
        self,
        holdings: Sequence[Holding],
        *,
        on: date,
        anchors: Mapping[str, date] = NO_ANCHORS,
        overrides: Sequence[Override] = (),
    ) -> Decision:
        """Decide on one person. Never raises."""
        if len(holdings) > MOST_HOLDINGS:
            facts = {"most": str(MOST_HOLDINGS), "holdings": str(len(holdings))}
            return Decision(Finding(Verdict.UNKNOWN, "too-many-holdings", facts), on, self._outline.policy.id)
        known = tuple(one for one in overrides if one.on <= on)
        reading = self._reading(on, anchors, tuple(sorted({one.path for one in known})))
        return _Case(reading, holdings, known, self._effort).decision()

    def _reading(self, on: date, anchors: Mapping[str, date], overridden: tuple[str, ...]) -> Reading:
        key = (on, tuple(sorted(anchors.items())), overridden)
        if key not in self._readings:
            self._readings.clear()
            self._readings[key] = Reading(self._outline, self._knowledge, on, anchors, overridden)
        return self._readings[key]


class _Case:
    """One person before one policy."""

    def __init__(
        self, reading: Reading, holdings: Sequence[Holding], overrides: Sequence[Override], effort: float
    ) -> None:
        self._reading = reading
        self._overrides = overrides
        self._effort = effort
        self._sorted: Sorted = Caster(reading).sort(holdings)
        self._cast = self._sorted.cast
        self._held = _all_held(self._cast)
        ruling = Ruling(reading, self._cast, self._held)
        self._root = ruling.whole_policy()
        policy = reading.outline.policy
        is_whole = any(
            isinstance(clause.rule, WholeItemsOnly) and clause.id not in reading.overridden
            for clause in reading.outline.clauses
        )
        size = reading.outline.size
        grains = None if size is None else int(size * self._cast.grain)
        self._problem = Problem(
            self._cast,
            self._root,
            is_whole,
            grains,
            _ranks(self._cast, reading),
            ruling.shares,
            counts_all=not reading.outline.asks(),
        )
        self._policy = policy

    def decision(self) -> Decision:
        """Search, and tell what was found."""
        chosen, is_proved = self._search()
        picked = picks(self._cast, chosen)
        teller = Teller(self._cast, chosen, picked)
        finding = teller.tell(self._root)
        completions = () if finding else Completer(chosen, teller).completions(self._root)
        if finding.met is not Verdict.MET and not is_proved:
            finding = Finding(Verdict.UNKNOWN, "policy-not-proved", finding.facts, finding.parts)
        if not self._reading.outline.asks():
            finding = Finding(Verdict.UNKNOWN, "policy-asks-nothing", finding.facts, finding.parts)
        return Decision(
            finding,
            self._reading.on,
            self._policy.id,
            counted=tuple(self._counted(pick) for pick in sorted(picked, key=lambda one: (one.holding, one.pair))),
            left_out=self._left_out(chosen, picked),
            completions=completions,
            is_proved=is_proved,
        )

    def _search(self) -> tuple[Selection, bool]:
        """Return the best selection: met for certain, else possibly, else as near to it as can be."""
        is_proved = True
        for aim in Aim:
            found = Model(self._problem, aim).solve(self._effort)
            is_proved = is_proved and found.is_proved
            if found.chosen is not None:
                return self._whole(found.chosen), found.is_proved if aim is Aim.CERTAIN else is_proved
        return self._whole(Selection.empty(len(self._cast.pairs))), is_proved

    def _whole(self, chosen: Selection) -> Selection:
        """Return a selection with what is held, which is not chosen but looked at."""
        return Selection(
            *(
                own + held[len(self._cast.pairs) :]
                for own, held in zip(_columns(chosen), _columns(self._held), strict=True)
            )
        )

    def _counted(self, pick: Pick) -> Counted:
        pair = self._cast.pairs[pick.pair]
        has_credits = self._cast.kinds[pair.kind].high > 0
        group = "" if pair.place < 0 else self._reading.outline.places[pair.place].group.id
        return Counted(pick.holding, shown(Fraction(pick.amount, self._cast.grain)) if has_credits else "", group)

    def _left_out(self, chosen: Selection, picked: Sequence[Pick]) -> tuple[LeftOut, ...]:
        """Return what is not counted, or not wholly, and why."""
        amounts: dict[str, int] = {}
        for pick in picked:
            amounts[pick.holding] = amounts.get(pick.holding, 0) + pick.amount
        found = dict(self._sorted.left_out)
        for number, kind in enumerate(self._cast.kinds):
            if not kind.places:
                continue
            for item in kind.items:
                rest = kind.high - amounts.get(item.id, 0)
                if item.id in found or (item.id in amounts and not rest):
                    continue
                because, clause = self._why_not(number, chosen, is_taken=item.id in amounts)
                amount = shown(Fraction(rest, self._cast.grain)) if kind.high else ""
                found[item.id] = LeftOut(item.id, because, amount, {"clause": clause} if clause else {})
        return tuple(found[one] for one in sorted(found))

    def _why_not(self, kind: int, chosen: Selection, *, is_taken: bool) -> tuple[str, str]:
        """Return what one more item of a kind, or the rest of one, would break; else nothing needs it."""
        for number, pair in enumerate(self._cast.pairs):
            if pair.kind != kind or (is_taken and not chosen.taken[number]):
                continue
            more = Selection(*([*column] for column in _columns(chosen)))
            size = self._cast.kinds[kind].high
            if is_taken:
                more.amount[number] = more.certain[number] = size * chosen.taken[number]
            else:
                more.taken[number] += 1
                more.whole[number] += 1
                more.amount[number] += size
                more.certain[number] += size
            for node in limits(self._root):
                if answer(node, more) < answer(node, chosen):
                    return _REASONS[node.label.code], node.label.facts["clause"]
        return "not-needed", ""


_REASONS = {
    "limit": "cap",
    "antirequisite": "antirequisite",
    "once-per": "renewal",
    "overlap": "overlap",
}


def limits(node: Node) -> Iterator[Node]:
    """Yield the parts that an item can break by counting."""
    if node.label.code in _REASONS:
        yield node
    elif isinstance(node, Some):
        for part in node.parts:
            yield from limits(part)


def _columns(chosen: Selection) -> tuple[list[int], ...]:
    return chosen.certain, chosen.amount, chosen.whole, chosen.taken


def _all_held(cast: Cast) -> Selection:
    """Return the selection that chooses nothing and holds everything."""
    empty = [0] * len(cast.pairs)
    count = [kind.count for kind in cast.kinds]
    low, high = ([getattr(kind, name) * kind.count for kind in cast.kinds] for name in ("low", "high"))
    return Selection(empty + low, empty + high, empty + count, empty + count)


def _ranks(cast: Cast, reading: Reading) -> tuple[tuple[int, ...], ...]:
    """Give every item a rank, oldest first; among renewals, of which one may count, the latest valid first."""
    items = sorted((item for kind in cast.kinds for item in kind.items), key=order)
    ranks = {item.id: rank for rank, item in enumerate(items)}
    if reading.is_once:
        families: dict[str, list[Holding]] = {}
        for item in items:
            families.setdefault(family(item), []).append(item)
        for members in families.values():
            own = sorted(ranks[item.id] for item in members)
            fresh = sorted(members, key=lambda item: freshness(item, reading.on), reverse=True)
            ranks |= {item.id: rank for item, rank in zip(fresh, own, strict=True)}
    return tuple(tuple(sorted(ranks[item.id] for item in kind.items)) for kind in cast.kinds)

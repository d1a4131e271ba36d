"""Decide whether a policy is met by what a person holds, on a day, and say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from testamur.core.rules.cast import LOOSE
from testamur.core.rules.casting import Caster
from testamur.core.rules.completing import Completer
from testamur.core.rules.decision import Counted, Decision, Finding, RulesError, Verdict
from testamur.core.rules.exact import Aim, Model
from testamur.core.rules.explaining import Pick, Teller, picks, shown
from testamur.core.rules.holding import Holding, Override
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.leaving import Leaver
from testamur.core.rules.linear import Selection
from testamur.core.rules.outline import outline
from testamur.core.rules.policy import Policy
from testamur.core.rules.posing import pose
from testamur.core.rules.quick import aged, search
from testamur.core.rules.reading import Reading
from testamur.core.rules.topping import topped
from testamur.core.rules.truth import YES

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
        self._sorted = Caster(reading).sort(holdings)
        self._cast = self._sorted.cast
        self._problem = pose(reading, self._cast)

    def decision(self) -> Decision:
        """Search, and tell what was found."""
        chosen, is_proved = self._search()
        picked = picks(self._cast, chosen)
        teller = Teller(self._cast, chosen, picked, self._overrides)
        told = teller.tell(self._problem.root)
        finding = replace(told, facts={**told.facts, **self._notes(picked)})
        completions = () if finding else Completer(chosen, teller).completions(self._problem.root)
        if finding.met is not Verdict.MET and not is_proved:
            finding = Finding(Verdict.UNKNOWN, "policy-not-proved", finding.facts, finding.parts)
        if self._problem.counts_all:
            finding = Finding(Verdict.UNKNOWN, "policy-asks-nothing", finding.facts, finding.parts)
        return Decision(
            finding,
            self._reading.on,
            self._reading.outline.policy.id,
            counted=tuple(self._counted(pick) for pick in sorted(picked, key=lambda one: (one.holding, one.pair))),
            left_out=Leaver(self._problem, chosen, picked, self._sorted.left_out).left_out(),
            completions=completions,
            is_proved=is_proved,
        )

    def _search(self) -> tuple[Selection, bool]:
        """Return the best selection: met for certain, else possibly, else as near to it as can be."""
        is_proved = not self._problem.is_coarse
        for aim in Aim:
            quick = search(self._problem, aim)
            if quick.is_impossible:
                continue
            if quick.chosen is not None:
                return self._shown(aim, quick.chosen), is_proved or aim is Aim.CERTAIN
            found = Model(self._problem, aim).solve(self._effort)
            is_proved = is_proved and found.is_proved
            if found.chosen is not None:
                chosen = self._shown(aim, aged(self._problem, aim, found.chosen))
                return chosen, found.is_proved if aim is Aim.CERTAIN else is_proved
        return self._problem.whole(Selection.empty(len(self._cast.pairs))), is_proved

    def _shown(self, aim: Aim, chosen: Selection) -> Selection:
        return topped(self._problem, chosen) if aim is Aim.POSSIBLE else chosen

    def _notes(self, picked: Sequence[Pick]) -> dict[str, str]:
        """Return by which rules credits were converted (C2), and which overrides name nothing."""
        rules = sorted({(pick.holding, self._sorted.notes.get(pick.holding, "")) for pick in picked})
        converted = ", ".join(f"{holding} ({rule})" for holding, rule in rules if rule)
        strange = ", ".join(sorted({one.path for one in self._overrides} - self._reading.outline.names()))
        return {name: told for name, told in (("converted", converted), ("unknown_overrides", strange)) if told}

    def _counted(self, pick: Pick) -> Counted:
        pair = self._cast.pairs[pick.pair]
        kind = self._cast.kinds[pair.kind]
        group = "" if pair.place == LOOSE else self._reading.outline.places[pair.place].group.id
        # What might count is not told as a number: without a conversion it is anything up to what the policy asks for.
        certain = min(pick.amount, kind.low) if pair.sure == YES else 0
        amount = shown(Fraction(certain, self._cast.grain)) if kind.high > 0 else ""
        return Counted(pick.holding, amount, group, is_sure=pair.sure == YES and certain == pick.amount)

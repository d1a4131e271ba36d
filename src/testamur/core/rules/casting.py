"""Sort a person's holdings into kinds, and say of each that cannot count why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from testamur.core.rules.cast import FINEST, Cast, Kind, Sum, family, freshness, order
from testamur.core.rules.decision import LeftOut
from testamur.core.rules.holding import OPEN_STATES, STATES, Holding
from testamur.core.rules.membership import listed
from testamur.core.rules.reading import Reading
from testamur.core.rules.truth import MAYBE, NO, YES

_NOTHING, _PLANNED = ("ended", "refuted"), "planned"


@dataclass(slots=True)
class Sorted:
    """Who takes part, and who does not: the reason for each holding that cannot count, and notes on those that may."""

    cast: Cast
    left_out: dict[str, LeftOut]
    notes: dict[str, str]


@dataclass(slots=True)
class Caster:
    """Sorts the holdings of one person. ``singles``: ids of items that are each a kind of their own."""

    reading: Reading
    singles: frozenset[str] = frozenset()
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    _renewed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def sort(self, holdings: Iterable[Holding]) -> Sorted:
        """Return the kinds of all usable holdings; the order in which they come changes nothing."""
        usable = self._usable(holdings)
        sums = [self.reading.purse.read(one) for one in usable]
        for one, credit in zip(usable, sums, strict=True):
            if credit.rule:
                self.notes[one.id] = credit.rule
        grain = min(lcm(self.reading.outline.grain, *(number.denominator for number in _numbers(sums))), FINEST)
        refreshed = self._refreshed(usable)
        self._renewed = self._families(usable)
        apart = [listed((one.first, one.second)) for one in self.reading.overlaps]
        kinds: dict[tuple[object, ...], list[Holding]] = {}
        for one, credit in zip(usable, sums, strict=True):
            answers = [question(one) for question in self.reading.questions]
            for number, answer in refreshed:
                answers[number] = max(answers[number], answer)
            is_apart = any(overlaps(one) for overlaps in apart)
            kind = (
                tuple(answers),
                int(credit.low * grain),
                int(credit.high * grain),
                self._places(one, answers),
                self._held(one, answers),
                self.reading.reader.grades.points(one) if self.reading.is_graded else None,
                is_apart,
                one.awarded_on if self.reading.is_by_date else None,
                self.reading.is_by_date and one.source,
                self._renewed.get(one.id),
                one.id if is_apart or credit.is_open or one.splittable or one.id in self.singles else "",
            )
            kinds.setdefault(kind, []).append(one)
        found = [part for key, items in kinds.items() for part in self._latest(_kind(key, items))]
        return Sorted(Cast(found, grain), self.left_out, self.notes)

    def _usable(self, holdings: Iterable[Holding]) -> list[Holding]:
        """Return what is earned on the day, oldest first, each once."""
        known: dict[str, Holding] = {}
        for one in holdings:
            other = known.setdefault(one.id, one)
            if other is not one and repr(one) < repr(other):
                # Two records of one id: the same one counts whatever the order, and only once.
                known[one.id] = one
        usable: list[Holding] = []
        for one in sorted(known.values(), key=order):
            because = self._unearned(one)
            if because:
                self._leave(one, because)
            else:
                usable.append(one)
        return usable

    def _unearned(self, one: Holding) -> str:
        if one.state in _NOTHING:
            return one.state
        if one.passed is False:
            return "not-passed"
        if one.awarded_on is not None and one.awarded_on > self.reading.on and one.state != _PLANNED:
            return "awarded-later"
        return ""

    def _leave(self, one: Holding, because: str, **facts: str) -> None:
        self.left_out.setdefault(one.id, LeftOut(one.id, because, "", facts))

    def _refreshed(self, usable: Sequence[Holding]) -> list[tuple[int, int]]:
        """Return for each currency clause, by number, whether a current item makes all others current."""
        return [
            (
                number,
                max((min(bar.refreshed_by(one), bar.passes(one), _state(one)) for one in usable), default=NO),
            )
            for number, bar in self.reading.barring()
            if bar.refreshed_by is not None
        ]

    def _families(self, usable: Sequence[Holding]) -> dict[str, tuple[str, str]]:
        """Return specification and family of the items that others may be renewals of, where only one may count."""
        if not self.reading.is_once:
            return {}
        seen = Counter(family(one) for one in usable) + Counter(one.ref for one in usable if one.ref != family(one))
        return {one.id: (one.ref, family(one)) for one in usable if max(seen[one.ref], seen[family(one)]) > 1}

    def _latest(self, kind: Kind) -> list[Kind]:
        """Let the latest valid item of a kind of renewals stand for all; the others count nowhere (SEM11)."""
        first = kind.items[0]
        if kind.count == 1 or not kind.places or not self.reading.once or first.id not in self._renewed:
            return [kind]
        latest = max(kind.items, key=lambda one: freshness(one, self.reading.on))
        older = tuple(one for one in kind.items if one is not latest)
        for one in older:
            self._leave(one, "renewal", counted=latest.id)
        return [replace(kind, items=(latest,)), replace(kind, items=older, places=())]

    def _places(self, one: Holding, answers: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Return where an item may count, and leave it out with the reason where that is nowhere."""
        sure, current, barred = _state(one), YES, ("", "")
        for bar in self.reading.bars:
            answer = answers[self.reading.number("bar", bar.clause)]
            if answer == NO and not barred[0]:
                barred = (bar.because, bar.clause)
            if bar.is_currency:
                current = min(current, answer)
            else:
                sure = min(sure, answer)
        places: list[tuple[int, int]] = []
        refused = ""
        for place, door in self.reading.doors.items():
            if not any(answers[number] for number in door.asked):
                continue
            passes, because = door.passes(one)
            passes = min(sure, passes, YES if door.any_age else current)
            refused = refused or because
            if passes:
                places.append((place, passes))
        if not places and barred[0]:
            self._leave(one, barred[0], clause=barred[1])
        elif not places:
            self._leave(one, refused or "not-asked")
        return tuple(places)

    def _held(self, one: Holding, answers: Sequence[int]) -> tuple[int, int]:
        """Return how sure it is that an item is held and current, and that it is held at all."""
        state = _state(one)
        current = [answers[self.reading.number("bar", bar.clause)] for bar in self.reading.bars if bar.is_currency]
        return min(state, *current) if current else state, state


def _state(one: Holding) -> int:
    """Return how sure it is that an item is earned; a state that nobody knows is not a confirmation."""
    return MAYBE if one.state in OPEN_STATES or one.state not in STATES else YES


def _numbers(sums: Sequence[Sum]) -> list[Fraction]:
    return [number for credit in sums for number in (credit.low, credit.high)]


def _kind(key: tuple[object, ...], items: list[Holding]) -> Kind:
    answers, low, high, places, held, points, is_apart = key[:7]
    return Kind(tuple(items), answers, low, high, places, held, points, is_apart)  # type: ignore[arg-type]

"""Offers within a person's wishes, as courses that the search can place in a calendar; and why others are not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from testamur.core.rules.decision import LeftOut
from testamur.core.rules.holding import Holding
from testamur.core.rules.membership import listed
from testamur.core.rules.offer import Offer, Wishes
from testamur.core.rules.scheduling import Course, Frame
from testamur.core.timetable.wishes import CENTS, TENTHS, Slot, slot_load, slots, unwanted

PREFIX = "offer "


class Catalogue:
    """The offers that a person could take, by id, with their slots; ``left_out`` says why others are none."""

    def __init__(self, offers: Iterable[Offer], holdings: Sequence[Holding], wishes: Wishes, on: date) -> None:
        self._wishes, self._holdings = wishes, holdings
        self.on, self.first = on, wishes.from_on or on
        self.days = wishes.days(on)
        self.left_out: dict[str, LeftOut] = {}
        self.offers: dict[str, Offer] = {}
        self._slots: dict[str, tuple[Slot, ...]] = {}
        for offer in sorted(offers, key=lambda one: one.id):
            self._slots[offer.id], unplaced = slots(offer, wishes, on)
            because = unwanted(offer, wishes) or unplaced
            if because:
                self.left_out[offer.id] = LeftOut(offer.id, because)
            else:
                self.offers[offer.id] = offer
        self._drop_unready()

    def frame(self) -> Frame:
        """Return the limits of a plan."""
        wishes = self._wishes
        budget = None if wishes.budget is None else int(wishes.budget * CENTS)
        hours = None if wishes.hours_a_week is None else int(wishes.hours_a_week * TENTHS)
        return Frame(wishes.aim, budget, hours, self.days)

    def items(self) -> tuple[Holding, ...]:
        """Return what the offers would give, as planned holdings."""
        return tuple(self.item(offer, self._only_end(offer)) for offer in self.offers.values())

    def item(self, offer: Offer, on: date | None) -> Holding:
        """Return what an offer gives when it ends on a day; None: on a day that is still open."""
        passed = None if offer.earns.passed is False else offer.earns.passed
        return replace(offer.earns, id=PREFIX + offer.id, state="planned", awarded_on=on, passed=passed)

    def day(self, number: int) -> date:
        """Return a day of the plan by its number."""
        return self.first + timedelta(days=number)

    def keep(self, wanted: Iterable[str]) -> None:
        """Drop all offers but these and what they ask for first."""
        kept: set[str] = set()
        waiting = [name for name in wanted if name in self.offers]
        while waiting:
            name = waiting.pop()
            if name not in kept:
                kept.add(name)
                waiting += [giver for givers in self._after(self.offers[name]) for giver in givers]
        self.offers = {name: offer for name, offer in self.offers.items() if name in kept}

    def courses(self, kinds: Mapping[str, int], crowns: Mapping[str, Collection[str]]) -> tuple[Course, ...]:
        """Return the offers as courses.

        *kinds* tells the kind of each offer's item; *crowns* which offers a capstone must not end before.
        """
        numbers = {name: number for number, name in enumerate(self.offers)}
        return tuple(
            Course(
                kind=kinds[PREFIX + name],
                price=int((offer.price or 0) * CENTS),
                hours=int((offer.hours or 0) * TENTHS),
                slots=self._slots[name],
                load=tuple(slot_load(offer, slot) for slot in self._slots[name]),
                after=tuple(
                    tuple(numbers[giver] for giver in givers if giver in numbers) for givers in self._after(offer)
                ),
                crowns=tuple(numbers[other] for other in sorted(crowns.get(name, ())) if other != name),
                unknowns=(offer.price is None) + (offer.hours is None),
            )
            for name, offer in self.offers.items()
        )

    def _only_end(self, offer: Offer) -> date | None:
        """Return the day that an offer ends on, where there is only one."""
        first, *others = self._slots[offer.id]
        return None if others or first.start != first.latest else self.day(first.start + first.days - 1)

    def _after(self, offer: Offer) -> list[tuple[str, ...]]:
        """Return for each prerequisite that is not held the offers that give it."""
        found = []
        for ref in offer.prerequisites:
            gives = listed((ref,))
            if not any(gives(one) for one in self._holdings):
                found.append(tuple(name for name, other in self.offers.items() if gives(other.earns)))
        return found

    def _drop_unready(self) -> None:
        """Drop what asks for something that is neither held nor offered, until nothing does."""
        while True:
            unready = [name for name, offer in self.offers.items() if not all(self._after(offer))]
            if not unready:
                return
            for name in unready:
                del self.offers[name]
                self.left_out[name] = LeftOut(name, "prerequisites")

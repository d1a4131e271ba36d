"""The stars of a sky while they are gathered: what is earned first, then what policies ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from testamur.core.model.errors import ModelError
from testamur.core.model.level import FRAMEWORKS, Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Holding, Policy
from testamur.interfaces.web.constellation.values import DIM_LEVEL, Offer, Star
from testamur.interfaces.words.missing import Thing

# Nominal hours of work behind one credit (domain.md 3.8), for the size of a star alone.
_HOURS = {"ECTS": 25, "MQF": 40, "CATS": 10, "NZQCF": 10, "HKQF": 10, "US": 45, "AU-POINTS": 20}
_REFUTED = "refuted"
_BEST_FIRST = ("held", "planned", "progress", "unverified", "lapsed")
_STATES = {"confirmed": "held", "pending": "progress", "unverified": "unverified", "planned": "planned"}


class Gathered:
    """The stars so far, and what each of them is called. ``earned``: those of holdings; ``star_of``: by holding id."""

    def __init__(self, holdings: Iterable[Holding], offers: Iterable[Offer], on: date) -> None:
        self.stars: dict[str, Star] = {}
        self.beyond = 0
        self._offers: dict[str, Offer] = {}
        for offer in offers:
            for name in filter(None, (offer.ref, offer.family)):
                self._offers.setdefault(name, offer)
        self._by_name: dict[str, str] = {}
        self.star_of: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._offered: dict[str, Offer] = {}
        families: dict[str, list[Holding]] = defaultdict(list)
        for holding in holdings:
            if holding.state == _REFUTED:
                continue  # nothing that it says is known to be so
            families[holding.family or holding.ref].append(holding)
        for name, members in families.items():
            self._gather(name, members, on)
        self.earned = tuple(self.stars)

    def _gather(self, name: str, members: list[Holding], on: date) -> None:
        """Make one star of a specification and its renewals."""
        ranked = sorted(members, key=lambda one: (_BEST_FIRST.index(_state(one, on)), -_ordinal(one), one.id))
        best = ranked[0]
        offer = self._offers.get(name) or self._offers.get(best.ref)
        count = sum(1 for one in members if one.state != "planned") or 1
        self.stars[name] = Star(
            id=name,
            title=best.title or (offer.title if offer else best.ref),
            state=_state(best, on),
            by=best.bodies[-1] if best.bodies else "",
            credits=str(best.credits) if best.credits else "",
            size=_hours(best, offer),
            level=_height(best.levels),
            level_name=" · ".join(map(str, best.levels[:2])),
            count=count,
            awarded=best.awarded_on.isoformat() if best.awarded_on else "",
            until=best.valid_until.isoformat() if best.valid_until else "",
            offer=offer,
        )
        for one in members:
            self.star_of[one.id] = name
            for alias in filter(None, (one.ref, one.family, *one.stands_for)):
                self._by_name.setdefault(alias, name)

    def name_as(self, holdings: Iterable[Holding], offers: Iterable[Offer]) -> None:
        """From here on, call stars and offers as one policy does."""
        self._named = dict(self._by_name)
        for holding in holdings:
            star = self.star_of.get(holding.id)
            for alias in filter(None, (holding.ref, holding.family, *holding.stands_for)):
                if star:
                    self._named.setdefault(alias, star)
        self._offered = {**self._offers, **{offer.ref: offer for offer in offers}}

    def entitle(self, holdings: Iterable[Holding], offers: Iterable[Offer]) -> None:
        """Call what is held as its publisher calls it: what a credential says its title is may be anything."""
        self.name_as(holdings, offers)
        for ref, offer in self._offered.items():
            star = self._named.get(ref)
            if star and offer.title:
                self.stars[star] = replace(self.stars[star], title=offer.title)

    def named(self, ref: str) -> str:
        """Return the star that stands for a reference; empty where there is none."""
        return self._named.get(ref, "")

    def asked(self, ref: str, policy: Policy) -> str:
        """Return the star that stands for what a policy names, making it where nothing of it is held.

        What nobody offers is only known by a name of the policy's own, which may mean something else in another.
        """
        star = self._named.get(ref)
        if star:
            return star
        offer = self._offered.get(ref)
        star = (offer.url or offer.family or offer.ref) if offer else f"{policy.id}:{ref}"
        self._named[ref] = star
        self.stars[star] = Star(
            id=star,
            ref=ref,
            title=offer.title if offer else policy.title_of(ref),
            state=("available" if offer.is_open else "resting") if offer else "wanted",
            by=offer.by if offer else "",
            credits=offer.credits if offer else "",
            size=float(offer.hours or 0) if offer else 0.0,
            level_name=offer.level if offer else "",
            offer=offer,
        )
        return star

    def when(self, star: str) -> tuple[str, str]:
        """Return what stars of a pool are ordered by: the oldest first."""
        return self.stars[star].awarded or "9999", star

    def thing(self, name: str) -> Thing:
        """Return what is known of a holding or a reference."""
        star = self.stars.get(self.star_of.get(name) or self._named.get(name, ""))
        if star is None:
            return Thing(name, name)
        offer = star.offer
        names = tuple(filter(None, (star.ref, name)))
        states = {"progress": "pending", "unverified": "unverified"}
        levels = (offer.levels or (offer.level,)) if offer and offer.level else ()
        tags = offer.tags if offer else ()
        is_resting = star.state == "resting"
        return Thing(star.id, star.title, states.get(star.state, ""), _worth(star), levels, tags, names, is_resting)

    def title(self, ref: str) -> str:
        """Return what people call a reference."""
        star = self._named.get(ref)
        return self.stars[star].title if star else ref


def _state(holding: Holding, on: date) -> str:
    if holding.state == "ended" or (holding.valid_until is not None and holding.valid_until < on):
        return "lapsed"
    return _STATES.get(holding.state, "unverified")


def _worth(star: Star) -> CreditAmount | None:
    """Return the credits that a star shows; None where it shows none, or none that are known here."""
    value, _space, unit = star.credits.partition(" ")
    try:
        return CreditAmount(Decimal(value.replace(",", ".")), unit)
    except (InvalidOperation, ModelError):
        return None


def _ordinal(holding: Holding) -> int:
    return holding.awarded_on.toordinal() if holding.awarded_on else 0


def _hours(holding: Holding, offer: Offer | None) -> float:
    """Return the work behind a holding, by what is offered under its name, else by its credits."""
    if offer and offer.hours:
        return float(offer.hours)
    return float(holding.credits.value) * _HOURS.get(holding.credits.unit, 10) if holding.credits else 0.0


def _height(levels: Sequence[Level]) -> float:
    """Return how high the highest level is in its framework, 0 to 1."""
    heights = [
        int(level.value) / FRAMEWORKS[level.framework][1]
        for level in levels
        if level.framework in FRAMEWORKS and level.value.isdigit()
    ]
    return max(heights, default=DIM_LEVEL)

"""From policies, holdings and what was decided about them to a sky: what is drawn is what the decision says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.core.model.level import FRAMEWORKS, Level
from testamur.core.rules import Decision, Holding, Policy
from testamur.core.rules.decision import Gap
from testamur.interfaces.web.constellation.gaps import all_findings, measured, nearest, number
from testamur.interfaces.web.constellation.parts import Part, parts
from testamur.interfaces.web.constellation.values import DIM_LEVEL, Asked, Figure, Limb, Line, Offer, Sky, Star
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import gap_said, measure_said

MOST_STARS = 600
_FIRST_ROOM = 4
_ROOMS = (_FIRST_ROOM, 6, 9, 14, 20, 30, 45, 70, 110, 170, 260, 400, MOST_STARS)
# Left out without anything that cuts: it is simply not needed, or of no kind that is asked for.
_NEUTRAL = ("not-needed", "not-asked", "planned")
_MAYBE = ("pending", "unverified")
# Nominal hours of work behind one credit (domain.md 3.8), for the size of a star alone.
_HOURS = {"ECTS": 25, "MQF": 40, "CATS": 10, "NZQCF": 10, "HKQF": 10, "US": 45, "AU-POINTS": 20}
# Gaps that are an amount, and so a star without a name.
_COUNTED = ("credits", "count", "outcome")
_SURE = ("held", "lapsed", "planned")
_BEST_FIRST = ("held", "planned", "progress", "unverified", "lapsed")
_STATES = {"confirmed": "held", "pending": "progress", "unverified": "unverified", "planned": "planned"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A policy on the map with the decision about a person, or about nobody. ``plan``: refs in the order to take them.

    ``holdings`` and ``offers``: as this policy names them, where that differs from the sky's own (the same holding has
    the same id). ``kind``: one of `KINDS`. ``share_url``: its public page. ``by``: who owns it, as text.
    """

    policy: Policy
    decision: Decision
    plan: tuple[str, ...] = ()
    kind: str = "pathway"
    by: str = ""
    share_url: str = ""
    holdings: tuple[Holding, ...] = ()
    offers: tuple[Offer, ...] = ()


def sky(
    goals: Sequence[Goal], holdings: Iterable[Holding] = (), *, offers: Iterable[Offer] = (), focus: str = "", on: date
) -> Sky:
    """Return the sky over *goals*, in their order. What counts nowhere and is asked for nowhere stands apart."""
    found = _Gathering(holdings, offers, on)
    figures, lines = [], []
    for at, goal in enumerate(goals):
        figure, its_lines = found.figure(goal, key=str(at))
        figures.append(figure)
        lines += its_lines
    placed = {star for figure in figures for limb in figure.limbs for star in limb.stars}
    loose = [star for star in found.earned if star not in placed][: max(MOST_STARS - len(placed), 0)]
    known = {goal.policy.id for goal in goals}
    return Sky(
        figures=tuple(figures),
        stars=found.stars,
        lines=tuple(lines),
        loose=tuple(loose),
        focus=focus if focus in known else "",
        beyond=sum(1 for star in found.earned if star not in placed) - len(loose) + found.beyond,
    )


class _Gathering:
    """The stars while they are gathered: earned ones first, then those that figures ask for."""

    def __init__(self, holdings: Iterable[Holding], offers: Iterable[Offer], on: date) -> None:
        self.stars: dict[str, Star] = {}
        self.beyond = 0
        self._offers: dict[str, Offer] = {}
        for offer in offers:
            for name in filter(None, (offer.ref, offer.family)):
                self._offers.setdefault(name, offer)
        self._by_name: dict[str, str] = {}
        self._star_of: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._offered: dict[str, Offer] = {}
        families: dict[str, list[Holding]] = defaultdict(list)
        for holding in holdings:
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
            self._star_of[one.id] = name
            for alias in filter(None, (one.ref, one.family, *one.stands_for)):
                self._by_name.setdefault(alias, name)

    def figure(self, goal: Goal, *, key: str) -> tuple[Figure, list[Line]]:
        """Return a goal's figure and its lines."""
        self._name_as(goal)
        lines = self._decided(goal)
        limbs = [(part, [self._asked(ref, goal.policy.id) for ref in part.refs]) for part in parts(goal.policy)]
        named = {star for _, stars in limbs for star in stars}
        groups = {self._star_of.get(one.holding, ""): one.group for one in goal.decision.counted}
        for star in sorted((star for star in lines if star not in named), key=self._when):
            _limb_for(limbs, groups.get(star, "")).append(star)
        for part, star, _ in self._gaps(goal):
            _limb_of(limbs, part).append(star)
        for star in (star for _, stars in limbs for star in stars):
            lines.setdefault(star, Line(star, goal.policy.id))
        drawn = self._limbs(limbs)
        shown = {star for limb in drawn for star in limb.stars}
        numbered = self._numbered(goal, [lines[star] for star in lines if star in shown], drawn)
        had, needed, share = measured(goal.decision.finding)
        return (
            Figure(
                id=goal.policy.id,
                key=key,
                name=_name(goal.policy),
                kind=goal.kind,
                verdict=goal.decision.verdict,
                limbs=drawn,
                by=goal.by or ", ".join(goal.policy.owners),
                had=had,
                needed=needed,
                share=share,
                missing=self._missing(goal, numbered),
                asks=tuple(self._asks(goal)),
                share_url=goal.share_url,
                is_proved=goal.decision.is_proved,
                sources=goal.policy.sources,
                uncertain=goal.policy.uncertain,
            ),
            numbered,
        )

    def _name_as(self, goal: Goal) -> None:
        """From here on, call stars and offers as *goal* does."""
        self._named = dict(self._by_name)
        for holding in goal.holdings:
            star = self._star_of.get(holding.id)
            for alias in filter(None, (holding.ref, holding.family, *holding.stands_for)):
                if star:
                    self._named.setdefault(alias, star)
        self._offered = {**self._offers, **{offer.ref: offer for offer in goal.offers}}

    def _asks(self, goal: Goal) -> Iterator[Asked]:
        """Yield the clauses with what was found about each."""
        found = {one.facts.get("clause", ""): one for one in reversed(list(all_findings(goal.decision.finding)))}
        for clause in goal.policy.clauses:
            one = found.get(clause.id) if clause.id else None
            measure = measure_said(one.facts) if one else ""
            yield Asked(one.met if one else goal.decision.verdict, clause_said(clause, self._title), measure)

    def _decided(self, goal: Goal) -> dict[str, Line]:
        """Return a line for each star that the decision counts, cuts, or cannot count yet."""
        amounts: dict[str, Decimal] = defaultdict(Decimal)
        counts: set[str] = set()
        for one in goal.decision.counted:
            star = self._star_of.get(one.holding)
            if star:
                counts.add(star)
                amounts[star] += number(one.amount)
        cut: dict[str, tuple[str, Mapping[str, str]]] = {}
        maybe: set[str] = set()
        for left in goal.decision.left_out:
            star = self._star_of.get(left.holding)
            if star is None or left.because in _NEUTRAL:
                continue
            if left.because in _MAYBE:
                maybe.add(star)
            elif not (star in counts and left.because == "renewal"):
                cut.setdefault(star, (left.because, left.facts))
        unit = goal.policy.unit
        return {
            star: Line(
                star,
                goal.policy.id,
                amount=f"{amounts[star].normalize():f} {unit}".strip() if amounts[star] else "",
                weight=float(amounts[star]),
                counts=star in counts and self.stars[star].state in _SURE,
                because=cut.get(star, ("", {}))[0],
                facts=cut.get(star, ("", {}))[1],
            )
            for star in dict.fromkeys((*counts, *cut, *maybe))
        }

    def _asked(self, ref: str, policy: str) -> str:
        """Return the star that stands for what a policy names, making it where nothing of it is held.

        What nobody offers is only known by a name of the policy's own, which may mean something else in another.
        """
        star = self._named.get(ref)
        if star:
            return star
        offer = self._offered.get(ref)
        star = (offer.url or offer.family or offer.ref) if offer else f"{policy}:{ref}"
        self._named[ref] = star
        self.stars[star] = Star(
            id=star,
            ref=ref,
            title=offer.title if offer else ref,
            state="available" if offer else "wanted",
            by=offer.by if offer else "",
            credits=offer.credits if offer else "",
            size=float(offer.hours or 0) if offer else 0.0,
            level_name=offer.level if offer else "",
            offer=offer,
        )
        return star

    def _gaps(self, goal: Goal) -> list[tuple[str, str, Gap]]:
        """Return what is missing and has no name: clause, star, gap."""
        found = []
        for at, gap in enumerate(nearest(goal.decision)):
            if gap.kind in _COUNTED:
                star = _open_star(goal.policy, gap, at)
                self.stars[star] = Star(id=star, title=gap_said(gap, self._title), state="open", size=20.0)
                found.append((gap.clause, star, gap))
        return found

    def _missing(self, goal: Goal, lines: list[Line]) -> tuple[str, ...]:
        """Return what is missing in phrases, in the order of the plan's numbers; what has none comes last."""
        numbers = {line.star: line.number for line in lines if line.number}
        ranked = [
            (numbers.get(self._named.get(gap.facts.get("ref", ""), _open_star(goal.policy, gap, at)), _LAST), at, gap)
            for at, gap in enumerate(nearest(goal.decision))
        ]
        return tuple(gap_said(gap, self._told) for _, _, gap in sorted(ranked, key=lambda one: one[:2]))

    def _limbs(self, limbs: list[tuple[Part, list[str]]]) -> tuple[Limb, ...]:
        drawn = []
        for part, stars in limbs:
            unique = tuple(dict.fromkeys(stars))
            self.beyond += max(len(unique) - MOST_STARS, 0)
            unique = unique[:MOST_STARS]
            named = len(part.refs)
            room = next((room for room in _ROOMS if room >= len(unique)), MOST_STARS)
            room = room if part.is_open or len(unique) > named else max(named, 1)
            base = min(_FIRST_ROOM, room) if part.is_open else max(named, 1)
            drawn.append(Limb(part.id, part.name, unique, room, base))
        return tuple(drawn)

    def _numbered(self, goal: Goal, lines: list[Line], limbs: tuple[Limb, ...]) -> list[Line]:
        """Return the lines with the plan's numbers: in the order given, then in the policy's own."""
        missing = {line.star for line in lines if not line.counts and self.stars[line.star].state in _MISSING}
        planned = [self._named.get(ref, ref) for ref in goal.plan]
        order = [star for limb in limbs for star in limb.stars]
        ranked = [star for star in dict.fromkeys((*planned, *order)) if star in missing]
        numbers = {star: at for at, star in enumerate(ranked, start=1)}
        return [replace(line, number=numbers.get(line.star, 0)) for line in lines]

    def _when(self, star: str) -> tuple[str, str]:
        return self.stars[star].awarded or "9999", star

    def _told(self, name: str) -> str:
        """Return what people call a holding or a reference."""
        star = self._star_of.get(name)
        return self.stars[star].title if star else self._title(name)

    def _title(self, ref: str) -> str:
        star = self._named.get(ref)
        return self.stars[star].title if star else ref


_LAST = 1_000
_MISSING = ("available", "wanted", "open", "planned")


def _name(policy: Policy) -> str:
    """Return the title without the owner's name before it, which stands beside it anyway."""
    for owner in policy.owners:
        rest = policy.title.removeprefix(f"{owner}, ")
        if rest != policy.title:
            return rest[:1].upper() + rest[1:]
    return policy.title


def _open_star(policy: Policy, gap: Gap, at: int) -> str:
    """Return the id of the star for an amount that is missing."""
    return f"{policy.id}/{gap.clause or at}/{gap.kind}"


def _limb_for(limbs: list[tuple[Part, list[str]]], group: str) -> list[str]:
    """Return where a star that no clause names goes: its group's limb, else the first open one, else the last."""
    fits = [stars for part, stars in limbs if group and part.group == group]
    fits += [stars for part, stars in limbs if part.is_open]
    return (fits or [limbs[-1][1]])[0]


def _limb_of(limbs: list[tuple[Part, list[str]]], clause: str) -> list[str]:
    fits = [stars for part, stars in limbs if part.id == clause]
    return fits[0] if fits else _limb_for(limbs, "")


def _state(holding: Holding, on: date) -> str:
    if holding.state == "ended" or (holding.valid_until is not None and holding.valid_until < on):
        return "lapsed"
    return _STATES.get(holding.state, "unverified")


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

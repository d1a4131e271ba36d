"""From policies, holdings and what was decided about them to a sky: what is drawn is what the decision says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.core.rules import Decision, Holding, Policy
from testamur.core.rules.decision import Gap
from testamur.interfaces.web.constellation.gaps import all_findings, measured, number
from testamur.interfaces.web.constellation.parts import Part, parts
from testamur.interfaces.web.constellation.stars import Gathered
from testamur.interfaces.web.constellation.stops import Stop, stops
from testamur.interfaces.web.constellation.values import Asked, Figure, Limb, Line, Offer, Sky, Star
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import finding_measure, whole_said

MOST_STARS = 600
# Names that share so much of their words are taken for one another.
_ALIKE = 0.75
_WORD = re.compile(r"\w{3,}")
_FIRST_ROOM = 4
_ROOMS = (_FIRST_ROOM, 6, 9, 14, 20, 30, 45, 70, 110, 170, 260, 400, MOST_STARS)
# Left out without anything that cuts: it is simply not needed, or of no kind that is asked for.
_NEUTRAL = ("not-needed", "not-asked", "planned")
_MAYBE = ("pending", "unverified")
_SURE = ("held", "lapsed", "planned")


@dataclass(frozen=True, slots=True)
class Goal:
    """A policy on the map with the decision about a person, or about nobody. ``plan``: refs in the order to take them.

    ``left``: what stays missing when they are taken, where the plan is shown in place of the nearest way.
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
    left: tuple[Gap, ...] | None = None


def sky(
    goals: Sequence[Goal], holdings: Iterable[Holding] = (), *, offers: Iterable[Offer] = (), focus: str = "", on: date
) -> Sky:
    """Return the sky over *goals*, in their order. What counts nowhere and is asked for nowhere stands apart."""
    found = Gathered(holdings, offers, on)
    for goal in goals:
        found.entitle(goal.holdings, goal.offers)
    figures, lines = [], []
    for at, goal in enumerate(goals):
        figure, its_lines = _Drafting(found, goal).figure(str(at))
        figures.append(figure)
        lines += its_lines
    figures = told_apart(figures)
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


def told_apart(figures: list[Figure]) -> list[Figure]:
    """Return figures with the awarding body beside each name that is nearly that of another one."""
    words = [set(_WORD.findall(figure.name.casefold())) for figure in figures]

    def is_shared(at: int) -> bool:
        others = (other for place, other in enumerate(words) if place != at)
        return any(len(words[at] & other) >= _ALIKE * len(words[at] | other) for other in others if other)

    return [
        replace(one, name=f"{one.name} ({one.by})") if one.by and words[at] and is_shared(at) else one
        for at, one in enumerate(figures)
    ]


class _Drafting:
    """One goal on its way to a figure."""

    def __init__(self, stars: Gathered, goal: Goal) -> None:
        self._stars = stars
        self._goal = goal
        stars.name_as(goal.holdings, goal.offers)

    def figure(self, key: str) -> tuple[Figure, list[Line]]:
        """Return a goal's figure and its lines."""
        lines = self._decided()
        limbs = [
            (part, [self._stars.asked(ref, self._goal.policy) for ref in part.refs])
            for part in parts(self._goal.policy)
        ]
        named = {star for _, stars in limbs for star in stars}
        groups = {self._stars.star_of.get(one.holding, ""): one.group for one in self._goal.decision.counted}
        for star in sorted((star for star in lines if star not in named), key=self._stars.when):
            _limb_for(limbs, groups.get(star, "")).append(star)
        if self._goal.left is not None:
            steps = [self._stars.asked(ref, self._goal.policy) for ref in self._goal.plan]
            _limb_for(limbs, "").extend(star for star in steps if star not in named and star not in lines)
        missing = self._stops(limbs)
        for star in (star for _, stars in limbs for star in stars):
            lines.setdefault(star, Line(star, self._goal.policy.id))
        drawn = self._limbs(limbs)
        shown = {star for limb in drawn for star in limb.stars}
        numbers = {one.star: at for at, one in reversed(list(enumerate(missing, start=1)))}
        numbered = [replace(lines[star], number=numbers.get(star, 0)) for star in lines if star in shown]
        had, needed, share = measured(self._goal.decision.finding)
        return (
            Figure(
                id=self._goal.policy.id,
                key=key,
                name=_name(self._goal.policy),
                kind=self._goal.kind,
                verdict=self._goal.decision.verdict,
                limbs=drawn,
                by=self._goal.by or ", ".join(self._goal.policy.owners),
                had=had,
                needed=needed,
                share=share,
                missing=tuple(one.said for one in missing),
                asks=tuple(self._asks()),
                share_url=self._goal.share_url,
                is_proved=self._goal.decision.is_proved,
                sources=self._goal.policy.sources,
                uncertain=self._goal.policy.uncertain,
                whole=whole_said(self._goal.policy.size, needed),
            ),
            numbered,
        )

    def _asks(self) -> Iterator[Asked]:
        """Yield the clauses with what was found about each."""
        found = {one.facts.get("clause", ""): one for one in reversed(list(all_findings(self._goal.decision.finding)))}
        for clause in self._goal.policy.clauses:
            one = found.get(clause.id) if clause.id else None
            measure = "" if one is None else finding_measure(one)
            yield Asked(
                self._goal.decision.verdict if one is None else one.met, clause_said(clause, self._stars.title), measure
            )

    def _decided(self) -> dict[str, Line]:
        """Return a line for each star that the decision counts, cuts, or cannot count yet."""
        amounts: dict[str, Decimal] = defaultdict(Decimal)
        unsure: set[str] = set()
        counts: dict[str, None] = {}
        for one in self._goal.decision.counted:
            star = self._stars.star_of.get(one.holding)
            if star:
                counts[star] = None
                amounts[star] += number(one.amount)
                if not one.is_sure:
                    unsure.add(star)
        cut: dict[str, tuple[str, Mapping[str, str]]] = {}
        maybe: dict[str, None] = {}
        for left in self._goal.decision.left_out:
            star = self._stars.star_of.get(left.holding)
            if star is None or left.because in _NEUTRAL:
                continue
            if left.because in _MAYBE:
                maybe[star] = None
            elif not (star in counts and left.because == "renewal"):
                cut.setdefault(star, (left.because, left.facts))
        unit = self._goal.policy.unit
        return {
            star: Line(
                star,
                self._goal.policy.id,
                amount=f"{amounts[star].normalize():f} {unit}".strip() if amounts[star] else "",
                weight=float(amounts[star]),
                counts=star in counts and star not in unsure and self._stars.stars[star].state in _SURE,
                is_open=star in unsure,
                because=cut.get(star, ("", {}))[0],
                facts=cut.get(star, ("", {}))[1],
            )
            for star in dict.fromkeys((*counts, *cut, *maybe))
        }

    def _limbs(self, limbs: list[tuple[Part, list[str]]]) -> tuple[Limb, ...]:
        drawn = []
        for part, stars in limbs:
            unique = tuple(dict.fromkeys(stars))
            self._stars.beyond += max(len(unique) - MOST_STARS, 0)
            unique = unique[:MOST_STARS]
            named = len(part.refs)
            room = next((room for room in _ROOMS if room >= len(unique)), MOST_STARS)
            room = room if part.is_open or len(unique) > named else max(named, 1)
            base = min(_FIRST_ROOM, room) if part.is_open else max(named, 1)
            drawn.append(Limb(part.id, part.name, unique, room, base))
        return tuple(drawn)

    def _stops(self, limbs: list[tuple[Part, list[str]]]) -> tuple[Stop, ...]:
        """Return what is missing; what has no star yet is given one, in the limb of the clause that asks for it."""
        goal = self._goal
        found = stops(goal.policy, goal.decision, self._stars, goal.plan, goal.left)
        for one in found:
            if one.is_open:
                self._stars.stars[one.star] = Star(id=one.star, title=one.said, state="open", size=20.0)
                _limb_of(limbs, one.clause).append(one.star)
        return found


def _name(policy: Policy) -> str:
    """Return the title without the owner's name before it, which stands beside it anyway."""
    for owner in policy.owners:
        rest = policy.title.removeprefix(f"{owner}, ")
        if rest != policy.title:
            return rest[:1].upper() + rest[1:]
    return policy.title


def _limb_for(limbs: list[tuple[Part, list[str]]], group: str) -> list[str]:
    """Return where a star that no clause names goes: its group's limb, else the first open one, else the last."""
    fits = [stars for part, stars in limbs if group and part.group == group]
    fits += [stars for part, stars in limbs if part.is_open]
    return (fits or [limbs[-1][1]])[0]


def _limb_of(limbs: list[tuple[Part, list[str]]], clause: str) -> list[str]:
    fits = [stars for part, stars in limbs if part.id == clause]
    return fits[0] if fits else _limb_for(limbs, "")

"""From policies, holdings and what was decided about them to a sky: what is drawn is what the decision says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.core.rules import Decision, Holding, Policy
from testamur.core.rules.decision import Gap
from testamur.interfaces.web.constellation.gaps import all_findings, measured, nearest, number
from testamur.interfaces.web.constellation.parts import Part, parts
from testamur.interfaces.web.constellation.stars import Gathered
from testamur.interfaces.web.constellation.values import Asked, Figure, Limb, Line, Offer, Sky, Star
from testamur.interfaces.words.clauses import clause_said
from testamur.interfaces.words.constellation import measure_said
from testamur.interfaces.words.gaps import gap_said
from testamur.interfaces.words.missing import missing_said, once
from testamur.interfaces.words.things import clauses_said

MOST_STARS = 600
_FIRST_ROOM = 4
_ROOMS = (_FIRST_ROOM, 6, 9, 14, 20, 30, 45, 70, 110, 170, 260, 400, MOST_STARS)
# Left out without anything that cuts: it is simply not needed, or of no kind that is asked for.
_NEUTRAL = ("not-needed", "not-asked", "planned")
_MAYBE = ("pending", "unverified")
# Gaps that are an amount, and so a star without a name.
_COUNTED = ("credits", "count", "outcome")
_SURE = ("held", "lapsed", "planned")


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
    found = Gathered(holdings, offers, on)
    for goal in goals:
        found.entitle(goal.holdings, goal.offers)
    figures, lines = [], []
    for at, goal in enumerate(goals):
        figure, its_lines = _Drafting(found, goal).figure(str(at))
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
        for part, star, _ in self._gaps():
            _limb_of(limbs, part).append(star)
        for star in (star for _, stars in limbs for star in stars):
            lines.setdefault(star, Line(star, self._goal.policy.id))
        drawn = self._limbs(limbs)
        shown = {star for limb in drawn for star in limb.stars}
        numbered = self._numbered([lines[star] for star in lines if star in shown], drawn)
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
                missing=self._missing(numbered),
                asks=tuple(self._asks()),
                share_url=self._goal.share_url,
                is_proved=self._goal.decision.is_proved,
                sources=self._goal.policy.sources,
                uncertain=self._goal.policy.uncertain,
            ),
            numbered,
        )

    def _asks(self) -> Iterator[Asked]:
        """Yield the clauses with what was found about each."""
        found = {one.facts.get("clause", ""): one for one in reversed(list(all_findings(self._goal.decision.finding)))}
        for clause in self._goal.policy.clauses:
            one = found.get(clause.id) if clause.id else None
            measure = measure_said(one.facts) if one else ""
            yield Asked(
                one.met if one else self._goal.decision.verdict, clause_said(clause, self._stars.title), measure
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

    def _gaps(self) -> list[tuple[str, str, Gap]]:
        """Return what is missing and has no name: clause, star, gap."""
        found = []
        asked = nearest(self._goal.decision)
        left = once(asked, self._stars.thing)
        clauses = clauses_said(self._goal.policy, self._stars.title)
        for at, gap in enumerate(asked):
            if gap in left and gap.kind in _COUNTED:
                star = _open_star(self._goal.policy, gap, at)
                self._stars.stars[star] = Star(
                    id=star, title=gap_said(gap, self._stars.title, clauses), state="open", size=20.0
                )
                found.append((gap.clause, star, gap))
        return found

    def _missing(self, lines: list[Line]) -> tuple[str, ...]:
        """Return what is missing in phrases, in the order of the plan's numbers; what has none comes last."""
        numbers = {line.star: line.number for line in lines if line.number}
        ranked = [
            (
                numbers.get(
                    self._stars.named(gap.facts.get("ref", "")) or _open_star(self._goal.policy, gap, at), _LAST
                ),
                at,
                gap,
            )
            for at, gap in enumerate(nearest(self._goal.decision))
        ]
        clauses = clauses_said(self._goal.policy, self._stars.title)
        return missing_said([gap for *_, gap in sorted(ranked, key=lambda one: one[:2])], self._stars.thing, clauses)

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

    def _numbered(self, lines: list[Line], limbs: tuple[Limb, ...]) -> list[Line]:
        """Return the lines with the plan's numbers: in the order given, then in the policy's own."""
        missing = {line.star for line in lines if not line.counts and self._stars.stars[line.star].state in _MISSING}
        planned = [self._stars.named(ref) or ref for ref in self._goal.plan]
        order = [star for limb in limbs for star in limb.stars]
        ranked = [star for star in dict.fromkeys((*planned, *order)) if star in missing]
        numbers = {star: at for at, star in enumerate(ranked, start=1)}
        return [replace(line, number=numbers.get(line.star, 0)) for line in lines]


_LAST = 1_000
_MISSING = ("available", "resting", "wanted", "open", "planned")


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

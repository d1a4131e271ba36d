"""What is told of people who were found, so that nobody stands out: every card looks like at least two others.

A card that was alone in a wide search would tell what a narrow one hides, and could be known again in the next search
by its quarter or its region. So people are parted by one trait after the other, and a trait is told only of parts that
are large enough: k-anonymity by partitioning (Samarati 2001; LeFevre, DeWitt and Ramakrishnan 2006).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from testamur.core.skills.profile.ageing import Freshness
from testamur.core.skills.profile.levels import SkillLevel
from testamur.core.skills.profile.values import Proof
from testamur.core.skills.seeking import Findable, Match, Order, Seen, quarter

# What is told of a skill, the most useful first: what uses up a difference leaves none for what follows.
_OF_A_SKILL = ("freshness", "level", "proof", "since")


@dataclass(frozen=True, slots=True)
class Told:
    """A skill on a card. None: not told, or there is none."""

    uri: str
    freshness: Freshness | None = None
    level: SkillLevel | None = None
    proof: Proof | None = None
    since: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """All that a card tells of somebody. Empty: not told."""

    skills: tuple[Told, ...] = ()
    region: str = ""
    languages: tuple[str, ...] = ()
    availability: str = ""

    @property
    def newest(self) -> tuple[int, int]:
        """The newest quarter that is told; the beginning of time where none is."""
        return max((one.since for one in self.skills if one.since), default=(0, 0))


class _Trait(NamedTuple):
    """Something by which people differ; ``of`` is a skill or a language."""

    kind: str
    of: str = ""


_Known: TypeAlias = dict[_Trait, Hashable]


def faces(matches: Sequence[Match], people: Mapping[str, Findable], fewest: int) -> dict[str, Face]:
    """Return key → what may be told of them: every face is that of at least *fewest*, where so many are found."""
    known: dict[str, _Known] = {match.key: {} for match in matches}
    traits = {match.key: _traits(match, people[match.key]) for match in matches}
    groups = [[match.key for match in matches]]
    for trait in _in_order(traits.values()):
        groups = [part for group in groups for part in _parted(group, trait, traits, known, fewest)]
    spelled = _spellings(people[match.key].region for match in matches)
    return {match.key: _face(known[match.key], match, people[match.key], spelled) for match in matches}


def arranged(matches: Iterable[Match], order: Order, lot: str, told: Mapping[str, Face]) -> tuple[Match, ...]:
    """Return *matches* by lot, or by a rule that can be checked on their cards; ties are drawn by lot, too."""

    def place(match: Match) -> tuple[tuple[int, ...], str]:
        face = told[match.key]
        year, part = face.newest
        criterion = {Order.LOT: (), Order.NEWEST: (-year, -part), Order.MOST: (-len(face.skills),)}[order]
        return criterion, sha256(f"{lot} {match.key}".encode()).hexdigest()

    return tuple(sorted(matches, key=place))


def cards(keys: Iterable[str], told: Mapping[str, Face], fewest: int) -> list[str]:
    """Return those of *keys* who are shown: of each face the first, in a multiple of *fewest*.

    Exact numbers of two searches that differ in one skill would say how many have it; rounded down, one more or less
    shows only now and then, and never who it is.
    """
    listed = list(keys)
    rooms = {face: rounded(count, fewest) for face, count in Counter(told[key] for key in listed).items()}
    shown = []
    for key in listed:
        if rooms[told[key]]:
            rooms[told[key]] -= 1
            shown.append(key)
    return shown


def rounded(found: int, fewest: int) -> int:
    """Return a number of people as it is told: down to a multiple of *fewest*."""
    return found - found % fewest


def _traits(match: Match, person: Findable) -> _Known:
    found: _Known = {}
    for one in match.seen:
        told = (True, one.freshness, one.level, one.proof, quarter(one.on))
        found |= {_Trait(kind, one.uri): value for kind, value in zip(("skill", *_OF_A_SKILL), told, strict=True)}
    found |= {_Trait("language", code): True for code in person.languages}
    found[_Trait("region")] = person.region.casefold() or None
    found[_Trait("availability")] = person.availability or None
    return {trait: value for trait, value in found.items() if value is not None}


def _in_order(traits: Iterable[_Known]) -> list[_Trait]:
    """Return all traits, the most useful kind first, and of a kind the commonest."""
    common = Counter(trait for one in traits for trait in one)
    kinds = ("skill", "freshness", "level", "region", "language", "availability", "proof", "since")
    return sorted(common, key=lambda trait: (kinds.index(trait.kind), -common[trait], trait.of))


def _parted(
    group: list[str], trait: _Trait, traits: Mapping[str, _Known], known: Mapping[str, _Known], fewest: int
) -> list[list[str]]:
    """Return a group in parts by a trait, and note it of parts that are large enough; the rest is told nothing of it.

    The rest is never few: parts join it, the smallest first, until it is large enough, or there is none.
    """
    if trait.kind in _OF_A_SKILL and _Trait("skill", trait.of) not in known[group[0]]:
        return [group]
    by_value: dict[Hashable, list[str]] = defaultdict(list)
    for key in group:
        by_value[traits[key].get(trait)].append(key)
    rest = by_value.pop(None, [])
    parts = sorted(by_value.items(), key=lambda part: (len(part[1]), repr(part[0])))
    while parts and (len(parts[0][1]) < fewest or 0 < len(rest) < fewest):
        rest = rest + parts.pop(0)[1]
    for value, part in parts:
        for key in part:
            known[key][trait] = value
    return [part for part in (rest, *(part for _value, part in parts)) if part]


def _spellings(regions: Iterable[str]) -> dict[str, str]:
    """Return region → one way of writing it for all: an own one would tell one from another."""
    found: dict[str, str] = {}
    for one in sorted(regions, reverse=True):
        found[one.casefold()] = one
    return found


def _face(known: _Known, match: Match, person: Findable, spelled: Mapping[str, str]) -> Face:
    return Face(
        tuple(_told(known, one) for one in match.seen if _Trait("skill", one.uri) in known),
        spelled[person.region.casefold()] if _Trait("region") in known else "",
        tuple(trait.of for trait in known if trait.kind == "language"),
        person.availability if _Trait("availability") in known else "",
    )


def _told(known: _Known, one: Seen) -> Told:
    freshness, level, proof, since = (_Trait(kind, one.uri) in known for kind in _OF_A_SKILL)
    return Told(
        one.uri,
        one.freshness if freshness else None,
        one.level if level else None,
        one.proof if proof else None,
        quarter(one.on) if since else None,
    )

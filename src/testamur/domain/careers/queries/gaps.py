"""What somebody can show against what they aim at, with evidence on both sides. Reckoned each time it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from testamur.core.skills.gap import Gap, compare
from testamur.domain.awards import queries as awards
from testamur.domain.careers import facts
from testamur.domain.careers.queries.targets import target as own_target
from testamur.domain.careers.values import TargetView
from testamur.domain.catalogue.queries import editions, teachers
from testamur.domain.catalogue.values import Listing
from testamur.domain.frameworks.queries import hierarchy, named
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning.queries import taken_now
from testamur.domain.learning.values import OfferingView
from testamur.domain.portfolio.queries import portfolio, scales
from testamur.domain.portfolio.values import Paper, Portfolio, SkillName


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap with what is needed to show it: URI → name, evidence id → paper, identifier → what teaches.

    ``taking``: of what teaches, what the person takes part in and has not been awarded, with its offering.
    """

    target: TargetView
    gap: Gap
    names: Mapping[str, SkillName]
    papers: Mapping[str, Paper]
    listings: Mapping[str, Listing]
    taking: Mapping[str, OfferingView] = field(default_factory=dict)


def gap(actor: Actor, target: UUID, *, on: date, languages: Sequence[str] = ()) -> GapView:
    """Return the gap between the actor's profile of a day and a target of theirs. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    view = weighed(own_target(actor, target), portfolio(actor, on=on, languages=languages), languages)
    return replace(view, taking=taken_of(actor, view.listings, on))


def weighed(view: TargetView, own: Portfolio, languages: Sequence[str]) -> GapView:
    """Return the gap between a portfolio, on its day, and a target, whoever keeps them; without what is taken now."""
    aim = facts.aim(view)
    asked = {one.uri for one in aim.asked}
    tree = hierarchy(asked | {one.uri for one in own.profile.entries})
    offered = teachers(asked)
    taught: dict[str, list[str]] = {}
    for listing, uris in offered:
        for uri in uris:
            taught.setdefault(uri, []).append(str(listing.uuid))
    found = compare(own.profile, aim, taught, hierarchy=tree, scales=scales())
    names = {**own.names, **skill_names(view, languages)}
    listings = {str(listing.uuid): listing for listing, _uris in offered}
    return GapView(view, found, names, own.papers, listings)


def passed(actor: Actor) -> frozenset[str]:
    """Return the identifiers of the micro-credentials that the actor was awarded, as far as that stands."""
    standing = [one.version_id for one in awards.own_awards(actor.me) if one.is_standing]
    return frozenset(str(one.microcredential) for one in editions(standing).values())


def taken_of(actor: Actor, listings: Collection[str], on: date) -> dict[str, OfferingView]:
    """Return identifier → offering of what the actor takes part in, of *listings*, and has not been awarded."""
    found = {str(uuid): one for uuid, one in taken_now(actor.me, on=on).items() if str(uuid) in listings}
    done = passed(actor) if found else frozenset()
    return {key: one for key, one in found.items() if key not in done}


def skill_names(view: TargetView, languages: Sequence[str], besides: Collection[str] = ()) -> dict[str, SkillName]:
    """Return what the skills of a target are called here and now; what no framework here has keeps its name."""
    told = {one.uri: SkillName(one.uri, one.label, version=one.version) for one in view.skills}
    known = named({*told, *besides}, languages=languages)
    for uri, (entry, of) in known.items():
        told[uri] = SkillName(uri, entry.label, entry.description, of.name, of.code, of.version, entry.key)
    return told

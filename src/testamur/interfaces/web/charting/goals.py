"""What the public map measures against: the policies that come with this version, and the pathways published here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from testamur import packs
from testamur.core.rules import Decision, Holding, Policy, decide
from testamur.core.rules.language import parse_policy
from testamur.domain.catalogue import queries as catalogue
from testamur.domain.catalogue.knowledge import knowledge
from testamur.domain.catalogue.policies import BETWEEN, references
from testamur.domain.catalogue.values import Listing, PathwayListing
from testamur.domain.learning.queries import offered_now
from testamur.interfaces.web.constellation import Goal, Offer
from testamur.interfaces.web.templatetags.testamur import text
from testamur.refusals import NotFound

_MOST_PATHWAYS = 40
# Packs that show how a rule works, and lead to nothing.
_PATTERN = "pattern-"
_VERSION = re.compile(re.escape(settings.BASE_URL) + r"/versions/(?P<uuid>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Public:
    """A policy that anyone may measure against. ``offers`` are by its names; ``place``: whose codes these are.

    ``pathway``: what can be followed here; None for what only comes with this version.
    """

    policy: Policy
    by: str
    share_url: str
    offers: tuple[Offer, ...] = ()
    place: str = ""
    pathway: UUID | None = None


def public(*, on: date) -> list[Public]:
    """Return what holds on a day: what is published here first, then what comes with this version."""
    return [*published(on=on), *shipped(on=on)]


def shipped(*, on: date, names: Sequence[str] = ()) -> list[Public]:
    """Return what comes with this version and holds on a day: all of it, or the packs of these names in their order."""
    wanted = names or [name for name in packs.policies() if not name.startswith(_PATTERN)]
    found = [_pack(name) for name in wanted if name in packs.policies()]
    return [one for one in found if _holds(one.policy, on)]


def issued_here(address: str) -> str:
    """Return what policies call an achievement that was awarded here; empty for every other address."""
    found = _VERSION.fullmatch(address)
    if found is None:
        return ""
    try:
        listing = catalogue.by_version(UUID(found["uuid"])).listing
    except NotFound:
        return ""
    return f"{listing.institution.code}{BETWEEN}{listing.code}"


def decided(goals: Sequence[Public], holdings: Sequence[Holding], *, on: date, plan: Sequence[str] = ()) -> list[Goal]:
    """Return the goals with what is decided about *holdings*."""
    found = []
    for goal in goals:
        named = named_at(goal.place, holdings)
        decision = decide(goal.policy, named, on=on, knowledge=knowledge(), anchors=_today(on))
        found.append(_goal(goal, named, decision, plan))
    return found


def _goal(goal: Public, named: tuple[Holding, ...], decision: Decision, plan: Sequence[str]) -> Goal:
    return Goal(
        policy=goal.policy,
        decision=decision,
        plan=tuple(plan),
        holdings=named,
        by=goal.by,
        share_url=goal.share_url,
        offers=goal.offers,
    )


def named_at(place: str, holdings: Sequence[Holding]) -> tuple[Holding, ...]:
    """Return holdings as policies of *place* name them."""
    return tuple(_named(one, place) for one in holdings)


def _named(holding: Holding, place: str) -> Holding:
    """Return a holding as policies of *place* name it: there, the place's own codes stand alone."""
    own = tuple(name.partition(BETWEEN)[2] for name in holding.stands_for if name.startswith(f"{place}{BETWEEN}"))
    return replace(holding, stands_for=(*holding.stands_for, *own)) if place and own else holding


def _today(on: date) -> dict[str, date]:
    """Return the anchors of somebody who would come today."""
    return {"admission": on, "application": on, "award": on}


@cache
def _pack(name: str) -> Public:
    """Return one pack; reading it takes tens of milliseconds, so that a page reads no more than it shows."""
    policy = parse_policy(packs.policies()[name], name=f"{name}.yaml")
    return Public(policy, ", ".join(policy.owners), _address(policy.id))


def published(*, on: date) -> list[Public]:
    """Return the pathways published here, with what they name in the catalogue: a few queries for all of them."""
    listings = catalogue.pathways(on=on, limit=_MOST_PATHWAYS)
    policies = catalogue.policies_of(one.version.id for one in listings)
    asked: dict[int, set[str]] = {}
    for listing in listings:
        asked.setdefault(listing.institution.id, set()).update(references(policies[listing.version.id]))
    named = {home: catalogue.resolved(sorted(written), home=home) for home, written in asked.items()}
    open_now = offered_now((course.uuid for found in named.values() for course in found.values()), on=on)
    return [
        _of_listing(one, policy, catalogue.tagged(policy, named[one.institution.id]), open_now)
        for one in listings
        for policy in (policies[one.version.id],)
    ]


def _of_listing(
    listing: PathwayListing, policy: Policy, named: Mapping[str, Listing], open_now: Collection[UUID]
) -> Public:
    return Public(
        policy=policy,
        by=", ".join(owner.name for owner in listing.version.owners) or listing.institution.name,
        share_url=reverse("web:pathway", args=(listing.uuid,)),
        offers=tuple(
            offered(ref, named[ref], is_open=named[ref].uuid in open_now) for ref in references(policy) if ref in named
        ),
        place=listing.institution.code,
        pathway=listing.uuid,
    )


def offered(ref: str, course: Listing, *, is_open: bool) -> Offer:
    """Return a micro-credential of the catalogue as the map shows it; *ref* is what a policy calls it."""
    return Offer(
        ref=ref,
        title=text(course.title),
        by=course.institution.name,
        credits=f"{course.credit_value.normalize():f} {course.credit_unit}" if course.credit_value else "",
        hours=course.hours,
        level=course.levels[0] if course.levels else "",
        price=course.price_amount,
        currency=course.price_currency,
        modes=course.modes,
        languages=course.languages,
        url=reverse("web:microcredential", args=(course.uuid,)),
        tags=course.tags,
        is_open=is_open,
        levels=course.levels,
    )


def _holds(policy: Policy, on: date) -> bool:
    return (policy.effective_from is None or policy.effective_from <= on) and (
        policy.effective_until is None or on <= policy.effective_until
    )


def _address(policy: str) -> str:
    return f"{reverse('web:map')}?goal={policy}"

"""How many ask for what: distinct adverts by skill and month, role profiles, and who. Only accepted skills count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.demand import rows
from testamur.domain.demand.models import Advert, AdvertSkill, RoleProfile, RoleVersion
from testamur.domain.demand.queries.adverts import narrowed
from testamur.domain.demand.queries.roles import asking_roles
from testamur.domain.demand.queries.wishing import wishes
from testamur.domain.demand.values import Asked, AskedFor, Demand, Month, Sought
from testamur.domain.institution.access import Actor, Permission, require

_MOST_MONTHS = 36


@dataclass(slots=True)
class _Tally:
    """What was gathered of one skill. ``adverts``: digest → the first day on which these words were seen."""

    label: str = ""
    framework: str = ""
    version: str = ""
    adverts: dict[str, date] = field(default_factory=dict)
    roles: set[int] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    learners: set[int] = field(default_factory=set)
    named: set[str] = field(default_factory=set)


@scoped
def demand(actor: Actor, *, sought: Sought | None = None) -> Demand:
    """Return what is asked for, most asked first: to partners by their own adverts, to the house by all.

    An advert counts in the month in which its words were first seen; the same words never count twice.
    """
    require(actor, Permission.CO_DESIGN)
    meant = sought or Sought()
    found = narrowed(rows.own(actor, Advert.objects.filter(withdrawn_at__isnull=True)), meant)
    lines = list(found.values_list("pk", "digest", "seen_on", "occupation", "place", "organisation__name"))
    first = _first_days(lines)
    tallies = _asked_in(lines, first)
    _asked_by_roles(actor, meant, tallies)
    _asked_by_learners(actor, meant, tallies)
    decided = set(
        AdvertSkill.objects.filter(advert__in=found).exclude(verdict="").values_list("advert__digest", flat=True)
    )
    told = tuple(sorted((_asked(uri, one) for uri, one in tallies.items()), key=_most_first))
    by_month = Counter(_month(first[digest]) for digest in decided)
    span = _span(by_month)
    return Demand(
        asked=told,
        months={uri: _months(one, by_month, span) for uri, one in tallies.items()},
        read=len(decided),
        open=AdvertSkill.objects.filter(advert__in=found, verdict="").values("advert_id").distinct().count(),
        twice=len(lines) - len(first),
        occupations=tuple(sorted({line[3] for line in lines if line[3]}, key=str.casefold)),
        places=tuple(sorted({line[4] for line in lines if line[4]}, key=str.casefold)),
    )


def asked_for(uri: str) -> AskedFor:
    """Return what everybody may know of who asks for a skill: numbers of adverts, and published role profiles."""
    with within(), connection.cursor() as cursor:
        # The database goes through the houses and gives no more than numbers: no wall is opened for the count.
        cursor.execute("SELECT adverts, organisations, last_seen FROM demand_asked_for(%s)", [uri])
        adverts, organisations, last = cursor.fetchone()
    return AskedFor(adverts, organisations, last, tuple(asking_roles(uri)))


def _first_days(lines: Iterable[tuple[int, str, date, str, str, str | None]]) -> dict[str, date]:
    first: dict[str, date] = {}
    for _pk, digest, seen, *_rest in lines:
        first[digest] = min(seen, first.get(digest, seen))
    return first


def _asked_in(
    lines: Iterable[tuple[int, str, date, str, str, str | None]], first: Mapping[str, date]
) -> dict[str, _Tally]:
    named = {pk: (digest, organisation or "") for pk, digest, _seen, _occupation, _place, organisation in lines}
    found: dict[str, _Tally] = defaultdict(_Tally)
    accepted = AdvertSkill.objects.filter(advert_id__in=named, verdict="accepted").order_by("pk")
    for pk, uri, label, framework, version in accepted.values_list("advert_id", "uri", "label", "framework", "version"):
        digest, organisation = named[pk]
        one = found[uri]
        one.label, one.framework, one.version = label, framework, version
        one.adverts[digest] = first[digest]
        one.organisations |= {organisation} - {""}
    return found


def _asked_by_roles(actor: Actor, meant: Sought, tallies: dict[str, _Tally]) -> None:
    profiles = rows.own(actor, RoleProfile.objects.filter(retired_at__isnull=True))
    if meant.organisation:
        profiles = profiles.filter(organisation__uuid=meant.organisation)
    newest = {(one.pk, one.number): one for one in profiles}
    for version in RoleVersion.objects.filter(profile__in=[pk for pk, _number in newest]):
        profile = newest.get((version.profile_id, version.number))
        if profile is None or (meant.occupation and version.occupation.casefold() != meant.occupation.casefold()):
            continue
        for skill in version.skills:
            one = tallies.setdefault(skill["uri"], _Tally())
            one.label = one.label or skill["label"]
            one.framework, one.version = one.framework or skill["framework"], one.version or skill["version"]
            one.roles.add(profile.pk)
            one.organisations.add(profile.organisation_name)


def _asked_by_learners(actor: Actor, meant: Sought, tallies: dict[str, _Tally]) -> None:
    """Count who would learn what nobody teaches: a wish has no organisation, occupation or place."""
    if meant.organisation or meant.occupation or meant.place:
        return
    for wish, name in wishes(actor):
        one = tallies.setdefault(wish.uri, _Tally(wish.label, wish.framework, wish.version))
        one.learners.add(wish.person_id)
        one.named |= {name} - {""}


def _asked(uri: str, one: _Tally) -> Asked:
    names = tuple(sorted(one.organisations, key=str.casefold))
    last = max(one.adverts.values(), default=None)
    named = tuple(sorted(one.named, key=str.casefold))
    counts = (len(one.adverts), len(one.roles))
    return Asked(uri, one.label, one.framework, one.version, *counts, names, last, len(one.learners), named)


def _most_first(one: Asked) -> tuple[int, int, int, str]:
    return (-one.adverts, -one.roles, -one.learners, one.label.casefold())


def _month(day: date) -> date:
    return day.replace(day=1)


def _span(by_month: Mapping[date, int]) -> list[date]:
    """Return every month from the first to the last in which adverts were read, the last three years at most."""
    if not by_month:
        return []
    months, here, last = [], min(by_month), max(by_month)
    while here <= last:
        months.append(here)
        here = here.replace(year=here.year + here.month // 12, month=here.month % 12 + 1)
    return months[-_MOST_MONTHS:]


def _months(one: _Tally, by_month: Mapping[date, int], span: Iterable[date]) -> tuple[Month, ...]:
    asked = Counter(_month(day) for day in one.adverts.values())
    return tuple(Month(month, asked[month], by_month.get(month, 0)) for month in span)

"""What a person reads of being found: consents, what others would see, who looked, and what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.skills.profile import Entry, Freshness
from testamur.core.skills.seeking import quarter
from testamur.domain.awards.queries import own_awards
from testamur.domain.careers import seen
from testamur.domain.careers.models import REACHED, Approach, Block, SearchConsent, SearchHit, SearchReport
from testamur.domain.careers.seeking_values import (
    PAGE,
    REST,
    Blocked,
    ConsentView,
    Look,
    OwnSkill,
    ReportView,
    RequestView,
)
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import own_roles
from testamur.domain.portfolio.queries import portfolio_of, shown_to_others
from testamur.refusals import NotFound


def own_places(person_id: int) -> list[int]:
    """Return the institutions (inside ids) whose partners could find a person: where they learn or have learnt."""
    with within(person_id=person_id):
        consented = set(SearchConsent.objects.filter(person_id=person_id).values_list("institution_id", flat=True))
    learns = {one.institution.id for one in own_roles(person_id) if one.name == "learner"}
    return sorted(consented | learns | {one.institution_id for one in own_awards(person_id)})


def own_purposes(person_id: int, *, at: datetime) -> dict[int, list[str]]:
    """Return institution (inside id) → the purposes for which a person can be found there now."""
    found: dict[int, list[str]] = {}
    with within(person_id=person_id):
        rows = SearchConsent.objects.filter(person_id=person_id, ended_at__isnull=True, expires_at__gt=at)
        for number, purpose in rows.order_by("pk").values_list("institution_id", "purpose"):
            found.setdefault(number, []).append(purpose)
    return found


def open_requests(person_id: int, *, at: datetime) -> dict[int, int]:
    """Return institution (inside id) → how many organisations wait for a person's answer there."""
    with within(person_id=person_id):
        rows = Approach.objects.filter(person_id=person_id, standing="open", expires_at__gt=at)
        asking = set(rows.values_list("institution_id", "organisation_id"))
    return dict(Counter(number for number, _organisation in asking))


@scoped
def own_search_consents(actor: Actor, *, at: datetime) -> list[ConsentView]:
    """Return all that one has consented to at the institution, the newest first."""
    require(actor, Permission.SHARE_OWN)
    rows = SearchConsent.objects.filter(institution_id=actor.here, person_id=actor.me).order_by("-pk")
    return [seen.consent(one, at) for one in rows]


def showable_skills(actor: Actor, *, at: datetime, languages: Sequence[str] = ()) -> list[OwnSkill]:
    """Return the skills by which one could be found, by name, as others would see each."""
    require(actor, Permission.SHARE_OWN)
    whole = shown_to_others(portfolio_of(actor.me, on=at.date(), languages=languages), with_claims=False)
    found = [
        _skill(one, one.currency.freshness(at.date()), whole.names[one.uri].label)
        for one in whole.profile.entries
        if one.currency
    ]
    return sorted(found, key=lambda one: one.label.casefold())


@scoped
def looks(actor: Actor, *, after: int = 0, limit: int = PAGE) -> tuple[list[Look], int]:
    """Return the searches that found one, the newest first, and how many there are in all."""
    require(actor, Permission.SHARE_OWN)
    rows = SearchHit.objects.filter(institution_id=actor.here, person_id=actor.me)
    page = rows.select_related("search__organisation").order_by("-search_id")[after : after + limit]
    return [_look(one) for one in page], rows.count()


@scoped
def requests_got(actor: Actor, *, at: datetime) -> list[RequestView]:
    """Return what one was asked, the newest first; what waits beside a newer request of its sender is told with it."""
    require(actor, Permission.SHARE_OWN)
    return [_with_before(one, at) for one in _stories(actor, at).values()]


@scoped
def request_got(actor: Actor, *, request: UUID, at: datetime) -> RequestView:
    """Return a request to oneself: the newest of its sender, where two wait for one answer. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    for told, earlier in _stories(actor, at).values():
        if request == told.uuid or any(one.uuid == request and one.standing == "open" for one in earlier):
            return _with_before((told, earlier), at)
    raise NotFound(what="people-request", uuid=str(request))


@scoped
def blocked(actor: Actor) -> list[Blocked]:
    """Return the organisations that one keeps away, by name."""
    require(actor, Permission.SHARE_OWN)
    rows = Block.objects.select_related("organisation").filter(institution_id=actor.here, person_id=actor.me)
    return [Blocked(one.organisation.uuid, one.organisation_name, one.at) for one in rows.order_by("organisation_name")]


@scoped
def own_reports(actor: Actor) -> list[ReportView]:
    """Return what one has reported, with what came of it, the newest first."""
    require(actor, Permission.SHARE_OWN)
    rows = SearchReport.objects.select_related("approach__organisation")
    return [seen.report(one) for one in rows.filter(person_id=actor.me).order_by("-pk")]


def _stories(actor: Actor, at: datetime) -> dict[UUID, tuple[RequestView, list[RequestView]]]:
    """Return request → it and what its sender asked before it, the newest first.

    An organisation that wrote unseen, and then openly, does not know that it wrote twice; whoever got both sees one
    request to answer, and what it says of before.
    """
    rows = Approach.objects.select_related("organisation").filter(
        REACHED, institution_id=actor.here, person_id=actor.me
    )
    told = [seen.request_got(one, at) for one in rows.order_by("-pk")]
    found: dict[UUID, tuple[RequestView, list[RequestView]]] = {}
    leads: dict[UUID, UUID] = {}
    for place, one in enumerate(told):
        if one.standing == "open" and leads.setdefault(one.organisation, one.uuid) != one.uuid:
            continue
        found[one.uuid] = (one, [each for each in told[place + 1 :] if each.organisation == one.organisation])
    return found


def _with_before(story: tuple[RequestView, list[RequestView]], at: datetime) -> RequestView:
    told, earlier = story
    return replace(told, before=tuple(one for one in earlier if one.made_at > at - REST))


def _skill(one: Entry, freshness: Freshness, label: str) -> OwnSkill:
    newest = one.shown[0]
    return OwnSkill(one.uri, label, newest.evidence.proof, quarter(newest.evidence.on), freshness, newest.level)


def _look(row: SearchHit) -> Look:
    asked = row.search
    labels = tuple(one["label"] for one in asked.asked)
    return Look(asked.at, asked.organisation.uuid, asked.organisation_name, asked.purpose, labels)

"""What an organisation reads: its searches, who is found by them, and its requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.skills.alike import rounded
from testamur.core.skills.seeking import Asked, Question, rarity
from testamur.domain.careers import evidence, findable, passing_names, seen
from testamur.domain.careers.actions import seeking_rows as rows
from testamur.domain.careers.found_now import Living, living
from testamur.domain.careers.models import REACHED, Approach, PeopleSearch, SearchGrant
from testamur.domain.careers.seeking_values import (
    FEWEST,
    OPEN_FOR,
    PAGE,
    AskedSkill,
    PersonFound,
    RequestView,
    Result,
    SearchView,
)
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.issuing.queries import open_secrets
from testamur.refusals import NotFound

# Somebody has answered, whether or not the answer was taken back since.
_ANSWERED = ("yes", "withdrawn")


@scoped
def may_search(actor: Actor, *, organisation: UUID, at: datetime) -> bool:
    """Return whether one's organisation may look for people. Raises `NotFound`."""
    require(actor, Permission.SEEK_PEOPLE)
    rows.own_organisation(actor, organisation, at)
    return SearchGrant.objects.filter(organisation__uuid=organisation, ended_at__isnull=True).exists()


@scoped
def searches(actor: Actor, *, organisation: UUID, at: datetime, limit: int = PAGE) -> list[SearchView]:
    """Return what one's organisation looked for, the newest first. Raises `NotFound`."""
    require(actor, Permission.SEEK_PEOPLE)
    rows.own_organisation(actor, organisation, at)
    found = PeopleSearch.objects.select_related("organisation").filter(organisation__uuid=organisation)
    return [seen.search(one) for one in found.order_by("-pk")[:limit]]


@scoped
def people_found(actor: Actor, *, search: UUID, at: datetime, after: int = 0, chosen: Sequence[str] = ()) -> Result:
    """Return who is found by a search now, without names. *after*: how many were seen; *chosen*: names of a look.

    Of few nothing is told, not even whether there is anybody. Raises `NotFound`, `MayNotSearch`.
    """
    require(actor, Permission.SEEK_PEOPLE)
    row = rows.search(actor, search, at)
    told = seen.search(row)
    if row.at + OPEN_FOR <= at:
        return Result(told, (), 0, None, (), is_over=True, few_asked=False)
    now = living(actor, row, at)
    if now.is_few:
        few_asked = Approach.objects.filter(batch=row.uuid).exists()
        return Result(told, (), now.total, None, _rarity(actor, row, at), is_over=False, few_asked=few_asked)
    requests, ticked = _requests(row), {passing_names.behind(actor, row, one, at) for one in chosen}
    page = list(enumerate(now.cards))[after : after + PAGE]
    following = after + PAGE if after + PAGE < len(now.cards) else None
    shown = tuple(
        PersonFound(
            passing_names.give(actor, row, now.hits[key].uuid, at),
            findable.letter(place),
            seen.face(now.faces[key], told.asked),
            _standing(now, key, requests, at),
            is_chosen=now.hits[key].uuid in ticked,
        )
        for place, key in page
    )
    return Result(told, shown, now.total, following, (), is_over=False, few_asked=False)


@scoped
def requests_made(actor: Actor, *, organisation: UUID, at: datetime) -> list[RequestView]:
    """Return the requests of one's organisation, the newest first; those to few people once. Raises `NotFound`."""
    require(actor, Permission.SEEK_PEOPLE)
    rows.own_organisation(actor, organisation, at)
    found = list(
        Approach.objects.select_related("organisation").filter(organisation__uuid=organisation).order_by("-pk")
    )
    return [seen.request_made(one, _secrets(one, at), at) for one in _once_for_few(found)]


@scoped
def request_made(actor: Actor, *, request: UUID, at: datetime) -> RequestView:
    """Return a request of one's organisation. Raises `NotFound`."""
    require(actor, Permission.SEEK_PEOPLE)
    row = Approach.objects.select_related("organisation").filter(uuid=request).first()
    if row is None:
        raise NotFound(what="people-request", uuid=str(request))
    rows.own_organisation(actor, row.organisation.uuid, at)
    return seen.request_made(row, _secrets(row, at), at)


def _secrets(row: Approach, at: datetime) -> dict[UUID, str]:
    """Return link → secret of what a person showed with their yes, as long as they leave it open."""
    return open_secrets(row.person_id, [UUID(one["link"]) for one in row.links], at=at) if row.links else {}


def _once_for_few(found: Sequence[Approach]) -> list[Approach]:
    """Return requests; of those written unseen only who said yes, else the first: how many they were is not told."""
    yes = {one.batch for one in found if one.is_unseen and one.standing in _ANSWERED}
    kept: list[Approach] = []
    told: set[UUID] = set()
    for one in found:
        if not one.is_unseen or (one.batch in yes and one.standing in _ANSWERED):
            kept.append(one)
        elif one.batch not in yes and one.batch not in told:
            told.add(one.batch)
            kept.append(one)
    return kept


def _requests(row: PeopleSearch) -> dict[int, Approach]:
    """Return person → the newest request of the organisation to them.

    One that was written unseen stands beside nobody: it would tell who a narrower search had found.
    """
    found = Approach.objects.filter(REACHED, organisation_id=row.organisation_id, is_unseen=False).order_by("pk")
    return {one.person_id: one for one in found}


def _standing(now: Living, key: str, requests: dict[int, Approach], at: datetime) -> str:
    request = requests.get(now.hits[key].person_id)
    return seen.told_to_asker(request, at) if request else ""


def _rarity(actor: Actor, row: PeopleSearch, at: datetime) -> tuple[tuple[AskedSkill, int | None, int | None], ...]:
    """Return how many people show each skill at all, and how many fit all else; None for few, nobody among them."""
    question = findable.question(row.asked, row.how)
    try:
        rows_here = findable.consents(
            actor, organisation=row.organisation_id, purpose=row.purpose, question=question, at=at, wants_some=True
        )
    except findable.TooManyToLookAt:
        return ()  # So many show something of it that no skill is rare on its own.
    people = findable.people(rows_here, on=at.date())
    scales, on = evidence.scales(), at.date()
    fitting = rarity(question, people, scales, on=on)
    in_all = rarity(Question(tuple(Asked(one.uri) for one in question.skills)), people, scales, on=on)
    return tuple((one, _not_few(in_all[one.uri]), _not_few(fitting[one.uri])) for one in findable.asked(row.asked))


def _not_few(count: int) -> int | None:
    return rounded(count, FEWEST) or None

"""An organisation asks people whom it found; they answer, or do not; either can end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers import found_now, passing_names
from testamur.domain.careers.actions import seeking_post
from testamur.domain.careers.actions import seeking_rows as rows
from testamur.domain.careers.models import REACHED, Approach, Block, PeopleSearch, SearchHit
from testamur.domain.careers.seeking_values import ANSWERED_WITHIN, REQUESTS_A_DAY, REST
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.queries import actor_for
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as issued
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_SHOWN_FOR = timedelta(days=90)
_MOST_SHOWN = 20
# Standings by which somebody has said that they do not want to be asked.
_DECLINED = ("no", "withdrawn")


class AskedAlready(Conflict):
    """Everybody who is chosen was asked by this organisation not long ago. ``facts``: days."""

    code = "asked-already"


class RequestOver(Conflict):
    """The request has been answered, taken back, or has ended. ``facts``: standing."""

    code = "request-over"


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody shows with a yes: a name, how to reach them, some words, and credentials (identifiers)."""

    name: str = ""
    reached_by: str = ""
    said: str = ""
    credentials: tuple[UUID, ...] = ()


@scoped
def ask_people(
    actor: Actor, *, search: UUID, chosen: Sequence[str], who: str, what: str, contact: str, at: datetime
) -> int:
    """Write to the *chosen* of a search, and return to how many; where few or nobody is found, unseen to whoever is.

    *chosen*: names of a look. Unseen, once for each search and alike in all that can be seen of it, whether it reaches
    anybody or not; then the number is 0. Raises `NotFound`, `MayNotSearch`, `AskedAlready`, `TooOften`, `Invalid`.
    """
    require(actor, Permission.SEEK_PEOPLE)
    row = rows.search(actor, search, at)
    told = {
        "who": prose("who", who, longest=500),
        "what": prose("what", what, longest=2000),
        "contact": prose("contact", contact, longest=300),
    }
    now = found_now.living(actor, row, at)
    if now.is_few:
        made = _written_unseen(actor, row, list(now.hits.values()), told, at)
    else:
        meant = {passing_names.behind(actor, row, one, at) for one in chosen}
        hits = [one for one in now.hits.values() if one.uuid in meant]
        made = _written(actor, row, _to_be_asked(row, hits, at), told, at)
    reached = [one.person_id for one in made if one.hit != one.batch and one.standing == "open"]
    seeking_post.tell(actor, "asked", reached, at)
    batch = str(made[0].batch)
    ledger.record(actor, verb="careers.ask_people", subject=f"people-search:{search}", at=at, batch=batch)
    return 0 if now.is_few else len(made)


@scoped
def take_back_request(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Take a request back, as the organisation that made it; it goes for all that were written unseen with it.

    Raises `NotFound`, `RequestOver`.
    """
    require(actor, Permission.SEEK_PEOPLE)
    one = Approach.objects.select_related("organisation").filter(institution_id=actor.here, uuid=request).first()
    if one is None:
        raise NotFound(what="people-request", uuid=str(request))
    rows.own_organisation(actor, one.organisation.uuid, at)
    same = Q(batch=one.batch) if one.is_unseen else Q(pk=one.pk)
    # A no is taken back like what is open: the asker does not know which it is.
    changed = Approach.objects.filter(same, standing__in=("open", "no", "joined"), expires_at__gt=at)
    if not changed.update(standing="taken-back", ended_at=at):
        raise RequestOver(standing=one.standing if one.standing == "yes" else "over")
    ledger.record(actor, verb="careers.take_back_request", subject=f"people-request:{request}", at=at)


@scoped
def accept_request(actor: Actor, *, request: UUID, reply: Reply, at: datetime) -> None:
    """Say yes to a request, and show what is chosen, credentials by a link each. Raises `NotFound`, `RequestOver`.

    What else the organisation asks at the time is answered with it: the newest request gets the yes.
    """
    require(actor, Permission.SHARE_OWN)
    row = _open(actor, request, at)
    row.name = prose("name", reply.name, longest=200, needed=False)
    row.reached_by = prose("reached_by", reply.reached_by, longest=300)
    row.said = prose("said", reply.said, longest=2000, needed=False)
    row.links = [_shown(actor, row, one, at) for one in dict.fromkeys(reply.credentials[:_MOST_SHOWN])]
    row.standing, row.ended_at = "yes", at
    row.save(update_fields=["name", "reached_by", "said", "links", "standing", "ended_at"])
    _leave_no_other_open(row, at)
    seeking_post.tell(actor, "answered", [row.by_id], at)
    ledger.record(
        actor, verb="careers.accept_request", subject=f"people-request:{request}", at=at, shown=len(row.links)
    )


@scoped
def take_back_answer(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Take one's yes back: name, address and words are forgotten, and the links that were made for it end.

    Its asker reads that the person took it back. Raises `NotFound`, `RequestOver`.
    """
    require(actor, Permission.SHARE_OWN)
    row = rows.own_approach(actor, request)
    if row.standing != "yes":
        raise RequestOver(standing=row.standing)
    made = [UUID(one["link"]) for one in row.links]
    for link, place in issued.links_to_end(actor.me, made).items():
        issuing.withdraw_link(actor_for(person=actor.me, institution=place), link=link, at=at)
    row.name = row.reached_by = row.said = ""
    row.standing, row.ended_at = "withdrawn", at
    row.save(update_fields=["name", "reached_by", "said", "standing", "ended_at"])
    ledger.record(actor, verb="careers.take_back_answer", subject=f"people-request:{request}", at=at)


@scoped
def decline_request(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Say no to all that its asker asks at the time; they read of no answer. Raises `NotFound`, `RequestOver`."""
    require(actor, Permission.SHARE_OWN)
    row = _open(actor, request, at)
    row.standing, row.ended_at = "no", at
    row.save(update_fields=["standing", "ended_at"])
    _leave_no_other_open(row, at)
    # The log is read by others than this person, so it does not say to which request the no was.
    ledger.record(actor, verb="careers.decline_request", subject="people-request:own", at=at)


@scoped
def block_organisation(actor: Actor, *, organisation: UUID, at: datetime) -> None:
    """Be found by an organisation no longer, and answer none of its open requests. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    mine = Q(person_id=actor.me, institution_id=actor.here)
    asked = Approach.objects.filter(mine, REACHED, organisation__uuid=organisation).order_by("-pk").first()
    found = SearchHit.objects.filter(mine, search__organisation__uuid=organisation).select_related("search").first()
    known = asked or (found.search if found else None)
    if known is None:
        raise NotFound(what="partner-organisation", uuid=str(organisation))
    Block.objects.get_or_create(
        institution_id=actor.here,
        person_id=actor.me,
        organisation_id=known.organisation_id,
        defaults={"organisation_name": known.organisation_name, "at": at},
    )
    open_ones = Approach.objects.filter(mine, organisation_id=known.organisation_id, standing="open")
    open_ones.update(standing="no", ended_at=at)
    ledger.record(actor, verb="careers.block_organisation", subject="organisation:own", at=at)


@scoped
def unblock_organisation(actor: Actor, *, organisation: UUID, at: datetime) -> None:
    """Let an organisation find oneself again. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    mine = Block.objects.filter(institution_id=actor.here, person_id=actor.me, organisation__uuid=organisation)
    if not mine.delete()[0]:
        raise NotFound(what="partner-organisation", uuid=str(organisation))
    ledger.record(actor, verb="careers.unblock_organisation", subject="organisation:own", at=at)


def _to_be_asked(row: PeopleSearch, hits: list[SearchHit], at: datetime) -> list[SearchHit]:
    """Return those of the chosen whom the organisation may ask now. Raises `Invalid`, `AskedAlready`, `TooOften`."""
    if not hits:
        raise Invalid(field="people", found="")
    # Only what the asker knows of counts: a refusal because of an unseen request would tell whom it had reached.
    openly = set(_asked_lately(row, at).filter(is_unseen=False).values_list("person_id", flat=True))
    free = [one for one in hits if one.person_id not in openly]
    if not free:
        raise AskedAlready(days=REST.days)
    _within_a_day(row, len(free), at)
    return free


def _asked_lately(row: PeopleSearch, at: datetime) -> QuerySet[Approach]:
    """Return the organisation's requests of the time in which nobody is asked again; what is over is ended."""
    theirs = Approach.objects.filter(REACHED, organisation_id=row.organisation_id)
    theirs.filter(standing="open", expires_at__lte=at).update(standing="over", ended_at=at)
    return theirs.filter(made_at__gt=at - REST)


def _within_a_day(row: PeopleSearch, more: int, at: datetime) -> None:
    """Refuse more requests than fit in a day; unseen ones count once, however many they reach. Raises `TooOften`."""
    today = Approach.objects.filter(organisation_id=row.organisation_id, made_at__gt=at - timedelta(days=1))
    made = today.filter(is_unseen=False).count() + today.filter(is_unseen=True).values("batch").distinct().count()
    if made + more > REQUESTS_A_DAY:
        raise rows.TooOften(limit=REQUESTS_A_DAY)


def _written_unseen(
    actor: Actor, row: PeopleSearch, hits: list[SearchHit], told: dict[str, str], at: datetime
) -> list[Approach]:
    """Write to whoever may be asked; where that is nobody, keep a request that reaches nobody, so that nothing tells.

    Whom the organisation has asked by another search is left out without a word. Raises `AskedAlready`, `TooOften`.
    """
    if Approach.objects.filter(batch=row.uuid).exists():
        raise AskedAlready(days=REST.days)
    _within_a_day(row, 1, at)
    lately = set(_asked_lately(row, at).values_list("person_id", flat=True))
    made = _written(actor, row, [one for one in hits if one.person_id not in lately], told, at, is_unseen=True)
    if made:
        return made
    one = _approach(actor, row, told, at)
    one.batch, one.hit, one.place, one.is_unseen = row.uuid, row.uuid, 0, True
    one.person_id, one.standing, one.ended_at = actor.me, "no", at
    one.save()
    return [one]


def _written(
    actor: Actor,
    row: PeopleSearch,
    hits: list[SearchHit],
    told: dict[str, str],
    at: datetime,
    *,
    is_unseen: bool = False,
) -> list[Approach]:
    batch, made = row.uuid if is_unseen else uuid7(), []
    # Who has said no to an unseen request is not asked again; the asker, who knows of no such request, reads of none.
    declined = set(_asked_lately(row, at).filter(standing__in=_DECLINED).values_list("person_id", flat=True))
    for hit in hits:
        one = _approach(actor, row, told, at)
        one.batch, one.hit, one.place = batch, hit.uuid, hit.place
        one.is_unseen, one.person_id = is_unseen, hit.person_id
        if hit.person_id in declined:
            one.standing, one.ended_at = "no", at
        made.append(one)
    return Approach.objects.bulk_create(made)


def _approach(actor: Actor, row: PeopleSearch, told: dict[str, str], at: datetime) -> Approach:
    """Return a request that lacks whom it is to."""
    return Approach(
        institution_id=actor.here,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        by_id=actor.me,
        purpose=row.purpose,
        asked=row.asked,
        made_at=at,
        expires_at=at + ANSWERED_WITHIN,
        **told,
    )


def _open(actor: Actor, request: UUID, at: datetime) -> Approach:
    """Return a request that can be answered: the newest, where its organisation has written twice."""
    row = rows.own_approach(actor, request)
    if row.standing != "open" or row.expires_at <= at:
        raise RequestOver(standing=row.standing if row.standing != "open" else "over")
    newest = _of_one_story(row).filter(expires_at__gt=at).order_by("-pk").first()
    return newest or row


def _leave_no_other_open(row: Approach, at: datetime) -> None:
    """End what the same organisation asked beside *row*; its asker reads of no answer."""
    _of_one_story(row).exclude(pk=row.pk).update(standing="joined", ended_at=at)


def _of_one_story(row: Approach) -> QuerySet[Approach]:
    """Return what an organisation asks a person at the time: it has written unseen, and then openly."""
    same = Approach.objects.filter(REACHED, person_id=row.person_id, organisation_id=row.organisation_id)
    return same.filter(standing="open")


def _shown(actor: Actor, row: Approach, credential: UUID, at: datetime) -> dict[str, str]:
    """Make a link to one's own credential, wherever it was issued, and return what is kept of it. Raises `NotFound`."""
    held = next((one for one in issued.own_credentials(actor.me, at=at) if one.uuid == credential), None)
    if held is None:
        raise NotFound(what="credential", uuid=str(credential))
    there = actor_for(person=actor.me, institution=held.institution_id)
    made = issuing.make_link(
        there, credential=credential, label=row.organisation_name, expires_at=at + _SHOWN_FOR, at=at
    )
    return {"title": next(iter(held.title.values()), ""), "link": str(made.uuid)}

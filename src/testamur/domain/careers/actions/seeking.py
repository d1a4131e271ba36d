"""An organisation looks for people; who is found can read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import scoped
from testamur.core.skills.alike import arranged, cards, faces
from testamur.core.skills.seeking import Order, Question, counted, seek
from testamur.domain.careers import evidence, findable
from testamur.domain.careers.actions import seeking_rows as rows
from testamur.domain.careers.actions.consenting import watch_tomorrow
from testamur.domain.careers.models import PeopleSearch, SearchConsent, SearchGrant, SearchHit
from testamur.domain.careers.seeking_values import ALIKE_WITHIN, FEWEST, PURPOSES, QUESTIONS_ALIKE, SEARCHES_A_DAY
from testamur.domain.design import queries as design
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, NotFound


class TooAlike(Conflict):
    """An organisation has asked so many different questions with one of the skills. ``facts``: limit, days."""

    code = "too-much-alike"


@scoped
def search_people(
    actor: Actor,
    *,
    organisation: UUID,
    purpose: str,
    question: Question,
    labels: Mapping[str, str],
    at: datetime,
    order: Order = Order.LOT,
) -> UUID:
    """Look for people who consented to *purpose* and show what is asked. Everyone found can read who looked for what.

    *labels*: address → what the skill is called. Raises `NotFound`, `MayNotSearch`, `TooOften`, `TooAlike`,
    `TooManyToLookAt`, `Invalid`.
    """
    require(actor, Permission.SEEK_PEOPLE)
    number, known = rows.seeker(actor, organisation, at)
    rows.choice("purpose", purpose, PURPOSES)
    today = PeopleSearch.objects.filter(organisation_id=number, at__gt=at - timedelta(days=1))
    if today.count() >= SEARCHES_A_DAY:
        raise rows.TooOften(limit=SEARCHES_A_DAY)
    _not_too_alike(number, purpose, question, at)
    consents = findable.consents(actor, organisation=number, purpose=purpose, question=question, at=at)
    people = findable.people(consents, on=at.date(), keeps=True)
    uuid = uuid7()
    found = seek(question, people, evidence.scales(), on=at.date())
    told = faces(found, {one.key: one for one in people}, FEWEST)
    keys = [match.key for match in arranged(found, order, str(uuid), told)]
    number_shown = len(cards(keys, told, FEWEST))
    row = PeopleSearch.objects.create(
        uuid=uuid,
        institution_id=actor.here,
        organisation_id=number,
        organisation_name=known.name,
        by_id=actor.me,
        purpose=purpose,
        asked=findable.asked_as_kept(question, labels),
        how={**findable.how_as_kept(question), "order": order.value},
        found=number_shown,
        at=at,
    )
    _note_hits(row, {str(one.pk): one for one in consents}, keys)
    watch_tomorrow(actor, at)
    # How many were found stands in the log as it is told: few are not counted apart there either.
    kept = {"purpose": purpose, "skills": len(question.skills), "found": counted(number_shown, FEWEST)}
    ledger.record(actor, verb="careers.search_people", subject=f"people-search:{uuid}", at=at, **kept)
    return uuid


@scoped
def open_search(actor: Actor, *, organisation: UUID, because: str, at: datetime) -> None:
    """Let an organisation look for people, because the house knows who it is. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.OVERSEE_SEARCH)
    number = design.organisation_id(actor, uuid=organisation)
    reason = prose("because", because, longest=500)
    SearchGrant.objects.update_or_create(
        institution_id=actor.here,
        organisation_id=number,
        ended_at=None,
        defaults={"given_at": at, "given_by_id": actor.person_id or 0, "because": reason},
    )
    ledger.record(actor, verb="careers.open_search", subject=f"organisation:{organisation}", at=at)


@scoped
def close_search(actor: Actor, *, organisation: UUID, at: datetime) -> None:
    """Let an organisation look for people no longer; its results are closed to it at once. Raises `NotFound`."""
    require(actor, Permission.OVERSEE_SEARCH)
    rows_here = SearchGrant.objects.filter(institution_id=actor.here, organisation__uuid=organisation)
    ended = rows_here.filter(ended_at__isnull=True).update(ended_at=at, ended_by_id=actor.person_id)
    if not ended:
        raise NotFound(what="search-grant", uuid=str(organisation))
    ledger.record(actor, verb="careers.close_search", subject=f"organisation:{organisation}", at=at)


def _not_too_alike(number: int, purpose: str, question: Question, at: datetime) -> None:
    """Refuse one more of many different questions with the same skill; to ask one again is none more."""
    lately = PeopleSearch.objects.filter(organisation_id=number, purpose=purpose, at__gt=at - ALIKE_WITHIN)
    before = {findable.question(asked, how) for asked, how in lately.values_list("asked", "how")} - {question}
    often = Counter(asked.uri for one in before for asked in one.skills)
    if any(often[asked.uri] >= QUESTIONS_ALIKE for asked in question.skills):
        raise TooAlike(limit=QUESTIONS_ALIKE, days=ALIKE_WITHIN.days)


def _note_hits(row: PeopleSearch, consents: Mapping[str, SearchConsent], keys: list[str]) -> None:
    SearchHit.objects.bulk_create(
        SearchHit(
            institution_id=row.institution_id,
            search=row,
            consent=consents[key],
            person_id=consents[key].person_id,
            place=place,
        )
        for place, key in enumerate(keys)
    )

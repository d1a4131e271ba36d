"""The morning round: consents that end or have ended, requests without an answer, and a log that is old enough."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers import evidence
from testamur.domain.careers.actions import seeking_post
from testamur.domain.careers.actions.consenting import watch_tomorrow
from testamur.domain.careers.models import Approach, PeopleSearch, SearchConsent
from testamur.domain.careers.seeking_values import KEPT, REMINDED
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


@scoped
def watch_search(actor: Actor, *, at: datetime) -> None:
    """End what is over, remind of what ends soon, forget what is old, read what has changed, and come back tomorrow."""
    require(actor, Permission.OVERSEE_SEARCH)
    standing = SearchConsent.objects.filter(institution_id=actor.here, ended_at__isnull=True)
    ending = list(standing.filter(expires_at__lte=at).values_list("pk", flat=True))
    over = SearchConsent.objects.filter(pk__in=ending).update(ended_at=at, ended_because="over")
    evidence.forget(ending)
    evidence.shown(standing.defer("text"), on=at.date(), keeps=True)
    reminded = _remind(actor, at)
    waiting = Approach.objects.filter(institution_id=actor.here, standing="open")
    waiting.filter(expires_at__lte=at).update(standing="over", ended_at=at)
    searches = PeopleSearch.objects.filter(institution_id=actor.here)
    forgotten, _kinds = searches.filter(at__lte=at - KEPT).delete()
    if standing.exists() or waiting.exists() or searches.exists():
        watch_tomorrow(actor, at)
    told = {"over": over, "reminded": reminded, "forgotten": forgotten}
    ledger.record(actor, verb="careers.watch_search", subject="people-search:all", at=at, **told)


def _remind(actor: Actor, at: datetime) -> int:
    """Have those told, once, whose consent ends soon; return how many. Who gave it for a month only is told too."""
    soon = SearchConsent.objects.filter(
        institution_id=actor.here, ended_at__isnull=True, reminded_at__isnull=True, expires_at__lte=at + REMINDED
    )
    found = list(soon.select_for_update())
    SearchConsent.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=at)
    seeking_post.tell(actor, "ending", [one.person_id for one in found], at)
    return len(found)

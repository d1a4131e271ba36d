"""The morning round: what is published and due for another look, and agreements that run out."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import post, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Agreement, Design
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger

_MORNING = time(5)
# An agreement that runs out is told of so long before.
SOON = timedelta(days=30)


@scoped
def watch(actor: Actor, *, at: datetime) -> None:
    """Call due what is to be looked at again today, and come back tomorrow while anything is out."""
    require(actor, Permission.REVIEW_DESIGNS)
    out = Design.objects.filter(institution_id=actor.here, state__in=states.OUT)
    late = out.exclude(state=states.DUE).filter(review_due_on__lte=at.date())
    due = list(late.select_for_update())
    for row in due:
        rows.move(actor, row, "review_due", at, to=states.DUE)
    reminded = _remind(actor, at) + post.remind(actor, at)
    post.forget_addresses(actor, at)
    if out.exists() or _agreed(actor).exists() or post.waiting_links(actor).exists():
        watch_tomorrow(actor, at)
    ledger.record(actor, verb="design.watch", subject="design:all", at=at, due=len(due), reminded=reminded)


def _remind(actor: Actor, at: datetime) -> int:
    """Tell in its design of each agreement that runs out soon, once; return how many."""
    soon = _agreed(actor).filter(valid_until__lte=at.date() + SOON, reminded_at__isnull=True)
    found = list(soon.select_related("design").select_for_update(of=("self",)).defer("content"))
    for one in found:
        rows.tell(actor, one.design, "agreement_ends", at, note=one.organisation)
        Agreement.objects.filter(pk=one.pk).update(reminded_at=at)
    return len(found)


def _agreed(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements that will run out."""
    return Agreement.objects.filter(institution_id=actor.here, ended_at__isnull=True, valid_until__isnull=False)


def watch_tomorrow(actor: Actor, at: datetime) -> None:
    """See to it that somebody looks at the calendar next morning; asked for twice, it is done once."""
    morning = datetime.combine(at.date() + timedelta(days=1), _MORNING, at.tzinfo)
    ledger.enqueue(actor, task="design.watch", once=f"watch designs {actor.institution_id}", not_before=morning)

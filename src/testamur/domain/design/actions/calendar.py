"""The morning round: what is published and due for another look."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Design
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger

_MORNING = time(5)


@scoped
def watch(actor: Actor, *, at: datetime) -> None:
    """Call due what is to be looked at again today, and come back tomorrow while anything is out."""
    require(actor, Permission.REVIEW_DESIGNS)
    out = Design.objects.filter(institution_id=actor.here, state__in=states.OUT)
    late = out.exclude(state=states.DUE).filter(review_due_on__lte=at.date())
    due = list(late.select_for_update())
    for row in due:
        rows.move(actor, row, "review_due", at, to=states.DUE)
    if out.exists():
        watch_tomorrow(actor, at)
    ledger.record(actor, verb="design.watch", subject="design:all", at=at, due=len(due))


def watch_tomorrow(actor: Actor, at: datetime) -> None:
    """See to it that somebody looks at the calendar next morning; asked for twice, it is done once."""
    morning = datetime.combine(at.date() + timedelta(days=1), _MORNING, at.tzinfo)
    ledger.enqueue(actor, task="design.watch", once=f"watch designs {actor.institution_id}", not_before=morning)

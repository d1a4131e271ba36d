"""The morning round: who has to be decided soon, who is overdue, which precedents no longer hold."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts, post, precedents, states
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import Alert, RecognitionRequest

# Days before the last one, and what the desk is told then; the nearest first.
_WARNINGS = ((7, "very-soon"), (30, "soon"))


@scoped
def watch(actor: Actor, *, at: datetime) -> None:
    """Look at every open request, warn once for each due day, and come back tomorrow while there is one."""
    require(actor, Permission.ASSESS_RECOGNITION)
    months = rows.criteria_here(actor.here).months
    waiting = RecognitionRequest.objects.filter(institution_id=actor.here, state__in=states.OPEN)
    told = {"soon": 0, "very-soon": 0, "overdue": 0}
    for row in waiting.prefetch_related("events"):
        kind = _warning(row, months, at)
        if kind and _warn(actor, row, kind, at):
            told[kind] += 1
    ended = precedents.end_outdated(actor.here, at)
    if waiting.exists():
        rows.watch_tomorrow(actor, at)
    counts = {name.replace("-", "_"): count for name, count in told.items()}
    ledger.record(actor, verb="recognition.watch", subject="recognition:all", at=at, precedents=ended, **counts)


def _warning(row: RecognitionRequest, months: int, at: datetime) -> str:
    clock = facts.clock(row, months, row.events.all(), at.date())
    if clock.is_stopped or clock.days_left is None or clock.due_on is None:
        return ""
    if clock.is_overdue:
        return "overdue"
    if clock.delayed_until is not None:
        return ""
    return next((kind for days, kind in _WARNINGS if 0 <= (clock.days_left or 0) <= days), "")


def _warn(actor: Actor, row: RecognitionRequest, kind: str, at: datetime) -> bool:
    due = row.due_on or at.date()
    _alert, is_new = Alert.objects.get_or_create(
        institution_id=row.institution_id, request=row, kind=kind, due_on=due, defaults={"at": at}
    )
    if is_new:
        post.announce(actor, row, kind, at)
    return is_new

"""A person reports what an organisation did with a request; the house answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers.actions import seeking_post
from testamur.domain.careers.actions import seeking_rows as rows
from testamur.domain.careers.models import SearchReport
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.queries import who_may
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, NotFound


class ReportedAlready(Conflict):
    """This request has been reported, and nobody has answered yet."""

    code = "reported-already"


@scoped
def report_request(actor: Actor, *, request: UUID, text: str, at: datetime) -> None:
    """Tell the house what an organisation did with a request to oneself. Raises `NotFound`, `ReportedAlready`."""
    require(actor, Permission.SHARE_OWN)
    row = rows.own_approach(actor, request)
    said = prose("text", text)
    if row.reports.filter(answered_at__isnull=True).exists():
        raise ReportedAlready
    made = SearchReport.objects.create(institution_id=actor.here, person_id=actor.me, approach=row, text=said, at=at)
    told = [one.id for one in who_may(actor.here, Permission.OVERSEE_SEARCH)]
    seeking_post.tell(actor, "reported", told, at)
    ledger.record(actor, verb="careers.report_request", subject=f"search-report:{made.uuid}", at=at)


@scoped
def answer_report(actor: Actor, *, report: UUID, answer: str, at: datetime) -> None:
    """Tell whoever reported what came of it. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.OVERSEE_SEARCH)
    row = SearchReport.objects.filter(institution_id=actor.here, uuid=report, answered_at__isnull=True).first()
    if row is None:
        raise NotFound(what="search-report", uuid=str(report))
    row.answer, row.answered_at, row.answered_by_id = prose("answer", answer), at, actor.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by_id"])
    seeking_post.tell(actor, "report-answered", [row.person_id], at)
    ledger.record(actor, verb="careers.answer_report", subject=f"search-report:{report}", at=at)

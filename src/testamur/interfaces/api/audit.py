"""The audit log: what was done here, and whether the log is whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.domain.institution import queries
from testamur.domain.ledger.queries import PAGE
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.paging import Page, Paging, number_after, page
from testamur.interfaces.api.shapes import institution as shapes

router = Router(tags=["Audit"])


@router.get("/audit", response=Page[shapes.Entry])
def audit(request: HttpRequest, response: HttpResponse, asked: Query[shapes.About]) -> dict[str, object]:
    """Return what was done at your institution, the newest first, fifty at a time."""
    before = number_after(Paging(cursor=asked.cursor, limit=PAGE), "audit")
    found = queries.audit(acting(request), before=before, subject=asked.subject)
    people = queries.names(one.actor_id for one in found if one.actor_id)
    told = [
        {
            "number": one.number,
            "at": one.at,
            "actor_kind": one.actor_kind,
            "actor": people[one.actor_id].uuid if one.actor_id in people else None,
            "verb": one.verb,
            "subject": one.subject,
            "facts": one.facts,
            "digest": one.digest,
        }
        for one in found
    ]
    return page(request, response, told, of="audit", last=found[-1].number if len(found) == PAGE else None)


@router.get("/audit/chain", response=shapes.Chain)
def chain(request: HttpRequest) -> dict[str, object]:
    """Recompute the digests of the whole log. This takes a while where the log is long."""
    found = queries.audit_chain(acting(request))
    return {"entries": found.entries, "is_whole": bool(found), "broken_at": found.broken_at}

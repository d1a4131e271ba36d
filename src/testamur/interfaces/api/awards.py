"""Who has earned what: proposals, awards, batches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.rules import Decision
from testamur.domain.awards import actions, queries
from testamur.domain.awards.values import AwardView, BatchView
from testamur.domain.catalogue.queries import version_uuids
from testamur.domain.institution.queries import names
from testamur.domain.learning.queries import offering
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.paging import Page, Paging, number_after, page
from testamur.interfaces.api.shapes import awards as shapes
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.words.decisions import reasons

router = Router(tags=["Awards"])


@router.post("/offerings/{uuid}/proposals", response=shapes.Proposed)
def propose(request: HttpRequest, uuid: UUID) -> dict[str, int]:
    """Ask the award rule about everyone in an offering."""
    actor = acting(request)
    offering(uuid, on=datetime.now(UTC).date())
    return actions.propose(actor, offering=uuid, at=datetime.now(UTC))


@router.get("/offerings/{uuid}/proposals", response=Page[shapes.Proposal])
def proposals(
    request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Query[shapes.Queue]
) -> dict[str, object]:
    """Return the award queue of an offering, each line with its decision."""
    actor, last = acting(request), number_after(asked, f"proposals {uuid}") or 0
    found = queries.proposals(
        actor, offering=uuid, verdict=asked.verdict, waiting=asked.waiting, after=last, limit=asked.limit + 1
    )
    part = found[: asked.limit]
    told = [
        {
            "enrolment": one.enrolment,
            "decision": decision(one.decision),
            "decided_at": one.decided_at,
            "award": one.award,
        }
        for one in part
    ]
    more = part[-1].enrolment.id if len(found) > len(part) else None
    return page(request, response, told, of=f"proposals {uuid}", last=more)


@router.get("/awards", response=Page[shapes.Award])
def awards(request: HttpRequest, response: HttpResponse, asked: Query[Paging]) -> dict[str, object]:
    """Return the awards of your institution, the newest first. To search by name, see the credentials."""
    found = queries.awards(acting(request), before=number_after(asked, "awards"), limit=asked.limit + 1)
    part = found[: asked.limit]
    return page(request, response, told(part), of="awards", last=part[-1].id if len(found) > len(part) else None)


@router.post("/awards", response={201: Created})
def confer(request: HttpRequest, response: HttpResponse, given: shapes.NewAward) -> Created:
    """Award, if the rule is met. The credential is signed in the background within seconds."""
    uuid = actions.confer(acting(request), enrolment=given.enrolment, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/awards/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.get("/awards/{uuid}", response=shapes.Award)
def award(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Return an award with its decision: your own, or one of your institution."""
    return told([queries.award(acting(request), uuid=uuid)])[0]


@router.post("/awards/{uuid}/withdraw", response=Done)
def withdraw(request: HttpRequest, uuid: UUID, given: shapes.Withdrawal) -> Done:
    """End an award for which nothing was signed. To end one that was, revoke its credential."""
    actions.withdraw(acting(request), award=uuid, reason=given.reason, at=datetime.now(UTC))
    return Done()


@router.post("/batches", response={202: Created})
def confer_many(request: HttpRequest, response: HttpResponse, given: shapes.NewBatch) -> Created:
    """Award many in the background. Ask the batch how far it is."""
    uuid = actions.confer_many(acting(request), enrolments=given.enrolments, at=datetime.now(UTC))
    response["Location"] = f"/api/v1/batches/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.get("/batches/{uuid}", response=shapes.AwardBatch)
def batch(request: HttpRequest, uuid: UUID) -> BatchView:
    """Return how far a batch is."""
    return queries.batch(acting(request), uuid=uuid)


@router.get("/batches/{uuid}/refused", response=list[shapes.RefusedLine])
def refused(request: HttpRequest, uuid: UUID) -> list[dict[str, object]]:
    """Return who of a batch was not awarded, and why."""
    actor = acting(request)
    queries.batch(actor, uuid=uuid)
    lines = queries.refused_lines(actor, batch=uuid)
    return [{"enrolment": line.enrolment.uuid, "name": line.enrolment.name, "because": line.because} for line in lines]


@router.get("/me/awards", response=list[shapes.Award])
def own_awards(request: HttpRequest) -> list[dict[str, object]]:
    """Return your own awards from all institutions, the newest first."""
    return told(queries.own_awards(myself(request)))


def told(found: Sequence[AwardView]) -> list[dict[str, object]]:
    """Return awards with permanent identifiers in the place of inside ones."""
    people = names(one.person_id for one in found)
    versions = version_uuids(one.version_id for one in found)
    return [
        {
            "uuid": one.uuid,
            "person": people[one.person_id].uuid,
            "version": versions[one.version_id],
            "name": one.name,
            "identifier": one.identifier,
            "decision": decision(one.decision),
            "results": [{"assessment": assessment, "percent": percent} for assessment, percent in one.results],
            "awarded_at": one.awarded_at,
            "valid_until": one.valid_until,
            "ended_at": one.ended_at,
            "ended_because": one.ended_because,
            "reason": one.reason,
        }
        for one in found
    ]


def decision(found: Decision) -> dict[str, object]:
    """Return a decision with its reasons in words."""
    return {"verdict": found.verdict.value, "reasons": reasons(found), "tree": found.to_json()}

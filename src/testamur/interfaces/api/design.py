"""Designing micro-credentials: texts, reviews, approval, publication."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.domain.design import actions, queries
from testamur.domain.design.values import DesignLine, DesignView, DeskLine, RevisionView
from testamur.domain.design.values import Saved as SavedText
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.paging import Page, Paging, number_after, page
from testamur.interfaces.api.shapes import design as shapes
from testamur.interfaces.api.shapes.values import Created, Done

router = Router(tags=["Design"])


@router.get("/designs", response=Page[shapes.DesignLine])
def designs(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[Paging],
    view: Literal["making", "out", "due", "closed", "all"] = "making",
    text: str = "",
) -> dict[str, object]:
    """Return the designs here that you may read, the last changed first."""
    skip = number_after(asked, "designs") or 0
    found: list[DesignLine] = queries.desk(acting(request), view=view, text=text, skip=skip, limit=asked.limit + 1)
    last = skip + asked.limit if len(found) > asked.limit else None
    return page(request, response, found[: asked.limit], of="designs", last=last)


@router.post("/designs", response={201: Created})
def start(request: HttpRequest, response: HttpResponse, given: shapes.NewDesign) -> Created:
    """Begin a design. Its guidelines are frozen in the versions of today."""
    uuid = actions.start(
        acting(request), title=given.title, source=given.source, guidelines_wanted=given.guidelines, at=_now()
    )
    response["Location"] = f"/api/v1/designs/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.get("/designs/{uuid}", response=shapes.Whole)
def design(request: HttpRequest, uuid: UUID) -> DesignView:
    """Return a design with its newest text."""
    return queries.design(acting(request), uuid=uuid)


@router.post("/designs/{uuid}/texts", response={201: shapes.Saved})
def save(request: HttpRequest, uuid: UUID, given: shapes.Text) -> SavedText:
    """Save a text. It need not be readable yet."""
    return actions.save(acting(request), design=uuid, at=_now(), **given.dict())


@router.get("/designs/{uuid}/texts", response=list[shapes.Revision])
def history(request: HttpRequest, uuid: UUID) -> list[RevisionView]:
    """Return the newest hundred texts of a design, without them."""
    return queries.history(acting(request), uuid=uuid, limit=100)


@router.post("/designs/{uuid}/merge", response=shapes.Merge)
def merge(request: HttpRequest, uuid: UUID, given: shapes.Text) -> dict[str, object]:
    """Put a text that came too late together with the newest. Nothing is saved."""
    found = queries.merged(acting(request), uuid=uuid, source=given.source, based_on=given.based_on)
    clashes = [asdict(one) for one in found.proposal.clashes]
    return {
        "revision": found.revision,
        "theirs": found.theirs,
        "proposal": found.proposal.text,
        "clashes": clashes,
    }


@router.post("/designs/{uuid}/self-check", response={201: Created})
def self_check(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Hold the newest text against its guidelines and keep what they find."""
    review = actions.self_check(acting(request), design=uuid, at=_now())
    response["Location"] = f"/api/v1/designs/{uuid}"
    return Created(uuid=review, address=response["Location"])


@router.post("/designs/{uuid}/submit", response=Done)
def submit(request: HttpRequest, uuid: UUID) -> Done:
    """Hand a checked design to independent reviewers."""
    actions.submit_for_review(acting(request), design=uuid, at=_now())
    return Done()


@router.get("/design-reviews", response=list[shapes.Waiting])
def review_desk(request: HttpRequest) -> list[DeskLine]:
    """Return what waits for a reviewer or an approver, what is due first."""
    return queries.review_desk(acting(request), at=_now())


@router.post("/designs/{uuid}/changes", response={201: Created})
def request_change(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.DesignChange) -> Created:
    """Ask for something to be changed at a place."""
    change = actions.request_change(acting(request), design=uuid, at=_now(), **given.dict())
    response["Location"] = f"/api/v1/designs/{uuid}"
    return Created(uuid=change, address=response["Location"])


@router.post("/designs/{uuid}/interests", response=Done)
def declare_interests(request: HttpRequest, uuid: UUID, given: shapes.Interests) -> Done:
    """Say whether you have an interest in how a design turns out; nobody judges one before."""
    actions.declare_interests(acting(request), design=uuid, at=_now(), **given.dict())
    return Done()


@router.post("/designs/{uuid}/review", response=Done)
def finish_review(request: HttpRequest, uuid: UUID, given: shapes.Verdict) -> Done:
    """Say, as an independent peer, what you find."""
    answers = {code: (one.answer, one.note) for code, one in given.answers.items()}
    told = given.dict(exclude={"answers"})
    actions.finish_review(acting(request), design=uuid, answers=answers, at=_now(), **told)
    return Done()


@router.post("/designs/{uuid}/approve", response={201: Created})
def approve(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.Weighed) -> Created:
    """Approve a text that was reviewed, naming its level and credit value yourself."""
    approval = actions.approve(acting(request), design=uuid, at=_now(), **given.dict())
    response["Location"] = f"/api/v1/designs/{uuid}"
    return Created(uuid=approval, address=response["Location"])


@router.post("/designs/{uuid}/send-back", response=Done)
def send_back(request: HttpRequest, uuid: UUID, given: shapes.Note) -> Done:
    """Give a design back to its makers, with the reason."""
    actions.send_back(acting(request), design=uuid, note=given.note, at=_now())
    return Done()


@router.post("/designs/{uuid}/publish", response={201: Created})
def publish(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Publish an approved text, under the guidelines that it began with, with its makers named."""
    made = actions.publish(acting(request), design=uuid, at=_now())
    response["Location"] = f"/api/v1/catalogue/{made}"
    return Created(uuid=made, address=response["Location"])


def _now() -> datetime:
    return datetime.now(UTC)

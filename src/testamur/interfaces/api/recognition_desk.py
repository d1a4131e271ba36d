"""Deciding on requests for recognition: the desk's verbs, for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import Match, PrecedentView, TargetOutcome
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.shapes import recognition as shapes
from testamur.interfaces.api.shapes import recognition_published as published
from testamur.interfaces.api.shapes.values import Created, Done

router = Router(tags=["Recognition desk"])


@router.post("/recognition/criteria", response={201: Done})
def publish_criteria(request: HttpRequest, given: published.NewCriteria) -> Done:
    """Publish criteria for decisions from now on."""
    actions.publish_criteria(acting(request), at=_now(), **given.dict())
    return Done()


@router.post("/recognition/units", response={201: Created})
def publish_unit(request: HttpRequest, response: HttpResponse, given: published.NewUnit) -> Created:
    """Publish a unit or programme that can be asked for, or its next version."""
    said = given.dict(exclude={"credits", "outcomes"})
    outcomes = tuple(TargetOutcome(one.id, one.text, one.is_essential) for one in given.outcomes)
    worth = published.amount(given.credits)
    uuid = actions.publish_unit(acting(request), at=_now(), worth=worth, outcomes=outcomes, **said)
    response["Location"] = f"/api/v1/recognition/units/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.post("/recognition-requests/{uuid}/accept", response=Done)
def accept(request: HttpRequest, uuid: UUID) -> Done:
    """Find the file complete."""
    actions.accept(acting(request), request=uuid, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/ask", response=Done)
def ask(request: HttpRequest, uuid: UUID, given: shapes.Said) -> Done:
    """Ask the applicant for something. The clock stands still until they answer."""
    actions.ask(acting(request), request=uuid, question=given.text, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/begin", response=Done)
def begin(request: HttpRequest, uuid: UUID) -> Done:
    """Take a request on as its assessor."""
    actions.begin(acting(request), request=uuid, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/declare-interest", response=Done)
def declare_interest(request: HttpRequest, uuid: UUID, given: shapes.RequestBecause) -> Done:
    """Stand back from a case that you are too close to, for good."""
    actions.declare_interest(acting(request), request=uuid, reason=given.reason, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/delay", response=Done)
def announce_delay(request: HttpRequest, uuid: UUID, given: shapes.Delay) -> Done:
    """Tell the applicant that it takes longer, until when, and why."""
    actions.announce_delay(acting(request), request=uuid, until=given.until, reason=given.reason, at=_now())
    return Done()


@router.get("/recognition-requests/{uuid}/comparison", response=shapes.Comparison)
def comparison(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Return the comparison so far, with a suggestion for every outcome that nobody has judged."""
    return shapes.comparison(queries.comparison(acting(request), uuid=uuid))


@router.post("/recognition-requests/{uuid}/comparison", response=Done)
def compare(request: HttpRequest, uuid: UUID, given: shapes.Comparison) -> Done:
    """Keep the comparison; it may be incomplete."""
    matches = [Match(one.outcome, one.judged, one.by, one.note) for one in given.matches]
    checklist = {point: (one.answer, one.note) for point, one in given.checklist.items()}
    actions.compare(acting(request), request=uuid, matches=matches, checklist=checklist, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/caps", response=shapes.Caps | None)
def caps(request: HttpRequest, uuid: UUID, given: shapes.NewRuling) -> dict[str, object] | None:
    """Say what the target's policy counts of a ruling. Nothing is decided."""
    said = queries.caps(acting(request), uuid=uuid, draft=shapes.draft(given), on=_now().date())
    return said.to_json() if said else None


@router.get("/recognition-requests/{uuid}/precedents", response=list[shapes.Precedent])
def fitting(request: HttpRequest, uuid: UUID) -> list[PrecedentView]:
    """Return the precedents that fit a request."""
    found = queries.fitting_precedents(acting(request), uuid=uuid, on=_now().date())
    return [fit.precedent for fit in found]


@router.post("/recognition-requests/{uuid}/propose", response={201: Done})
def propose(request: HttpRequest, uuid: UUID, given: shapes.NewRuling) -> Done:
    """Propose a ruling, in the place of an earlier proposal."""
    actions.propose(acting(request), request=uuid, draft=shapes.draft(given), at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/send-back", response=Done)
def send_back(request: HttpRequest, uuid: UUID, given: shapes.Said) -> Done:
    """Give a proposal back to whoever made it."""
    actions.send_back(acting(request), request=uuid, note=given.text, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/decide", response={201: Created})
def decide(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.Decide) -> Created:
    """Decide, as `ruling` says or as was proposed. This cannot be undone, only superseded."""
    draft = shapes.draft(given.ruling) if given.ruling else None
    return _made(response, uuid, actions.decide(acting(request), request=uuid, draft=draft, at=_now()))


@router.post("/recognition-requests/{uuid}/correct", response={201: Created})
def correct(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.RequestCorrection) -> Created:
    """Put a decision right by another, which supersedes it."""
    made = actions.correct(acting(request), request=uuid, draft=shapes.draft(given), because=given.because, at=_now())
    return _made(response, uuid, made)


@router.post("/recognition-requests/{uuid}/fulfil", response=Done)
def fulfil(request: HttpRequest, uuid: UUID, given: shapes.RequestBecause) -> Done:
    """Find that the conditions of the decision are met."""
    actions.fulfil(acting(request), request=uuid, note=given.reason, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/appeal/decide", response=Done)
def decide_appeal(request: HttpRequest, uuid: UUID, given: shapes.AppealDecision) -> Done:
    """Decide an appeal against somebody else's decision."""
    draft = shapes.draft(given.ruling) if given.ruling else None
    actions.decide_appeal(
        acting(request), request=uuid, outcome=given.outcome, reasons=given.reasons, draft=draft, at=_now()
    )
    return Done()


@router.post("/recognition-requests/{uuid}/erase", response=Done)
def erase(request: HttpRequest, uuid: UUID, given: shapes.RequestBecause) -> Done:
    """Erase what an applicant handed in and wrote. The decision, its reasons and its letter stay."""
    actions.erase(acting(request), request=uuid, reason=given.reason, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/precedent", response={201: Created})
def set_precedent(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.NewPrecedent) -> Created:
    """Make the standing decision a precedent."""
    made = actions.set_precedent(acting(request), request=uuid, at=_now(), **given.dict())
    response["Location"] = f"/api/v1/transfer-values/{made}"
    return Created(uuid=made, address=response["Location"])


@router.get("/precedents", response=list[shapes.Precedent])
def precedents(request: HttpRequest, ended: bool = False) -> list[PrecedentView]:  # noqa: FBT001, FBT002 - of the query
    """Return your institution's precedents, in force or ended."""
    return queries.all_precedents(acting(request), ended=ended)


@router.post("/precedents/{uuid}/end", response=Done)
def end_precedent(request: HttpRequest, uuid: UUID) -> Done:
    """Let a precedent hold for nobody any more. What was decided by it stays."""
    actions.end_precedent(acting(request), precedent=uuid, at=_now())
    return Done()


def _made(response: HttpResponse, uuid: UUID, decision: UUID) -> Created:
    response["Location"] = f"/api/v1/recognition-requests/{uuid}/decisions/{decision}/letter"
    return Created(uuid=decision, address=response["Location"])


def _now() -> datetime:
    return datetime.now(UTC)

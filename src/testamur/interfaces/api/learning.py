"""Offerings, enrolments and results."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.model.result import AssessmentResult
from testamur.domain.insight import actions as insight
from testamur.domain.institution.access import Permission, may, require
from testamur.domain.learning import actions, queries
from testamur.domain.learning.actions.enrolling import NotOpen
from testamur.domain.learning.values import EnrolmentView, OfferingView, RecordedView
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.paging import Page, Paging, number_after, page
from testamur.interfaces.api.shapes import learning as shapes
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.refusals import Invalid

router = Router(tags=["Learning"])


@router.get("/catalogue/{uuid}/offerings", response=list[shapes.Offering], auth=None)
def open_offerings(request: HttpRequest, uuid: UUID) -> list[OfferingView]:
    """Return the offerings of a micro-credential in which one can enrol today."""
    del request
    return queries.offerings_of(uuid, on=datetime.now(UTC).date())


@router.get("/offerings", response=Page[shapes.Offering])
def offerings(request: HttpRequest, response: HttpResponse, asked: Query[Paging]) -> dict[str, object]:
    """Return the offerings of your institution, the newest first."""
    found = queries.offerings(acting(request), on=datetime.now(UTC).date())
    last = number_after(asked, "offerings")
    begun = next((at + 1 for at, one in enumerate(found) if one.id == last), 0)
    part = found[begun : begun + asked.limit]
    more = part[-1].id if begun + len(part) < len(found) else None
    return page(request, response, part, of="offerings", last=more)


@router.post("/offerings", response={201: Created})
def offer(request: HttpRequest, response: HttpResponse, given: shapes.NewOffering) -> Created:
    """Offer a published version."""
    wanted = given.dict(exclude={"price_amount", "price_currency"})
    if given.price_amount is not None:
        if not given.price_currency:
            raise Invalid(field="price_currency", found="", allowed="ISO 4217")
        wanted["price"] = (given.price_amount, given.price_currency)
    uuid = actions.offer(acting(request), at=datetime.now(UTC), **wanted)
    return _created(response, f"/api/v1/offerings/{uuid}", uuid)


@router.get("/offerings/{uuid}", response=shapes.Offering, auth=None)
def offering(request: HttpRequest, uuid: UUID) -> OfferingView:
    """Return one offering."""
    del request
    return queries.offering(uuid, on=datetime.now(UTC).date())


@router.post("/offerings/{uuid}/close", response=Done)
def close(request: HttpRequest, uuid: UUID) -> Done:
    """End enrolment."""
    actions.close(acting(request), offering=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/offerings/{uuid}/enrolments", response=Page[shapes.Enrolment])
def enrolments(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Query[Paging]) -> dict[str, object]:
    """Return who is in an offering, with the results that count."""
    actor, last = acting(request), number_after(asked, f"enrolments {uuid}")
    queries.offering(uuid, on=datetime.now(UTC).date())
    found = queries.enrolments(actor, offering=uuid, after=last or 0, limit=asked.limit + 1)
    part = found[: asked.limit]
    more = part[-1].id if len(found) > len(part) else None
    return page(request, response, part, of=f"enrolments {uuid}", last=more)


@router.post("/offerings/{uuid}/enrolments", response={201: Created})
def enrol(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.NewEnrolment) -> Created:
    """Enrol a person by e-mail address, or yourself without one. Who withdrew comes back to the same enrolment."""
    actor, now = acting(request), datetime.now(UTC)
    try:
        enrolment = actions.enrol(
            actor,
            offering=uuid,
            at=now,
            email=given.email or "",
            name=given.name,
            identifier=given.identifier,
        )
    except NotOpen as refusal:
        if refusal.facts["why"] == "full" and not given.email and may(actor, Permission.SHARE_OWN):
            insight.note_offer(actor, what="place", is_given=False, at=now)
        raise
    return _created(response, f"/api/v1/enrolments/{enrolment}", enrolment)


@router.get("/enrolments/{uuid}", response=shapes.Enrolment)
def enrolment(request: HttpRequest, uuid: UUID) -> EnrolmentView:
    """Return one enrolment: your own, or of a learner whom you may see."""
    return queries.enrolment(acting(request), uuid=uuid)


@router.post("/enrolments/{uuid}/withdraw", response=Done)
def withdraw(request: HttpRequest, uuid: UUID) -> Done:
    """Withdraw yourself, or someone whom you may enrol. Results stay."""
    actions.withdraw(acting(request), enrolment=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/enrolments/{uuid}/results", response=list[shapes.Recorded])
def history(request: HttpRequest, uuid: UUID) -> list[RecordedView]:
    """Return everything recorded of an enrolment, corrections included."""
    actor = acting(request)
    require(actor, Permission.READ_LEARNERS)
    queries.enrolment(actor, uuid=uuid)
    return queries.history(actor, enrolment=uuid)


@router.post("/enrolments/{uuid}/results", response={201: Created})
def record(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.NewResult) -> Created:
    """Record a sitting."""
    made = actions.record_result(acting(request), enrolment=uuid, result=_result(given), at=datetime.now(UTC))
    return _created(response, f"/api/v1/enrolments/{uuid}/results", made)


@router.post("/enrolments/{uuid}/corrections", response={201: Created})
def correct(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.ResultCorrection) -> Created:
    """Put a result in the place of the one recorded for the same attempt. The earlier one stays in the history."""
    made = actions.correct_result(
        acting(request), enrolment=uuid, result=_result(given), reason=given.reason, at=datetime.now(UTC)
    )
    return _created(response, f"/api/v1/enrolments/{uuid}/results", made)


@router.get("/me/enrolments", response=list[shapes.Enrolment])
def own_enrolments(request: HttpRequest) -> list[EnrolmentView]:
    """Return your own enrolments, at all institutions, the newest first."""
    return queries.own_enrolments(myself(request))


def _result(given: shapes.NewResult) -> AssessmentResult:
    return AssessmentResult(
        given.assessment,
        percent=given.percent,
        passed=given.passed,
        taken_on=given.taken_on,
        supervised=given.supervised,
        identity_checked=given.identity_checked,
        attempt=given.attempt,
    )


def _created(response: HttpResponse, address: str, uuid: UUID) -> Created:
    response["Location"] = address
    return Created(uuid=uuid, address=address)

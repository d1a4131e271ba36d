"""Recognition of learning from elsewhere: asking for it, and following what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router

from testamur.adapters import typesetting
from testamur.core import credential as engine
from testamur.core.rules.exchange import Learning, TransferValue, export_transfer_values
from testamur.core.rules.exchange.transfer import LEARNING, UNIT
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Permission, may
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import CriteriaView, PrecedentView, RequestLine, RequestView, UnitView
from testamur.interfaces.api import handed_over
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.paging import Page, Paging, number_after, page
from testamur.interfaces.api.shapes import recognition as shapes
from testamur.interfaces.api.shapes import recognition_published as published
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.api.shapes.verifying import SINGLE
from testamur.interfaces.api.verification import WORLD
from testamur.interfaces.words.letters import decision_file, decision_letter, with_a_note
from testamur.refusals import Invalid, NotFound

router = Router(tags=["Recognition"])
_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
_BYTES = {"responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}}}
_CTDL = {"responses": {200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}}}
_PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}}


@router.get("/institutions/{code}/recognition/criteria", response=published.Criteria, auth=None)
def criteria(request: HttpRequest, code: str) -> CriteriaView:
    """Return by what an institution decides. Open to everyone."""
    del request
    return queries.criteria(institution.by_code(code).id)


@router.get("/institutions/{code}/recognition/units", response=list[published.Unit], auth=None)
def units(request: HttpRequest, code: str) -> list[UnitView]:
    """Return the units and programmes that can be asked for. Open to everyone."""
    del request
    return queries.units(institution.by_code(code).id)


@router.get("/transfer-values", response=Page[shapes.Precedent], auth=None)
def transfer_values(
    request: HttpRequest, response: HttpResponse, asked: Query[Paging], code: str = "", text: str = ""
) -> dict[str, object]:
    """Return what is recognised as what, the newest first; `code` names an institution. Open to everyone."""
    place = institution.by_code(code).id if code else None
    skip = number_after(asked, "transfer-values") or 0
    found = queries.register(on=_now().date(), institution_id=place, text=text[:200], after=skip, limit=asked.limit + 1)
    more = skip + asked.limit if len(found) > asked.limit else None
    return page(request, response, found[: asked.limit], of="transfer-values", last=more)


@router.get("/transfer-values/{uuid}", response=shapes.Precedent, auth=None)
def transfer_value(request: HttpRequest, uuid: UUID) -> PrecedentView:
    """Return one line of the register, also when it no longer holds. Open to everyone."""
    del request
    return queries.transfer_value(uuid)


@router.get("/transfer-values/{uuid}/ctdl", auth=None, openapi_extra=_CTDL)
def transfer_value_as_ctdl(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return a line of the register as a TransferValueProfile of CTDL. Open to everyone."""
    found = queries.transfer_value(uuid)
    place = institution.institution(found.institution_id)
    kind, _between, code = found.target_key.partition(":")
    target = Learning(code, _first(found.target_title), found.target_version, UNIT if kind == "unit" else LEARNING)
    value = TransferValue(
        id=str(found.uuid),
        source=Learning(
            found.source_key, found.source_title, found.source_version, body=found.source_issuer or found.source_key
        ),
        target=replace(target, body=place.name),
        credits=found.draft.credits,
        title=f"{found.source_title} → {_first(found.target_title)}",
        owner=place.url or place.name,
        purpose=found.purpose,
        way=found.draft.source,
        conditions=found.draft.conditions,
        max_age_months=found.max_age_months,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
    )
    document = export_transfer_values([value], base=request.build_absolute_uri("/transfer-values/"))
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/ld+json")


@router.get("/me/recognition-requests", response=list[shapes.RequestLine])
def own_requests(request: HttpRequest) -> list[RequestLine]:
    """Return your own requests, at all institutions, the newest first."""
    return queries.own_requests(myself(request))


@router.get("/recognition-requests", response=Page[shapes.RequestLine])
def requests(
    request: HttpRequest, response: HttpResponse, asked: Query[Paging], view: str = "open"
) -> dict[str, object]:
    """Return the requests to your institution by due day. `view`: open, new, asked, work, appeals or done."""
    skip = number_after(asked, f"recognition {view}") or 0
    found = queries.desk(acting(request), view=view, on=_now().date(), skip=skip, limit=asked.limit + 1)
    more = skip + asked.limit if len(found) > asked.limit else None
    return page(request, response, found[: asked.limit], of=f"recognition {view}", last=more)


@router.post("/recognition-requests", response={201: Created})
def open_request(request: HttpRequest, response: HttpResponse, given: shapes.NewRequest) -> Created:
    """Begin a request of your own. Nobody sees it until you submit it."""
    uuid = actions.open_request(acting(request), at=_now(), **given.dict())
    response["Location"] = f"/api/v1/recognition-requests/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.get("/recognition-requests/{uuid}", response=shapes.Request)
def request_(request: HttpRequest, uuid: UUID) -> RequestView:
    """Return a request: your own, or one to your institution."""
    return _request(request, uuid)


@router.post("/recognition-requests/{uuid}/describe", response=Done)
def describe(request: HttpRequest, uuid: UUID, given: shapes.Account) -> Done:
    """Say in a draft what was learnt, and how it fits."""
    actions.describe(acting(request), request=uuid, at=_now(), **given.dict())
    return Done()


@router.post("/recognition-requests/{uuid}/credentials", response={201: Created}, openapi_extra=SINGLE)
def add_credential(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Hand in a credential of any issuer. It is verified, and kept with the verdict, whatever that is."""
    actor, content = acting(request), handed_over.one(request)
    report = engine.verify(content, world=WORLD, at=_now())
    evidence = actions.add_credential(actor, request=uuid, content=content, report=report, at=_now())
    return _kept(response, uuid, evidence)


@router.post("/recognition-requests/{uuid}/files", response={201: Created}, openapi_extra=_FILE)
def add_file(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Created:
    """Hand in a PDF, a picture or a plain text."""
    actor, file = acting(request), request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Invalid(field="file", found="")
    content = file.read(actions.MAX_FILE + 1)
    evidence = actions.add_file(actor, request=uuid, content=content, name=file.name or "", at=_now())
    return _kept(response, uuid, evidence)


@router.get("/recognition-requests/{uuid}/evidence/{evidence}", openapi_extra=_BYTES)
def evidence(request: HttpRequest, uuid: UUID, evidence: UUID) -> HttpResponse:
    """Return what was handed in, byte for byte."""
    found = _request(request, uuid)
    actor = acting(request)
    if found.person_id == actor.person_id:
        paper, content = queries.own_evidence(actor.me, evidence)
    else:
        paper, content = queries.evidence(actor, uuid=evidence)
    return _file(content, paper.media_type, paper.name)


@router.delete("/recognition-requests/{uuid}/evidence/{evidence}", response=Done)
def take_back(request: HttpRequest, uuid: UUID, evidence: UUID) -> Done:
    """Take evidence out of a draft."""
    actions.take_back(acting(request), request=uuid, evidence=evidence, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/submit", response=Done)
def submit(request: HttpRequest, uuid: UUID) -> Done:
    """Hand the draft in: from now on it has a date by which it is decided."""
    actions.submit(acting(request), request=uuid, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/answer", response=Done)
def answer(request: HttpRequest, uuid: UUID, given: shapes.Said) -> Done:
    """Answer what was asked. The clock goes on."""
    actions.answer(acting(request), request=uuid, text=given.text, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/withdraw", response=Done)
def withdraw(request: HttpRequest, uuid: UUID) -> Done:
    """Withdraw your request. This cannot be undone."""
    actions.withdraw(acting(request), request=uuid, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/discard", response=Done)
def discard(request: HttpRequest, uuid: UUID) -> Done:
    """Erase your own draft or withdrawn request: evidence and texts go. This cannot be undone."""
    actions.discard(acting(request), request=uuid, at=_now())
    return Done()


@router.post("/recognition-requests/{uuid}/appeal", response={201: Created})
def appeal(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.Said) -> Created:
    """Appeal against the decision. Somebody who had no part in it decides."""
    made = actions.appeal(acting(request), request=uuid, grounds=given.text, at=_now())
    response["Location"] = f"/api/v1/recognition-requests/{uuid}"
    return Created(uuid=made, address=response["Location"])


@router.get("/recognition-requests/{uuid}/decisions/{decision}/letter", openapi_extra=_PDF)
def letter(request: HttpRequest, uuid: UUID, decision: UUID) -> HttpResponse:
    """Return the letter about a decision, with the decision inside: PDF/A, where this machine has fonts for it all."""
    found = _request(request, uuid)
    one = next((one for one in found.decisions if one.uuid == decision), None)
    if one is None:
        raise NotFound(what="recognition-decision", uuid=str(decision))
    place = institution.institution(found.institution_id)
    said = decision_letter(found, one, place)
    content = typesetting.letter(
        with_a_note(said, typesetting.unprintable(said)), attached=decision_file(found, one, place), at=one.decided_at
    )
    return _file(content, "application/pdf", f"{place.code}-{found.target.code}-{one.number}.pdf")


def _request(request: HttpRequest, uuid: UUID) -> RequestView:
    """Return one's own request, else one to the institution acted for. Raises `NotFound`."""
    actor = acting(request)
    try:
        return queries.own_request(myself(request), uuid, on=_now().date())
    except NotFound:
        if not may(actor, Permission.ASSESS_RECOGNITION):
            raise
        return queries.request(actor, uuid=uuid, on=_now().date())


def _first(texts: Mapping[str, str]) -> str:
    return next(iter(texts.values()), "")


def _kept(response: HttpResponse, uuid: UUID, evidence: UUID) -> Created:
    response["Location"] = f"/api/v1/recognition-requests/{uuid}/evidence/{evidence}"
    return Created(uuid=evidence, address=response["Location"])


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _now() -> datetime:
    return datetime.now(UTC)

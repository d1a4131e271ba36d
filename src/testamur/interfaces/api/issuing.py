"""Credentials: reading them, saying whether they hold, showing them; and the keys that sign them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.domain.issuing import actions, queries
from testamur.domain.issuing.values import FORMATS, CredentialView, KeyView, LinkView, Standing
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.paging import Page, number_after, page
from testamur.interfaces.api.shapes import issuing as shapes
from testamur.interfaces.api.shapes.values import Done
from testamur.refusals import Invalid

router = Router(tags=["Credentials"])
_BYTES = {
    "responses": {200: {"content": {kind: {"schema": {"type": "string"}} for kind in sorted(set(FORMATS.values()))}}}
}


@router.get("/credentials", response=Page[shapes.Credential])
def credentials(request: HttpRequest, response: HttpResponse, asked: Query[shapes.Find]) -> dict[str, object]:
    """Return the credentials of your institution, the newest first."""
    before = number_after(asked, "credentials")
    now = datetime.now(UTC)
    found = queries.credentials(acting(request), at=now, text=asked.text, before=before, limit=asked.limit + 1)
    part = found[: asked.limit]
    more = part[-1].id if len(found) > len(part) else None
    return page(request, response, _told(part), of="credentials", last=more)


@router.get("/credentials/{uuid}", response=shapes.Credential)
def credential(request: HttpRequest, uuid: UUID) -> dict[str, object]:
    """Return a credential: your own, or one of your institution."""
    return _told([queries.credential(acting(request), uuid=uuid, at=datetime.now(UTC))])[0]


@router.get("/credentials/{uuid}/documents/{form}", openapi_extra=_BYTES)
def document(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """Return a signed document, byte for byte as it was signed: `ob3` (Open Badges 3.0) or `vc-jwt`."""
    if form not in FORMATS:
        raise Invalid(field="form", found=form[:40], allowed=list(FORMATS))
    found = queries.document(acting(request), credential=uuid, form=form)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@router.get("/credentials/{uuid}/standing", response=shapes.CredentialStanding, auth=None)
def standing(request: HttpRequest, uuid: UUID) -> Standing:
    """Say whether a credential still holds. Open to everyone."""
    del request
    return queries.standing(uuid, at=datetime.now(UTC))


@router.post("/credentials/{uuid}/revoke", response=Done)
def revoke(request: HttpRequest, uuid: UUID, given: shapes.CredentialBecause) -> Done:
    """Revoke a credential for good, and end its award."""
    actions.revoke(acting(request), credential=uuid, reason=given.reason, at=datetime.now(UTC))
    return Done()


@router.post("/credentials/{uuid}/suspend", response=Done)
def suspend(request: HttpRequest, uuid: UUID, given: shapes.CredentialBecause) -> Done:
    """Set a credential aside for a while."""
    actions.suspend(acting(request), credential=uuid, reason=given.reason, at=datetime.now(UTC))
    return Done()


@router.post("/credentials/{uuid}/reinstate", response=Done)
def reinstate(request: HttpRequest, uuid: UUID) -> Done:
    """End a suspension."""
    actions.reinstate(acting(request), credential=uuid, at=datetime.now(UTC))
    return Done()


@router.post("/credentials/{uuid}/supersede", response={201: shapes.Replaced})
def supersede(
    request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.CredentialCorrection
) -> dict[str, object]:
    """Replace a credential that names its holder wrongly. Decision and date stay; the old one is revoked."""
    fresh = actions.supersede(
        acting(request), credential=uuid, name=given.name, reason=given.reason, at=datetime.now(UTC)
    )
    response["Location"] = f"/api/v1/awards/{fresh}"
    return {"award": fresh}


@router.get("/credentials/{uuid}/links", response=list[shapes.Link])
def links(request: HttpRequest, uuid: UUID) -> list[dict[str, object]]:
    """Return the links to your own credential, or those that the institution made, the newest first."""
    actor = acting(request)
    queries.credential(actor, uuid=uuid, at=datetime.now(UTC))
    return [_link(one) for one in queries.links(actor, credential=uuid)]


@router.post("/credentials/{uuid}/links", response={201: shapes.Link})
def make_link(request: HttpRequest, response: HttpResponse, uuid: UUID, given: shapes.NewLink) -> dict[str, object]:
    """Make a link that shows the credential to whoever has it."""
    made = actions.make_link(
        acting(request), credential=uuid, at=datetime.now(UTC), label=given.label, expires_at=given.expires_at
    )
    response["Location"] = f"/api/v1/credentials/{uuid}/links"
    return _link(made)


@router.delete("/links/{uuid}", response=Done)
def withdraw_link(request: HttpRequest, uuid: UUID) -> Done:
    """Make a link lead nowhere from now on."""
    actions.withdraw_link(acting(request), link=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/me/credentials", response=list[shapes.Credential])
def own_credentials(request: HttpRequest) -> list[dict[str, object]]:
    """Return your own credentials from all institutions, the newest first."""
    return _told(queries.own_credentials(myself(request), at=datetime.now(UTC)))


@router.get("/keys", response=list[shapes.Key])
def keys(request: HttpRequest) -> list[KeyView]:
    """Return the institution's signing keys, the one that signs now first."""
    return queries.keys(acting(request))


@router.post("/keys", response={201: shapes.Key})
def rotate_key(request: HttpRequest, response: HttpResponse) -> KeyView:
    """Make a new signing key. What was signed with the old one still verifies."""
    actor = acting(request)
    made = actions.rotate_key(actor, at=datetime.now(UTC))
    response["Location"] = "/api/v1/keys"
    return next(one for one in queries.keys(actor) if one.uuid == made)


def _told(found: Sequence[CredentialView]) -> list[dict[str, object]]:
    return [
        {
            "uuid": one.uuid,
            "id": one.address,
            "award": one.award.uuid,
            "name": one.award.name,
            "identifier": one.award.identifier,
            "version": one.version,
            "microcredential": one.microcredential,
            "title": one.title,
            "issued_at": one.issued_at,
            "valid_until": one.award.valid_until,
            "state": one.state,
            "changed_at": one.changed_at,
            "because": one.because,
            "documents": list(one.formats),
        }
        for one in found
    ]


def _link(one: LinkView) -> dict[str, object]:
    return {
        "uuid": one.uuid,
        "credential": one.credential,
        "label": one.label,
        "address": f"{settings.BASE_URL}/c/{one.secret}",
        "made_at": one.made_at,
        "expires_at": one.expires_at,
        "withdrawn_at": one.withdrawn_at,
        "opened": one.opened,
        "last_opened_at": one.last_opened_at,
    }

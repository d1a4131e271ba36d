"""The catalogue: open to everyone to read; publishing asks for the permission."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import yaml
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.model.definition.writing import dump
from testamur.domain.catalogue import actions, queries
from testamur.domain.catalogue.values import Filters, Published, VersionView
from testamur.domain.institution import queries as institutions
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing import addresses
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.paging import Page, after, page
from testamur.interfaces.api.shapes import catalogue as shapes
from testamur.interfaces.api.shapes.values import Created, Done

router = Router(tags=["Catalogue"])
_FILE = {"responses": {200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}}}


@router.get("/catalogue", response=Page[shapes.Listing], auth=None)
def search(request: HttpRequest, response: HttpResponse, asked: Query[shapes.Search]) -> dict[str, object]:
    """Search what is offered now: the best fit first, or the newest where no text is given."""
    given = asked.dict(exclude={"cursor", "limit"})
    given["currency"] = str(given["currency"]).upper()
    found = queries.search(Filters(**given), after=after(asked, "catalogue"), limit=asked.limit)
    return page(request, response, list(found.items), of="catalogue", last=found.after or None)


@router.get("/catalogue/{uuid}", response=shapes.MicroCredential, auth=None)
def microcredential(request: HttpRequest, uuid: UUID, version: Query[str] = "") -> dict[str, object]:
    """Return one micro-credential whole, in its current version or the one named."""
    del request
    return _whole(queries.published(uuid, version=version[:40]))


@router.get("/catalogue/{uuid}/versions", response=list[shapes.Version], auth=None)
def versions(request: HttpRequest, uuid: UUID) -> tuple[VersionView, ...]:
    """Return every published version, the newest first."""
    del request
    return queries.published(uuid).versions


@router.get("/catalogue/{uuid}/definition", auth=None, openapi_extra=_FILE)
def definition(request: HttpRequest, uuid: UUID, version: Query[str] = "") -> HttpResponse:
    """Return the definition file as it was handed in."""
    del request
    found = queries.published(uuid, version=version[:40])
    return HttpResponse(found.source, content_type="application/yaml; charset=utf-8")


@router.post("/catalogue", response={201: Created})
def publish(request: HttpRequest, response: HttpResponse, given: shapes.DefinitionPublication) -> Created:
    """Publish a definition file without a review here, saying why: the reason stands on its page.

    The same text again changes nothing; a new version keeps the uuid. What is reviewed here is published as a design.
    """
    uuid = actions.publish(
        acting(request), source=given.source, because=given.without_review_because, at=datetime.now(UTC)
    )
    response["Location"] = f"/api/v1/catalogue/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.post("/catalogue/{uuid}/retire", response=Done)
def retire(request: HttpRequest, uuid: UUID, replaced_by: Query[UUID | None] = None) -> Done:
    """Take a micro-credential out of the search. Its address and its credentials stay, and name what took its place."""
    actions.retire(acting(request), microcredential=uuid, replaced_by=replaced_by, at=datetime.now(UTC))
    return Done()


@router.post("/catalogue/{uuid}/rename", response=Done)
def rename(request: HttpRequest, uuid: UUID, given: shapes.NewCode) -> Done:
    """Give a micro-credential another code. Addresses with the former one lead to it for good."""
    actions.rename(acting(request), microcredential=uuid, code=given.code, at=datetime.now(UTC))
    return Done()


@router.post("/catalogue/{uuid}/bring-back", response=Done)
def bring_back(request: HttpRequest, uuid: UUID) -> Done:
    """Put a retired micro-credential back into the search."""
    actions.bring_back(acting(request), microcredential=uuid, at=datetime.now(UTC))
    return Done()


@router.get("/institutions", response=list[shapes.Institution], auth=None)
def all_institutions(request: HttpRequest) -> list[InstitutionView]:
    """Return every institution here, by name."""
    del request
    return institutions.institutions()


@router.get("/institutions/{code}", response=shapes.Institution, auth=None)
def one_institution(request: HttpRequest, code: str) -> InstitutionView:
    """Return an institution by a code that it has, or once had."""
    del request
    return institutions.by_code(code[:60])


def _whole(found: Published) -> dict[str, object]:
    return {
        "listing": found.listing,
        "version": found.version,
        "versions": found.versions,
        "address": addresses.version(found.version.uuid),
        "definition": _tree(found.version.uuid, found),
    }


@lru_cache(maxsize=256)
def _tree_of(uuid: UUID, text: str) -> dict[str, Any]:
    del uuid
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts
    return found


def _tree(uuid: UUID, found: Published) -> dict[str, Any]:
    """Return a definition as JSON, every value as text, as in the file: no digit is lost, no word misread."""
    return _tree_of(uuid, dump(found.definition))

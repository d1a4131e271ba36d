"""Demand: adverts and the skills in them, role profiles, what is asked month by month and beside what is taught."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.core.model.cells import harmless
from testamur.domain.demand import actions, queries
from testamur.domain.demand.texts import long_enough
from testamur.domain.demand.values import AdvertView, Balance, Details, HandedIn, NewAdvert, RoleSkill, RoleView, Sought
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.paging import Page, number_after, page
from testamur.interfaces.api.shapes import demand as shapes
from testamur.interfaces.api.shapes.values import Created, Done
from testamur.interfaces.words import spoken

router = Router(tags=["Demand"])
_CSV: dict[str, Any] = {
    "responses": {200: {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}}}}}
}


@router.get("/adverts", response=Page[shapes.AdvertEntry])
def adverts(request: HttpRequest, response: HttpResponse, asked: Query[shapes.AdvertSearch]) -> dict[str, object]:
    """Return adverts that you may see, the newest first: your organisation's, or all where you work for the house."""
    skip = number_after(asked, "adverts") or 0
    sought = Sought(asked.since, asked.until, asked.organisation, asked.occupation, asked.place)
    found = queries.adverts(acting(request), sought=sought, state=asked.state, skip=skip, limit=asked.limit + 1)
    last = skip + asked.limit if len(found) > asked.limit else None
    return page(request, response, found[: asked.limit], of="adverts", last=last)


@router.post("/adverts", response={201: shapes.AdvertKept})
def hand_in(request: HttpRequest, response: HttpResponse, given: shapes.AdvertHandedIn) -> HandedIn:
    """Hand in an advert; it is read in the background, and counts once a person has accepted skills in it."""
    new = NewAdvert(
        title=given.title,
        text=given.text,
        seen_on=given.seen_on,
        employer=given.employer,
        place=given.place,
        occupation=given.occupation,
        language=given.language,
        address=given.address,
        framework=given.framework,
    )
    long_enough(given.text)
    made = actions.hand_in(acting(request), organisation=given.organisation, advert=new, at=_now())
    response["Location"] = f"/api/v1/adverts/{made.uuid}"
    return made


@router.get("/adverts/{uuid}", response=shapes.WholeAdvert)
def advert(request: HttpRequest, uuid: UUID) -> AdvertView:
    """Return an advert with its text and its skills."""
    return queries.advert(acting(request), uuid=uuid)


@router.delete("/adverts/{uuid}", response=Done)
def withdraw_advert(request: HttpRequest, uuid: UUID) -> Done:
    """Take an advert back: it counts no more, and its words are deleted."""
    actions.withdraw_advert(acting(request), advert=uuid, at=_now())
    return Done()


@router.put("/adverts/{uuid}/details", response=Done)
def correct_advert(request: HttpRequest, uuid: UUID, given: shapes.AdvertDetails) -> Done:
    """Put right what is told of an advert; what it said before stands in the ledger."""
    actions.correct_advert(acting(request), advert=uuid, told=Details(**given.model_dump()), at=_now())
    return Done()


@router.post("/adverts/{uuid}/decisions", response=Done)
def decide(request: HttpRequest, uuid: UUID, given: shapes.AdvertDecision) -> Done:
    """Accept, refuse or reopen skills that were suggested for an advert."""
    actions.decide(acting(request), advert=uuid, skills=given.skills, verdict=given.verdict, at=_now())
    return Done()


@router.post("/adverts/{uuid}/skills", response=Done)
def add_skill(request: HttpRequest, uuid: UUID, given: shapes.RoleProfileSkill) -> Done:
    """Add a skill that nobody suggested; it is accepted by that."""
    skill = RoleSkill(given.uri, given.label, given.framework, given.version)
    actions.add_skill(acting(request), advert=uuid, skill=skill, at=_now())
    return Done()


@router.get("/demand", response=shapes.DemandOverTime)
def demand(request: HttpRequest, asked: Query[shapes.DemandSearch]) -> dict[str, Any]:
    """Return how many adverts and role profiles ask for each skill, month by month."""
    found = queries.demand(acting(request), sought=_sought(asked))
    skills = [{"asked": one, "months": found.months[one.uri]} for one in found.asked]
    return {"read": found.read, "open": found.open, "skills": skills}


@router.get("/demand/table", openapi_extra=_CSV)
def demand_table(request: HttpRequest, asked: Query[shapes.DemandSearch]) -> HttpResponse:
    """Return demand as CSV: a row for each skill and month."""
    found = queries.demand(acting(request), sought=_sought(asked))
    lines = [
        (one.uri, one.label, f"{month.on:%Y-%m}", month.adverts, month.read, one.adverts, one.roles)
        for one in found.asked
        for month in found.months[one.uri]
    ]
    return _table("demand", ("uri", "label", "month", "adverts", "read", "adverts_in_all", "roles"), lines)


@router.get("/demand/balance", response=list[shapes.SkillBalance])
def balance(request: HttpRequest, asked: Query[shapes.DemandSearch]) -> list[Balance]:
    """Return every skill that is taught here or asked for; what is asked and not taught comes first."""
    return queries.balance(acting(request), sought=_sought(asked), languages=[spoken()])


@router.get("/role-profiles", response=list[shapes.RoleProfile], auth=None)
def role_profiles(request: HttpRequest, text: Query[str] = "") -> list[RoleView]:
    """Return role profiles that are published: something to aim at."""
    del request
    return queries.role_profiles(text=text)


@router.get("/role-profiles/{uuid}", response=shapes.RoleProfile, auth=None)
def role_profile(request: HttpRequest, uuid: UUID) -> RoleView:
    """Return a role profile in the version that is published."""
    del request
    return queries.role_profile(uuid)


@router.post("/role-profiles", response={201: Created})
def write_role(request: HttpRequest, response: HttpResponse, given: shapes.NewRoleProfile) -> Created:
    """Write a role profile. It is not published by that."""
    uuid = _written(request, given, None)
    response["Location"] = f"/api/v1/role-profiles/{uuid}"
    return Created(uuid=uuid, address=response["Location"])


@router.post("/role-profiles/{uuid}/versions", response=Done)
def write_version(request: HttpRequest, uuid: UUID, given: shapes.NewRoleProfile) -> Done:
    """Write the next version of a role profile; what is published stays as it is."""
    _written(request, given, uuid)
    return Done()


@router.post("/role-profiles/{uuid}/publication", response=Done)
def publish_role(request: HttpRequest, uuid: UUID, given: shapes.WhetherPublic) -> Done:
    """Let learners see the newest version, or none."""
    actions.publish_role(acting(request), role=uuid, is_public=given.is_public, at=_now())
    return Done()


def _written(request: HttpRequest, given: shapes.NewRoleProfile, role: UUID | None) -> UUID:
    return actions.write_role(
        acting(request),
        organisation=given.organisation,
        role=role,
        title=given.title,
        text=given.text,
        occupation=given.occupation,
        occupation_uri=given.occupation_uri,
        skills=[RoleSkill(**one.model_dump()) for one in given.skills],
        at=_now(),
    )


def _sought(asked: shapes.DemandSearch) -> Sought:
    return Sought(asked.since, asked.until, asked.organisation, asked.occupation, asked.place)


def _table(name: str, headings: Sequence[str], lines: Sequence[Sequence[object]]) -> HttpResponse:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    response = HttpResponse(held.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _now() -> datetime:
    return datetime.now(UTC)

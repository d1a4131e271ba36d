"""The institution: who you are, its people and their roles, tokens."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import ROLES
from testamur.domain.institution.values import InstitutionView, PersonView, TokenView
from testamur.interfaces.api.authentication import acting, myself
from testamur.interfaces.api.conditions import check_unchanged
from testamur.interfaces.api.paging import Page, after, page
from testamur.interfaces.api.shapes import catalogue
from testamur.interfaces.api.shapes import institution as shapes
from testamur.interfaces.api.shapes.values import Done
from testamur.refusals import Invalid

router = Router(tags=["Institution"])


@router.get("/me", response=shapes.Me)
def me(request: HttpRequest) -> dict[str, object]:
    """Return who you are here, and what you may do."""
    actor, person = acting(request), queries.person(myself(request))
    return {
        "person": person.uuid,
        "name": person.name,
        "email": person.email,
        "institution": queries.institution(actor.institution_id) if actor.institution_id else None,
        "roles": sorted(actor.roles),
        "permissions": sorted(actor.permissions),
    }


@router.get("/institution", response=catalogue.Institution)
def institution(request: HttpRequest) -> InstitutionView:
    """Return your institution."""
    return queries.institution(acting(request).here)


@router.patch("/institution", response=catalogue.Institution)
def rename(request: HttpRequest, given: shapes.InstitutionChange) -> InstitutionView:
    """Change what the institution is called. With `If-Match`, only if it is as you read it."""
    actor = acting(request)
    check_unchanged(request, catalogue.Institution.from_orm(queries.institution(actor.here)))
    return actions.rename(actor, at=datetime.now(UTC), **given.dict(exclude_unset=True))


@router.get("/people", response=Page[shapes.Person])
def people(request: HttpRequest, response: HttpResponse, asked: Query[shapes.Whom]) -> dict[str, object]:
    """Return people with roles here, by e-mail address."""
    if asked.role and asked.role not in ROLES:
        raise Invalid(field="role", found=asked.role, allowed=list(ROLES))
    last = after(asked, "people")
    found = queries.people(acting(request), role=asked.role, text=asked.text, after=last, limit=asked.limit + 1)
    part = found[: asked.limit]
    return page(request, response, part, of="people", last=part[-1].email if len(found) > len(part) else None)


@router.post("/people", response={201: shapes.Person})
def invite(request: HttpRequest, response: HttpResponse, given: shapes.Invitation) -> PersonView:
    """Make somebody known here, with roles."""
    made = actions.invite(acting(request), email=given.email, name=given.name, roles=given.roles, at=datetime.now(UTC))
    response["Location"] = "/api/v1/people"
    return made


@router.put("/people/{uuid}/roles/{role}", response=Done)
def grant(request: HttpRequest, uuid: UUID, role: str) -> Done:
    """Give somebody a role. Giving it twice changes nothing."""
    actions.grant(acting(request), person=uuid, role=role[:40], at=datetime.now(UTC))
    return Done()


@router.delete("/people/{uuid}/roles/{role}", response=Done)
def withdraw_role(request: HttpRequest, uuid: UUID, role: str) -> Done:
    """Take a role away. The last administrator stays."""
    actions.withdraw_role(acting(request), person=uuid, role=role[:40], at=datetime.now(UTC))
    return Done()


@router.get("/tokens", response=list[shapes.Token])
def tokens(request: HttpRequest) -> list[TokenView]:
    """Return your own tokens here, the newest first, without their secrets."""
    return queries.tokens(acting(request))


@router.post("/tokens", response={201: shapes.FreshToken})
def make_token(request: HttpRequest, response: HttpResponse, given: shapes.NewToken) -> dict[str, object]:
    """Make a token of your own. The secret is shown this once."""
    made, secret = actions.make_token(
        acting(request),
        label=given.label,
        scopes=[str(scope) for scope in given.scopes],
        at=datetime.now(UTC),
        expires_at=given.expires_at,
    )
    response["Location"] = "/api/v1/tokens"
    return {**shapes.Token.from_orm(made).dict(), "secret": secret}


@router.delete("/tokens/{uuid}", response=Done)
def revoke_token(request: HttpRequest, uuid: UUID) -> Done:
    """Make one of your tokens useless."""
    actions.revoke_token(acting(request), token=uuid, at=datetime.now(UTC))
    return Done()

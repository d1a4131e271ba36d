"""Role profiles: one's own, the house's, and those that everybody can aim at."""

from __future__ import annotations

from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.demand import facts, rows
from testamur.domain.demand.models import RoleProfile, RoleVersion
from testamur.domain.demand.values import RoleView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound

_MOST = 200


@scoped
def roles(actor: Actor, *, limit: int = _MOST) -> list[RoleView]:
    """Return role profiles that the actor may write, in their newest version, by title; ended ones last."""
    require(actor, Permission.CO_DESIGN)
    found = rows.own(actor, RoleProfile.objects.select_related("organisation")).order_by("retired_at", "title", "pk")
    return [_newest(one) for one in found[:limit]]


@scoped
def role(actor: Actor, *, uuid: UUID) -> RoleView:
    """Return a role profile to those who may write it. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return _newest(rows.role(actor, uuid))


@scoped
def role_versions(actor: Actor, *, uuid: UUID) -> list[RoleView]:
    """Return every version of a role profile, the newest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.role(actor, uuid)
    return [facts.role(row, one) for one in row.versions.order_by("-number")]


def role_profiles(*, text: str = "", limit: int = _MOST) -> list[RoleView]:
    """Return role profiles that are published, of every house, by title: anyone may aim at them."""
    with within():
        found = RoleVersion.objects.filter(is_public=True).select_related("profile").order_by("title", "pk")
        if text:
            found = found.filter(title__icontains=text[:200])
        return [facts.role(one.profile, one) for one in found[:limit]]


def role_profile(uuid: UUID) -> RoleView:
    """Return a published role profile. Raises `NotFound`."""
    with within():
        row = RoleProfile.objects.filter(uuid=uuid, published__isnull=False, retired_at__isnull=True).first()
        if row is None:
            raise NotFound(what="role-profile", uuid=str(uuid))
        return _published(row)


def asking_roles(uri: str) -> list[RoleView]:
    """Return published role profiles that ask for a skill."""
    with within():
        found = RoleVersion.objects.filter(is_public=True, skills__contains=[{"uri": uri}]).select_related("profile")
        return [facts.role(one.profile, one) for one in found.order_by("title", "pk")[:_MOST]]


def _newest(row: RoleProfile) -> RoleView:
    seen = facts.role(row, row.versions.get(number=row.number))
    return facts.with_organisation(seen, row)


def _published(row: RoleProfile) -> RoleView:
    return facts.role(row, row.versions.get(is_public=True))

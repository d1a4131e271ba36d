"""Role profiles: lists of skills with weight and level, in versions, published to learners or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import rows
from testamur.domain.demand.models import RoleProfile, RoleVersion
from testamur.domain.demand.values import MUST, NICE, RoleSkill
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid

MOST_SKILLS = 80


@scoped
def write_role(  # noqa: PLR0913 - what a role profile says
    actor: Actor,
    *,
    organisation: UUID | None,
    title: str,
    skills: Sequence[RoleSkill],
    at: datetime,
    role: UUID | None = None,
    text: str = "",
    occupation: str = "",
    occupation_uri: str = "",
) -> UUID:
    """Write a role profile, or the next version of one. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    title = rows.said("title", title, 250)
    row = _begun(actor, organisation, title, at) if role is None else rows.role(actor, role)
    row.number, row.title = row.number + 1, title
    row.save()
    RoleVersion.objects.create(
        institution_id=row.institution_id,
        profile=row,
        number=row.number,
        title=title,
        text=rows.said("text", text, 5000, needed=False),
        occupation=rows.said("occupation", occupation, 250, needed=False),
        occupation_uri=rows.said("occupation_uri", occupation_uri, 500, needed=False),
        skills=_checked(skills),
        made_at=at,
        made_by_id=actor.me,
    )
    ledger.record(
        actor, verb="demand.write_role", subject=f"role:{row.uuid}", at=at, number=row.number, skills=len(skills)
    )
    return row.uuid


@scoped
def publish_role(actor: Actor, *, role: UUID, is_public: bool, at: datetime) -> None:
    """Let learners aim at the newest version, or at none any more. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.role(actor, role)
    newest = row.versions.get(number=row.number)
    if is_public and not newest.skills:
        raise Invalid(field="skills", found=0, longest=MOST_SKILLS)
    row.published, row.published_at = (newest.number, at) if is_public else (None, None)
    row.save(update_fields=["published", "published_at"])
    row.versions.update(is_public=False)
    if is_public:
        row.versions.filter(pk=newest.pk).update(is_public=True)
    ledger.record(
        actor, verb="demand.publish_role", subject=f"role:{role}", at=at, number=row.number, is_public=is_public
    )


@scoped
def retire_role(actor: Actor, *, role: UUID, at: datetime) -> None:
    """End a role profile: learners do not see it any more, and it counts no more. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.role(actor, role)
    row.retired_at, row.published, row.published_at = at, None, None
    row.save(update_fields=["retired_at", "published", "published_at"])
    row.versions.update(is_public=False)
    ledger.record(actor, verb="demand.retire_role", subject=f"role:{role}", at=at)


def _begun(actor: Actor, organisation: UUID | None, title: str, at: datetime) -> RoleProfile:
    for_whom = rows.organisation(actor, organisation)
    name = str(for_whom.name) if for_whom is not None else institution(actor.here).name
    return RoleProfile(
        institution_id=actor.here, organisation=for_whom, organisation_name=name, made_at=at, number=0, title=title
    )


def _checked(skills: Sequence[RoleSkill]) -> list[dict[str, str]]:
    found = {one.uri: one for one in skills}
    if not 1 <= len(found) <= MOST_SKILLS:
        raise Invalid(field="skills", found=len(found), longest=MOST_SKILLS)
    for one in found.values():
        rows.said("uri", one.uri, 500)
        rows.said("label", one.label, 500)
        if one.need not in (MUST, NICE):
            raise Invalid(field="need", found=one.need[:20], allowed=f"{MUST}, {NICE}")
        if bool(one.scale) != bool(one.level):
            raise Invalid(field="level", found=one.level[:40])
    return [asdict(one) for one in found.values()]

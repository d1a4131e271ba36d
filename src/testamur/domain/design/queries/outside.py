"""What is designed together with organisations outside."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.design.facts import partners as seen
from testamur.domain.design.models import PartnerMember, Partnership
from testamur.domain.design.values import AgreementView, BriefView, Invitation, PartnerView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, directory
from testamur.refusals import NotFound


def invitation(secret: str, *, at: datetime) -> Invitation:
    """Return what an invitation's link opens, for whoever has it. Raises `NotFound`."""
    found = address(facts.digest(secret), kind="partner")
    if found is None:
        raise NotFound(what="invitation")
    with within(found.institution_id):
        row = Partnership.objects.select_related("design").get(pk=found.target_id)
        return _invitation(row, at)


def own_invitations(person_id: int, *, at: datetime) -> list[Invitation]:
    """Return the designs that a person has come into as a partner, at all institutions, the newest first."""
    with within(person_id=person_id):
        found = PartnerMember.objects.filter(person_id=person_id).order_by("-pk")
        places = [(one.institution_id, one.partnership_id) for one in found]
    listed = []
    for institution_id, partnership_id in places:
        with within(institution_id):
            listed.append(_invitation(Partnership.objects.select_related("design").get(pk=partnership_id), at))
    return listed


@scoped
def partners(actor: Actor, *, uuid: UUID, at: datetime) -> list[PartnerView]:
    """Return the organisations in a design. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).partnerships.order_by("pk")
    return [seen.partner(one, at) for one in found]


@scoped
def briefs(actor: Actor, *, uuid: UUID) -> list[BriefView]:
    """Return the briefs of a design, each with its evidence. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).briefs.select_related("partnership").order_by("pk")
    return [seen.brief(one) for one in found]


@scoped
def agreements(actor: Actor, *, uuid: UUID, on: date) -> list[AgreementView]:
    """Return what was agreed; the house alone reads it. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = rows.readable(actor, uuid).agreements.select_related("partnership").defer("content").order_by("pk")
    return [seen.agreement(one, on) for one in found]


@scoped
def agreement_document(actor: Actor, *, uuid: UUID, agreement: UUID, on: date) -> tuple[AgreementView, bytes]:
    """Return an agreement with its document. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = rows.readable(actor, uuid).agreements.select_related("partnership").filter(uuid=agreement).first()
    if found is None or not found.size:
        raise NotFound(what="agreement", uuid=str(agreement))
    return seen.agreement(found, on), bytes(found.content)


def _invitation(row: Partnership, at: datetime) -> Invitation:
    return Invitation(
        institution_id=row.institution_id,
        institution=directory([row.institution_id])[row.institution_id].name,
        design=row.design.uuid,
        title=row.design.title,
        organisation=row.organisation,
        allows=tuple(row.allows),
        expires_at=row.expires_at,
        standing=seen.standing(row, at, has_members=row.members.exists()),
    )

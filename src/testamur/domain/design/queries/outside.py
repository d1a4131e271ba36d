"""What is designed together with organisations outside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.design import facts
from testamur.domain.design.actions import partner_rows, rows
from testamur.domain.design.facts import partners as seen
from testamur.domain.design.models import (
    Agreement,
    Brief,
    Design,
    OrganisationMember,
    PartnerLink,
    PartnerMember,
    PartnerOrganisation,
)
from testamur.domain.design.models import Partnership as Part
from testamur.domain.design.partner_values import (
    AgreementView,
    BriefView,
    Invitation,
    OrganisationView,
    PartnerView,
)
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, directory
from testamur.refusals import NotFound


def invitation(secret: str, *, at: datetime) -> Invitation:
    """Return what an invitation's link opens, for whoever has it. Raises `NotFound`."""
    found = address(facts.digest(secret), kind="partner")
    if found is None:
        raise NotFound(what="invitation")
    with within(found.institution_id):
        link = PartnerLink.objects.select_related("organisation", "partnership__design").get(pk=found.target_id)
        into = link.partnership
        is_over = into is not None and into.withdrawn_at is not None
        standing = "withdrawn" if is_over else seen.link_standing(link, at)
        return _invitation(link.organisation, into, "invited" if standing == "open" else standing, link)


def own_invitations(person_id: int) -> list[Invitation]:
    """Return the designs that a person has come into as a partner, at all institutions, the newest first."""
    with within(person_id=person_id):
        found = PartnerMember.objects.filter(person_id=person_id).order_by("-pk")
        places = [(one.institution_id, one.partnership_id) for one in found]
    listed = []
    for institution_id, partnership_id in places:
        with within(institution_id):
            row = Part.objects.select_related("design", "organisation").get(pk=partnership_id)
            listed.append(_invitation(row.organisation, row, "withdrawn" if row.withdrawn_at else "joined"))
    return listed


def own_organisations(person_id: int, *, at: datetime) -> list[tuple[int, OrganisationView]]:
    """Return the organisations for which a person acts, each with the institution (inside id) that knows it."""
    with within(person_id=person_id):
        found = OrganisationMember.objects.filter(person_id=person_id, left_at__isnull=True).order_by("-pk")
        places = [(one.institution_id, one.organisation_id) for one in found]
    listed = []
    for institution_id, organisation_id in places:
        with within(institution_id):
            row = PartnerOrganisation.objects.get(pk=organisation_id)
            listed.append((institution_id, seen.organisation(row, at)))
    return listed


def own_houses(person_id: int) -> list[int]:
    """Return the institutions (inside ids) where a person acts for an organisation."""
    with within(person_id=person_id):
        found = OrganisationMember.objects.filter(person_id=person_id, left_at__isnull=True)
        return sorted(set(found.values_list("institution_id", flat=True)))


@scoped
def organisations(actor: Actor, *, at: datetime) -> list[OrganisationView]:
    """Return the organisations with which the house designs, by name."""
    require(actor, Permission.DESIGN)
    return [seen.organisation(one, at) for one in PartnerOrganisation.objects.order_by("name")]


@scoped
def organisation(actor: Actor, *, uuid: UUID, at: datetime) -> OrganisationView:
    """Return an organisation, to its people and to the house. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return seen.organisation(partner_rows.readable_organisation(actor, uuid), at)


@scoped
def organisation_id(actor: Actor, *, uuid: UUID) -> int:
    """Return the inside id of an organisation, for rooms above, to its people and to the house. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return partner_rows.readable_organisation(actor, uuid).pk


@scoped
def partners(actor: Actor, *, uuid: UUID, at: datetime) -> list[PartnerView]:
    """Return the organisations in a design: all to the house, only their own to partners. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    found = row.partnerships.select_related("organisation").order_by("pk")
    if not _is_inside(actor, row):
        found = found.filter(members__person_id=actor.me)
    return [seen.partner(one, at) for one in found]


@scoped
def briefs(actor: Actor, *, uuid: UUID) -> list[BriefView]:
    """Return the briefs of a design, each with its evidence. Partners see their own and the house's.

    Raises `NotFound`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    found = _briefs(row.briefs.all())
    if not _is_inside(actor, row):
        found = found.filter(partnership__isnull=True) | found.filter(partnership__members__person_id=actor.me)
    return [seen.brief(one) for one in found]


@scoped
def all_briefs(actor: Actor) -> list[BriefView]:
    """Return every brief that the house has, the newest first."""
    require(actor, Permission.DESIGN)
    return [seen.brief(one) for one in _briefs(Brief.objects.all()).order_by("-pk")]


@scoped
def briefs_of(actor: Actor, *, organisation: UUID) -> list[BriefView]:
    """Return what an organisation needs, the newest first, to its people and to the house. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = partner_rows.readable_organisation(actor, organisation)
    return [seen.brief(one) for one in _briefs(row.briefs.all()).order_by("-pk")]


@scoped
def brief(actor: Actor, *, uuid: UUID) -> BriefView:
    """Return a brief, to the house and to the people of its organisation. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = partner_rows.brief(actor, uuid)
    return seen.brief(_briefs(Brief.objects.filter(pk=row.pk)).get())


@scoped
def agreements(actor: Actor, *, uuid: UUID, on: date) -> list[AgreementView]:
    """Return what was agreed; the house alone reads it. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = rows.readable(actor, uuid).agreements.select_related("partnership").defer("content").order_by("pk")
    return [seen.agreement(one, on) for one in found]


@scoped
def agreements_ending(actor: Actor, *, on: date, days: int) -> list[tuple[UUID, AgreementView]]:
    """Return agreements that run out within *days*, the next first, each with its design."""
    require(actor, Permission.DESIGN)
    ending = Agreement.objects.filter(
        institution_id=actor.here, ended_at__isnull=True, valid_until__range=(on, on + timedelta(days=days))
    )
    found = ending.select_related("partnership", "design").defer("content").order_by("valid_until", "pk")
    return [(one.design.uuid, seen.agreement(one, on)) for one in found]


@scoped
def agreement_document(actor: Actor, *, uuid: UUID, agreement: UUID, on: date) -> tuple[AgreementView, bytes]:
    """Return an agreement with its document. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    found = rows.readable(actor, uuid).agreements.select_related("partnership").filter(uuid=agreement).first()
    if found is None or not found.size:
        raise NotFound(what="agreement", uuid=str(agreement))
    return seen.agreement(found, on), bytes(found.content)


def _is_inside(actor: Actor, row: Design) -> bool:
    """Whether the actor is of the house, or makes this design: who was invited as a partner sees their own part."""
    makes = row.contributors.filter(person_id=actor.person_id or 0, left_at__isnull=True).exists()
    return makes or partner_rows.is_house(actor)


def _briefs(found: QuerySet[Brief]) -> QuerySet[Brief]:
    return found.select_related("partnership", "organisation", "design").order_by("pk")


def _invitation(
    organisation: PartnerOrganisation, into: Part | None, standing: str, link: PartnerLink | None = None
) -> Invitation:
    return Invitation(
        institution_id=organisation.institution_id,
        institution=directory([organisation.institution_id])[organisation.institution_id].name,
        design=into.design.uuid if into else None,
        title=into.design.title if into else "",
        organisation=organisation.name,
        organisation_uuid=organisation.uuid,
        allows=tuple(into.allows) if into else (),
        expires_at=link.expires_at if link else None,
        standing=standing,
        used_by=link.used_by_id if link else None,
    )

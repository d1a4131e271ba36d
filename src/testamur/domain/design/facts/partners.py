"""Partners, their briefs, and what was agreed, as views."""

from __future__ import annotations

from datetime import date, datetime

from testamur.domain.design import partner_values as values
from testamur.domain.design.models import Agreement, Brief, Demand, PartnerLink, PartnerOrganisation, Partnership


def demand(row: Demand) -> values.DemandView:
    """Return a piece of evidence as a value."""
    return values.DemandView(
        row.uuid, row.kind, row.title, row.text, row.figure, row.unit, row.source, row.address, row.seen_on
    )


def brief(row: Brief) -> values.BriefView:
    """Return a brief with its evidence; partnership, organisation and design are loaded with it."""
    return values.BriefView(
        uuid=row.uuid,
        partnership=row.partnership.uuid if row.partnership else None,
        organisation=row.organisation.name if row.organisation else "",
        organisation_uuid=row.organisation.uuid if row.organisation else None,
        design=row.design.uuid if row.design else None,
        title=row.title,
        need=row.need,
        audience=row.audience,
        occupations=tuple((one["name"], one["uri"], one["framework"]) for one in row.occupations),
        skills=tuple((one["name"], one["uri"]) for one in row.skills),
        saved_at=row.saved_at,
        evidence=tuple(demand(one) for one in row.evidence.filter(withdrawn_at__isnull=True).order_by("pk")),
    )


def partner(row: Partnership, at: datetime) -> values.PartnerView:
    """Return a partnership as it stands at an instant; its organisation is loaded with it."""
    members = tuple(row.members.order_by("pk").values_list("person_id", flat=True))
    links = tuple(link(one, at) for one in row.links.order_by("pk"))
    return values.PartnerView(
        uuid=row.uuid,
        organisation=row.organisation.name,
        organisation_uuid=row.organisation.uuid,
        country=row.organisation.country,
        url=row.organisation.url,
        allows=tuple(row.allows),
        standing=standing(row, links, has_members=bool(members)),
        invited_at=row.invited_at,
        links=links,
        members=members,
        endorsements=tuple(
            values.EndorsementView(one.uuid, one.about, one.claim, one.person_id, one.at)
            for one in row.endorsements.filter(withdrawn_at__isnull=True).order_by("pk")
        ),
        reviews=tuple(
            values.RelevanceView(
                one.uuid, row.uuid, one.person_id, one.revision, one.verdict, one.answers, one.text, one.minutes, one.at
            )
            for one in row.reviews.order_by("pk")
        ),
    )


def organisation(row: PartnerOrganisation, at: datetime) -> values.OrganisationView:
    """Return an organisation as it stands at an instant."""
    here = row.people.filter(left_at__isnull=True).order_by("pk")
    return values.OrganisationView(
        uuid=row.uuid,
        name=row.name,
        country=row.country,
        url=row.url,
        people=tuple(here.values_list("person_id", flat=True)),
        designs=row.partnerships.filter(withdrawn_at__isnull=True).count(),
        links=tuple(link(one, at) for one in row.links.filter(partnership__isnull=True).order_by("pk")),
    )


def link(row: PartnerLink, at: datetime) -> values.LinkView:
    """Return a link without its secret, which nobody has any more."""
    return values.LinkView(row.uuid, row.made_at, row.expires_at, row.used_by_id, link_standing(row, at))


def link_standing(row: PartnerLink, at: datetime) -> str:
    """Return how a link stands: withdrawn, used, expired or open."""
    if row.withdrawn_at:
        return "withdrawn"
    if row.used_at:
        return "used"
    return "expired" if row.expires_at <= at else "open"


def standing(row: Partnership, links: tuple[values.LinkView, ...], *, has_members: bool) -> str:
    """Return how an invitation stands: withdrawn, joined, invited while a link is open, or expired."""
    if row.withdrawn_at:
        return "withdrawn"
    if has_members:
        return "joined"
    return "invited" if any(one.standing == "open" for one in links) else "expired"


def agreement(row: Agreement, on: date) -> values.AgreementView:
    """Return an agreement, without its document; ``partnership`` is loaded with it."""
    is_over = row.ended_at is not None or (row.valid_until is not None and row.valid_until < on)
    return values.AgreementView(
        uuid=row.uuid,
        organisation=row.organisation,
        partnership=row.partnership.uuid if row.partnership else None,
        covers=tuple(row.covers),
        terms=row.terms,
        seats=row.seats,
        amount=row.amount,
        currency=row.currency,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        recorded_at=row.recorded_at,
        standing="over" if is_over else "in-force" if row.valid_from <= on else "to-come",
    )

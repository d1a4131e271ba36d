"""Partners, their briefs, and what was agreed, as views."""

from __future__ import annotations

from datetime import date, datetime

from testamur.domain.design import values
from testamur.domain.design.models import Agreement, Brief, Demand, Partnership


def demand(row: Demand) -> values.DemandView:
    """Return a piece of evidence as a value."""
    return values.DemandView(
        row.uuid, row.kind, row.title, row.text, row.figure, row.unit, row.source, row.address, row.seen_on
    )


def brief(row: Brief) -> values.BriefView:
    """Return a brief with its evidence; ``partnership`` is loaded with it."""
    partner = row.partnership
    return values.BriefView(
        uuid=row.uuid,
        partnership=partner.uuid if partner else None,
        organisation=partner.organisation if partner else "",
        need=row.need,
        audience=row.audience,
        occupations=tuple((one["name"], one["uri"], one["framework"]) for one in row.occupations),
        saved_at=row.saved_at,
        evidence=tuple(demand(one) for one in row.evidence.filter(withdrawn_at__isnull=True).order_by("pk")),
    )


def partner(row: Partnership, at: datetime) -> values.PartnerView:
    """Return a partnership as it stands at an instant."""
    members = tuple(row.members.order_by("pk").values_list("person_id", flat=True))
    return values.PartnerView(
        uuid=row.uuid,
        organisation=row.organisation,
        country=row.country,
        url=row.url,
        allows=tuple(row.allows),
        standing=standing(row, at, has_members=bool(members)),
        invited_at=row.invited_at,
        expires_at=row.expires_at,
        members=members,
        endorsements=tuple(
            values.EndorsementView(one.uuid, one.about, one.claim, one.person_id, one.at)
            for one in row.endorsements.filter(withdrawn_at__isnull=True).order_by("pk")
        ),
        reviews=tuple(
            values.RelevanceView(
                one.uuid, row.uuid, one.person_id, one.revision, one.verdict, one.text, one.minutes, one.at
            )
            for one in row.reviews.order_by("pk")
        ),
    )


def standing(row: Partnership, at: datetime, *, has_members: bool) -> str:
    """Return how an invitation stands: withdrawn, joined, expired or invited."""
    if row.withdrawn_at:
        return "withdrawn"
    if has_members:
        return "joined"
    return "expired" if row.expires_at <= at else "invited"


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

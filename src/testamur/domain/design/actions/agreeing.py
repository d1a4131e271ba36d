"""What partners stand for, and what was agreed with them: intended endorsements, agreements with their documents."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.calendar import watch_tomorrow
from testamur.domain.design.models import Agreement, EndorsementIntent
from testamur.domain.design.values import COVERS, ENDORSED
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text, keep_confirmed
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

MAX_DOCUMENT = 5_000_000
MEDIA_TYPES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8\xff",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"PK\x03\x04",
}


class EndorsedBefore(Conflict):
    """This partner means to endorse this already."""

    code = "endorsed-before"


@scoped
def intend_endorsement(actor: Actor, *, design: UUID, about: str, claim: str, at: datetime) -> UUID:
    """Say, as a partner, that one will endorse the definition or the issuer, in these words.

    Raises `NotFound`, `NotInvited`, `EndorsedBefore`, `AddressUnconfirmed`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    keep_confirmed(actor)
    row = rows.locked(design, "agree")
    partner = rows.partnership(actor, row, "endorse")
    rows.choice("about", about, ENDORSED)
    if partner.endorsements.filter(about=about, withdrawn_at__isnull=True).exists():
        raise EndorsedBefore
    made = EndorsementIntent.objects.create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        person_id=actor.me,
        about=about,
        claim=prose("claim", claim, longest=5000),
        at=at,
    )
    told = {"endorsement": str(made.uuid), "about": about}
    ledger.record(actor, verb="design.intend_endorsement", subject=f"design:{design}", at=at, **told)
    return made.uuid


@scoped
def withdraw_endorsement(actor: Actor, *, design: UUID, endorsement: UUID, at: datetime) -> None:
    """Take back, as a partner, that one will endorse. Raises `NotFound`, `NotInvited`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.locked(design, "agree")
    partner = rows.partnership(actor, row, "endorse")
    standing = partner.endorsements.filter(uuid=endorsement, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at):
        raise NotFound(what="endorsement", uuid=str(endorsement))
    told = {"endorsement": str(endorsement)}
    ledger.record(actor, verb="design.withdraw_endorsement", subject=f"design:{design}", at=at, **told)


@scoped
def record_agreement(  # noqa: PLR0913 - what an agreement says
    actor: Actor,
    *,
    design: UUID,
    organisation: str,
    covers: tuple[str, ...],
    terms: str,
    valid_from: date,
    at: datetime,
    partnership: UUID | None = None,
    valid_until: date | None = None,
    seats: int | None = None,
    amount: Decimal | None = None,
    currency: str = "",
    document: bytes = b"",
    name: str = "",
    media_type: str = "",
) -> UUID:
    """Write down what was agreed with an organisation, with the document. Raises `NotFound`, `NotAMaker`, `Invalid`."""
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "agree")
    check_text("organisation", organisation)
    partner = None
    if partnership is not None:
        partner = row.partnerships.filter(uuid=partnership).first()
        if partner is None:
            raise NotFound(what="partnership", uuid=str(partnership))
    _check_agreement(valid_from, valid_until, seats, amount, currency)
    made = Agreement.objects.create(
        institution_id=actor.here,
        design=row,
        partnership=partner,
        organisation=organisation.strip(),
        covers=rows.choices("covers", covers, COVERS),
        terms=prose("terms", terms),
        seats=seats,
        amount=amount,
        currency=currency,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by_id=actor.me,
        **_document(document, name, media_type),
    )
    if valid_until is not None:
        watch_tomorrow(actor, at)
    ledger.record(actor, verb="design.record_agreement", subject=f"design:{design}", at=at, agreement=str(made.uuid))
    return made.uuid


@scoped
def end_agreement(actor: Actor, *, design: UUID, agreement: UUID, at: datetime) -> None:
    """Say that an agreement holds no longer; it stays on record. Raises `NotFound`, `NotAMaker`."""
    require(actor, Permission.DESIGN)
    row = rows.made(actor, design, "agree")
    if not row.agreements.filter(uuid=agreement, ended_at__isnull=True).update(ended_at=at):
        raise NotFound(what="agreement", uuid=str(agreement))
    ledger.record(actor, verb="design.end_agreement", subject=f"design:{design}", at=at, agreement=str(agreement))


def _check_agreement(begins: date, ends: date | None, seats: int | None, amount: Decimal | None, currency: str) -> None:
    if ends is not None and ends < begins:
        raise Invalid(field="valid_until", found=ends.isoformat(), allowed=f">= {begins.isoformat()}")
    if seats is not None and not 0 < seats < 10**6:
        raise Invalid(field="seats", found=seats, allowed="1-999999")
    if amount is not None and not (amount.is_finite() and 0 <= amount < 10**12):
        raise Invalid(field="amount", found=str(amount)[:40])
    if (amount is not None) != bool(re.fullmatch(r"[A-Z]{3}", currency)):
        raise Invalid(field="currency", found=currency[:20], allowed="ISO 4217")


def _document(content: bytes, name: str, media_type: str) -> dict[str, object]:
    """Return the columns of a document; one is told by its first bytes, not by its name. Raises `Invalid`."""
    if not content:
        return {}
    if len(content) > MAX_DOCUMENT:
        raise Invalid(field="document", found=len(content), longest=MAX_DOCUMENT)
    if not content.startswith(MEDIA_TYPES.get(media_type, b"\x00\x00none")):
        raise Invalid(field="document", found=media_type[:80], allowed=list(MEDIA_TYPES))
    return {
        "content": content,
        "name": prose("name", name, longest=200),
        "media_type": media_type,
        "size": len(content),
        "digest": facts.digest_of(content),
    }

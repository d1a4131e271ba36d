"""Signing awards: once each, whatever dies in between."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential.ports import Signer
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import AwardView
from testamur.domain.catalogue.queries import definitions_of, version_uuids
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.institution.steps import list_addresses
from testamur.domain.issuing import facts
from testamur.domain.issuing.actions.endorsing import standing_endorsements
from testamur.domain.issuing.actions.keeping import signing_key
from testamur.domain.issuing.actions.places import free_places, open_list
from testamur.domain.issuing.models import Credential, Document, SigningKey
from testamur.domain.issuing.values import FORMATS
from testamur.domain.ledger import actions as ledger


@scoped
def sign(actor: Actor, *, awards: Sequence[str], at: datetime) -> None:
    """Sign the credentials of awards that stand, in every format. What is signed already is left as it is."""
    require(actor, Permission.SIGN)
    stored, signer = signing_key(actor, at)
    fresh = _new_credentials(actor, awards, signer, at)
    if not fresh:
        return
    Document.objects.bulk_create(_documents(fresh, stored, signer, at), batch_size=200)
    told = [str(row.uuid) for row, _ in fresh]
    ledger.record(actor, verb="issuing.sign", subject=f"key:{stored.uuid}", at=at, credentials=told)


def _new_credentials(
    actor: Actor, uuids: Sequence[str], signer: Signer, at: datetime
) -> list[tuple[Credential, AwardView]]:
    """Return new credentials for those awards that have none.

    The open revocation list is locked first: of two workers on the same awards, the second waits here and then finds
    them signed.
    """
    revocation = open_list(actor, "revocation", signer, at)
    suspension = open_list(actor, "suspension", signer, at)
    standing = [award for award in awards.by_uuid(uuids) if award.is_standing]
    have = set(Credential.objects.filter(award__uuid__in=uuids).values_list("award_id", flat=True))
    needed = [award for award in standing if award.id not in have]
    places = zip(free_places(revocation, len(needed)), free_places(suspension, len(needed)), strict=True)
    rows = [
        Credential(
            institution_id=award.institution_id,
            award_id=award.id,
            person_id=award.person_id,
            version_id=award.version_id,
            issued_at=at,
            revocation_list=revocation,
            revocation_index=revoked,
            suspension_list=suspension,
            suspension_index=suspended,
        )
        for award, (revoked, suspended) in zip(needed, places, strict=True)
    ]
    Credential.objects.bulk_create(rows, batch_size=500)
    list_addresses(actor, kind="credential", targets={str(row.uuid): row.pk for row in rows})
    return list(zip(rows, needed, strict=True))


def _documents(
    fresh: list[tuple[Credential, AwardView]], stored: SigningKey, signer: Signer, at: datetime
) -> list[Document]:
    issuer = institution(stored.institution_id)
    versions = version_uuids(award.version_id for _, award in fresh)
    courses = definitions_of(award.version_id for _, award in fresh)
    endorsed = standing_endorsements(versions)
    made = []
    for row, award in fresh:
        document = facts.unsigned(row, award, courses[award.version_id], issuer, versions[award.version_id], endorsed)
        for form in FORMATS:
            content = facts.signed(document, form, signer, at)
            made.append(
                Document(
                    institution_id=row.institution_id,
                    credential=row,
                    person_id=row.person_id,
                    key=stored,
                    format=form,
                    content=content,
                    digest=hashlib.sha256(content).hexdigest(),
                    signed_at=at,
                )
            )
    return made

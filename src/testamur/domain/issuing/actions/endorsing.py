"""Endorsing, in a partner organisation's own name: the house keeps its key and signs for it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.credential import status
from testamur.core.credential.compose import Publisher
from testamur.core.credential.endorsing import EndorsementFacts, endorsement_credential
from testamur.core.credential.ports import Json
from testamur.domain.catalogue.queries import definition_of
from testamur.domain.catalogue.steps import uuids_of, version_of
from testamur.domain.design import steps as design
from testamur.domain.design.steps import Intention
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.institution.steps import keep_confirmed, list_address
from testamur.domain.issuing import addresses, facts
from testamur.domain.issuing.actions.keeping import signing_key
from testamur.domain.issuing.actions.places import free_places, open_list, set_bit
from testamur.domain.issuing.models import Endorsement, StatusList
from testamur.domain.issuing.queries import MOST_EMBEDDED
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class NotPublished(Conflict):
    """What is to be endorsed has no permanent address yet."""

    code = "not-published"


@scoped
def endorse(actor: Actor, *, endorsement: UUID, at: datetime) -> UUID:
    """Sign, as a partner, what one's organisation meant to endorse, and return it; signed already, nothing changes.

    Raises `NotFound`, `NotInvited`, `NotPublished`, `AddressUnconfirmed`.
    """
    require(actor, Permission.CO_DESIGN)
    keep_confirmed(actor)
    meant = design.intention(actor, endorsement)
    version_id, target, name = _target(actor, meant)
    signed = Endorsement.objects.filter(intent_id=meant.id, version_id=version_id).first()
    if signed is not None:
        return signed.uuid
    stored, signer = signing_key(actor, at, meant.by)
    places = open_list(actor, "revocation", signer, at, meant.by.id)
    row = Endorsement(
        institution_id=actor.here,
        intent_id=meant.id,
        organisation_id=meant.by.id,
        about=meant.about,
        version_id=version_id,
        claim=meant.claim,
        key=stored,
        signed_at=at,
        revocation_list=places,
        revocation_index=free_places(places, 1)[0],
    )
    document = _document(row, meant, target, name, places)
    row.content = facts.signed(document, "ob3", signer, at)
    row.compact = facts.signed(document, "vc-jwt", signer, at).decode()
    row.digest = hashlib.sha256(row.content).hexdigest()
    row.save(force_insert=True)
    list_address(actor, key=str(row.uuid), kind="endorsement", target_id=row.pk)
    told = {"organisation": str(meant.by.uuid), "about": meant.about, "digest": row.digest}
    ledger.record(actor, verb="issuing.endorse", subject=f"endorsement:{row.uuid}", at=at, **told)
    return row.uuid


@scoped
def take_endorsement_back(actor: Actor, *, endorsement: UUID, reason: str, at: datetime) -> None:
    """Withdraw, as a partner, what one's organisation signed; whoever checks it learns so.

    Raises `NotFound`, `NotInvited`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = Endorsement.objects.select_for_update().filter(uuid=endorsement, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(what="endorsement", uuid=str(endorsement))
    meant = design.intention(actor, row.intent.uuid)
    said = reason.strip()
    if not said or len(said) > 500 or not said.isprintable():  # noqa: PLR2004 - the column's length
        raise Invalid(field="reason", found=said[:80], longest=500)
    _stored, signer = signing_key(actor, at, meant.by)
    set_bit(row.revocation_list_id, row.revocation_index, signer, at, is_set=True)
    Endorsement.objects.filter(pk=row.pk).update(withdrawn_at=at, because=said)
    design.give_up(meant.id, at)
    ledger.record(actor, verb="issuing.take_endorsement_back", subject=f"endorsement:{endorsement}", at=at)


def standing_endorsements(version_ids: Iterable[int]) -> facts.Endorsed:
    """Return what is embedded into credentials of these versions (inside ids) that are signed now."""
    here = Endorsement.objects.filter(withdrawn_at__isnull=True).order_by("-pk")
    issuer = here.filter(about="issuer").values_list("compact", flat=True)[:MOST_EMBEDDED]
    by_version: dict[int, list[str]] = defaultdict(list)
    for row in here.filter(version_id__in=set(version_ids)):
        if row.version_id is not None and len(by_version[row.version_id]) < MOST_EMBEDDED:
            by_version[row.version_id].append(row.compact)
    return facts.Endorsed(tuple(issuer), {key: tuple(found) for key, found in by_version.items()})


def _target(actor: Actor, meant: Intention) -> tuple[int | None, str, str]:
    """Return the version (inside id), the address of what is endorsed, and what it is called. Raises `NotPublished`."""
    if meant.about == "issuer":
        house = institution(actor.here)
        return None, addresses.did(house.uuid), house.name
    if meant.microcredential is None:
        raise NotPublished
    version = version_of(uuids_of([meant.microcredential])[meant.microcredential], meant.version)
    return version.id, addresses.version(version.uuid), definition_of(version.id).title.original


def _document(row: Endorsement, meant: Intention, target: str, name: str, places: StatusList) -> Json:
    by = meant.by
    publisher = Publisher(addresses.did(by.uuid, "organisations"), by.name, by.url, country=by.country)
    said = EndorsementFacts(
        id=addresses.endorsement(row.uuid),
        target=target,
        name=f"{by.name}: {name}"[:250],
        claim=meant.claim,
        valid_from=row.signed_at,
        status=(status.StatusEntry(addresses.status_list(places.uuid), row.revocation_index, "revocation"),),
    )
    return endorsement_credential(publisher, said)

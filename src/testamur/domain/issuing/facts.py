"""This room's rows as core values and views, and the making of what is signed."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import orjson

from testamur.adapters import vault
from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.environment import environment, secret_key
from testamur.core.credential import data_integrity, jwt, keys, status
from testamur.core.credential.canonical import Canonicaliser
from testamur.core.credential.compose import AwardFacts, Publisher, ResultFact, open_badge
from testamur.core.credential.ports import Json, Signer
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.awards.values import AwardView
from testamur.domain.institution.values import InstitutionView
from testamur.domain.issuing import addresses
from testamur.domain.issuing.models import Credential, Endorsement, Link, SigningKey, StatusList
from testamur.domain.issuing.values import CredentialView, EndorsementView, KeyView, LinkView, OrganisationProfile
from testamur.packs.narratives import labels
from testamur.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Endorsed:
    """What partners have signed and stand by, as VC-JWT: about the issuer, and about versions (inside id)."""

    issuer: tuple[str, ...]
    versions: Mapping[int, tuple[str, ...]]


@cache
def canonicaliser() -> Canonicaliser:
    """Return this process's canonicaliser, with the pinned contexts read once."""
    return Canonicaliser(PinnedContexts())


@cache
def _secret() -> str:
    return secret_key(environment().secret_key_file)


def sealed(seed: bytes, row: SigningKey) -> bytes:
    """Return a key's seed as it is stored."""
    return vault.seal(_secret(), seed, bound_to=_bound_to(row))


def signer(row: SigningKey, name: str) -> keys.SigningKey:
    """Return the key, opened, speaking for the DID *name*."""
    return keys.SigningKey.from_seed(vault.unseal(_secret(), bytes(row.sealed), bound_to=_bound_to(row)), name)


def _bound_to(row: SigningKey) -> str:
    if row.organisation_id is not None:
        return f"signing key of organisation {row.organisation_id}"
    return f"signing key of {row.institution_id}"


def public_key(row: SigningKey) -> keys.PublicKey:
    """Return the public half of a stored key, which stays published when it signs no more."""
    return keys.PublicKey(keys.Kind.ED25519, bytes(row.public_key))


def key(row: SigningKey, issuer: UUID, kind: str = "issuers") -> KeyView:
    """Return the public part of a key of an institution, or of one of its partners (*kind* ``organisations``)."""
    name = f"{addresses.did(issuer, kind)}#{public_key(row).multikey}"
    return KeyView(row.uuid, name, row.made_at, row.retired_at, row.revoked_at, row.revoked_because)


def unsigned(
    row: Credential,
    award: AwardView,
    course: MicroCredential,
    issuer: InstitutionView,
    version: UUID,
    endorsed: Endorsed,
) -> Json:
    """Return the Open Badges credential of an award. Without e-mail address: what is shown is not an address book."""
    name = addresses.did(issuer.uuid)
    publisher = Publisher(name, issuer.name, issuer.url, issuer.email, issuer.country, endorsed.issuer)
    told = AwardFacts(
        id=addresses.credential(row.uuid),
        achievement_id=addresses.version(version),
        name=award.name,
        awarded_at=award.awarded_at,
        valid_from=row.issued_at,
        valid_until=award.valid_until,
        identifier=award.identifier,
        results=tuple(ResultFact(assessment, percent) for assessment, percent in award.results),
        status=(
            status.StatusEntry(addresses.status_list(row.revocation_list.uuid), row.revocation_index, "revocation"),
            status.StatusEntry(addresses.status_list(row.suspension_list.uuid), row.suspension_index, "suspension"),
        ),
        endorsements=endorsed.versions.get(award.version_id, ()),
    )
    return open_badge(course, publisher, told, labels(next(iter(course.title))))


def signed(document: Json, form: str, by: Signer, at: datetime) -> bytes:
    """Return the bytes of *document* in a format of `values.FORMATS`."""
    if form == "vc-jwt":
        return jwt(document, by).encode()
    return orjson.dumps(data_integrity(document, by, created=at, canonicaliser=canonicaliser()))


def signed_list(row: StatusList, by: Signer, at: datetime) -> bytes:
    """Return a status list as it is served."""
    document = status.compose_list(
        status.StatusList(bytes(row.bits)),
        list_id=addresses.status_list(row.uuid),
        purpose=row.purpose,
        issuer=by.controller,
        valid_from=at,
    )
    return orjson.dumps(data_integrity(document, by, created=at, canonicaliser=canonicaliser()))


def state(row: Credential, valid_until: datetime | None, at: datetime) -> str:
    """Return what the credential is worth: revoked beats suspended beats expired beats valid."""
    if row.revoked_at:
        return "revoked"
    if row.suspended_at:
        return "suspended"
    return "expired" if valid_until and valid_until <= at else "valid"


def credential(row: Credential, award: AwardView, formats: tuple[str, ...], at: datetime) -> CredentialView:
    """Return the credential; ``version`` and its micro-credential are loaded with it."""
    return CredentialView(
        id=row.pk,
        uuid=row.uuid,
        institution_id=row.institution_id,
        address=addresses.credential(row.uuid),
        award=award,
        version=row.version.uuid,
        microcredential=row.version.microcredential.uuid,
        title=row.version.microcredential.title,
        issued_at=row.issued_at,
        state=state(row, award.valid_until, at),
        changed_at=row.revoked_at or row.suspended_at,
        because=row.because,
        formats=formats,
    )


def endorsement(row: Endorsement) -> EndorsementView:
    """Return an endorsement; intent, organisation and version are loaded with it."""
    return EndorsementView(
        uuid=row.uuid,
        intent=row.intent.uuid,
        address=addresses.endorsement(row.uuid),
        organisation=row.organisation.name,
        organisation_uuid=row.organisation.uuid,
        country=row.organisation.country,
        url=row.organisation.url,
        about=row.about,
        version=row.version.version if row.version else "",
        claim=row.claim,
        signed_at=row.signed_at,
        withdrawn_at=row.withdrawn_at,
        because=row.because,
    )


def organisation(row: SigningKey) -> OrganisationProfile:
    """Return whose key it is; the organisation is loaded with it."""
    known = row.organisation
    if known is None:
        raise NotFound(what="partner-organisation")
    return OrganisationProfile(
        known.uuid, addresses.did(known.uuid, "organisations"), known.name, known.country, known.url
    )


def link_secret(uuid: UUID) -> str:
    """Return the secret of a link: 144 bits, the same each time, known to nobody who has only the database."""
    return urlsafe_b64encode(vault.keyed_digest(_secret(), f"link {uuid}")[:18]).decode()


def link(row: Link) -> LinkView:
    """Return the link; ``credential`` is loaded with it."""
    return LinkView(
        uuid=row.uuid,
        credential=row.credential.uuid,
        label=row.label,
        secret=link_secret(row.uuid),
        made_at=row.made_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        opened=row.opened,
        last_opened_at=row.last_opened_at,
    )

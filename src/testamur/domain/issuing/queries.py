"""What can be read about keys, credentials and links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When

from testamur.adapters.postgres.scope import scoped, within
from testamur.adapters.postgres.sorting import Sorts, as_read, first_text, ordered
from testamur.core.credential import did
from testamur.core.credential.keys import PublicKey
from testamur.domain.awards import queries as awards
from testamur.domain.design import queries as design
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, by_uuid, institution
from testamur.domain.issuing import addresses, facts
from testamur.domain.issuing.models import Credential, Document, Endorsement, Link, SigningKey, StatusList
from testamur.domain.issuing.values import (
    FORMATS,
    SUFFIXES,
    CredentialView,
    EndorsementView,
    File,
    KeyView,
    LinkView,
    OrganisationProfile,
    Standing,
)
from testamur.refusals import NotFound

PAGE = 50
# A verifier looks at sixteen in a credential; the newest of each are embedded.
MOST_EMBEDDED = 6
STATES = ("valid", "expired", "suspended", "revoked")
SORTS: Sorts = {
    "newest": "pk",
    "name": as_read("award__name"),
    "number": "award__identifier",
    "title": first_text("version__microcredential__title"),
    "awarded": "award__awarded_at",
}


@scoped
def keys(actor: Actor) -> list[KeyView]:
    """Return the institution's keys, the one that signs first."""
    require(actor, Permission.MANAGE_KEYS)
    issuer = institution(actor.here).uuid
    rows = SigningKey.objects.filter(organisation__isnull=True).order_by("-made_at", "-pk")
    return [facts.key(row, issuer) for row in rows]


def did_document(issuer: UUID) -> dict[str, Any]:
    """Return an institution's DID document, with every key that ever signed. Public. Raises `NotFound`."""
    place = by_uuid(issuer)
    with within(place.id):
        rows = SigningKey.objects.filter(organisation__isnull=True).order_by("-made_at", "-pk")
        return did.document(addresses.did(issuer), [facts.public_key(row) for row in rows])


@scoped
def partner_keys(actor: Actor, *, organisation: UUID, at: datetime) -> list[KeyView]:
    """Return every key of an organisation, the newest first, to its people and to the house. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    known = design.organisation(actor, uuid=organisation, at=at)
    rows = SigningKey.objects.filter(organisation__uuid=known.uuid).order_by("-made_at", "-pk")
    return [facts.key(row, known.uuid, "organisations") for row in rows]


def organisation_did_document(uuid: UUID) -> dict[str, Any]:
    """Return the DID document of a partner organisation that has endorsed something, without keys that were revoked.

    Public. Raises `NotFound`.
    """
    told, keys_of = _organisation(uuid)
    return did.document(told.did, keys_of)


def organisation_profile(uuid: UUID) -> OrganisationProfile:
    """Return what is public of a partner organisation that has endorsed something. Raises `NotFound`."""
    return _organisation(uuid)[0]


def endorsement(uuid: UUID) -> tuple[EndorsementView, File]:
    """Return an endorsement as it was signed, withdrawn ones too. Public. Raises `NotFound`."""
    found = address(str(uuid), kind="endorsement")
    if found is None:
        raise NotFound(what="signed-endorsement", uuid=str(uuid))
    with within(found.institution_id):
        row = _endorsements().get(pk=found.target_id)
        file = File(bytes(row.content), FORMATS["ob3"], f"{row.uuid}.{SUFFIXES['ob3']}", row.digest)
        return facts.endorsement(row), file


def endorsements(institution_id: int, *, version: UUID | None = None) -> list[EndorsementView]:
    """Return who stands by the issuer, and by a version of a micro-credential, the newest first. Public."""
    with within(institution_id):
        rows = _endorsements().filter(withdrawn_at__isnull=True)
        wanted = Q(about="issuer") | Q(version__uuid=version) if version else Q(about="issuer")
        return [facts.endorsement(row) for row in rows.filter(wanted)]


def endorsed(institution_id: int, *, version: UUID | None = None) -> tuple[str, ...]:
    """Return what stands about a version, or without one about the issuer, as it was signed (VC-JWT). Public."""
    with within(institution_id):
        rows = Endorsement.objects.filter(withdrawn_at__isnull=True).order_by("-pk")
        rows = rows.filter(version__uuid=version) if version else rows.filter(about="issuer")
        return tuple(rows.values_list("compact", flat=True)[:MOST_EMBEDDED])


@scoped
def endorsements_by(actor: Actor, *, organisation: UUID, at: datetime) -> list[EndorsementView]:
    """Return what an organisation signed, withdrawn ones too, to its people and to the house. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    known = design.organisation(actor, uuid=organisation, at=at)
    return [facts.endorsement(row) for row in _endorsements().filter(organisation__uuid=known.uuid)]


def status_list(uuid: UUID) -> tuple[bytes, datetime]:
    """Return a status list as it was signed, and when. Public. Raises `NotFound`."""
    found = address(str(uuid), kind="status-list")
    if found is None:
        raise NotFound(what="status-list", uuid=str(uuid))
    with within(found.institution_id):
        row = StatusList.objects.get(pk=found.target_id)
        return bytes(row.signed), row.signed_at


def standing(uuid: UUID, *, at: datetime) -> Standing:
    """Return what anyone may know of a credential by its permanent address; no personal data. Raises `NotFound`."""
    found = address(str(uuid), kind="credential")
    if found is None:
        raise NotFound(what="credential", uuid=str(uuid))
    with within(found.institution_id):
        row = Credential.objects.select_related("version", "award").get(pk=found.target_id)
        state = facts.state(row, row.award.valid_until, at)
        return Standing(row.uuid, row.institution_id, row.version.uuid, row.issued_at, state)


@scoped
def credentials(
    actor: Actor, *, at: datetime, text: str = "", before: int | None = None, limit: int = PAGE
) -> list[CredentialView]:
    """Return the institution's credentials, newest first; *text* looks in names and student numbers."""
    require(actor, Permission.READ_AWARDS)
    rows = Credential.objects.order_by("-pk")
    if text:
        rows = rows.filter(Q(award__name__icontains=text) | Q(award__identifier=text))
    rows = rows if before is None else rows.filter(pk__lt=before)
    return _views(rows[:limit], at)


@scoped
def sorted_credentials(
    actor: Actor,
    *,
    at: datetime,
    text: str = "",
    state: str = "",
    sort: str = "-newest",
    skip: int = 0,
    limit: int = PAGE,
) -> list[CredentialView]:
    """Return the institution's credentials as a table shows them: *sort* is one of `SORTS`, *state* of `STATES`."""
    require(actor, Permission.READ_AWARDS)
    rows = ordered(_sought(text, state, at), sort, SORTS)
    return _views(rows[skip : skip + limit], at)


@scoped
def credential_count(actor: Actor, *, at: datetime, text: str = "", state: str = "") -> int:
    """Return how many credentials `sorted_credentials` would list."""
    require(actor, Permission.READ_AWARDS)
    return _sought(text, state, at).count()


@scoped
def signed_count(actor: Actor, *, awards: Iterable[int]) -> int:
    """Return how many of *awards* (ids) have their credential by now."""
    require(actor, Permission.READ_AWARDS)
    return Credential.objects.filter(award_id__in=list(awards)).values("award_id").distinct().count()


@scoped
def credential(actor: Actor, *, uuid: UUID, at: datetime) -> CredentialView:
    """Return a credential: one's own, or of the institution. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    return _one(_visible(actor).filter(uuid=uuid), at)


@scoped
def document(actor: Actor, *, credential: UUID, form: str) -> File:
    """Return a signed document: of one's own credential, or of the institution. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    return _file(_visible(actor).filter(uuid=credential), form)


def of_award(award: UUID, *, institution_id: int, at: datetime) -> CredentialView | None:
    """Return the credential of an award, or None while it is being signed; the caller may see the award."""
    with within(institution_id):
        found = _views(Credential.objects.filter(award__uuid=award), at)
        return found[0] if found else None


def own_credentials(person_id: int, *, at: datetime) -> list[CredentialView]:
    """Return a person's own credentials from all institutions, newest first."""
    with within(person_id=person_id):
        return _views(Credential.objects.filter(person_id=person_id).order_by("-issued_at"), at)


@scoped
def links(actor: Actor, *, credential: UUID) -> list[LinkView]:
    """Return the links that concern the actor, newest first: to one's own credential, or made by the institution."""
    require(actor, Permission.SHARE_OWN)
    rows = links_in_reach(actor).select_related("credential").filter(credential__uuid=credential)
    return [facts.link(row) for row in rows.order_by("-made_at")]


@scoped
def private_links(actor: Actor, *, credential: UUID, at: datetime) -> int:
    """Return how many open links the holder has made; what they are for, and where they lead, is the holder's."""
    require(actor, Permission.SIGN)
    rows = Link.objects.filter(credential__uuid=credential, by_holder=True, withdrawn_at__isnull=True)
    return rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at)).count()


def links_in_reach(actor: Actor) -> QuerySet[Link]:
    """Return the links that an actor may see and withdraw: those to their own credentials; who signs, the office's."""
    mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=())
    return Link.objects.filter(mine | Q(by_holder=False) if Permission.SIGN in actor.permissions else mine)


def shown(secret: str, *, at: datetime) -> CredentialView:
    """Return what a link shows, and count the opening. Raises `NotFound` for a link that is none, or no longer one."""
    row = _link(secret, at)
    with within(row.institution_id):
        Link.objects.filter(pk=row.pk).update(opened=F("opened") + 1, last_opened_at=at)
        return _one(Credential.objects.filter(pk=row.credential_id), at)


def shown_document(secret: str, *, form: str, at: datetime) -> File:
    """Return a signed document that a link shows. Raises `NotFound`."""
    row = _link(secret, at)
    with within(row.institution_id):
        return _file(Credential.objects.filter(pk=row.credential_id), form)


def open_secrets(person_id: int, links: Iterable[UUID], *, at: datetime) -> dict[UUID, str]:
    """Return link → secret of a person's links that are open; for rooms to which the person gave them to pass on."""
    with within(person_id=person_id):
        rows = Link.objects.filter(uuid__in=list(links), person_id=person_id, withdrawn_at__isnull=True)
        found = rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
        return {one: facts.link_secret(one) for one in found.values_list("uuid", flat=True)}


def links_to_end(person_id: int, links: Iterable[UUID]) -> dict[UUID, int]:
    """Return link → institution (inside id) of a person's links that nobody has withdrawn; for other rooms."""
    with within(person_id=person_id):
        rows = Link.objects.filter(uuid__in=list(links), person_id=person_id, withdrawn_at__isnull=True)
        return dict(rows.values_list("uuid", "institution_id"))


def link_key(secret: str) -> str:
    """Return what the address book knows of a link's secret."""
    return hashlib.sha256(f"link {secret}".encode()).hexdigest()


class OwnDocuments(Mapping[str, Mapping[str, Any]]):
    """DID → document for the institutions here: the check page need not ask its own server over the network."""

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        partner = addresses.uuid_of(name, "organisations")
        try:
            if partner is not None:
                return organisation_did_document(partner)
            return did_document(addresses.uuid_of(name, "issuers") or UUID(int=0))
        except NotFound as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True


class OwnLists(Mapping[str, bytes]):
    """Status list address → signed list, for the lists that are kept here."""

    def __getitem__(self, url: str) -> bytes:
        uuid = addresses.uuid_in(url, "status-lists")
        try:
            return status_list(uuid or UUID(int=0))[0]
        except NotFound as error:
            raise KeyError(url) from error

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True


def _endorsements() -> QuerySet[Endorsement]:
    return Endorsement.objects.select_related("intent", "organisation", "version").order_by("-pk")


def _organisation(uuid: UUID) -> tuple[OrganisationProfile, list[PublicKey]]:
    """Return an organisation with every key that holds or once signed for it; its first signature made it public."""
    found = address(str(uuid), kind="organisation")
    if found is None:
        raise NotFound(what="partner-organisation", uuid=str(uuid))
    with within(found.institution_id):
        rows = SigningKey.objects.select_related("organisation").filter(organisation__uuid=uuid)
        held = list(rows.order_by("-made_at", "-pk"))
        return facts.organisation(held[0]), [facts.public_key(row) for row in held if row.revoked_at is None]


def _sought(text: str, state: str, at: datetime) -> QuerySet[Credential]:
    rows = Credential.objects.all()
    if text:
        rows = rows.filter(Q(award__name__icontains=text) | Q(award__identifier=text))
    return rows.annotate(state=_state(at)).filter(state=state) if state else rows


def _state(at: datetime) -> Case:
    """Return the state as the database reckons it; `facts.state` is the same in Python."""
    return Case(
        When(revoked_at__isnull=False, then=Value("revoked")),
        When(suspended_at__isnull=False, then=Value("suspended")),
        When(award__valid_until__lte=at, then=Value("expired")),
        default=Value("valid"),
    )


def _visible(actor: Actor) -> QuerySet[Credential]:
    rows = Credential.objects.all()
    return rows if Permission.READ_AWARDS in actor.permissions else rows.filter(person_id=actor.me)


def _link(secret: str, at: datetime) -> Link:
    found = address(link_key(secret), kind="link")
    if found is None:
        raise NotFound(what="link")
    with within(found.institution_id):
        row = Link.objects.get(pk=found.target_id)
    if row.withdrawn_at or (row.expires_at and row.expires_at <= at):
        raise NotFound(what="link")
    return row


def _one(rows: QuerySet[Credential], at: datetime) -> CredentialView:
    found = _views(rows, at)
    if not found:
        raise NotFound(what="credential")
    return found[0]


def _views(rows: QuerySet[Credential], at: datetime) -> list[CredentialView]:
    page = list(rows.select_related("version__microcredential"))
    held = awards.by_id(row.award_id for row in page)
    formats: dict[int, list[str]] = {row.pk: [] for row in page}
    for credential_id, form in Document.objects.filter(credential__in=page).values_list("credential_id", "format"):
        formats[credential_id].append(form)
    return [facts.credential(row, held[row.award_id], tuple(sorted(formats[row.pk])), at) for row in page]


def _file(rows: QuerySet[Credential], form: str) -> File:
    found = Document.objects.select_related("credential").filter(credential__in=rows, format=form).first()
    if found is None:
        raise NotFound(what="document", form=form[:20])
    name = f"{found.credential.uuid}.{SUFFIXES[form]}"
    return File(bytes(found.content), FORMATS[form], name, found.digest)

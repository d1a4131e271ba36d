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
from testamur.domain.awards import queries as awards
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, by_uuid, institution
from testamur.domain.issuing import addresses, facts
from testamur.domain.issuing.models import Credential, Document, Link, SigningKey, StatusList
from testamur.domain.issuing.values import FORMATS, SUFFIXES, CredentialView, File, KeyView, LinkView, Standing
from testamur.refusals import NotFound

PAGE = 50
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
    return [facts.key(row, issuer) for row in SigningKey.objects.order_by("-made_at", "-pk")]


def did_document(issuer: UUID) -> dict[str, Any]:
    """Return an institution's DID document, with every key that ever signed. Public. Raises `NotFound`."""
    place = by_uuid(issuer)
    with within(place.id):
        rows = SigningKey.objects.order_by("-made_at", "-pk")
        return did.document(addresses.did(issuer), [facts.public_key(row) for row in rows])


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


def link_key(secret: str) -> str:
    """Return what the address book knows of a link's secret."""
    return hashlib.sha256(f"link {secret}".encode()).hexdigest()


class OwnDocuments(Mapping[str, Mapping[str, Any]]):
    """DID → document for the institutions here: the check page need not ask its own server over the network."""

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        uuid = addresses.uuid_in(name, "issuers")
        try:
            return did_document(uuid or UUID(int=0))
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

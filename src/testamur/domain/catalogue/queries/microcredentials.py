"""Micro-credentials as everyone may read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from testamur.adapters.postgres.scope import scoped, within
from testamur.core import quality
from testamur.core.model.definition import DefinitionError
from testamur.core.model.microcredential import MicroCredential as Definition
from testamur.core.quality import Report
from testamur.domain.catalogue import facts
from testamur.domain.catalogue import guidelines as packs
from testamur.domain.catalogue.actions.publishing import Unreadable
from testamur.domain.catalogue.models import MicroCredential, MicroCredentialVersion
from testamur.domain.catalogue.values import Edition, Listing, Published, Rehearsal, Shelved
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import directory
from testamur.domain.institution.values import InstitutionView
from testamur.refusals import NotFound

PAGE = 24


def published(uuid: UUID, *, version: str = "") -> Published:
    """Return a micro-credential whole, in its current version or the one named. Raises `NotFound`."""
    with within():
        row = MicroCredential.objects.select_related("current").filter(uuid=uuid).first()
        if row is None:
            raise NotFound(what="microcredential", uuid=str(uuid))
        versions = list(row.versions.order_by("-published_at", "-id"))
        chosen = next((one for one in versions if one.version == version), None) if version else row.current
        if chosen is None:
            raise NotFound(what="microcredential", uuid=str(uuid), version=version)
        return Published(
            listing=facts.listing(row, directory([row.institution_id])[row.institution_id]),
            definition=facts.version_definition(chosen),
            version=facts.version(chosen),
            versions=tuple(facts.version(one) for one in versions),
            source=chosen.source,
        )


def by_version(uuid: UUID) -> Published:
    """Return the micro-credential that a version belongs to, in that version. Raises `NotFound`."""
    with within():
        found = MicroCredentialVersion.objects.select_related("microcredential").filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="version", uuid=str(uuid))
    return published(found.microcredential.uuid, version=found.version)


def of_institution(institution_id: int) -> list[Listing]:
    """Return everything that an institution has published, retired too, by code."""
    with within():
        rows = MicroCredential.objects.filter(institution_id=institution_id).select_related("current")
        where = directory([institution_id])
        return [facts.listing(row, where[row.institution_id]) for row in rows.order_by("code")]


@scoped
def shelf(actor: Actor, *, on: date, text: str = "", after: str = "", limit: int = PAGE) -> list[Shelved]:
    """Return what the actor's institution has published, retired too, by code; *after* is the last code seen.

    *text* looks in codes, titles and tags, without accents.
    """
    require(actor, Permission.READ_PUBLIC)
    rows = MicroCredential.objects.select_related("current").filter(institution_id=actor.here, code__gt=after)
    if text:
        rows = rows.filter(Q(code__icontains=text) | Q(words__contains=_plain(text)))
    place = directory([actor.here])[actor.here]
    return [_shelved(row, place, on) for row in rows.order_by("code")[:limit]]


@scoped
def rehearsal(actor: Actor, *, source: str, on: date) -> Rehearsal:
    """Return what publishing *source* would do, doing none of it. Raises `Unreadable`."""
    require(actor, Permission.PUBLISH)
    try:
        course, report = facts.examined(source, on)
    except DefinitionError as error:
        raise Unreadable(problems=error.problems, more=error.more) from error
    row = MicroCredential.objects.filter(institution_id=actor.here, code=course.id).first()
    if row is None:
        return Rehearsal(course, report, "first", None)
    known = MicroCredentialVersion.objects.filter(microcredential=row, version=course.version).first()
    outcome = "next" if known is None else "same" if known.source == source else "taken"
    return Rehearsal(course, report, outcome, published(row.uuid))


def examined(source: str, *, on: date) -> Report:
    """Return what the guidelines in force say of a published text, with the places they speak of. Public."""
    return facts.examined(source, on)[1]


def guidelines(report: Report) -> list[quality.Pack]:
    """Return the guidelines that a report applied, with all their rules. Public."""
    return [pack for pack in packs.in_use() if pack.id in report.packs]


def definition_of(version_id: int) -> Definition:
    """Return the definition of a version by its inside id; for rooms, in any scope."""
    with within():
        return facts.version_definition(MicroCredentialVersion.objects.get(pk=version_id))


def definitions_of(version_ids: Iterable[int]) -> dict[int, Definition]:
    """Return inside id → definition of versions; for rooms, in any scope."""
    with within():
        rows = MicroCredentialVersion.objects.filter(pk__in=set(version_ids))
        return {row.pk: facts.version_definition(row) for row in rows}


def version_uuids(version_ids: Iterable[int]) -> dict[int, UUID]:
    """Return inside id → permanent uuid of versions; for rooms, in any scope."""
    with within():
        rows = MicroCredentialVersion.objects.filter(pk__in=set(version_ids))
        return dict(rows.values_list("pk", "uuid"))


def editions(version_ids: Iterable[int]) -> dict[int, Edition]:
    """Return inside id → version with its definition and whose it is; for rooms, in any scope."""
    with within():
        rows = MicroCredentialVersion.objects.filter(pk__in=set(version_ids)).select_related("microcredential")
        found = list(rows)
    places = directory({row.institution_id for row in found})
    return {row.pk: facts.edition(row, places[row.institution_id]) for row in found}


def _shelved(row: MicroCredential, place: InstitutionView, on: date) -> Shelved:
    course = facts.version_definition(row.current) if row.current else None
    if course is None:
        raise NotFound(what="microcredential", uuid=str(row.uuid))
    return Shelved(facts.listing(row, place), course, quality.check(course, packs.in_use(), on=on))


def _plain(text: str) -> str:
    """Return *text* as the column ``words`` is written: small, without accents."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))

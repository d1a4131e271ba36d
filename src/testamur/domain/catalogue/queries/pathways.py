"""Pathways as everyone may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.model.definition import DefinitionError
from testamur.core.rules.policy import Policy
from testamur.domain.catalogue import facts, policies
from testamur.domain.catalogue.actions.pathways import PolicyUnreadable
from testamur.domain.catalogue.models import Acceptance, FormerCode, MicroCredential, Pathway, PolicyVersion
from testamur.domain.catalogue.queries.microcredentials import editions
from testamur.domain.catalogue.values import (
    Listing,
    PathwayListing,
    PathwayRehearsal,
    PolicyView,
    PublishedPathway,
)
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import directory, institution, institutions
from testamur.domain.institution.values import InstitutionView
from testamur.refusals import NotFound

_MOST = 10_000


def pathways(
    *,
    on: date,
    text: str = "",
    institution_id: int | None = None,
    all_of_them: bool = False,
    skip: int = 0,
    limit: int = _MOST,
) -> list[PathwayListing]:
    """Return the pathways that hold on a day, by title: everyone's, or those of an institution.

    ``all_of_them``: also what is retired, waits for an owner or does not hold yet; for the publisher's own desk.
    """
    with within():
        rows = Pathway.objects.filter(title__icontains=text.replace("\x00", "")) if text else Pathway.objects.all()
        if institution_id is not None:
            rows = rows.filter(institution_id=institution_id)
        if not all_of_them:
            rows = rows.filter(retired_at__isnull=True)
        rows = rows.order_by("title", "pk")
        keys = [row.pk for row in rows] if all_of_them else _in_force(rows, on)
        return _listings(Pathway.objects.filter(pk__in=keys[skip : skip + limit]).order_by("title", "pk"), on)


def _in_force(rows: QuerySet[Pathway], on: date) -> list[int]:
    """Return the inside ids of the pathways that hold on a day, in their order; nothing of their texts is read."""
    places = {one.code: one for one in institutions()}
    found = _with_versions(rows, PolicyVersion.objects.defer("source"))
    views = ((row.pk, facts.policy_views(list(row.versions.all()), places)) for row in found)
    return [key for key, versions in views if any(one.holds_on(on) for one in versions)]


def pathway(uuid: UUID, *, on: date, version: str = "") -> PublishedPathway:
    """Return a pathway whole: in the version of the day, or in the one named. Raises `NotFound`."""
    with within():
        row = _with_versions(Pathway.objects.filter(uuid=uuid)).first()
        if row is None:
            raise NotFound(what="pathway", uuid=str(uuid))
        places = {one.code: one for one in institutions()}
        rows = list(row.versions.all())
        views = facts.policy_views(rows, places)
        chosen = (
            next((one for one in views if one.version == version), None) if version else facts.of_the_day(views, on)
        )
        if chosen is None:
            raise NotFound(what="pathway", uuid=str(uuid), version=version)
        stored = next(one for one in rows if one.pk == chosen.id)
        policy = policies.parsed(stored.digest, stored.source)
        return PublishedPathway(
            listing=_listing(row, chosen, places),
            policy=policy,
            version=chosen,
            versions=tuple(reversed(views)),
            source=stored.source,
            named=tagged(policy, resolved(policies.references(policy), home=row.institution_id)),
        )


def tagged(policy: Policy, named: Mapping[str, Listing]) -> dict[str, Listing]:
    """Return what a policy names, with its tags where the policy counts by tags: they stand in the definition."""
    asked = {ref: named[ref] for ref in policies.references(policy) if ref in named}
    if not policies.counts_by_tags(policy):
        return asked
    known = editions(one.version_id for one in asked.values())
    return {
        ref: replace(one, tags=known[one.version_id].definition.tags) if one.version_id in known else one
        for ref, one in asked.items()
    }


def resolved(references: Iterable[str], *, home: int) -> dict[str, Listing]:
    """Return those *references* that name something in the catalogue; *home* is the publisher's inside id."""
    places = {one.code: one.id for one in institutions()}
    keys = {written: policies.Reference.of(written).within(places, home) for written in references}
    with within():
        found = _under({code for _place, code in keys.values()})
        where = directory({row.institution_id for row in found.values()})
        return {written: facts.listing(found[key], where[key[0]]) for written, key in keys.items() if key in found}


def _under(codes: set[str]) -> dict[tuple[int, str], MicroCredential]:
    """Return (institution, code) → what has the code there, or had it before it was renamed."""
    every = MicroCredential.objects.select_related("current")
    former = FormerCode.objects.filter(code__in=codes).select_related("microcredential__current")
    found = {(row.institution_id, row.code): row.microcredential for row in former}
    return found | {(row.institution_id, row.code): row for row in every.filter(code__in=codes)}


def policies_of(version_ids: Iterable[int]) -> dict[int, Policy]:
    """Return inside id → policy of versions; for rooms, in any scope."""
    with within():
        rows = PolicyVersion.objects.filter(pk__in=set(version_ids))
        return {row.pk: policies.parsed(row.digest, row.source) for row in rows}


@scoped
def to_accept(actor: Actor, *, on: date) -> list[PathwayListing]:
    """Return the pathways of others that the actor's institution owns too, each in its latest version."""
    require(actor, Permission.PUBLISH)
    us = institution(actor.here).code
    with within():
        shared = PolicyVersion.objects.filter(owners__contains=[us]).exclude(institution_id=actor.here)
        rows = Pathway.objects.filter(pk__in=shared.values("pathway_id"), retired_at__isnull=True)
        return _listings(rows.order_by("title"), on, is_latest=True)


@scoped
def pathway_rehearsal(actor: Actor, *, source: str, on: date) -> PathwayRehearsal:
    """Return what publishing *source* would do, doing none of it. Raises `PolicyUnreadable`."""
    require(actor, Permission.PUBLISH)
    try:
        policy = policies.read(source)
    except DefinitionError as error:
        raise PolicyUnreadable(problems=error.problems, more=error.more) from error
    us, places = institution(actor.here), {one.code: one for one in institutions()}
    named = resolved(policies.references(policy), home=actor.here)
    codes = facts.owners(policy, us)
    outcome, before = _outcome(policy, source, on)
    return PathwayRehearsal(
        policy=policy,
        faults=facts.faults(policy, us),
        remarks=facts.remarks(policy),
        outcome=outcome,
        before=before,
        leads_to=resolved([policy.awards], home=actor.here).get(policy.awards),
        owners=tuple(places[code] for code in codes if code in places),
        strangers=tuple(code for code in codes if code not in places),
        unnamed=tuple(one for one in policies.references(policy) if one not in named),
    )


def _outcome(policy: Policy, source: str, on: date) -> tuple[str, PathwayListing | None]:
    row = _with_versions(Pathway.objects.filter(code=policy.id)).first()
    if row is None:
        return "first", None
    before = _listings(Pathway.objects.filter(pk=row.pk), on)[0]
    known = next((one for one in row.versions.all() if one.version == policy.version), None)
    if known:
        return ("same" if known.source == source else "taken"), before
    in_the_way = facts.in_the_way(list(row.versions.all()), policy.effective_from or on)
    return ("overlaps" if in_the_way else "next"), before


def _with_versions(rows: QuerySet[Pathway], these: QuerySet[PolicyVersion] | None = None) -> QuerySet[Pathway]:
    accepted = Acceptance.objects.filter(withdrawn_at__isnull=True)
    every = PolicyVersion.objects.select_related("leads_to__current") if these is None else these
    versions = every.order_by("effective_from", "pk")
    return rows.prefetch_related(
        Prefetch("versions", versions), Prefetch("versions__acceptances", accepted.select_related("institution"))
    )


def _listings(rows: QuerySet[Pathway], on: date, *, is_latest: bool = False) -> list[PathwayListing]:
    places = {one.code: one for one in institutions()}
    found = []
    for row in _with_versions(rows):
        views = facts.policy_views(list(row.versions.all()), places)
        chosen = views[-1] if is_latest else facts.of_the_day(views, on)
        if chosen:
            found.append(_listing(row, chosen, places))
    return found


def _listing(row: Pathway, chosen: PolicyView, places: dict[str, InstitutionView]) -> PathwayListing:
    by_id = {one.id: one for one in places.values()}
    stored = next(one for one in row.versions.all() if one.pk == chosen.id)
    leads_to = stored.leads_to
    return PathwayListing(
        id=row.pk,
        uuid=row.uuid,
        institution=by_id[row.institution_id],
        code=row.code,
        title=policies.parsed(stored.digest, stored.source).title,
        version=chosen,
        leads_to=facts.listing(leads_to, by_id[leads_to.institution_id]) if leads_to else None,
        published_at=row.published_at,
        retired_at=row.retired_at,
    )

"""Publishing pathways: policies as immutable, dated versions, which every owner accepts before they hold."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.model.definition import DefinitionError
from testamur.core.rules.policy import Policy
from testamur.domain.catalogue import facts, policies
from testamur.domain.catalogue.models import Acceptance, Pathway, PolicyVersion
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institution
from testamur.domain.institution.steps import list_address
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class PolicyUnreadable(Invalid):
    """The policy file has problems. ``facts``: problems (a tuple of the reader's ``Problem``), more."""

    code = "policy-unreadable"


class PolicyNotReady(Invalid):
    """Something in the policy speaks against publication. ``facts``: faults (a tuple of ``Flaw``)."""

    code = "policy-not-ready"


class PolicyVersionTaken(Conflict):
    """This version is published with another text. ``facts``: code, version."""

    code = "policy-version-taken"


class OverlappingVersions(Conflict):
    """Another version of the pathway holds on that day. ``facts``: version, effective_from, other, other_from."""

    code = "policy-versions-overlap"


@scoped
def publish_pathway(actor: Actor, *, source: str, at: datetime) -> UUID:
    """Publish the policy *source* and return the pathway's permanent uuid.

    It holds from its effective date, once every other owner has accepted it. Publishing the same text again changes
    nothing. Raises `PolicyUnreadable`, `PolicyNotReady`, `PolicyVersionTaken`, `OverlappingVersions`.
    """
    require(actor, Permission.PUBLISH)
    policy = _read(actor, source)
    digest = hashlib.sha256(source.encode()).hexdigest()
    row = Pathway.objects.select_for_update().filter(code=policy.id).first()
    known = row and PolicyVersion.objects.filter(pathway=row, version=policy.version).first()
    if row and known:
        if known.digest != digest:
            raise PolicyVersionTaken(code=policy.id, version=policy.version)
        return row.uuid
    begins = policy.effective_from or at.date()
    if row:
        _check_room(row, policy, begins)
    row = row or _first(actor, policy, at)
    version = PolicyVersion.objects.create(
        institution_id=actor.here,
        pathway=row,
        version=policy.version,
        source=source,
        digest=digest,
        owners=list(facts.owners(policy, institution(actor.here))),
        leads_to=facts.awarded(policy),
        effective_from=begins,
        effective_until=policy.effective_until,
        published_at=at,
        published_by_id=actor.person_id,
    )
    list_address(actor, key=str(version.uuid), kind="policy", target_id=version.pk)
    Pathway.objects.filter(pk=row.pk).update(title=policy.title[:300], published_at=at, retired_at=None)
    told = {"code": policy.id, "version": policy.version, "digest": digest, "owners": version.owners}
    ledger.record(actor, verb="catalogue.publish_pathway", subject=f"pathway:{row.uuid}", at=at, **told)
    return row.uuid


@scoped
def accept(actor: Actor, *, version: UUID, at: datetime) -> None:
    """Accept a version of a pathway that the actor's institution owns with others. Raises `NotFound`."""
    require(actor, Permission.PUBLISH)
    row = _shared(actor, version)
    told = {"accepted_at": at, "accepted_by_id": actor.person_id, "withdrawn_at": None}
    Acceptance.objects.update_or_create(institution_id=actor.here, version_id=row.pk, defaults=told)
    ledger.record(actor, verb="catalogue.accept", subject=f"policy:{version}", at=at)


@scoped
def withdraw_acceptance(actor: Actor, *, version: UUID, at: datetime) -> None:
    """Take back the acceptance: the version holds no longer; who is bound to it stays so. Raises `NotFound`."""
    require(actor, Permission.PUBLISH)
    row = _shared(actor, version)
    given = Acceptance.objects.filter(institution_id=actor.here, version_id=row.pk, withdrawn_at__isnull=True)
    if not given.update(withdrawn_at=at):
        raise NotFound(what="acceptance", uuid=str(version))
    ledger.record(actor, verb="catalogue.withdraw_acceptance", subject=f"policy:{version}", at=at)


@scoped
def retire_pathway(actor: Actor, *, pathway: UUID, at: datetime) -> None:
    """Take a pathway out of the list: nobody new follows it; who does, goes on. Raises `NotFound`."""
    require(actor, Permission.PUBLISH)
    if not Pathway.objects.filter(uuid=pathway, retired_at__isnull=True).update(retired_at=at):
        raise NotFound(what="pathway", uuid=str(pathway))
    ledger.record(actor, verb="catalogue.retire_pathway", subject=f"pathway:{pathway}", at=at)


@scoped
def bring_pathway_back(actor: Actor, *, pathway: UUID, at: datetime) -> None:
    """Put a retired pathway back into the list. Raises `NotFound`."""
    require(actor, Permission.PUBLISH)
    if not Pathway.objects.filter(uuid=pathway, retired_at__isnull=False).update(retired_at=None):
        raise NotFound(what="pathway", uuid=str(pathway))
    ledger.record(actor, verb="catalogue.bring_pathway_back", subject=f"pathway:{pathway}", at=at)


def _read(actor: Actor, source: str) -> Policy:
    try:
        policy = policies.read(source)
    except DefinitionError as error:
        raise PolicyUnreadable(problems=error.problems, more=error.more) from error
    faults = facts.faults(policy, institution(actor.here))
    if faults:
        raise PolicyNotReady(faults=faults)
    return policy


def _first(actor: Actor, policy: Policy, at: datetime) -> Pathway:
    row = Pathway.objects.create(
        institution_id=actor.here,
        code=policy.id,
        title=policy.title[:300],
        first_published_at=at,
        published_at=at,
    )
    list_address(actor, key=str(row.uuid), kind="pathway", target_id=row.pk)
    return row


def _check_room(row: Pathway, policy: Policy, begins: date) -> None:
    """Raise `OverlappingVersions` unless the version begins after all others, and after the last day of each."""
    other = facts.in_the_way(list(row.versions.all()), begins)
    if other:
        raise OverlappingVersions(
            version=policy.version,
            effective_from=begins.isoformat(),
            other=other.version,
            other_from=other.effective_from.isoformat(),
        )


def _shared(actor: Actor, version: UUID) -> PolicyVersion:
    """Return a version that another institution has published and the actor's owns with it. Raises `NotFound`."""
    us = institution(actor.here).code
    with within():
        row = (
            PolicyVersion.objects.filter(uuid=version, owners__contains=[us]).exclude(institution_id=actor.here).first()
        )
    if row is None:
        raise NotFound(what="policy", uuid=str(version))
    return row

"""Awarding what a pathway leads to: the policy proposes; a person confers, waives a clause, looks at what was lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.awards import deciding, facts, steps
from testamur.domain.awards.actions.conferring import AlreadyConferred, NotEligible
from testamur.domain.awards.models import Award, Standing, Waiver
from testamur.domain.catalogue.queries import editions, policies_of
from testamur.domain.catalogue.steps import current_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import names
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class LeadsNowhere(Conflict):
    """What the pathway leads to is not in the catalogue, so nothing can be awarded here. ``facts``: standing."""

    code = "pathway-leads-nowhere"


@scoped
def confer_stack(actor: Actor, *, standing: UUID, at: datetime) -> UUID:
    """Award what a pathway leads to, and ask for the credential to be signed; the items are used up by it.

    Raises `NotFound`, `NotEligible`, `LeadsNowhere`, `AlreadyConferred`.
    """
    require(actor, Permission.CONFER)
    row = _locked(standing)
    leads_to = row.version.leads_to_id
    if leads_to is None:
        raise LeadsNowhere(standing=str(standing))
    _row, decided, award = next(deciding.decide_all([row], on=at.date()))
    if award:
        raise AlreadyConferred(award=str(award.uuid))
    if not decided.decision:
        raise NotEligible(verdict=decided.decision.verdict.value, decision=decided.decision.to_json())
    fresh = _award(actor, row, current_of(leads_to), decided, at)
    deciding.settle(row, decided, fresh, may_be_awarded=True, at=at)
    row.save()
    ledger.enqueue(actor, task="issuing.sign", awards=[str(fresh.uuid)])
    steps.tell([row.person_id])
    ledger.record(actor, verb="awards.confer_stack", subject=f"award:{fresh.uuid}", at=at, standing=str(standing))
    return fresh.uuid


@scoped
def waive(actor: Actor, *, standing: UUID, clause: str, reason: str, at: datetime) -> UUID:
    """Let a clause be met for one learner, and decide anew. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CONFER)
    row = _locked(standing)
    known = [one.id for one in policies_of([row.version_id])[row.version_id].clauses]
    if clause not in known:
        raise Invalid(field="clause", found=clause[:100], allowed=known)
    waiver = Waiver.objects.filter(standing=row, clause=clause, withdrawn_at__isnull=True).first()
    if waiver is None:
        waiver = Waiver.objects.create(
            institution_id=actor.here,
            standing=row,
            person_id=row.person_id,
            clause=clause,
            reason=_reason(reason),
            made_at=at,
            made_by=names([actor.me])[actor.me].name[:200],
        )
    _decide_anew(row, at)
    told = {"standing": str(standing), "clause": clause}
    ledger.record(actor, verb="awards.waive", subject=f"waiver:{waiver.uuid}", at=at, **told)
    return waiver.uuid


@scoped
def end_waiver(actor: Actor, *, waiver: UUID, at: datetime) -> None:
    """Take a waiver back, and decide anew. Raises `NotFound`."""
    require(actor, Permission.CONFER)
    row = Waiver.objects.select_related("standing").filter(uuid=waiver, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(what="waiver", uuid=str(waiver))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _decide_anew(_locked(row.standing.uuid), at)
    ledger.record(actor, verb="awards.end_waiver", subject=f"waiver:{waiver}", at=at)


@scoped
def keep_stack(actor: Actor, *, standing: UUID, reason: str, at: datetime) -> None:
    """Let an award stand though an item that it rests on has ended, and say why. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CONFER)
    row = _locked(standing)
    if row.state != deciding.REVIEW:
        raise NotFound(what="review", uuid=str(standing))
    row.state, row.settled_because, row.changed_at = deciding.AWARDED, _reason(reason), at
    row.save(update_fields=["state", "settled_because", "changed_at"])
    ledger.record(actor, verb="awards.keep_stack", subject=f"standing:{standing}", at=at, lost=row.lost)


def _award(actor: Actor, row: Standing, version_id: int, decided: deciding.Decided, at: datetime) -> Award:
    holder = names([row.person_id])[row.person_id]
    same = Award.objects.select_for_update().filter(person_id=row.person_id, version_id=version_id)
    last = same.order_by("-pk").first()
    if last and last.ended_at is None:
        raise AlreadyConferred(award=str(last.uuid))
    return Award.objects.create(
        institution_id=actor.here,
        person_id=row.person_id,
        version_id=version_id,
        standing=row,
        name=holder.name or holder.email,
        decision=decided.decision.to_json(),
        results=[],
        awarded_at=at,
        valid_until=facts.lapses(editions([version_id])[version_id].definition, at),
        conferred_by_id=actor.person_id,
        replaces=last,
    )


def _decide_anew(row: Standing, at: datetime) -> None:
    _row, decided, award = next(deciding.decide_all([row], on=at.date()))
    deciding.settle(row, decided, award, may_be_awarded=row.version.leads_to_id is not None, at=at)
    row.save()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(field="reason", found="")
    return reason.strip()[:500]


def _locked(standing: UUID) -> Standing:
    rows = Standing.objects.select_for_update(of=("self",)).select_related("version")
    row = rows.filter(uuid=standing, left_at__isnull=True).first()
    if row is None:
        raise NotFound(what="standing", uuid=str(standing))
    return row

"""Awarding what an enrolment has led to, and taking back what nothing was signed for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.awards import facts, steps
from testamur.domain.awards.models import Award, Batch, BatchItem, Proposal
from testamur.domain.catalogue.queries import definition_of, definitions_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import EnrolmentView
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

# Signing holds the status list while it works, a second or two for so many: a revocation waits no longer.
_SIGN_CHUNK = 100


class NotEligible(Invalid):
    """The award rule is not met, or cannot be judged. ``facts``: verdict, decision (as JSON)."""

    code = "not-eligible"


class AlreadyConferred(Conflict):
    """The person holds a standing award of this version. ``facts``: award."""

    code = "already-conferred"


@scoped
def propose(actor: Actor, *, offering: UUID, at: datetime) -> dict[str, int]:
    """Ask the award rule about everyone in an offering, and return verdict → how many."""
    require(actor, Permission.CONFER)
    takings = learning.of_offering(offering)
    courses = definitions_of(taking.version_id for taking in takings)
    rows = []
    for taking in takings:
        decision = facts.judge(courses[taking.version_id], taking, at)
        rows.append(
            Proposal(
                institution_id=actor.here,
                enrolment_id=taking.id,
                verdict=decision.verdict.value,
                decision=decision.to_json(),
                decided_at=at,
            )
        )
    Proposal.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["institution", "enrolment"],
        update_fields=["verdict", "decision", "decided_at"],
    )
    counts = {verdict: sum(1 for row in rows if row.verdict == verdict) for verdict in ("met", "unmet", "unknown")}
    ledger.record(actor, verb="awards.propose", subject=f"offering:{offering}", at=at, **counts)
    return counts


@scoped
def confer(actor: Actor, *, enrolment: UUID, at: datetime) -> UUID:
    """Award, and ask for the credential to be signed. Raises `NotFound`, `NotEligible`, `AlreadyConferred`."""
    require(actor, Permission.CONFER)
    found = learning.by_uuid([enrolment])
    if not found:
        raise NotFound(what="enrolment", uuid=str(enrolment))
    row = _confer(actor, found[0], definition_of(found[0].version_id), at)
    ledger.enqueue(actor, task="issuing.sign", awards=[str(row.uuid)])
    steps.tell([row.person_id])
    ledger.record(actor, verb="awards.confer", subject=f"award:{row.uuid}", at=at, enrolment=str(enrolment))
    return row.uuid


@scoped
def confer_many(actor: Actor, *, enrolments: Sequence[UUID], at: datetime) -> UUID:
    """Ask for many awards and return the batch to watch; the work is done in the background, in chunks."""
    require(actor, Permission.CONFER)
    found = learning.by_uuid(enrolments)
    batch = Batch.objects.create(institution_id=actor.here, total=len(found), asked_at=at, asked_by_id=actor.person_id)
    lines = [BatchItem(institution_id=actor.here, batch=batch, enrolment_id=one.id) for one in found]
    BatchItem.objects.bulk_create(lines, batch_size=1000)
    for first in range(0, len(lines), ledger.CHUNK):
        chunk = [line.pk for line in lines[first : first + ledger.CHUNK]]
        ledger.enqueue(actor, task="awards.confer_chunk", batch=str(batch.uuid), first=chunk[0], last=chunk[-1])
    ledger.record(actor, verb="awards.confer_many", subject=f"batch:{batch.uuid}", at=at, total=batch.total)
    return batch.uuid


@scoped
def confer_chunk(actor: Actor, *, batch: str, first: int, last: int, at: datetime) -> None:
    """Award the waiting lines of a chunk: all of them, or, when we are killed, none yet. Safe to repeat."""
    require(actor, Permission.CONFER)
    lines = BatchItem.objects.select_for_update().filter(batch__uuid=batch, pk__range=(first, last), state="waiting")
    waiting = {line.enrolment_id: line for line in lines}
    if not waiting:
        return
    takings, conferred, people = learning.by_id(waiting), [], []
    courses = definitions_of(taking.version_id for taking in takings)
    for taking in takings:
        line = waiting[taking.id]
        try:
            line.award = _confer(actor, taking, courses[taking.version_id], at, batch_id=line.batch_id)
        except (NotEligible, AlreadyConferred) as refusal:
            line.state, line.because = "refused", refusal.code
        else:
            line.state = "conferred"
            conferred.append(str(line.award.uuid))
            people.append(taking.person_id)
    BatchItem.objects.bulk_update(waiting.values(), ["state", "because", "award"], batch_size=500)
    for start in range(0, len(conferred), _SIGN_CHUNK):
        ledger.enqueue(actor, task="issuing.sign", awards=[*conferred[start : start + _SIGN_CHUNK]])
    steps.tell(people)
    ledger.record(actor, verb="awards.confer_chunk", subject=f"batch:{batch}", at=at, awards=conferred)


@scoped
def withdraw(actor: Actor, *, award: UUID, reason: str, at: datetime) -> None:
    """End an award that nothing was signed for; else use ``issuing.revoke``, which ends it too. Raises `NotFound`."""
    require(actor, Permission.CONFER)
    steps.end(award=award, because="withdrawn", reason=reason, at=at)
    ledger.record(actor, verb="awards.withdraw", subject=f"award:{award}", at=at)


def _confer(
    actor: Actor, taking: EnrolmentView, course: MicroCredential, at: datetime, batch_id: int | None = None
) -> Award:
    """Return a new award. The caller's transaction holds the lock that a second attempt waits for."""
    decision = facts.judge(course, taking, at)
    if not decision:
        raise NotEligible(verdict=decision.verdict.value, decision=decision.to_json())
    earlier = _earlier(taking, at)
    return Award.objects.create(
        institution_id=actor.here,
        person_id=taking.person_id,
        version_id=taking.version_id,
        enrolment_id=taking.id,
        batch_id=batch_id,
        name=taking.name or taking.email,
        identifier=taking.identifier,
        decision=decision.to_json(),
        results=facts.best_marks(taking),
        awarded_at=at,
        valid_until=facts.lapses(course, at),
        conferred_by_id=actor.person_id,
        replaces=earlier,
    )


def _earlier(taking: EnrolmentView, at: datetime) -> Award | None:
    """Return the award that a new one follows. Raises `AlreadyConferred`.

    An award that has lapsed is renewed by a new enrolment: it makes room for the new one.
    """
    same = Award.objects.select_for_update().filter(person_id=taking.person_id, version_id=taking.version_id)
    last = same.order_by("-pk").first()
    if last is None or last.ended_at:
        return last
    has_lapsed = last.valid_until is not None and last.valid_until <= at
    if not has_lapsed or last.enrolment_id == taking.id:
        raise AlreadyConferred(award=str(last.uuid))
    steps.end(award=last.uuid, because="renewed", reason="renewed", at=at)
    return last

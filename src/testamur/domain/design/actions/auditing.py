"""An institution looks at its own readiness, round by round: questions, evidence, who answers for it, by when."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design import readiness
from testamur.domain.design.actions import rows
from testamur.domain.design.models import AuditAnswer, SelfAudit
from testamur.domain.design.scale_values import STANDINGS
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound


class AuditOpen(Conflict):
    """A round is open already."""

    code = "audit-open"


@scoped
def begin_audit(actor: Actor, *, at: datetime) -> UUID:
    """Begin a round; the answers of the last one stand until they are changed. Raises `AuditOpen`."""
    require(actor, Permission.APPROVE_DESIGNS)
    last = SelfAudit.objects.select_for_update().filter(institution_id=actor.here).order_by("-number").first()
    if last and last.closed_at is None:
        raise AuditOpen
    made = SelfAudit.objects.create(
        institution_id=actor.here,
        number=last.number + 1 if last else 1,
        questions=readiness.questions().reference,
        begun_at=at,
        begun_by_id=actor.person_id,
    )
    ledger.record(actor, verb="design.begin_audit", subject=f"self-audit:{made.uuid}", at=at, number=made.number)
    return made.uuid


@scoped
def answer_audit(
    actor: Actor,
    *,
    audit: UUID,
    question: str,
    standing: str,
    at: datetime,
    evidence: str = "",
    owner: str = "",
    due_on: date | None = None,
) -> None:
    """Answer a question: absent, planned, partly or in place, which needs evidence. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.APPROVE_DESIGNS)
    row = _open(audit)
    known = tuple(one.code for one in readiness.questions().questions)
    AuditAnswer.objects.create(
        institution_id=actor.here,
        audit=row,
        question=rows.choice("question", question, known),
        standing=rows.choice("standing", standing, STANDINGS),
        evidence=prose("evidence", evidence, needed=standing == "in-place", longest=5000),
        owner=prose("owner", owner, needed=False, longest=200),
        due_on=due_on,
        at=at,
        by_id=actor.me,
    )
    ledger.record(actor, verb="design.answer_audit", subject=f"self-audit:{audit}", at=at, question=question)


@scoped
def close_audit(actor: Actor, *, audit: UUID, at: datetime, note: str = "") -> None:
    """Close a round when every question has an answer. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.APPROVE_DESIGNS)
    row = _open(audit)
    answered = set(row.answers.values_list("question", flat=True))
    lacking = [one.code for one in readiness.questions().questions if one.code not in answered]
    if lacking:
        raise Invalid(field="answers", found=lacking, allowed=list(STANDINGS))
    row.closed_at, row.note = at, prose("note", note, needed=False, longest=5000)
    row.save(update_fields=["closed_at", "note"])
    ledger.record(actor, verb="design.close_audit", subject=f"self-audit:{audit}", at=at)


def _open(uuid: UUID) -> SelfAudit:
    found = SelfAudit.objects.select_for_update().filter(uuid=uuid, closed_at__isnull=True).first()
    if found is None:
        raise NotFound(what="self-audit", uuid=str(uuid))
    return found

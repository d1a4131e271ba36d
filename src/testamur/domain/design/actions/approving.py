"""Approval with four eyes, publication, and what comes after: another look, a revision, or the end."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.definition.crediting import credited
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.catalogue.queries import published
from testamur.domain.catalogue.steps import current_of, id_of, publish_approved
from testamur.domain.design import editions, facts, states
from testamur.domain.design.actions import reviewing, rows
from testamur.domain.design.actions.calendar import watch_tomorrow
from testamur.domain.design.actions.drafting import begun
from testamur.domain.design.actions.reviewing import Answers
from testamur.domain.design.models import Approval, Design, Review
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_MONTHS = range(1, 121)


class BeingRevised(Conflict):
    """A revision is in the making already. ``facts``: design."""

    code = "being-revised"


@scoped
def approve(  # noqa: PLR0913 - what an approval says
    actor: Actor,
    *,
    design: UUID,
    level: str,
    credit_value: str,
    at: datetime,
    answers: Answers | None = None,
    statement: str = "",
    minutes: int = 0,
    review_months: int = 36,
) -> UUID:
    """Approve the text that was reviewed, naming its level and credit value as one has weighed them oneself.

    Raises `NotFound`, `WrongStage`, `NotIndependent`, `InterestNotStated`, `Unresolved`, `NotAsWeighed`, `Invalid`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    row = rows.judged(actor, design, "approve")
    rows.keep_stated(actor.me, row)
    reviewing.keep_resolved(row)
    waiting = _waiting(row)
    peer = _other_eyes(actor, row, waiting)
    head = rows.head(row)
    if waiting.digest != head.digest:
        raise reviewing.NotReadyForReview(barriers=["unreadable"])
    reviewing.weigh(row, waiting, level, credit_value)
    if review_months not in _MONTHS:
        raise Invalid(field="review_months", found=review_months, allowed="1-120")
    waiting.answers = reviewing.checked_answers(waiting, answers or {}, complete=False)
    waiting.reviewer_id, waiting.outcome, waiting.closed_at = actor.me, "passed", at
    waiting.minutes, waiting.note = rows.minutes(minutes), prose("statement", statement, needed=False)
    waiting.save()
    made = Approval.objects.create(
        institution_id=actor.here,
        design=row,
        review=waiting,
        revision=head.number,
        digest=head.digest,
        level=waiting.level,
        credits=waiting.credits,
        approved_by_id=actor.me,
        weighed_by_id=peer,
        makers=sorted(facts.authors(row)),
        review_months=review_months,
        statement=waiting.note,
        at=at,
    )
    rows.move(actor, row, "approve", at, note=waiting.note)
    told = {"approval": str(made.uuid), "level": made.level, "credits": made.credits, "digest": made.digest}
    ledger.record(actor, verb="design.approve", subject=f"design:{design}", at=at, **told)
    return made.uuid


@scoped
def send_back(
    actor: Actor, *, design: UUID, note: str, at: datetime, answers: Answers | None = None, minutes: int = 0
) -> None:
    """Give a design back to its makers, with the reason; what was answered so far stays with the review that waited.

    Raises `NotFound`, `WrongStage`, `NotIndependent`, `InterestNotStated`, `Invalid`.
    """
    require(actor, Permission.APPROVE_DESIGNS)
    row = rows.judged(actor, design, "send_back")
    rows.keep_stated(actor.me, row)
    said = prose("note", note)
    for one in row.reviews.filter(closed_at__isnull=True):
        one.reviewer_id, one.outcome, one.note, one.closed_at = actor.me, "changes", said, at
        if answers is not None:
            one.answers = reviewing.checked_answers(one, answers, complete=False)
            one.minutes = rows.minutes(minutes)
        one.save()
    rows.move(actor, row, "send_back", at, note=said)
    ledger.record(actor, verb="design.send_back", subject=f"design:{design}", at=at)


@scoped
def publish(actor: Actor, *, design: UUID, at: datetime) -> UUID:
    """Publish an approved text with its makers named, under its own guidelines, and return the micro-credential's uuid.

    Raises `NotFound`, `WrongStage`, and what `catalogue.actions.publish` raises of a text.
    """
    require(actor, Permission.PUBLISH)
    row = rows.locked(design, "publish")
    head, approval = rows.head(row), row.approvals.order_by("-pk").first()
    if approval is None or approval.digest != head.digest:
        raise reviewing.NotReadyForReview(barriers=["approval"])
    source = credited(head.source, facts.makers(row, approval))
    uuid = publish_approved(actor, source, at, row.guidelines)
    row.microcredential_id, row.version = id_of(uuid), facts.version_in(source)
    row.review_due_on = _months_on(at.date(), approval.review_months)
    row.save(update_fields=["microcredential", "version", "review_due_on"])
    editions.put_out(row, current_of(id_of(uuid)), at)
    rows.move(actor, row, "publish", at, note=row.version)
    _supersede(actor, row, at)
    watch_tomorrow(actor, at)
    told = {"microcredential": str(uuid), "version": row.version}
    ledger.record(actor, verb="design.publish", subject=f"design:{design}", at=at, **told)
    return uuid


@scoped
def look_again(
    actor: Actor, *, design: UUID, outcome: str, note: str, at: datetime, minutes: int = 0, review_months: int = 36
) -> UUID:
    """Say, as an independent reviewer, whether what is published still holds: passed, or changes are due.

    Passed, the next look is due in *review_months*. Raises `NotFound`, `WrongStage`, `NotIndependent`, `Invalid`.
    """
    require(actor, Permission.REVIEW_DESIGNS)
    row = rows.judged(actor, design, "look_again")
    rows.keep_stated(actor.me, row)
    rows.choice("outcome", outcome, ("passed", "changes"))
    if review_months not in _MONTHS:
        raise Invalid(field="review_months", found=review_months, allowed="1-120")
    made = reviewing.opened(row, "periodic", at, actor)
    made.reviewer_id, made.outcome, made.closed_at = actor.me, outcome, at
    made.note, made.minutes = prose("note", note), rows.minutes(minutes)
    made.save(force_insert=True)
    if outcome == "passed":
        row.review_due_on = _months_on(at.date(), review_months)
        row.save(update_fields=["review_due_on"])
    to = states.MONITORED if outcome == "passed" else states.DUE
    rows.move(actor, row, "look_again", at, note=made.note, to=to)
    ledger.record(actor, verb="design.look_again", subject=f"design:{design}", at=at, outcome=outcome)
    return made.uuid


@scoped
def revise(actor: Actor, *, design: UUID, at: datetime) -> UUID:
    """Begin the next version of something published, under the guidelines in use today, and return the new design.

    What is out stays out until the revision is published. Raises `NotFound`, `WrongStage`, `BeingRevised`.
    """
    require(actor, Permission.DESIGN)
    row = rows.locked(design, "revise")
    going_on = row.successors.exclude(state__in=states.CLOSED).first()
    if going_on:
        raise BeingRevised(design=str(going_on.uuid))
    source = rows.head(row).source
    made = begun(actor, row.title, source, "design", "", at)
    made.revises, made.from_design, made.from_revision, made.family = row, row, row.revision, row.family
    made.save(update_fields=["revises", "from_design", "from_revision", "family"])
    editions.copy(row, made, actor.me, at)
    rows.tell(actor, row, "revise", at)
    rows.tell(actor, made, "start", at)
    ledger.record(actor, verb="design.revise", subject=f"design:{design}", at=at, revision=str(made.uuid))
    return made.uuid


@scoped
def retire(actor: Actor, *, design: UUID, reason: str, at: datetime) -> None:
    """Take what was published out of the catalogue's search; it stays readable. Raises `NotFound`, `WrongStage`."""
    require(actor, Permission.PUBLISH)
    row = rows.locked(design, "retire")
    said = prose("reason", reason, longest=2000)
    listed = published(facts.microcredential_of(row))
    if listed.listing.retired_at is None:
        catalogue.retire(actor, microcredential=listed.listing.uuid, at=at)
    rows.move(actor, row, "retire", at, note=said)
    ledger.record(actor, verb="design.retire", subject=f"design:{design}", at=at)


def _waiting(row: Design) -> Review:
    found = row.reviews.select_for_update().filter(kind="approval", closed_at__isnull=True).first()
    if found is None:
        raise NotFound(what="design-review", uuid=str(row.uuid))
    return found


def _other_eyes(actor: Actor, row: Design, waiting: Review) -> int:
    """Return who passed this text as a peer, by inside id. Raises `NotIndependent` where the approver did: two eyes."""
    passed = row.reviews.filter(kind="peer", digest=waiting.digest, outcome="passed").order_by("-pk")
    if passed.filter(reviewer_id=actor.me).exists():
        raise rows.NotIndependent(why="reviewed")
    found = passed.first()
    if found is None or found.reviewer_id is None:
        raise reviewing.NotReadyForReview(barriers=["peer"])
    return found.reviewer_id


def _supersede(actor: Actor, row: Design, at: datetime) -> None:
    if row.revises is not None and row.revises.state in states.OUT:
        rows.move(actor, row.revises, "revise", at, to=states.REVISED)


def _months_on(day: date, months: int) -> date:
    """Return the day *months* later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day

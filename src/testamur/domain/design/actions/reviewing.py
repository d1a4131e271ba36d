"""From self-check to an independent peer's word: findings, answers, time, and requests for change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.design import facts, post, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import ChangeRequest, Design, Partnership, Review
from testamur.domain.design.values import ANSWERS
from testamur.domain.design.weighing import is_as_written
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.queries import actor_for
from testamur.domain.institution.steps import welcome
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

Answers = Mapping[str, tuple[str, str]]
_DUE = timedelta(days=14)
_OUTCOMES = ("passed", "changes")


class NotReadyForReview(Conflict):
    """Something keeps the design where it is. ``facts``: barriers (codes)."""

    code = "not-ready-for-review"


class OpenQuestions(Invalid):
    """Questions are left without an answer, or a no without a reason. ``facts``: questions (codes)."""

    code = "open-questions"


class Unresolved(Conflict):
    """Change requests that block are not resolved. ``facts``: count."""

    code = "unresolved-changes"


class NotAsWeighed(Invalid):
    """The level or the credit value is not what the text says. ``facts``: field, found, written."""

    code = "not-as-weighed"


class SomebodyElses(Conflict):
    """Another person reviews this."""

    code = "somebody-elses-review"


@scoped
def self_check(actor: Actor, *, design: UUID, at: datetime, answers: Answers = {}, minutes: int = 0) -> UUID:  # noqa: B006 - never changed
    """Keep what the guidelines find in the newest text, with the makers' own answers. Raises `NotFound`, `NotAMaker`.

    Passed, the design may be handed in; with hard findings it stays a draft, and the look at it is kept all the same.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "self_check")
    seen = facts.examined(row, rows.head(row))
    if seen.report is None:
        raise NotReadyForReview(barriers=["unreadable"])
    made = opened(row, "self-check", at, actor)
    made.reviewer_id, made.outcome, made.closed_at = actor.me, "passed" if seen.report else "changes", at
    made.answers, made.minutes = _answers(made, answers, complete=False), rows.minutes(minutes)
    made.save(force_insert=True)
    rows.move(actor, row, "self_check", at, to=states.CHECKED if seen.report else states.DRAFT)
    told = {"outcome": made.outcome, "findings": len(seen.report.findings)}
    ledger.record(actor, verb="design.self_check", subject=f"design:{design}", at=at, **told)
    return made.uuid


@scoped
def submit_for_review(actor: Actor, *, design: UUID, at: datetime, due_on: date | None = None) -> UUID:
    """Hand a checked design to independent reviewers and return the review that waits for one.

    Raises `NotFound`, `NotAMaker`, `WrongStage`, `NotReadyForReview`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "submit_for_review")
    barriers = facts.barriers(row, rows.head(row))
    if barriers:
        raise NotReadyForReview(barriers=list(barriers))
    made = opened(row, "peer", at, actor, due_on=due_on)
    made.save(force_insert=True)
    rows.move(actor, row, "submit_for_review", at)
    ledger.record(actor, verb="design.submit_for_review", subject=f"design:{design}", at=at, review=str(made.uuid))
    return made.uuid


@scoped
def assign_reviewer(actor: Actor, *, design: UUID, email: str, at: datetime) -> None:
    """Ask a reviewer to look at a design; never one of its makers. Raises `NotFound`, `Invalid`, `NotIndependent`."""
    require(actor, Permission.APPROVE_DESIGNS)
    row = rows.locked(design, "review")
    waiting = _open(row, "peer")
    person = welcome(email=email)
    rows.keep_apart(person.pk, row)
    if not may(actor_for(person=person.pk, institution=actor.here), Permission.REVIEW_DESIGNS):
        raise Invalid(field="reviewer", found=email[:80])
    waiting.reviewer_id = person.pk
    waiting.save(update_fields=["reviewer"])
    told = {"person": str(person.uuid)}
    ledger.record(actor, verb="design.assign_reviewer", subject=f"design:{design}", at=at, **told)


@scoped
def take_review(actor: Actor, *, design: UUID, at: datetime) -> UUID:
    """Take on the review that waits. Raises `NotFound`, `WrongStage`, `NotIndependent`, `SomebodyElses`."""
    require(actor, Permission.REVIEW_DESIGNS)
    row = rows.judged(actor, design, "review")
    waiting = _mine(actor, row)
    waiting.save(update_fields=["reviewer"])
    ledger.record(actor, verb="design.take_review", subject=f"design:{design}", at=at, review=str(waiting.uuid))
    return waiting.uuid


@scoped
def keep_answers(actor: Actor, *, design: UUID, answers: Answers, minutes: int, at: datetime) -> None:
    """Keep a reviewer's answers so far, so that none is lost. Raises `NotFound`, `SomebodyElses`, `Invalid`."""
    require(actor, Permission.REVIEW_DESIGNS)
    row = rows.judged(actor, design, "review")
    waiting = _mine(actor, row)
    waiting.answers, waiting.minutes = _answers(waiting, answers, complete=False), rows.minutes(minutes)
    waiting.save(update_fields=["reviewer", "answers", "minutes"])
    ledger.record(actor, verb="design.keep_answers", subject=f"design:{design}", at=at, review=str(waiting.uuid))


@scoped
def finish_review(  # noqa: PLR0913 - what a peer says
    actor: Actor,
    *,
    design: UUID,
    outcome: str,
    answers: Answers,
    minutes: int,
    at: datetime,
    note: str = "",
    level: str = "",
    credit_value: str = "",
) -> None:
    """Say what an independent peer finds: passed, with level and credit value as they weigh them, or changes and why.

    Passed, it goes on to the partners who are to review it, else to approval. Raises `NotFound`, `NotIndependent`,
    `InterestNotStated`, `SomebodyElses`, `OpenQuestions`, `Unresolved`, `NotAsWeighed`, `Invalid`.
    """
    require(actor, Permission.REVIEW_DESIGNS)
    row = rows.judged(actor, design, "review")
    waiting = _mine(actor, row)
    rows.keep_stated(actor.me, row)
    is_passed = rows.choice("outcome", outcome, _OUTCOMES) == "passed"
    waiting.answers = _answers(waiting, answers, complete=is_passed)
    if is_passed:
        keep_resolved(row)
        weigh(row, waiting, level, credit_value)
    waiting.note = prose("note", note, needed=not is_passed)
    waiting.minutes, waiting.outcome, waiting.closed_at = rows.minutes(minutes), outcome, at
    waiting.save()
    if not is_passed:
        rows.move(actor, row, "finish_review", at, note=waiting.note, to=states.DRAFT)
    elif awaited_partners(row, at):
        rows.move(actor, row, "finish_review", at, note=waiting.note, to=states.PARTNER)
        post.ask_for_review(actor, row, awaited_partners(row, at), at)
    else:
        to_approval(actor, row, "finish_review", at)
    ledger.record(actor, verb="design.finish_review", subject=f"design:{design}", at=at, outcome=outcome)


@scoped
def go_on_without_partner(actor: Actor, *, design: UUID, reason: str, at: datetime) -> None:
    """Go on to approval though a partner has not said anything. Raises `NotFound`, `WrongStage`, `NotIndependent`."""
    require(actor, Permission.APPROVE_DESIGNS)
    row = rows.judged(actor, design, "go_on_without_partner")
    said = prose("reason", reason, longest=2000)
    to_approval(actor, row, "go_on_without_partner", at, note=said)
    ledger.record(actor, verb="design.go_on_without_partner", subject=f"design:{design}", at=at)


@scoped
def request_change(
    actor: Actor, *, design: UUID, text: str, at: datetime, place: str = "", is_blocking: bool = True
) -> UUID:
    """Ask for something to be changed at a place. Raises `NotFound`, `WrongStage`, `NotIndependent`, `NotAllowed`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.judged(actor, design, "request_change")
    review = row.reviews.filter(closed_at__isnull=True).first()
    if not (may(actor, Permission.REVIEW_DESIGNS) or may(actor, Permission.APPROVE_DESIGNS)):
        rows.partnership(actor, row, "review")
    made = ChangeRequest.objects.create(
        institution_id=actor.here,
        design=row,
        review=review,
        revision=row.revision,
        place=prose("place", place, needed=False, longest=rows.LONGEST_PLACE),
        text=prose("text", text, longest=5000),
        is_blocking=is_blocking,
        asked_at=at,
        asked_by_id=actor.me,
    )
    ledger.record(actor, verb="design.request_change", subject=f"design:{design}", at=at, change=str(made.uuid))
    return made.uuid


@scoped
def answer_change(actor: Actor, *, design: UUID, change: UUID, text: str, at: datetime) -> None:
    """Say, as a maker, what was done about a change request. Raises `NotFound`, `NotAMaker`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "answer_change")
    open_ones = row.change_requests.filter(uuid=change, resolved_at__isnull=True)
    said = prose("text", text, longest=5000)
    if not open_ones.update(answer=said, answered_at=at, answered_by_id=actor.me):
        raise NotFound(what="change-request", uuid=str(change))
    ledger.record(actor, verb="design.answer_change", subject=f"design:{design}", at=at, change=str(change))


@scoped
def resolve_change(actor: Actor, *, design: UUID, change: UUID, at: datetime, resolution: str = "done") -> None:
    """Say that a change request is met (done), or no longer asked for (withdrawn); never by one of the makers.

    Raises `NotFound`, `NotIndependent`, `NotAllowed`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.judged(actor, design, "resolve_change")
    waiting = row.change_requests.filter(uuid=change, resolved_at__isnull=True).first()
    if waiting is None:
        raise NotFound(what="change-request", uuid=str(change))
    if waiting.asked_by_id != actor.me:
        rows.keep_judges(actor)
    waiting.resolution = rows.choice("resolution", resolution, ("done", "withdrawn"))
    waiting.resolved_at, waiting.resolved_by_id = at, actor.me
    waiting.save(update_fields=["resolution", "resolved_at", "resolved_by_id"])
    told = {"change": str(change), "resolution": resolution}
    ledger.record(actor, verb="design.resolve_change", subject=f"design:{design}", at=at, **told)


def opened(row: Design, kind: str, at: datetime, actor: Actor, *, due_on: date | None = None) -> Review:
    """Return a review of the newest text, not stored yet, with what the guidelines say of it."""
    head = rows.head(row)
    report = facts.examined(row, head).report
    return Review(
        institution_id=row.institution_id,
        design=row,
        kind=kind,
        asked_at=at,
        asked_by_id=actor.person_id,
        due_on=due_on or (at + _DUE).date(),
        revision=head.number,
        digest=head.digest,
        packs=list(row.guidelines),
        report=facts.report_json(report) if report is not None else {"versions": [], "findings": [], "questions": []},
    )


def to_approval(actor: Actor, row: Design, verb: str, at: datetime, *, note: str = "") -> None:
    """Let a design wait for approval."""
    opened(row, "approval", at, actor).save(force_insert=True)
    rows.move(actor, row, verb, at, note=note, to=states.APPROVAL)


def keep_resolved(row: Design) -> None:
    """Raise `Unresolved` while a change request blocks."""
    count = row.change_requests.filter(is_blocking=True, resolved_at__isnull=True).count()
    if count:
        raise Unresolved(count=count)


def weigh(row: Design, waiting: Review, level: str, credit_value: str) -> MicroCredential:
    """Keep level and credit value with a review, as its reviewer names them, and return the definition.

    Nobody passes what they have not read. Raises `NotAsWeighed` unless they are what the text says.
    """
    course = facts.examined(row, rows.head(row)).definition
    if course is None:
        raise NotReadyForReview(barriers=["unreadable"])
    waiting.level, waiting.credits = facts.level_of(course), facts.credits_of(course)
    for field, said, written in (
        ("level", level, waiting.level),
        ("credit_value", credit_value, waiting.credits),
    ):
        if not is_as_written(said, written):
            raise NotAsWeighed(field=field, found=said[:60], written=written)
    return course


def awaited_partners(row: Design, at: datetime) -> list[Partnership]:
    """Return the partners who are to say something about relevance and have not yet, of the newest text."""
    digest = rows.head(row).digest
    invited = row.partnerships.filter(withdrawn_at__isnull=True, allows__contains=["review"])
    invited = invited.select_related("organisation").order_by("pk")
    reachable = [one for one in invited if one.members.exists() or one.links.filter(expires_at__gt=at).exists()]
    return [one for one in reachable if not one.reviews.filter(digest=digest).exists()]


def checked_answers(row: Review, answers: Answers, *, complete: bool) -> dict[str, dict[str, str]]:
    """Return answers to the questions of a review as they are kept. Raises `OpenQuestions`, `Invalid`."""
    return _answers(row, answers, complete=complete)


def _answers(row: Review, answers: Answers, *, complete: bool) -> dict[str, dict[str, str]]:
    asked = [one["code"] for one in row.report["questions"]]
    strange = sorted(set(answers) - set(asked))
    if strange:
        raise Invalid(field="answers", found=[one[:40] for one in strange], allowed=asked)
    kept = {
        code: {"answer": rows.choice("answers", said, ANSWERS), "note": prose("note", note, needed=False)}
        for code, (said, note) in answers.items()
    }
    lacking = [code for code in asked if code not in kept]
    lacking += [code for code, one in kept.items() if one["answer"] == "no" and not one["note"]]
    if complete and lacking:
        raise OpenQuestions(questions=lacking)
    return kept


def _open(row: Design, kind: str) -> Review:
    found = row.reviews.select_for_update().filter(kind=kind, closed_at__isnull=True).first()
    if found is None:
        raise NotFound(what="design-review", uuid=str(row.uuid))
    return found


def _mine(actor: Actor, row: Design) -> Review:
    """Return the peer review that waits, as the actor's. Raises `SomebodyElses`."""
    waiting = _open(row, "peer")
    if waiting.reviewer_id not in (None, actor.me):
        raise SomebodyElses
    waiting.reviewer_id = actor.me
    return waiting

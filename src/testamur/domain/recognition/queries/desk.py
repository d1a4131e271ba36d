"""What assessors and registrars may read of the requests to their institution. Drafts are the learner's alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from testamur.adapters.postgres.scope import scoped
from testamur.adapters.postgres.sorting import Sorts, as_read, ordered
from testamur.core.rules.likeness import likenesses
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.values import PersonView
from testamur.domain.recognition import boards, doubts, facts, limits, precedents, states, targets, weighing
from testamur.domain.recognition.actions.ruling import checked, default_draft
from testamur.domain.recognition.models import Comparison, EquivalenceRule, Evidence, RecognitionRequest
from testamur.domain.recognition.queries import whole
from testamur.domain.recognition.remarks import Remark
from testamur.domain.recognition.values import (
    ComparisonView,
    Draft,
    EvidenceView,
    Fitting,
    Match,
    PrecedentView,
    ProposalView,
    RequestLine,
    RequestView,
    Target,
)
from testamur.refusals import Invalid, NotFound

PAGE = 50
DESK_SORTS: Sorts = {
    "due": "due_on",
    "submitted": "submitted_at",
    "name": as_read("person__name"),
    "state": "state",
}
# What the desk can be narrowed to; "open" is everything that somebody here still has to do something about.
VIEWS: dict[str, Q] = {
    "open": Q(state__in=(*states.OPEN, states.APPEALED)),
    "new": Q(state=states.SUBMITTED),
    "asked": Q(state=states.INCOMPLETE),
    "work": Q(state__in=(states.COMPLETE, states.ASSESSED)),
    "appeals": Q(state=states.APPEALED),
    "done": Q(state__in=(states.DECIDED, states.APPEAL_DECIDED, states.WITHDRAWN)),
}


@scoped
def desk(
    actor: Actor,
    *,
    view: str = "open",
    text: str = "",
    sort: str = "due",
    on: date,
    overdue: bool = False,
    skip: int = 0,
    limit: int = PAGE,
) -> list[RequestLine]:
    """Return the requests to the institution; *sort* is one of `DESK_SORTS`. Raises `Invalid` (view)."""
    require(actor, Permission.ASSESS_RECOGNITION)
    rows = ordered(_rows(actor, view, text, on, overdue=overdue), sort, DESK_SORTS)
    return whole.lines(rows.select_related("unit").prefetch_related("alerts")[skip : skip + limit])


@scoped
def desk_count(actor: Actor, *, view: str = "open", text: str = "", on: date, overdue: bool = False) -> int:
    """Return how many requests `desk` would list."""
    require(actor, Permission.ASSESS_RECOGNITION)
    return _rows(actor, view, text, on, overdue=overdue).count()


@scoped
def desk_counts(actor: Actor, *, on: date) -> dict[str, int]:
    """Return view → how many, and ``overdue``."""
    require(actor, Permission.ASSESS_RECOGNITION)
    counted = RecognitionRequest.objects.filter(institution_id=actor.here).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in VIEWS.items()},
        overdue=Count("pk", filter=_overdue(on)),
    )
    return {name: int(count) for name, count in counted.items()}


@scoped
def request(actor: Actor, *, uuid: UUID, on: date) -> RequestView:
    """Return a request to the institution, whole. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    return whole.view(_row(actor, uuid), on, with_internal=True)


@scoped
def comparison(actor: Actor, *, uuid: UUID) -> ComparisonView:
    """Return the comparison so far, with a suggestion for every outcome that nobody has judged. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = _row(actor, uuid)
    paper = Comparison.objects.filter(request=row).first()
    return _comparison(row, targets.of_request(row), paper)


@scoped
def proposal(actor: Actor, *, uuid: UUID) -> ProposalView | None:
    """Return the proposal that waits, if one does. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    found = _row(actor, uuid).proposals.filter(ended_at__isnull=True).first()
    if found is None:
        return None
    return ProposalView(found.uuid, facts.draft(found.ruling), found.proposed_at, found.proposed_by_id)


@scoped
def first_draft(actor: Actor, *, uuid: UUID) -> Draft:
    """Return where an assessor begins: with nothing chosen, or, once it is compared, granted as far as that allows.

    Raises `NotFound`.
    """
    require(actor, Permission.ASSESS_RECOGNITION)
    row = _row(actor, uuid)
    return default_draft(row, targets.of_request(row))


@scoped
def caps(actor: Actor, *, uuid: UUID, draft: Draft, on: date) -> limits.Said | None:
    """Return what the target's policy says of a ruling; None where there is no policy. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = _row(actor, uuid)
    return limits.said(row, draft, targets.of_request(row), on)


@scoped
def evidence(actor: Actor, *, uuid: UUID) -> tuple[EvidenceView, bytes]:
    """Return what an applicant handed in, with its bytes. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    kept = Evidence.objects.filter(institution_id=actor.here, uuid=uuid, request__erased_at__isnull=True)
    row = kept.exclude(request__state=states.DRAFT).first()
    if row is None:
        raise NotFound(what="evidence", uuid=str(uuid))
    return doubts.paper(row), bytes(row.content)


@scoped
def is_too_close(actor: Actor, *, uuid: UUID) -> bool:
    """Say whether the actor is the applicant, or has declared an interest. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = _row(actor, uuid)
    return actor.person_id == row.person_id or row.interests.filter(person_id=actor.me).exists()


@scoped
def fitting_precedents(actor: Actor, *, uuid: UUID, on: date) -> list[Fitting]:
    """Return the precedents that fit a request, each with the evidence by which it does. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    found = precedents.for_request(_row(actor, uuid), on)
    return [
        Fitting(replace(facts.precedent(rule), number=weighing.named(rule).number), paper.uuid) for rule, paper in found
    ]


@scoped
def all_precedents(actor: Actor, *, ended: bool = False, limit: int = 500) -> list[PrecedentView]:
    """Return the institution's precedents, in force or ended, the newest first."""
    require(actor, Permission.ASSESS_RECOGNITION)
    here = EquivalenceRule.objects.filter(institution_id=actor.here).order_by("pk")
    numbers = {pk: number for number, pk in enumerate(here.values_list("pk", flat=True), 1)}
    rows = here.filter(ended_at__isnull=not ended).order_by("-pk")[:limit]
    return [replace(facts.precedent(row), number=numbers[row.pk]) for row in rows]


@scoped
def rehearsed(actor: Actor, *, uuid: UUID, draft: Draft, at: datetime, because: str = "") -> Draft:
    """Return a ruling as it would be taken, taking none; *because*: the reasons of a correction, or on an appeal.

    Raises `NotFound`, `NotValid`, `BeyondPolicy`, `DoubtfulEvidence`, `Invalid`.
    """
    require(actor, Permission.ASSESS_RECOGNITION)
    return checked(_row(actor, uuid), draft, at, because=because)


@scoped
def remarks(actor: Actor, *, uuid: UUID, draft: Draft, on: date) -> tuple[Remark, ...]:
    """Return what should be looked at before a ruling is taken. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    row = _row(actor, uuid)
    return weighing.remarks(row, draft, targets.of_request(row), on)


@scoped
def appeal_board(actor: Actor, *, uuid: UUID) -> tuple[PersonView, ...]:
    """Return who may decide the appeal that waits; nobody where none does. Raises `NotFound`."""
    require(actor, Permission.ASSESS_RECOGNITION)
    return boards.board(_row(actor, uuid))


def _rows(actor: Actor, view: str, text: str, on: date, *, overdue: bool) -> QuerySet[RecognitionRequest]:
    if view not in VIEWS:
        raise Invalid(field="view", found=view[:40], allowed=list(VIEWS))
    rows = RecognitionRequest.objects.filter(VIEWS[view], institution_id=actor.here)
    if overdue:
        rows = rows.filter(_overdue(on))
    if text:
        rows = rows.filter(Q(person__name__icontains=text) | Q(person__email__icontains=text))
    return rows


def _overdue(on: date) -> Q:
    late = Q(due_on__lt=on) & (Q(delayed_until__isnull=True) | Q(delayed_until__lt=on))
    return late & Q(state__in=states.OPEN)


def _row(actor: Actor, uuid: UUID) -> RecognitionRequest:
    rows = RecognitionRequest.objects.filter(institution_id=actor.here, uuid=uuid).exclude(state=states.DRAFT)
    row = rows.select_related("unit", "version").first()
    if row is None:
        raise NotFound(what="recognition-request", uuid=str(uuid))
    return row


def _comparison(row: RecognitionRequest, target: Target, paper: Comparison | None) -> ComparisonView:
    content = paper.content if paper else {"matches": [], "checklist": {}}
    known = {one["outcome"]: one for one in content["matches"]}
    offered = [
        text for one in row.evidence.defer("content").order_by("pk") for text in facts.source(one.source).outcomes
    ]
    wanted = [next(iter(outcome.text.values()), "") for outcome in target.outcomes]
    matches = []
    for outcome, like in zip(target.outcomes, likenesses(wanted, offered), strict=True):
        stored = known.get(outcome.id)
        suggested = offered[like.source] if like else ""
        matches.append(
            Match(
                outcome=outcome.id,
                judged=stored["judged"] if stored else "open",
                by=stored["by"] if stored else suggested,
                note=stored["note"] if stored else "",
                likeness=like.percent if like and (not stored or stored["by"] == suggested) else None,
            )
        )
    checklist = {point: (answer[0], answer[1]) for point, answer in content["checklist"].items()}
    return ComparisonView(
        tuple(matches), checklist, paper.saved_at if paper else None, paper.saved_by_id if paper else None
    )

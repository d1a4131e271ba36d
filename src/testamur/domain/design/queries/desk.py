"""What waits for whom: the makers' own designs, and the reviewer's desk with only what needs a human."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from testamur.adapters.postgres.scope import scoped
from testamur.adapters.postgres.sorting import Sorts, as_read, ordered
from testamur.core.assurance import triggering
from testamur.domain.design import facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Contributor, Design, Review, Revision
from testamur.domain.design.values import DesignLine, DeskLine, Task
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.refusals import Invalid, NotFound

PAGE = 50
SORTS: Sorts = {"changed": "changed_at", "title": as_read("title"), "state": "state", "due": "review_due_on"}
VIEWS: dict[str, Q] = {
    "making": Q(state__in=states.IN_THE_MAKING),
    "out": Q(state__in=states.OUT),
    "due": Q(state=states.DUE),
    "closed": Q(state__in=states.CLOSED),
    "all": Q(),
}
# What waits for a person though no review is open: the kind, and who may do it.
_WITHOUT_REVIEW = {
    states.PARTNER: ("partner", Permission.APPROVE_DESIGNS),
    states.APPROVED: ("publication", Permission.PUBLISH),
    states.DUE: ("periodic", Permission.REVIEW_DESIGNS),
}
_OPEN_CHANGES = Q(change_requests__is_blocking=True, change_requests__resolved_at__isnull=True)
_OPEN_COMMENTS = Q(comments__thread__isnull=True, comments__resolved_at__isnull=True, comments__pk__isnull=False)


@scoped
def desk(
    actor: Actor,
    *,
    view: str = "making",
    mine: bool = False,
    text: str = "",
    sort: str = "-changed",
    skip: int = 0,
    limit: int = PAGE,
) -> list[DesignLine]:
    """Return designs of the house, or those with a part of the actor's; *view* is one of `VIEWS`. Raises `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    found = _rows(actor, view, text, mine=mine).annotate(
        open_changes=Count("change_requests", filter=_OPEN_CHANGES, distinct=True),
        open_comments=Count("comments", filter=_OPEN_COMMENTS, distinct=True),
    )
    page = ordered(found, sort, SORTS)[skip : skip + limit]
    return [facts.line(one, one.open_changes, one.open_comments) for one in page]


@scoped
def desk_count(actor: Actor, *, view: str = "making", mine: bool = False, text: str = "") -> int:
    """Return how many designs `desk` would list."""
    require(actor, Permission.CO_DESIGN)
    return _rows(actor, view, text, mine=mine).count()


@scoped
def desk_counts(actor: Actor, *, mine: bool = False) -> dict[str, int]:
    """Return view → how many designs."""
    require(actor, Permission.CO_DESIGN)
    return {name: _rows(actor, name, "", mine=mine).count() for name in VIEWS}


@scoped
def review_desk(actor: Actor, *, at: datetime) -> list[DeskLine]:
    """Return the steps that wait for a reviewer or an approver, what is due first."""
    rows.keep_judges(actor)
    waiting = Review.objects.select_related("design").filter(
        institution_id=actor.here, closed_at__isnull=True, design__state__in=(states.PEER, states.APPROVAL)
    )
    whys = rows.whys_not(actor.person_id, [one.design for one in waiting])
    peers = _passed_by(actor, waiting)
    lines = [_waiting(actor, one, at, whys.get(one.design_id, "") or peers.get(one.pk, "")) for one in waiting]
    still = Design.objects.filter(institution_id=actor.here, state__in=_WITHOUT_REVIEW)
    whys = rows.whys_not(actor.person_id, still)
    lines += [_without_review(actor, one, at, whys.get(one.pk, "")) for one in still]
    return sorted(lines, key=lambda one: (one.due_on or at.date(), one.waiting_since))


@scoped
def task(actor: Actor, *, uuid: UUID) -> Task:
    """Return what a reviewer of a design has to look at, and no more. Raises `NotFound`."""
    rows.keep_judges(actor)
    row = rows.readable(actor, uuid)
    review = row.reviews.filter(closed_at__isnull=True).exclude(kind="self-check").first()
    if review is None:
        raise NotFound(what="design-review", uuid=str(uuid))
    head = row.revisions.get(number=review.revision)
    before = _seen_before(actor, row, review)
    open_ones = row.change_requests.filter(resolved_at__isnull=True).select_related("review").order_by("pk")
    changes = facts.changes_between(before.source, head.source) if before else ()
    return Task(
        review=facts.review(review),
        examined=facts.examined(row, head),
        since=facts.revision(before) if before else None,
        changes=changes,
        open_changes=tuple(facts.change(one) for one in open_ones),
        weighty=triggering(one.key for one in changes),
        why_not=rows.why_not(actor.person_id, row) or _passed_it(actor, row, review),
        has_stated=row.interests.filter(person_id=actor.person_id or 0).exists(),
        last_answers=_last_answers(actor, row, review),
    )


def _rows(actor: Actor, view: str, text: str, *, mine: bool) -> QuerySet[Design]:
    if view not in VIEWS:
        raise Invalid(field="view", found=view[:40], allowed=list(VIEWS))
    found = Design.objects.filter(VIEWS[view], institution_id=actor.here)
    is_house = any(may(actor, one) for one in (Permission.DESIGN, Permission.REVIEW_DESIGNS))
    if mine or not (is_house or may(actor, Permission.APPROVE_DESIGNS)):
        parts = Contributor.objects.filter(person_id=actor.person_id or 0, left_at__isnull=True)
        found = found.filter(pk__in=parts.values("design_id"))
    return found.filter(Q(title__icontains=text) | Q(code__icontains=text)) if text else found


def _waiting(actor: Actor, row: Review, at: datetime, why_not: str) -> DeskLine:
    needed = Permission.APPROVE_DESIGNS if row.kind == "approval" else Permission.REVIEW_DESIGNS
    is_free = row.reviewer_id in (None, actor.person_id)
    return DeskLine(
        design=facts.line(row.design),
        kind=row.kind,
        review=row.uuid,
        reviewer=row.reviewer_id,
        waiting_since=row.asked_at,
        waiting_days=(at - row.asked_at).days,
        due_on=row.due_on,
        is_overdue=row.due_on is not None and row.due_on < at.date(),
        may_take=is_free and may(actor, needed) and not why_not,
        why_not=why_not,
    )


def _without_review(actor: Actor, row: Design, at: datetime, why_not: str) -> DeskLine:
    kind, needed = _WITHOUT_REVIEW[row.state]
    is_due = kind == "periodic"
    why_not = "" if kind == "publication" else why_not
    return DeskLine(
        design=facts.line(row),
        kind=kind,
        review=None,
        reviewer=None,
        waiting_since=row.state_since,
        waiting_days=(at - row.state_since).days,
        due_on=row.review_due_on if is_due else None,
        is_overdue=is_due and row.review_due_on is not None and row.review_due_on < at.date(),
        may_take=may(actor, needed) and not why_not,
        why_not=why_not,
    )


def _passed_by(actor: Actor, waiting: Iterable[Review]) -> dict[int, str]:
    """Return inside id of a review that waits for approval → why not, where the actor passed that text as a peer."""
    asked = {(one.design_id, one.digest): one.pk for one in waiting if one.kind == "approval"}
    passed = Review.objects.filter(
        design_id__in={design for design, _ in asked}, kind="peer", outcome="passed", reviewer_id=actor.person_id
    )
    found = passed.values_list("design_id", "digest")
    return {asked[design, digest]: "reviewed" for design, digest in found if (design, digest) in asked}


def _passed_it(actor: Actor, row: Design, review: Review) -> str:
    """Return the code of why an approver must not approve what they passed as a peer; empty where they did not."""
    passed = row.reviews.filter(kind="peer", digest=review.digest, outcome="passed", reviewer_id=actor.person_id)
    return "reviewed" if review.kind == "approval" and passed.exists() else ""


def _last_answers(actor: Actor, row: Design, review: Review) -> dict[str, dict[str, str]]:
    """Return what the actor answered at their last look of this kind, to the questions that are asked again."""
    closed = row.reviews.filter(closed_at__isnull=False, kind=review.kind, reviewer_id=actor.person_id or 0)
    last = closed.order_by("-pk").first()
    asked = {one["code"] for one in review.report["questions"]}
    return {code: said for code, said in last.answers.items() if code in asked} if last else {}


def _seen_before(actor: Actor, row: Design, review: Review) -> Revision | None:
    """Return the text that the actor last looked at, else the one that anybody last reviewed, else what it revises."""
    closed = row.reviews.filter(closed_at__isnull=False).exclude(kind="self-check").exclude(pk=review.pk)
    mine = closed.filter(reviewer_id=actor.person_id).order_by("-pk").first()
    last = mine or closed.order_by("-pk").first()
    if last:
        return row.revisions.filter(number=last.revision).first()
    return row.revises.revisions.filter(number=row.revises.revision).first() if row.revises else None

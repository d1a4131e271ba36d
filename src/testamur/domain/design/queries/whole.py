"""One design whole: its text, history, people, comments, reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.quality.versions import moving
from testamur.domain.catalogue import guidelines
from testamur.domain.catalogue.queries import version_uuids
from testamur.domain.catalogue.steps import uuids_of
from testamur.domain.design import facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Comment, Contributor, Design, Revision
from testamur.domain.design.scale_values import GuidelineMove
from testamur.domain.design.values import (
    ApprovalView,
    AssetView,
    ChangeView,
    CommentView,
    ContributorView,
    DesignView,
    Difference,
    EventView,
    Examined,
    MergeOffer,
    ReviewView,
    RevisionView,
)
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound


@scoped
def design(actor: Actor, *, uuid: UUID) -> DesignView:
    """Return a design with its newest text and its people. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    head = rows.head(row)
    people = _contributors(row, head)
    authors = facts.authors(row)
    newer = [pack.reference for pack in guidelines.in_use() if pack.id in _ids(row.guidelines)]
    ids = [one for one in [row.microcredential_id] if one]
    versions = version_uuids([row.from_version_id]) if row.from_version_id else {}
    return DesignView(
        line=facts.line(row, _open_changes(row), _open_comments(row)),
        source=head.source,
        digest=head.digest,
        guidelines=tuple(row.guidelines),
        newer_guidelines=tuple(one for one in newer if one not in row.guidelines),
        origin_note=row.origin_note,
        from_design=row.from_design.uuid if row.from_design else None,
        from_version=next(iter(versions.values()), None),
        revises=row.revises.uuid if row.revises else None,
        family=row.family.uuid if row.family else None,
        microcredential=next(iter(uuids_of(ids).values()), None),
        version=row.version,
        contributors=people,
        verbs=states.verbs_in(row.state),
        barriers=facts.barriers(row, head),
        may_edit=any(one.person == actor.person_id and one.may_edit and not one.left_at for one in people),
        is_independent=actor.person_id not in authors,
        why_not=rows.why_not(actor.person_id, row),
        has_stated=row.interests.filter(person_id=actor.person_id or 0).exists(),
    )


@scoped
def examined(actor: Actor, *, uuid: UUID, revision: int | None = None) -> Examined:
    """Return a text of a design held against its frozen guidelines. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    return facts.examined(row, _text(row, revision))


@scoped
def rehearsed(actor: Actor, *, uuid: UUID, source: str) -> Examined:
    """Return what the guidelines of a design say of a text that is not saved. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    head = rows.head(row)
    unsaved = Revision(
        number=head.number, source=source, digest=facts.digest(source), saved_at=head.saved_at, kind="rehearsal"
    )
    return facts.examined(row, unsaved)


@scoped
def guidelines_ahead(actor: Actor, *, uuid: UUID, wanted: list[str]) -> GuidelineMove:
    """Return what holding a design against other guidelines would change. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    head = rows.head(row)
    before, after = guidelines.named(row.guidelines), guidelines.named(wanted)
    course = facts.parsed(head.source)
    told = moving(course, before, after, on=head.saved_at.date()) if course else None
    return GuidelineMove(tuple(row.guidelines), tuple(pack.reference for pack in after), told)


@scoped
def merged(actor: Actor, *, uuid: UUID, source: str, based_on: int, giving_way: Collection[int] = ()) -> MergeOffer:
    """Return how a text that was made from an older one could be put together with the newest. Raises `NotFound`.

    *giving_way* are the numbers of the clashes in which the newest text stands.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    return facts.offer(row, rows.head(row), source.replace("\r\n", "\n"), based_on, giving_way)


@scoped
def revision(actor: Actor, *, uuid: UUID, number: int) -> tuple[RevisionView, str]:
    """Return an earlier text, whole. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = _text(rows.readable(actor, uuid), number)
    return facts.revision(found), found.source


@scoped
def history(actor: Actor, *, uuid: UUID, before: int | None = None, limit: int = 50) -> list[RevisionView]:
    """Return the texts of a design, the newest first; *before* is the number of the last one seen."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).revisions.filter(folded=False).defer("source").order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    return [facts.revision(one) for one in found[:limit]]


@scoped
def difference(actor: Actor, *, uuid: UUID, before: int, after: int | None = None) -> Difference:
    """Return what changed from one text to another, by default the newest. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.readable(actor, uuid)
    return facts.difference(_text(row, before), _text(row, after))


@scoped
def comments(actor: Actor, *, uuid: UUID, place: str = "", settled: bool | None = None) -> list[CommentView]:
    """Return the threads about a design, or about a *place* and what is in it, the oldest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).comments.order_by("pk")
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    for one in found:
        answers[one.thread_id].append(one)
    threads = [one for one in answers[None] if one.place.startswith(place)]
    if settled is not None:
        threads = [one for one in threads if (one.resolved_at is not None) == settled]
    return [facts.comment(one, answers[one.pk]) for one in threads]


@scoped
def events(actor: Actor, *, uuid: UUID) -> list[EventView]:
    """Return everything that happened to a design, in order. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return [facts.event(one) for one in rows.readable(actor, uuid).events.order_by("pk")]


@scoped
def assets(actor: Actor, *, uuid: UUID) -> list[AssetView]:
    """Return what a design uses. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).assets.filter(withdrawn_at__isnull=True)
    return [facts.asset(one) for one in found.order_by("pk")]


@scoped
def reviews(actor: Actor, *, uuid: UUID) -> list[ReviewView]:
    """Return every look that was taken at a design, the newest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return [facts.review(one) for one in rows.readable(actor, uuid).reviews.order_by("-pk")]


@scoped
def changes(actor: Actor, *, uuid: UUID, is_open: bool | None = None) -> list[ChangeView]:
    """Return what was asked to be changed, the oldest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found = rows.readable(actor, uuid).change_requests.select_related("review").order_by("pk")
    if is_open is not None:
        found = found.filter(resolved_at__isnull=is_open)
    return [facts.change(one) for one in found]


@scoped
def approvals(actor: Actor, *, uuid: UUID) -> list[ApprovalView]:
    """Return the approvals of a design, the newest first. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    return [facts.approval(one) for one in rows.readable(actor, uuid).approvals.order_by("-pk")]


def _text(row: Design, number: int | None) -> Revision:
    found = row.revisions.filter(number=row.revision if number is None else number).first()
    if found is None:
        raise NotFound(what="revision", number=number)
    return found


def _contributors(row: Design, head: Revision) -> tuple[ContributorView, ...]:
    signed = set(row.sign_offs.filter(digest=facts.content_digest(row, head)).values_list("person_id", flat=True))
    said = {one.person_id: one.text if one.has_interest else "" for one in row.interests.order_by("pk")}
    people = Contributor.objects.filter(design=row).select_related("person").order_by("pk")
    return tuple(
        facts.contributor(one, signed=one.person_id in signed, interest=said.get(one.person_id)) for one in people
    )


def _ids(references: list[str]) -> set[str]:
    return {one.partition("@")[0] for one in references}


def _open_changes(row: Design) -> int:
    return row.change_requests.filter(is_blocking=True, resolved_at__isnull=True).count()


def _open_comments(row: Design) -> int:
    return row.comments.filter(thread__isnull=True, resolved_at__isnull=True).count()

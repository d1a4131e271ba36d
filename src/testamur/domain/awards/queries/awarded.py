"""Awards, the queues that lead to them, and batches."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.adapters.postgres.sorting import Sorts, as_read, ordered
from testamur.core.rules import Decision
from testamur.domain.awards import facts
from testamur.domain.awards.models import Award, Batch, BatchItem, Proposal
from testamur.domain.awards.values import AwardView, BatchView, ProposalView, RefusedLine
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.learning import queries as learning
from testamur.refusals import NotFound

PAGE = 50
QUEUE_SORTS: Sorts = {
    "enrolled": "enrolment_id",
    "name": as_read("enrolment__person__name"),
    "number": "enrolment__identifier",
    "decided": "decided_at",
}


@scoped
def proposals(
    actor: Actor, *, offering: UUID, verdict: str = "", waiting: bool = False, after: int = 0, limit: int = PAGE
) -> list[ProposalView]:
    """Return the award queue of an offering; *waiting*: only who has no standing award. *after*: last enrolment id."""
    require(actor, Permission.READ_AWARDS)
    rows = _queue(offering, verdict).filter(enrolment_id__gt=after)
    if waiting:
        rows = rows.exclude(enrolment_id__in=_awarded(offering))
    return _proposals(rows.order_by("enrolment_id")[:limit])


@scoped
def sorted_proposals(
    actor: Actor,
    *,
    offering: UUID,
    verdict: str,
    text: str = "",
    sort: str = "enrolled",
    skip: int = 0,
    limit: int = PAGE,
) -> list[ProposalView]:
    """Return who waits in an offering's award queue, as a table shows them; *sort* is one of `QUEUE_SORTS`."""
    require(actor, Permission.READ_AWARDS)
    rows = ordered(_waiting(offering, verdict, text), sort, QUEUE_SORTS)
    return _proposals(rows[skip : skip + limit])


@scoped
def waiting_count(actor: Actor, *, offering: UUID, verdict: str, text: str = "") -> int:
    """Return how many people `sorted_proposals` would list."""
    require(actor, Permission.READ_AWARDS)
    return _waiting(offering, verdict, text).count()


@scoped
def proposal_counts(actor: Actor, *, offering: UUID, waiting: bool = False) -> dict[str, int]:
    """Return verdict → how many; *waiting*: only those who have no standing award."""
    require(actor, Permission.READ_AWARDS)
    rows = Proposal.objects.filter(enrolment__offering__uuid=offering)
    if waiting:
        rows = rows.exclude(enrolment_id__in=_awarded(offering))
    counted = rows.values("verdict").annotate(count=Count("pk"))
    return {row["verdict"]: row["count"] for row in counted.order_by()}


@scoped
def awards(actor: Actor, *, before: int | None = None, limit: int = PAGE) -> list[AwardView]:
    """Return the institution's awards, newest first; *before* is the last inside id seen."""
    require(actor, Permission.READ_AWARDS)
    rows = Award.objects.order_by("-pk")
    rows = rows if before is None else rows.filter(pk__lt=before)
    return [facts.award(row) for row in rows[:limit]]


@scoped
def award(actor: Actor, *, uuid: UUID) -> AwardView:
    """Return an award with its decision: one's own, or of the institution. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    rows = Award.objects.filter(uuid=uuid)
    if Permission.READ_AWARDS not in actor.permissions:
        rows = rows.filter(person_id=actor.me)
    row = rows.first()
    if row is None:
        raise NotFound(what="award", uuid=str(uuid))
    return facts.award(row)


@scoped
def of_enrolment(actor: Actor, *, enrolment: UUID) -> AwardView | None:
    """Return the standing award that an enrolment led to, or None."""
    require(actor, Permission.READ_AWARDS)
    row = Award.objects.filter(enrolment__uuid=enrolment, ended_at__isnull=True).first()
    return facts.award(row) if row else None


@scoped
def figures(actor: Actor, *, of: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many awards of each micro-credential stand; without any it is left out. No names."""
    require(actor, Permission.READ_FIGURES)
    rows = Award.objects.filter(ended_at__isnull=True, version__microcredential__uuid__in=list(of))
    counted = rows.values_list("version__microcredential__uuid").annotate(count=Count("pk"))
    return dict(counted.order_by())


@scoped
def batch(actor: Actor, *, uuid: UUID) -> BatchView:
    """Return how far a batch is. Raises `NotFound`."""
    require(actor, Permission.READ_AWARDS)
    row = Batch.objects.filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="batch", uuid=str(uuid))
    counts = BatchItem.objects.filter(batch=row).aggregate(
        conferred=Count("pk", filter=Q(state="conferred")), refused=Count("pk", filter=Q(state="refused"))
    )
    return BatchView(row.uuid, row.total, counts["conferred"], counts["refused"], row.asked_at)


@scoped
def conferred_in(actor: Actor, *, batch: UUID) -> list[int]:
    """Return the ids of the awards that a batch has made so far."""
    require(actor, Permission.READ_AWARDS)
    made = BatchItem.objects.filter(batch__uuid=batch, state="conferred", award__isnull=False)
    return [int(found) for found in made.values_list("award_id", flat=True)]


@scoped
def refused_lines(actor: Actor, *, batch: UUID) -> list[RefusedLine]:
    """Return the lines of a batch that were not awarded."""
    require(actor, Permission.READ_AWARDS)
    because = dict(BatchItem.objects.filter(batch__uuid=batch, state="refused").values_list("enrolment_id", "because"))
    return [RefusedLine(taking, because[taking.id]) for taking in learning.by_id(because)]


def own_awards(person_id: int) -> list[AwardView]:
    """Return a person's own awards at all institutions, newest first."""
    with within(person_id=person_id):
        return [facts.award(row) for row in Award.objects.filter(person_id=person_id).order_by("-awarded_at")]


def by_uuid(uuids: Iterable[UUID | str]) -> list[AwardView]:
    """Return awards by uuid; for rooms, in the scope that they are in."""
    return [facts.award(row) for row in Award.objects.filter(uuid__in=list(uuids)).order_by("pk")]


def by_id(ids: Iterable[int]) -> dict[int, AwardView]:
    """Return inside id → award; for rooms, in the scope that they are in."""
    return {row.pk: facts.award(row) for row in Award.objects.filter(pk__in=list(ids))}


def _awarded(offering: UUID) -> QuerySet[Award, int | None]:
    """Return the enrolments of an offering that have a standing award."""
    standing = Award.objects.filter(ended_at__isnull=True, enrolment__offering__uuid=offering)
    return standing.values_list("enrolment_id", flat=True)


def _queue(offering: UUID, verdict: str) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(enrolment__offering__uuid=offering)
    return rows.filter(verdict=verdict) if verdict else rows


def _waiting(offering: UUID, verdict: str, text: str) -> QuerySet[Proposal]:
    """Return who has no standing award, and has *text* in their name or address, or as their number."""
    rows = _queue(offering, verdict).exclude(enrolment_id__in=_awarded(offering))
    if not text:
        return rows
    person = Q(enrolment__person__name__icontains=text) | Q(enrolment__person__email__icontains=text)
    return rows.filter(person | Q(enrolment__identifier=text))


def _proposals(rows: QuerySet[Proposal]) -> list[ProposalView]:
    page = list(rows)
    takings = {one.id: one for one in learning.by_id(row.enrolment_id for row in page)}
    awarded = Award.objects.filter(enrolment_id__in=list(takings), ended_at__isnull=True)
    held: dict[int | None, UUID] = dict(awarded.values_list("enrolment_id", "uuid"))
    return [
        ProposalView(
            enrolment=takings[row.enrolment_id],
            verdict=row.verdict,
            decision=Decision.from_json(row.decision),
            decided_at=row.decided_at,
            award=held.get(row.enrolment_id),
        )
        for row in page
    ]

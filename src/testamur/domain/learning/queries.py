"""What can be read about learning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.assessment.intake import ALONE, Companions
from testamur.core.model.result import AssessmentResult
from testamur.domain.design.page_values import FileView
from testamur.domain.design.queries import edition_of, file_bytes
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import address, names
from testamur.domain.learning import facts
from testamur.domain.learning.actions.importing import find_offering, planned
from testamur.domain.learning.actions.planning import Step
from testamur.domain.learning.counting import counted
from testamur.domain.learning.models import Enrolment, Offering, PageRead, Result
from testamur.domain.learning.values import (
    BegunView,
    CohortView,
    EnrolmentView,
    ImportPreview,
    OfferingView,
    PlannedResult,
    PlannedRow,
    ReadingView,
    RecordedView,
    TakingView,
)
from testamur.refusals import NotFound

PAGE = 50
_SHOWN_ROWS = 10


def offerings_of(microcredential: UUID, *, on: date) -> list[OfferingView]:
    """Return the offerings of a micro-credential that are open on a day. Public."""
    found = address(str(microcredential), kind="definition")
    if found is None:
        raise NotFound(what="microcredential", uuid=str(microcredential))
    with within(found.institution_id):
        rows = Offering.objects.filter(version__microcredential__uuid=microcredential)
        return [view for view in _views(rows, on) if view.is_open]


def offered_now(microcredentials: Iterable[UUID], *, on: date) -> frozenset[UUID]:
    """Return those of some micro-credentials that one can enrol in on a day, whenever they begin. Public."""
    wanted = list(dict.fromkeys(microcredentials))
    if not wanted:
        return frozenset()
    with within():
        rows = Offering.objects.filter(version__microcredential__uuid__in=wanted, closed_at__isnull=True)
        return frozenset(view.microcredential for view in _views(rows, on) if view.is_open)


def open_now(microcredentials: Iterable[UUID], *, on: date) -> dict[UUID, list[OfferingView]]:
    """Return micro-credential → its offerings that one can enrol in on a day, of some micro-credentials. Public."""
    wanted = list(dict.fromkeys(microcredentials))
    found: dict[UUID, list[OfferingView]] = {}
    if not wanted:
        return found
    with within():
        rows = Offering.objects.filter(version__microcredential__uuid__in=wanted, closed_at__isnull=True)
        for view in _views(rows, on):
            if view.is_open:
                found.setdefault(view.microcredential, []).append(view)
    return found


def beginning(*, by: date, on: date) -> frozenset[UUID]:
    """Return the micro-credentials that can be joined on a day and begin by another, or at any time. Public."""
    with within():
        rows = Offering.objects.filter(closed_at__isnull=True)
        rows = rows.filter(Q(starts_on__isnull=True) | Q(starts_on__range=(on, by)))
        rows = rows.filter(Q(enrol_by__isnull=True) | Q(enrol_by__gte=on))
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        return frozenset(rows.values_list("version__microcredential__uuid", flat=True))


def offering(uuid: UUID, *, on: date) -> OfferingView:
    """Return one offering. Public. Raises `NotFound`."""
    found = address(str(uuid), kind="offering")
    if found is None:
        raise NotFound(what="offering", uuid=str(uuid))
    with within(found.institution_id):
        return _views(Offering.objects.filter(pk=found.target_id), on)[0]


@scoped
def offerings(actor: Actor, *, on: date, of: Iterable[UUID] | None = None) -> list[OfferingView]:
    """Return the offerings of the actor's institution, newest first: all, or those *of* some micro-credentials."""
    require(actor, Permission.READ_PUBLIC)
    rows = Offering.objects.all()
    return _views(rows if of is None else rows.filter(version__microcredential__uuid__in=list(of)), on)


@scoped
def enrolments(
    actor: Actor, *, offering: UUID, text: str = "", after: int = 0, limit: int = PAGE
) -> list[EnrolmentView]:
    """Return who is in an offering, with the results that count; *after* is the last inside id seen.

    *text* looks in names, addresses and student numbers.
    """
    require(actor, Permission.READ_LEARNERS)
    rows = Enrolment.objects.select_related("offering").filter(offering__uuid=offering, pk__gt=after)
    if text:
        named = Q(person__name__icontains=text) | Q(person__email__icontains=text)
        rows = rows.filter(named | Q(identifier__iexact=text))
    return _enrolment_views(list(rows.order_by("pk")[:limit]))


@scoped
def enrolment(actor: Actor, *, uuid: UUID) -> EnrolmentView:
    """Return one enrolment: one's own, or of a learner whom one may see. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    rows = Enrolment.objects.select_related("offering").filter(uuid=uuid)
    if Permission.READ_LEARNERS not in actor.permissions:
        rows = rows.filter(person_id=actor.me)
    found = _enrolment_views(list(rows))
    if not found:
        raise NotFound(what="enrolment", uuid=str(uuid))
    return found[0]


@scoped
def reading(actor: Actor, *, enrolment: UUID) -> ReadingView | None:
    """Return the pages of an enrolment of one's own, as they were published; None where there are none.

    Raises `NotFound`, also for who has left.
    """
    require(actor, Permission.READ_OWN)
    found = _own(actor, enrolment)
    edition = edition_of(found.offering.version_id)
    if edition is None:
        return None
    read = PageRead.objects.filter(enrolment=found).values_list("page", flat=True)
    return ReadingView(enrolment, found.offering.version_id, edition, frozenset(read))


@scoped
def page_file(actor: Actor, *, enrolment: UUID, name: str) -> tuple[FileView, bytes]:
    """Return a file that the pages of an enrolment of one's own use. Raises `NotFound`."""
    require(actor, Permission.READ_OWN)
    edition = edition_of(_own(actor, enrolment).offering.version_id)
    found = next((one for one in edition.files if one.name == name), None) if edition else None
    if found is None:
        raise NotFound(what="file", name=name[:100])
    return found, file_bytes(found.digest)


def _own(actor: Actor, enrolment: UUID) -> Enrolment:
    rows = Enrolment.objects.select_related("offering").filter(uuid=enrolment, person_id=actor.me)
    found = rows.filter(withdrawn_at__isnull=True).first()
    if found is None:
        raise NotFound(what="enrolment", uuid=str(enrolment))
    return found


@scoped
def history(actor: Actor, *, enrolment: UUID) -> list[RecordedView]:
    """Return everything recorded of an enrolment, corrections included."""
    require(actor, Permission.READ_LEARNERS)
    rows = Result.objects.filter(enrolment__uuid=enrolment).order_by("assessment", "attempt", "correction")
    return [facts.recorded(row) for row in rows]


def own_enrolments(person_id: int) -> list[EnrolmentView]:
    """Return a person's own enrolments at all institutions, newest first."""
    with within(person_id=person_id):
        rows = Enrolment.objects.select_related("offering").filter(person_id=person_id).order_by("-enrolled_at")
        return _enrolment_views(list(rows))


def taken_now(person_id: int, *, on: date) -> dict[UUID, OfferingView]:
    """Return micro-credential → the offering of it, not over on a day, that a person takes part in."""
    with within(person_id=person_id):
        mine = Enrolment.objects.filter(person_id=person_id, withdrawn_at__isnull=True)
        ids = list(mine.values_list("offering_id", flat=True))
    if not ids:
        return {}
    with within():
        rows = Offering.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), pk__in=ids)
        return {one.microcredential: one for one in _views(rows, on)}


@scoped
def preview_import(
    actor: Actor,
    *,
    offering: UUID,
    data: bytes,
    mapping: Mapping[str, str] | None = None,
    extra: Companions = ALONE,
    enrol_new: bool = True,
    held_as_designed: bool = False,
) -> ImportPreview:
    """Return what importing a gradebook would do, doing none of it. Raises `NotFound`, `UnreadableGradebook`."""
    require(actor, Permission.RECORD_RESULTS)
    intake, wanted = planned(
        find_offering(offering), data, mapping, extra, enrol_new=enrol_new, held_as_designed=held_as_designed
    )
    return ImportPreview(
        kind=intake.kind,
        columns=intake.columns,
        matched=len(wanted.steps) - wanted.enrolled,
        new=wanted.enrolled,
        results=wanted.recorded,
        corrected=wanted.corrected,
        unchanged=wanted.unchanged,
        rows=tuple(map(_planned, wanted.steps[:_SHOWN_ROWS])),
        errors=wanted.errors,
        notices=intake.notices,
    )


def _planned(step: Step) -> PlannedRow:
    """Return the row as an import would record it: whoever is enrolled keeps name, address and number."""
    row, taking = step.row, step.taking
    results = [
        PlannedResult(one, step.corrected.get((one.assessment_id, one.attempt)), one in step.fresh)
        for one in step.results
    ]
    return PlannedRow(
        line=row.line,
        name=row.name if step.is_new else taking.person.name or row.name,
        written=row.name,
        email=row.email if step.is_new else taking.person.email,
        identifier=row.identifier if step.is_new else taking.identifier,
        is_new=step.is_new,
        results=tuple(results),
    )


@scoped
def cohorts(actor: Actor, *, of: Iterable[UUID]) -> dict[UUID, CohortView]:
    """Return how the learners of micro-credentials fared, in numbers; without any it is left out. No names."""
    require(actor, Permission.READ_FIGURES)
    rows = Enrolment.objects.filter(offering__version__microcredential__uuid__in=list(of))
    members: dict[UUID, list[int]] = {}
    for found, pk in rows.values_list("offering__version__microcredential__uuid", "pk"):
        members.setdefault(found, []).append(pk)
    results = standing_results(pk for ids in members.values() for pk in ids)
    return {
        found: counted(len(ids), [results[pk] for pk in ids], _waits(ids)) for found, ids in sorted(members.items())
    }


@scoped
def started(actor: Actor, *, of: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return micro-credential → how many began it, and how many of them have a result. No names."""
    require(actor, Permission.READ_FIGURES)
    rows = Enrolment.objects.filter(offering__version__microcredential__uuid__in=list(of))
    counted_rows = rows.values_list("offering__version__microcredential__uuid").annotate(
        begun=Count("pk", distinct=True), assessed=Count("result__enrolment_id", distinct=True)
    )
    return {found: (begun, assessed) for found, begun, assessed in counted_rows.order_by()}


def _waits(enrolment_ids: list[int]) -> list[tuple[date, date]]:
    """Return the days on which first sittings were taken, and recorded."""
    rows = Result.objects.filter(enrolment_id__in=enrolment_ids, taken_on__isnull=False, correction=0)
    return [(taken, at.date()) for taken, at in rows.values_list("taken_on", "recorded_at") if taken]


def of_offering(offering: UUID) -> list[EnrolmentView]:
    """Return everyone who has not withdrawn; for rooms, in the scope that they are in."""
    rows = Enrolment.objects.select_related("offering").filter(offering__uuid=offering, withdrawn_at__isnull=True)
    return _enrolment_views(list(rows.order_by("pk")))


def by_id(ids: Iterable[int]) -> list[EnrolmentView]:
    """Return enrolments by inside id; for rooms, in the scope that they are in."""
    return _enrolment_views(list(Enrolment.objects.select_related("offering").filter(pk__in=list(ids)).order_by("pk")))


def by_uuid(uuids: Iterable[UUID]) -> list[EnrolmentView]:
    """Return enrolments by uuid; for rooms, in the scope that they are in."""
    rows = Enrolment.objects.select_related("offering").filter(uuid__in=list(uuids)).order_by("pk")
    return _enrolment_views(list(rows))


def taken_by(people: Iterable[int]) -> list[TakingView]:
    """Return what people take part in, without those who withdrew; for rooms, in the scope that they are in."""
    rows = Enrolment.objects.filter(person_id__in=list(people), withdrawn_at__isnull=True).order_by("pk")
    wanted = ("pk", "uuid", "institution_id", "person_id", "offering__version_id", "enrolled_at")
    return [TakingView(*row) for row in rows.values_list(*wanted)]


def begun_between(since: datetime, until: datetime) -> list[BegunView]:
    """Return who began when, the earliest first, with those who withdrew; for rooms, in the scope that they are in."""
    rows = Enrolment.objects.filter(enrolled_at__gte=since, enrolled_at__lt=until).order_by("enrolled_at", "pk")
    return [BegunView(*row) for row in rows.values_list("pk", "person_id", "withdrawn_at")]


def standing_results(enrolment_ids: Iterable[int]) -> dict[int, tuple[AssessmentResult, ...]]:
    """Return inside id of an enrolment → the results that count; for rooms, in the scope that they are in."""
    rows: dict[int, list[Result]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    for row in Result.objects.filter(enrolment_id__in=list(rows)):
        rows[row.enrolment_id].append(row)
    return {enrolment_id: facts.standing(results) for enrolment_id, results in rows.items()}


def _views(rows: QuerySet[Offering], on: date) -> list[OfferingView]:
    counted = rows.select_related("version__microcredential").annotate(
        taken=Count("enrolment", filter=Q(enrolment__withdrawn_at__isnull=True))
    )
    return [facts.offering(row, taken=row.taken, on=on) for row in counted.order_by("-opened_at", "-pk")]


def _enrolment_views(rows: list[Enrolment]) -> list[EnrolmentView]:
    people = names(row.person_id for row in rows)
    results = standing_results(row.pk for row in rows)
    return [facts.enrolment(row, people[row.person_id], results[row.pk]) for row in rows]

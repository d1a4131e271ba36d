"""Reading the ledger. Callers ask for permission first (see README)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from testamur.adapters.postgres.scope import Scoped, scoped
from testamur.adapters.postgres.sorting import Sorts, ordered
from testamur.domain.ledger import facts as chain
from testamur.domain.ledger.models import Entry, Head, Trouble

PAGE = 50
SORTS: Sorts = {"number": "number", "verb": "verb"}
JOB_SORTS = {"id": "id", "task": "task_name", "attempts": "attempts", "status": "status::text"}


@dataclass(frozen=True, slots=True)
class Sought:
    """Which audit entries are wanted; what is empty does not narrow. ``until`` is the first instant not wanted."""

    person_id: int | None = None
    by_system: bool = False
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An audit entry. ``actor_id`` is the person's inside id."""

    number: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    verb: str
    subject: str
    facts: dict[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the chain is whole. ``broken_at``: the first entry that does not fit, or None."""

    entries: int
    broken_at: int | None

    def __bool__(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a job failed when it was last tried. ``code``: a refusal's, or empty; ``kind``: the name of the error."""

    at: datetime
    kind: str
    code: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class JobView:
    """Work in the background. ``status``: todo, doing, succeeded, failed, cancelled, aborting, aborted."""

    id: int
    task: str
    status: str
    attempts: int
    scheduled_at: datetime | None
    arguments: dict[str, object]


@scoped
def entries(actor: Scoped, *, before: int | None = None, subject: str = "", limit: int = PAGE) -> list[EntryView]:
    """Return the newest entries first; *before* is the number of the last one seen."""
    del actor
    rows = Entry.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    if subject:
        rows = rows.filter(subject=subject)
    return _views(rows[:limit])


@scoped
def sorted_entries(
    actor: Scoped, sought: Sought, *, sort: str = "-number", skip: int = 0, limit: int = PAGE
) -> list[EntryView]:
    """Return the entries that are *sought*, in the order of one of `SORTS`."""
    del actor
    return _views(ordered(_rows(sought), sort, SORTS)[skip : skip + limit])


@scoped
def entry_count(actor: Scoped, sought: Sought) -> int:
    """Return how many entries are *sought*."""
    del actor
    return _rows(sought).count()


@scoped
def verbs(actor: Scoped) -> list[str]:
    """Return every verb that is in the log."""
    del actor
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


@scoped
def authors(actor: Scoped) -> list[int]:
    """Return the inside ids of everyone who has done something that is in the log."""
    del actor
    found = Entry.objects.filter(actor_id__isnull=False).order_by("actor_id").values_list("actor_id", flat=True)
    return [number for number in found.distinct() if number is not None]


@scoped
def check_chain(actor: Scoped) -> ChainReport:
    """Recompute every digest of the actor's institution."""
    del actor
    head = Head.objects.first()
    number, previous = 0, "0" * 64
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        fits = entry.number == number + 1 and entry.previous == previous and chain.digest(entry) == entry.digest
        if not fits:
            return ChainReport(number, entry.number)
        number, previous = entry.number, entry.digest
    if head and (head.number, head.digest) != (number, previous):
        return ChainReport(number, number + 1)
    return ChainReport(number, None)


def jobs(
    institution_id: int | None, *, status: str = "", sort: str = "-id", skip: int = 0, limit: int = 100
) -> list[JobView]:
    """Return jobs of an institution, or of all for the machine's operator (None); *sort* is one of `JOB_SORTS`."""
    by = f"{JOB_SORTS[sort.removeprefix('-')]} {'DESC' if sort.startswith('-') else 'ASC'}, id DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT id, task_name, status::text, attempts, scheduled_at, args::text FROM procrastinate_jobs
               WHERE (%(institution)s::bigint IS NULL OR (args->>'institution')::bigint = %(institution)s)
                 AND (%(status)s = '' OR status::text = %(status)s)
               ORDER BY {by} LIMIT %(limit)s OFFSET %(skip)s""",  # noqa: S608 - the order is one of our own constants
            {"institution": institution_id, "status": status, "limit": limit, "skip": skip},
        )
        return [
            JobView(number, task, state, attempts, due, chain.parse(arguments))
            for number, task, state, attempts, due, arguments in cursor.fetchall()
        ]


@scoped
def causes(actor: Scoped, jobs: Iterable[int]) -> dict[int, Cause]:
    """Return job → why it failed when it was last tried, for those of *jobs* that did."""
    del actor
    rows = Trouble.objects.filter(job__in=list(jobs))
    return {row.job: Cause(row.at, row.kind, row.code, row.facts) for row in rows}


def job_counts(institution_id: int | None) -> dict[str, int]:
    """Return status → how many jobs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT status::text, count(*) FROM procrastinate_jobs
               WHERE (%(institution)s::bigint IS NULL OR (args->>'institution')::bigint = %(institution)s)
               GROUP BY status""",
            {"institution": institution_id},
        )
        return dict(cursor.fetchall())


def _rows(sought: Sought) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if sought.person_id is not None:
        rows = rows.filter(actor_id=sought.person_id)
    if sought.by_system:
        rows = rows.filter(actor_kind="system")
    if sought.verb:
        rows = rows.filter(verb=sought.verb)
    if sought.since:
        rows = rows.filter(at__gte=sought.since)
    return rows.filter(at__lt=sought.until) if sought.until else rows


def _views(rows: QuerySet[Entry]) -> list[EntryView]:
    return [
        EntryView(row.number, row.at, row.actor_kind, row.actor_id, row.verb, row.subject, row.facts, row.digest)
        for row in rows
    ]

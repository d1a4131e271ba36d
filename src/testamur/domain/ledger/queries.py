"""Reading the ledger. Callers ask for permission first (see README)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from testamur.adapters.postgres.scope import Scoped, scoped
from testamur.domain.ledger import facts as chain
from testamur.domain.ledger.models import Entry, Head

PAGE = 50


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
    return [
        EntryView(row.number, row.at, row.actor_kind, row.actor_id, row.verb, row.subject, row.facts, row.digest)
        for row in rows[:limit]
    ]


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


def jobs(institution_id: int | None, *, status: str = "", limit: int = 100) -> list[JobView]:
    """Return the newest jobs of an institution, or of all for the machine's operator (None)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id, task_name, status::text, attempts, scheduled_at, args::text FROM procrastinate_jobs
               WHERE (%(institution)s::bigint IS NULL OR (args->>'institution')::bigint = %(institution)s)
                 AND (%(status)s = '' OR status::text = %(status)s)
               ORDER BY id DESC LIMIT %(limit)s""",
            {"institution": institution_id, "status": status, "limit": limit},
        )
        return [
            JobView(number, task, state, attempts, due, chain.parse(arguments))
            for number, task, state, attempts, due, arguments in cursor.fetchall()
        ]


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

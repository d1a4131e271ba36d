"""Writing down what was done, and asking for what is to be done next. Both in the caller's transaction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONDict, JSONValue

from testamur.adapters.postgres.scope import scoped
from testamur.domain.ledger import facts as chain
from testamur.domain.ledger.models import Entry, Head, KeptAnswer, Trouble
from testamur.domain.ledger.values import Answer
from testamur.refusals import Refusal

CHUNK = 500
KEPT = timedelta(days=1)
_START = "0" * 64


class Author(Protocol):
    """Who did it."""

    @property
    def kind(self) -> str:
        """``person``, ``system`` or ``anonymous``."""

    @property
    def person_id(self) -> int | None:
        """The person, if one."""

    @property
    def institution_id(self) -> int | None:
        """The institution acted for."""


def record(actor: Author, *, verb: str, subject: str, at: datetime, **told: object) -> None:
    """Append an entry to the chain of the actor's institution. *told* holds ids and figures, no personal data."""
    if actor.institution_id is None:
        message = f"{verb} was done for no institution"
        raise ValueError(message)
    head = _locked_head(actor.institution_id)
    entry = Entry(
        institution_id=actor.institution_id,
        number=head.number + 1,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        verb=verb,
        subject=subject,
        facts=chain.plain(told),
        previous=head.digest,
    )
    entry.digest = chain.digest(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(number=entry.number, digest=entry.digest)


def enqueue(
    actor: Author, *, task: str, once: str = "", not_before: datetime | None = None, **arguments: JSONValue
) -> None:
    """Ask for *task* to be done for the actor's institution, after this transaction is committed.

    *arguments* are plain JSON values. While a job with the same *once* is waiting, another is not added.
    """
    job: JSONDict = {"institution": actor.institution_id, **arguments}
    try:
        with transaction.atomic():
            app.configure_task(task, queueing_lock=once or None, schedule_at=not_before).defer(**job)
    except AlreadyEnqueued:
        return


def begin_answer(actor: Author, *, key: str, asked: str, at: datetime) -> Answer | None:
    """Return the answer that was given to *key* within a day; else None, and the key is ours until we commit.

    *asked* is the digest of the request. Somebody else with the same key waits here until our transaction ends.
    """
    here, me = _asker(actor)
    mine = KeptAnswer.objects.filter(person_id=me, key=key)
    mine.filter(asked_at__lte=at - KEPT).delete()
    fresh = KeptAnswer(institution_id=here, person_id=me, key=key, asked=asked, asked_at=at, status=0)
    KeptAnswer.objects.bulk_create([fresh], ignore_conflicts=True)
    row = mine.get()
    # A row without a status is visible only to the transaction that wrote it.
    return chain.answer(row) if row.status else None


def keep_answer(actor: Author, *, key: str, answer: Answer) -> None:
    """Keep the answer to a key that `begin_answer` gave us, for a day; the body may hold a secret and is sealed."""
    row = KeptAnswer.objects.get(person_id=_asker(actor)[1], key=key)
    row.status, row.headers, row.sealed = answer.status, dict(answer.headers), chain.sealed(row, answer.body)
    row.save(update_fields=["status", "headers", "sealed"])
    once = f"forget answers {actor.institution_id}"
    enqueue(actor, task="ledger.forget_answers", once=once, not_before=row.asked_at + KEPT)


@scoped
def forget_answers(actor: Author, *, at: datetime) -> None:
    """Delete answers older than a day, and come back while there are others."""
    KeptAnswer.objects.filter(asked_at__lte=at - KEPT).delete()
    if KeptAnswer.objects.exists():
        once = f"forget answers {actor.institution_id}"
        enqueue(actor, task="ledger.forget_answers", once=once, not_before=at + KEPT)


def retry(job: int, institution_id: int | None = None) -> bool:
    """Let a failed job wait again, if it is one of the institution (None: of any). Return whether it was one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """SELECT 1 FROM procrastinate_jobs WHERE id = %(job)s AND status = 'failed'
               AND (%(institution)s::bigint IS NULL OR (args->>'institution')::bigint = %(institution)s) FOR UPDATE""",
            {"job": job, "institution": institution_id},
        )
        if cursor.fetchone() is None:
            return False
        app.job_manager.retry_job_by_id(job, retry_at=datetime.now(UTC))
        return True


@scoped
def note_trouble(actor: Author, *, job: int, error: Exception, at: datetime) -> None:
    """Keep why *job* failed, for whoever looks after it. An error's own text may name people and is not kept."""
    code, facts = (error.code, error.facts) if isinstance(error, Refusal) else ("", {})
    told = {"at": at, "kind": type(error).__name__[:100], "code": code, "facts": chain.plain(facts)}
    Trouble.objects.update_or_create(institution_id=_here(actor), job=job, defaults=told)


@scoped
def forget_trouble(actor: Author, *, job: int) -> None:
    """Forget why *job* failed before: it is done."""
    Trouble.objects.filter(institution_id=_here(actor), job=job).delete()


def finish(job: int, institution_id: int) -> None:
    """Take a waiting job of the institution out of the queue, because what it asks for was done by hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM procrastinate_jobs WHERE id = %(job)s AND status = 'todo'
               AND (args->>'institution')::bigint = %(institution)s""",
            {"job": job, "institution": institution_id},
        )


def _here(actor: Author) -> int:
    if actor.institution_id is None:
        message = "a job is done for an institution"
        raise ValueError(message)
    return actor.institution_id


def _asker(actor: Author) -> tuple[int, int]:
    if actor.institution_id is None or actor.person_id is None:
        message = "answers are kept for a person at an institution"
        raise ValueError(message)
    return actor.institution_id, actor.person_id


def _locked_head(institution_id: int) -> Head:
    Head.objects.bulk_create([Head(institution_id=institution_id, number=0, digest=_START)], ignore_conflicts=True)
    return Head.objects.select_for_update().get(institution_id=institution_id)

"""Work in the background is done once, whatever dies in between."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, transaction

import campus as campuses
import testamur
from testamur.domain.awards import actions as awards
from testamur.domain.awards import queries as awarded
from testamur.domain.institution import actions as institution
from testamur.domain.institution import queries as people
from testamur.domain.ledger import actions as ledger
from testamur.domain.ledger import queries as entries
from testamur.interfaces.jobs.tasks import TASKS
from testamur.interfaces.jobs.worker import own_app

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 300


@pytest.fixture
def worker() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start workers on the test's database; none outlives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        variables = {**os.environ, "TESTAMUR_JOB_STALLED_SECONDS": "2"}
        command = [sys.executable, "-m", "testamur.interfaces.jobs", *arguments]
        started.append(subprocess.Popen(command, env=variables))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, entries.job_counts(None)
        time.sleep(0.02)


def signed(campus: campuses.Campus) -> int:
    from testamur.adapters.postgres.scope import within

    with within(campus.institution.id):
        return count("SELECT count(*) FROM issuing_document")


def graduates(campus: campuses.Campus, offering: object, number: int) -> list[object]:
    """Bring in a class by gradebook, as a registrar would."""
    from testamur.domain.learning import actions, queries

    lines = ["name,email,plan,dataset,defence", *(f"Person {n},p{n}@example.org,90,90,90" for n in range(number))]
    registrar = campus.actor("registrar")
    data = "\n".join(lines).encode()
    outcome = actions.import_results(registrar, offering=offering, data=data, held_as_designed=True, at=campuses.NOW)
    assert outcome.recorded == 3 * number, outcome
    return [one.uuid for one in queries.enrolments(registrar, offering=offering, limit=number)]


def test_what_a_task_asks_for_next_is_asked_in_its_own_transaction() -> None:
    """A part of a file was done before the one in front of it was written, found nothing to do, and the chain broke."""
    here = campuses.found().system
    before = count("SELECT count(*) FROM procrastinate_jobs")
    own_app()
    with suppress(RuntimeError), transaction.atomic():
        ledger.enqueue(here, task="design.take_in_part", intake="x", first=0)
        assert count("SELECT count(*) FROM procrastinate_jobs") == before + 1
        raise RuntimeError
    assert count("SELECT count(*) FROM procrastinate_jobs") == before


def test_awards_of_a_worker_killed_twice_are_each_signed_exactly_once(
    worker: Callable[..., subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    campus = campuses.found()
    enrolments = graduates(campus, campus.offer(), MANY)
    monkeypatch.setattr(ledger, "CHUNK", 25)
    batch = awards.confer_many(campus.actor("registrar"), enrolments=enrolments, at=campuses.NOW)
    for share in (0.2, 0.6):
        victim = worker()
        wait_for(lambda: signed(campus) >= 2 * MANY * share)  # noqa: B023 - called within the loop
        victim.kill()
        victim.wait()
    worker()
    wait_for(lambda: signed(campus) == 2 * MANY and not entries.job_counts(None))
    progress = awarded.batch(campus.actor("registrar"), uuid=batch)
    assert (progress.conferred, progress.refused, progress.is_done) == (MANY, 0, True)
    from testamur.adapters.postgres.scope import within

    with within(campus.institution.id):
        assert count("SELECT count(DISTINCT person_id) FROM awards_award WHERE ended_at IS NULL") == MANY
        assert count("SELECT count(*) FROM issuing_credential") == MANY
        assert count("SELECT count(DISTINCT (credential_id, format)) FROM issuing_document") == 2 * MANY
        assert count("SELECT count(DISTINCT revocation_index) FROM issuing_credential") == MANY
    assert people.audit_chain(campus.actor("administrator"))


def test_a_job_that_cannot_be_done_is_tried_again_later_and_then_told(
    worker: Callable[..., subprocess.Popen[bytes]],
) -> None:
    campus = campuses.found()
    ledger.enqueue(campus.system, task="awards.confer_chunk", batch="not a uuid", first=1, last=2)
    worker("--until-empty").wait(60)
    (job,) = people.jobs(campus.actor("administrator"))
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
    assert people.job_causes(campus.actor("administrator"), [job.id])[job.id].kind == "ValidationError"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    institution.retry_job(campus.actor("administrator"), job=job.id, at=campuses.NOW)
    assert people.job_counts(campus.actor("administrator")) == {"todo": 1}


def test_a_job_is_not_there_when_its_transaction_fails() -> None:
    from django.db import transaction

    campus = campuses.found()
    with transaction.atomic():
        ledger.enqueue(campus.system, task="issuing.sign", awards=[])
        transaction.set_rollback(True)
    assert entries.job_counts(None) == {}


def test_every_task_that_a_room_asks_for_has_an_action() -> None:
    house = Path(testamur.__file__).parent
    files = [file for floor in ("domain", "demo") for file in (house / floor).rglob("*.py")]
    asked = {name for file in files for name in re.findall(r'task="([^"]+)"', file.read_text())}
    assert asked == set(TASKS)

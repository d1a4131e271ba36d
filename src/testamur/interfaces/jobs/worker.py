"""The worker: takes jobs from the queue, does them as the system, and puts back what a dead worker left."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, cast

import django
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from testamur.adapters.environment import environment

if TYPE_CHECKING:
    from testamur.domain.institution.access import Actor

_RETRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


def main() -> None:
    """Work until asked to stop; what is in hand is finished first. ``--until-empty``: do what is there, and end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testamur.server.settings")
    django.setup()
    asyncio.run(work(wait="--until-empty" not in sys.argv))


async def work(*, wait: bool) -> None:
    """Do jobs; with *wait* False, only those that are there."""
    app = own_app()
    patience = environment().job_stalled_seconds
    async with app.open_async():
        care = asyncio.create_task(_requeue_for_ever(app, patience))
        await app.run_worker_async(
            concurrency=environment().job_concurrency,
            wait=wait,
            delete_jobs="successful",
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=patience / 4,
            stalled_worker_timeout=patience,
            shutdown_graceful_timeout=10,
        )
        care.cancel()


def own_app() -> App:
    """Return the worker's app with every task.

    It shares no task with Django's app: what a task asks for next would go through the worker's own connection, outside
    of the task's transaction, and could be done before there is anything to do it with.
    """
    app = App(connector=cast("DjangoConnector", django_app.connector).get_worker_connector())
    register(app)
    return app


async def requeue_stalled(app: App, patience: float) -> None:
    """Put back the jobs of workers silent for *patience* seconds: procrastinate finds them, and leaves them."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=patience):
        await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))


async def _requeue_for_ever(app: App, patience: float) -> None:
    while True:
        with suppress(ConnectorException):  # The database is away for a moment; the worker itself says so.
            await requeue_stalled(app, patience)
        await asyncio.sleep(patience / 2)


def register(app: App) -> None:
    """Make every task of `tasks.TASKS` known to *app*."""
    from testamur.interfaces.jobs.tasks import TASKS  # noqa: PLC0415 - rooms can be imported once Django is ready

    for name, action in TASKS.items():
        app.task(name=name, retry=_RETRIES, pass_context=True)(_as_system(action))


def _as_system(action: Callable[..., object]) -> Callable[..., None]:
    from django.db import close_old_connections  # noqa: PLC0415 - as above

    from testamur.domain.institution.access import system  # noqa: PLC0415 - as above
    from testamur.domain.ledger.actions import forget_trouble  # noqa: PLC0415 - as above

    @wraps(action)
    def run(context: JobContext, *, institution: int, **arguments: object) -> None:
        close_old_connections()
        machine = system(institution)
        try:
            action(machine, at=datetime.now(UTC), **arguments)
            if context.job.id and context.job.attempts:
                forget_trouble(machine, job=context.job.id)
        except Exception as error:
            _keep_cause(machine, context.job.id, error)
            raise
        finally:
            close_old_connections()

    return run


def _keep_cause(machine: Actor, job: int | None, error: Exception) -> None:
    """Keep why a job failed, where the database still takes it; the error itself goes on to the log."""
    from django.db import Error  # noqa: PLC0415 - as above

    from testamur.domain.ledger.actions import note_trouble  # noqa: PLC0415 - as above

    if job is not None:
        with suppress(Error):
            note_trouble(machine, job=job, error=error, at=datetime.now(UTC))

"""The worker: takes jobs from the queue, does them as the system, and puts back what a dead worker left."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

import django
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app as django_app

from testamur.adapters.environment import environment

_STALLED_AFTER = 30
_RETRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


def main() -> None:
    """Work until asked to stop; what is in hand is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testamur.server.settings")
    django.setup()
    asyncio.run(work(wait=True))


async def work(*, wait: bool) -> None:
    """Do jobs; with *wait* False, only those that are there."""
    app = django_app.with_connector(django_app.connector.get_worker_connector())
    register(app)
    async with app.open_async():
        await requeue_stalled(app)
        await app.run_worker_async(
            concurrency=environment().job_concurrency,
            wait=wait,
            delete_jobs="successful",
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=5.0,
            stalled_worker_timeout=_STALLED_AFTER,
            shutdown_graceful_timeout=10,
        )


async def requeue_stalled(app: App) -> None:
    """Put back the jobs whose worker has died: procrastinate finds them, and leaves them."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_AFTER):
        await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))


def register(app: App) -> None:
    """Make every task of `tasks.TASKS` known to *app*, and the periodic ones."""
    from testamur.interfaces.jobs.tasks import TASKS  # noqa: PLC0415 - rooms can be imported once Django is ready

    for name, action in TASKS.items():
        app.task(name=name, retry=_RETRIES)(_as_system(action))

    @app.periodic(cron="* * * * *")
    @app.task(name="jobs.requeue_stalled", queueing_lock="jobs.requeue_stalled", pass_context=False)
    async def requeue(timestamp: int) -> None:
        del timestamp
        await requeue_stalled(app)


def _as_system(action: Callable[..., object]) -> Callable[..., None]:
    from testamur.domain.institution.access import system  # noqa: PLC0415 - as above
    from django.db import close_old_connections  # noqa: PLC0415 - as above

    @wraps(action)
    def run(*, institution: int, **arguments: object) -> None:
        close_old_connections()
        try:
            action(system(institution), at=datetime.now(UTC), **arguments)
        finally:
            close_old_connections()

    return run


if __name__ == "__main__":
    main()

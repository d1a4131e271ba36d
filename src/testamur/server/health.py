"""Whether the process is alive, and whether it can work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process answers at all."""
    del request
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, migrations and queue are fit, else 503. ``queue_lag``: seconds, of the oldest job."""
    del request
    checks: dict[str, object] = {"database": False, "migrations": False, "queue_lag": None}
    try:
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks["queue_lag"] = _queue_lag() if checks["migrations"] else None
    except DatabaseError:
        checks["database"] = False
    is_ready = bool(checks["database"] and checks["migrations"])
    return JsonResponse(checks, status=200 if is_ready else 503)


def _queue_lag() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
               FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
               WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()"""
        )
        row = cursor.fetchone()
    return round(float(row[0]), 1) if row else 0.0

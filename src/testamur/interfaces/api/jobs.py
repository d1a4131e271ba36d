"""Work in the background."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from testamur.domain.institution import actions, queries
from testamur.interfaces.api.authentication import acting
from testamur.interfaces.api.shapes import institution as shapes
from testamur.interfaces.api.shapes.values import Done

router = Router(tags=["Jobs"])
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


@router.get("/jobs", response=shapes.Jobs)
def jobs(request: HttpRequest, asked: Query[shapes.Which]) -> dict[str, object]:
    """Return the hundred newest jobs of your institution."""
    actor = acting(request)
    return {"counts": queries.job_counts(actor), "items": queries.jobs(actor, status=asked.status)}


@router.post("/jobs/{job}/retry", response=Done)
def retry(request: HttpRequest, job: Path[Number]) -> Done:
    """Let a failed job wait again."""
    actions.retry_job(acting(request), job=job, at=datetime.now(UTC))
    return Done()

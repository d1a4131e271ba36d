"""Signing keys, work in the background, and the audit log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import actions as institution
from testamur.domain.institution import queries
from testamur.domain.issuing import actions as issuing
from testamur.domain.issuing import queries as documents
from testamur.domain.ledger.queries import EntryView, JobView
from testamur.interfaces.web.typed import number
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _
from testamur.refusals import NotFound

_PAGE = 50
_STATES = ("todo", "doing", "failed")


@dataclass(frozen=True, slots=True)
class Entry:
    """An audit entry as the log shows it."""

    view: EntryView
    who: str
    facts: str


@require_safe
def keys(request: HttpRequest, code: str) -> HttpResponse:
    """Show the institution's signing keys."""
    return _keys(request, code)


@require_POST
def rotate(request: HttpRequest, code: str) -> HttpResponse:
    """Make a new signing key."""
    actor, _institution = actor_at(request, code)
    if "sure" not in request.POST:
        return _keys(request, code, error=_("Tick the box to say that you mean it."))
    issuing.rotate_key(actor, at=datetime.now(UTC))
    messages.success(request, _("From now on the new key signs. What was signed before can still be checked."))
    return redirect("web:keys", code)


@require_safe
def jobs(request: HttpRequest, code: str) -> HttpResponse:
    """Show the work in the background."""
    actor, place = actor_at(request, code)
    status = request.GET.get("status", "")
    status = status if status in _STATES else ""
    counts = queries.job_counts(actor)
    context = {
        "institution": place,
        "status": status,
        "tabs": [
            ("", _("All"), sum(counts.values())),
            *((one, _job_state(one), counts.get(one, 0)) for one in _STATES),
        ],
        "rows": [(job, _job_state(job.status), _told(job)) for job in queries.jobs(actor, status=status)],
        "section": "office",
        "room": "jobs",
    }
    return render(request, "testamur/office/jobs.html", context)


@require_POST
def retry(request: HttpRequest, code: str, job: int) -> HttpResponse:
    """Put a failed job back into the queue."""
    actor, _institution = actor_at(request, code)
    try:
        institution.retry_job(actor, job=job, at=datetime.now(UTC))
    except NotFound:
        messages.warning(request, _("This job is not waiting for anybody any more."))
    else:
        messages.success(request, _("The job is back in the queue."))
    return redirect("web:jobs", code)


@require_safe
def audit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was done here, newest first, and whether the log is whole."""
    actor, place = actor_at(request, code)
    before = number(request.GET, "before")
    rows = queries.audit(actor, before=before)
    here = reverse("web:audit", args=(code,))
    people = queries.names(row.actor_id for row in rows if row.actor_id)
    entries = [
        Entry(row, _who(row, {number: one.name or one.email for number, one in people.items()}), _facts(row))
        for row in rows
    ]
    context = {
        "institution": place,
        "entries": entries,
        "chain": queries.audit_chain(actor) if "check" in request.GET else None,
        "next": f"{here}?before={rows[-1].number}" if len(rows) == _PAGE else "",
        "first": here if before else "",
        "section": "office",
        "room": "audit",
    }
    return render(request, "testamur/office/audit.html", context)


def _keys(request: HttpRequest, code: str, *, error: str = "") -> HttpResponse:
    actor, place = actor_at(request, code)
    rows = documents.keys(actor)
    context = {"institution": place, "rows": rows, "error": error, "section": "office", "room": "keys"}
    return render(request, "testamur/office/keys.html", context, status=422 if error else 200)


def _job_state(status: str) -> str:
    return {
        "todo": _("Waiting"),
        "doing": _("Running"),
        "failed": _("Failed"),
        "succeeded": _("Done"),
        "cancelled": _("Cancelled"),
        "aborted": _("Aborted"),
    }.get(status, status)


def _told(job: JobView) -> str:
    kept = {name: value for name, value in job.arguments.items() if name != "institution"}
    return json.dumps(kept, ensure_ascii=False)[:300]


def _who(entry: EntryView, people: dict[int, str]) -> str:
    if entry.actor_kind == "system":
        return _("the system")
    return people.get(entry.actor_id or 0, _("somebody who has left"))


def _facts(entry: EntryView) -> str:
    told = {
        name: ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
        for name, value in entry.facts.items()
    }
    return "; ".join(f"{name}: {value}" for name, value in told.items())[:300]

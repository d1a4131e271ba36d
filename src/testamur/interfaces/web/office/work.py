"""Work in the background: what waits, what runs, what failed and why, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from testamur.domain.institution import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.ledger.queries import JOB_SORTS, Cause, JobView
from testamur.interfaces.web import tables
from testamur.interfaces.web.spreadsheets import download
from testamur.interfaces.web.tables import PAGE, Column
from testamur.interfaces.web.visitor import actor_at
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.refusals import told
from testamur.interfaces.words.seeking import seeking_tasks
from testamur.refusals import NotFound, Refusal

_STATES = ("todo", "doing", "failed")
_DATABASE = frozenset({"OperationalError", "InterfaceError", "ConnectorException"})
_DISK = frozenset({"OSError", "PermissionError", "FileNotFoundError"})


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is shown. ``again``: when it is tried again, if that is later; ``raw``: what it was asked with."""

    view: JobView
    what: str
    state: str
    cause: str
    again: datetime | None
    raw: str


@require_safe
def jobs(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the work in the background."""
    actor, place = actor_at(request, code)
    status = request.GET.get("status", "")
    status = status if status in _STATES else ""
    counts = queries.job_counts(actor)
    total = counts.get(status, 0) if status else sum(counts.values())
    asked = tables.asked(request, sorts=JOB_SORTS, usual="-id", filters={}, fixed={"status": status})
    if asked.is_export:
        return _taken_away(actor, asked, status, code)
    columns = [
        Column(_("What"), "task"),
        Column(_("Attempts"), "-attempts", is_number=True),
        Column(_("State"), "status"),
    ]
    context = {
        "institution": place,
        "status": status,
        "tabs": [
            ("", _("All"), sum(counts.values())),
            *((one, _state(one), counts.get(one, 0)) for one in _STATES),
        ],
        "summary": _summary(counts),
        "is_busy": bool(counts.get("todo") or counts.get("doing")),
        "rows": _page(actor, status, asked.sort, asked.skip, PAGE),
        "table": tables.laid_out(asked, columns, total=total),
        "section": "office",
        "room": "jobs",
    }
    return render(request, "testamur/office/jobs.html", context)


@require_POST
def retry(request: HttpRequest, code: str, job: int) -> HttpResponse:
    """Put a failed job back into the queue."""
    actor, _institution = actor_at(request, code)
    try:
        actions.retry_job(actor, job=job, at=datetime.now(UTC))
    except NotFound:
        messages.warning(request, _("This job is not waiting for anybody any more."))
    else:
        messages.success(request, _("The job is back in the queue."))
    return redirect("web:jobs", code)


def _page(actor: Actor, status: str, sort: str, skip: int, limit: int) -> list[Job]:
    found = queries.jobs(actor, status=status, sort=sort, skip=skip, limit=limit)
    causes = queries.job_causes(actor, [job.id for job in found])
    now = datetime.now(UTC)
    return [_job(job, causes.get(job.id), now) for job in found]


def _job(job: JobView, cause: Cause | None, now: datetime) -> Job:
    kept = {name: value for name, value in job.arguments.items() if name != "institution"}
    is_later = job.status == "todo" and job.scheduled_at is not None and job.scheduled_at > now
    return Job(
        view=job,
        what=_what(job),
        state=_state(job.status),
        cause=_why(cause) if cause else "",
        again=job.scheduled_at if is_later else None,
        raw=json.dumps({"task": job.task, **kept}, ensure_ascii=False, indent=1),
    )


def _what(job: JobView) -> str:
    """Return what a job does, and to how many; a task without words of its own is named as it is."""
    arguments = job.arguments
    if job.task == "issuing.sign":
        awards = arguments.get("awards")
        count = len(awards) if isinstance(awards, list) else 0
        return ngettext("Sign {count} credential", "Sign {count} credentials", count).format(count=count)
    if job.task == "awards.confer_chunk":
        count = _whole(arguments, "last") - _whole(arguments, "first") + 1
        return ngettext("Award up to {count} person", "Award up to {count} people", count).format(count=count)
    return task_names().get(job.task, job.task)


def task_names() -> dict[str, str]:
    """Return what each task does whose extent cannot be told from its arguments."""
    return {
        "awards.holdings_changed": _("Decide anew for people who hold something new"),
        "awards.reckon": _("Decide everyone on a pathway anew"),
        "awards.reckon_chunk": _("Decide some of the people on a pathway anew"),
        "design.take_in_part": _("Take rows of a file over"),
        "design.take_back_part": _("Take a file’s drafts back"),
        "design.send": _("Send mail to partners"),
        "design.watch": _("Look which designs are due for another look"),
        "frameworks.bring_in_carried": _("Bring in the skills of ESCO"),
        "insight.count": _("Count an audit of fairness"),
        "careers.read_target": _("Read an advert that a learner aims at"),
        "demand.take_part": _("Take in part of a table of adverts"),
        "demand.read_advert": _("Read an advert of a partner"),
        "frameworks.read_file": _("Read the files of a framework"),
        "frameworks.write_file": _("Write a framework that was confirmed"),
        "frameworks.get_ready": _("Get a framework ready for texts to be read against it"),
        "ledger.forget_answers": _("Forget answers that programs may ask for again within a day"),
        "recognition.send": _("Send a mail about a request for recognition"),
        **seeking_tasks(),
        "portfolio.send_answer": _("Tell by mail that an objection is answered"),
        "recognition.watch": _("Look at the clocks of requests for recognition"),
    }


def _whole(arguments: Mapping[str, object], name: str) -> int:
    value = arguments.get(name)
    return value if isinstance(value, int) else 0


def _why(cause: Cause) -> str:
    """Return why a job failed, and what to do about it."""
    if cause.code:
        return told(_again(cause))
    if cause.kind in _DATABASE:
        return _("The database did not answer. It is tried again by itself.")
    if cause.kind in _DISK:
        return _("The machine could not read or write a file. Look whether its disk is full.")
    return _("The program made a mistake ({kind}). The server's log says where; tell whoever runs the machine.").format(
        kind=cause.kind
    )


def _again(cause: Cause) -> Refusal:
    """Return the refusal that was kept, so that it is told as it would have been."""
    family = type("Kept", (Refusal,), {"code": cause.code})
    refusal: Refusal = family(**cause.facts)
    return refusal


def _summary(counts: Mapping[str, int]) -> str:
    said = {
        "doing": ngettext("{count} runs", "{count} run", counts.get("doing", 0)),
        "todo": ngettext("{count} waits", "{count} wait", counts.get("todo", 0)),
        "failed": ngettext("{count} has failed", "{count} have failed", counts.get("failed", 0)),
    }
    told_of = [one.format(count=counts[state]) for state, one in said.items() if counts.get(state)]
    return "; ".join(told_of)


def _state(status: str) -> str:
    return {
        "todo": _("Waiting"),
        "doing": _("Running"),
        "failed": _("Failed"),
        "succeeded": _("Done"),
        "cancelled": _("Cancelled"),
        "aborted": _("Aborted"),
    }.get(status, status)


def _taken_away(actor: Actor, asked: tables.Asked, status: str, code: str) -> HttpResponseBase:
    def page(skip: int, limit: int) -> list[Job]:
        return _page(actor, status, asked.sort, skip, limit)

    def cells(job: Job) -> list[object]:
        return [job.view.id, job.what, job.view.task, job.view.attempts, job.state, job.cause]

    headings = [_("No."), _("What"), _("Code"), _("Attempts"), _("State"), _("Why it failed")]
    return download(f"{code}-jobs", headings, page, cells)

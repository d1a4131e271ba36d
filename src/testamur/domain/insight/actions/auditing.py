"""Audits: asked for, counted at once or by the worker, published, and taken away by whoever audits."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from testamur.adapters.postgres.scope import scoped, within
from testamur.core.fairness import UNSAID, Case, Limits, audit
from testamur.domain.insight import cases, comparing, facts
from testamur.domain.insight.models import Answer, Run, Survey
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

# So many are counted while somebody waits for the page; more are work for the worker.
AT_ONCE = 2_000
FORMS = ("csv", "json", "pdf")
_CHUNK = 2_000
_LONGEST = 2_000
# A month would tell who began in it.
_FEWEST_DAYS = 89


class NoSurvey(Conflict):
    """Nobody was ever asked here about themselves, so there are no groups to compare."""

    code = "no-survey"


@scoped
def ask(actor: Actor, *, what: str, since: date, until: date, at: datetime) -> UUID:
    """Audit the outcomes *what* of whole months, and return the audit; the worker counts where many are concerned.

    Where fewer people than the cell have changed since the same was counted, that earlier audit is returned.
    Raises `Invalid`, `NoSurvey`, `AuditsOverlap`.
    """
    require(actor, Permission.AUDIT_FAIRNESS)
    _check_period(what, since, until)
    asked = Survey.objects.filter(institution_id=actor.here).order_by("-pk").first()
    if asked is None:
        raise NoSurvey
    comparing.check_months(actor.here, what, since, until)
    people = cases.found(what, since, until)
    row = Run(
        institution_id=actor.here,
        what=what,
        since=since,
        until=until,
        questions=asked.questions,
        cell=asked.cell,
        state="waiting",
        total=len(people),
        asked_at=at,
        asked_by_id=actor.person_id,
    )
    if len(people) <= AT_ONCE:
        _finish(row, _grouped(row, people), at)
        if row.same_as:
            return row.same_as.uuid
    row.save()
    if row.state == "waiting":
        ledger.enqueue(actor, task="insight.count", run=str(row.uuid))
    told = {"since": since.isoformat(), "until": until.isoformat(), "total": row.total}
    ledger.record(actor, verb="insight.ask", subject=f"fairness-audit:{row.uuid}", at=at, what=what, **told)
    return row.uuid


def count(actor: Actor, *, run: str, at: datetime) -> None:
    """Count what was asked for; how far it is shows in between. Done again, it begins anew. Raises `NotFound`."""
    require(actor, Permission.AUDIT_FAIRNESS)
    with within(actor.here):
        row = _row(UUID(run))
        if row.finished_at:
            return
        people = cases.found(row.what, row.since, row.until)
    counted: list[Case] = []
    for first in range(0, len(people), _CHUNK):
        with within(actor.here):
            counted += _grouped(row, people[first : first + _CHUNK])
            Run.objects.filter(pk=row.pk).update(state="working", total=len(people), done=len(counted))
    with within(actor.here):
        row.total = row.done = len(people)
        _finish(row, counted, at)
        row.save()
        ledger.record(actor, verb="insight.count", subject=f"fairness-audit:{run}", at=at, total=row.total)


@scoped
def publish(actor: Actor, *, run: UUID, at: datetime, note: str = "") -> None:
    """Show an audit to everybody, with what the institution says to it. Raises `NotFound`, `Invalid`.

    Where another of the same people is public, or was, its numbers are told roughly, from then on for ever.
    """
    require(actor, Permission.AUDIT_FAIRNESS)
    row = _row(run)
    said = note.strip()
    if row.state != "done" or (row.published_at and not row.withdrawn_at):
        raise NotFound(what="fairness-audit", uuid=str(run))
    if len(said) > _LONGEST:
        raise Invalid(field="note", found=said[:80], longest=_LONGEST)
    row.published_at, row.published_by_id, row.withdrawn_at, row.note = at, actor.person_id, None, said
    row.is_rough = row.is_rough or comparing.is_published_beside(row)
    row.save(update_fields=["published_at", "published_by_id", "withdrawn_at", "note", "is_rough"])
    ledger.record(actor, verb="insight.publish", subject=f"fairness-audit:{run}", at=at, what=row.what)


@scoped
def withdraw(actor: Actor, *, run: UUID, at: datetime) -> None:
    """Show an audit to nobody outside any more; it is kept. Raises `NotFound`."""
    require(actor, Permission.AUDIT_FAIRNESS)
    row = _row(run)
    if row.published_at is None or row.withdrawn_at:
        raise NotFound(what="fairness-audit", uuid=str(run))
    Run.objects.filter(pk=row.pk).update(withdrawn_at=at)
    ledger.record(actor, verb="insight.withdraw", subject=f"fairness-audit:{run}", at=at, what=row.what)


@scoped
def take(actor: Actor, *, run: UUID, form: str, at: datetime) -> None:
    """Leave the trace that an audit was taken away as a file. Raises `NotFound`, `Invalid`."""
    require(actor, Permission.AUDIT_FAIRNESS)
    row = _row(run)
    if form not in FORMS:
        raise Invalid(field="form", found=form[:20], allowed=list(FORMS))
    ledger.record(actor, verb="insight.take", subject=f"fairness-audit:{run}", at=at, form=form, what=row.what)


def _row(uuid: UUID) -> Run:
    found = Run.objects.select_related("same_as").filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="fairness-audit", uuid=str(uuid))
    return found


def _check_period(what: str, since: date, until: date) -> None:
    if what not in cases.SETS:
        raise Invalid(field="what", found=what[:80], allowed=list(cases.SETS))
    are_whole = since.day == 1 and until.day == monthrange(until.year, until.month)[1]
    if not are_whole or (until - since).days < _FEWEST_DAYS:
        raise Invalid(field="period", found=f"{since} – {until}")


def _grouped(row: Run, people: Sequence[cases.Outcome]) -> list[Case]:
    """Return the cases with the groups that people said they are in; who is who is forgotten with the list."""
    said: list[dict[str, str]] = [{} for _ in people]
    for question in row.questions:
        names = list(facts.pseudonyms(row.institution_id, question, (one.person_id for one in people)))
        answers = Answer.objects.filter(institution_id=row.institution_id, question=question, whose__in=names)
        known = dict(answers.exclude(choice=UNSAID).values_list("whose", "choice"))
        for groups, name in zip(said, names, strict=True):
            if name in known:
                groups[question] = known[name]
    return [Case(groups, one.is_selected, one.is_qualified) for groups, one in zip(said, people, strict=True)]


def _finish(row: Run, counted: Sequence[Case], at: datetime) -> None:
    """Write the tables into *row*; or which audit they are the same as, where the two would tell of a few."""
    found = audit(counted, row.questions, crossed=facts.ways(row.questions), limits=Limits(cell=row.cell))
    figures = {
        "cases": found.cases,
        "selection": [facts.plain(one) for one in found.selection],
        "opportunity": [facts.plain(one) for one in found.opportunity],
    }
    row.finished_at, row.done, row.total = at, found.cases, found.cases
    row.same_as = _alike(row, figures)
    row.state, row.figures = ("withheld", {}) if row.same_as else ("done", comparing.told_apart(row, figures))


def _alike(row: Run, figures: dict[str, object]) -> Run | None:
    """Return the last audit of the same, where fewer people than the cell came, left or answered since."""
    same = {"what": row.what, "since": row.since, "until": row.until, "questions": row.questions, "cell": row.cell}
    last = Run.objects.filter(institution_id=row.institution_id, state="done", **same).order_by("-pk").first()
    if last is None:
        return None
    told = [one["attributes"] for one in last.figures["selection"] if one["attributes"] not in _left_out(last)]
    before, now = _sums(last.figures, told), _sums(figures, told)
    return last if max(abs(one - other) for one, other in zip(before, now, strict=True)) < row.cell else None


def _left_out(row: Run) -> list[list[str]]:
    return list(row.figures.get("left_out", ()))


def _sums(figures: Mapping[str, Any], told: list[list[str]]) -> list[int]:
    """Return how many were counted, and of how many it is not known by each table that is *told*."""
    return [figures["cases"], *(one["unknown"] for one in figures["selection"] if one["attributes"] in told)]

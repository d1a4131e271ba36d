"""A large table into drafts, in the background: part by part, each whole or not at all, and back again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from testamur.adapters.postgres.scope import scoped
from testamur.core.exchange import TABLE, Imported, Options, import_rows
from testamur.domain.design import facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.drafting import begun
from testamur.domain.design.facts.importing import untouched
from testamur.domain.design.models import Design, Intake, IntakeRow, Revision
from testamur.domain.design.standing import DRAFTS, missing, standing
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.domain.institution.queries import actor_for, institution
from testamur.domain.ledger import actions as ledger
from testamur.packs.narratives import labels
from testamur.refusals import Conflict, Invalid, NotFound

PART = 100
MOST_ROWS, MOST_BYTES = 20_000, 20_000_000
_MOST_TOLD = 12
# Files that somebody looked at and left are not kept for ever: the newest few of a person stay.
_WAITING_EACH = 3


class IntakeRunning(Conflict):
    """A large file is being taken over here; the next one waits for it."""

    code = "intake-running"


@scoped
def keep_file(
    actor: Actor, *, data: bytes, name: str, digest: str, rows_told: int, language: str, at: datetime
) -> UUID:
    """Keep a table that is too large for one page, so that it can be taken over. Raises `Invalid`."""
    require(actor, Permission.DESIGN)
    if not 1 <= rows_told <= MOST_ROWS or len(data) > MOST_BYTES:
        raise Invalid(field="file", found=rows_told, longest=MOST_ROWS)
    waiting = Intake.objects.filter(institution_id=actor.here, asked_by_id=actor.me, state="waiting").order_by("-pk")
    Intake.objects.filter(pk__in=[one.pk for one in waiting[_WAITING_EACH - 1 :]]).delete()
    row = Intake.objects.create(
        institution_id=actor.here,
        name=name[:80],
        digest=digest,
        size=len(data),
        language=language,
        data=data,
        state="waiting",
        total=rows_told,
        asked_at=at,
        asked_by_id=actor.me,
    )
    ledger.record(actor, verb="design.keep_file", subject=f"intake:{row.uuid}", at=at, digest=digest, rows=rows_told)
    return row.uuid


@scoped
def take_in(actor: Actor, *, intake: UUID, at: datetime) -> None:
    """Take a file over, or go on where it stopped, for the actor from now on. Raises `NotFound`, `IntakeRunning`."""
    require(actor, Permission.DESIGN)
    row = _found(actor, intake, "waiting", "stopped")
    row.asked_by_id = actor.me
    _run(row, "working")
    ledger.enqueue(actor, task="design.take_in_part", intake=str(row.uuid), first=row.done)
    ledger.record(actor, verb="design.take_in", subject=f"intake:{row.uuid}", at=at, first=row.done)


@scoped
def take_in_part(actor: Actor, *, intake: str, first: int, at: datetime) -> None:
    """Begin drafts with the next rows: all of them, or, when we are killed, none yet. Safe to repeat."""
    require(actor, Permission.DESIGN)
    row = Intake.objects.select_for_update().filter(uuid=intake, state="working", done=first).first()
    if row is None:
        return
    person = actor_for(person=row.asked_by_id, institution=actor.here)
    if not may(person, Permission.DESIGN):
        _end(row, "stopped", at, because="not-allowed")
        ledger.record(actor, verb="design.take_in_part", subject=f"intake:{intake}", at=at, first=first, drafts=0)
        return
    found = import_rows(bytes(row.data), _options(row), first=first, many=PART)
    made = _drafts(person, row, found, at)
    IntakeRow.objects.bulk_create(made)
    row.done = first + len(found)
    if len(found) < PART or row.done >= row.total:
        _end(row, "done", at)
    else:
        row.save(update_fields=["done"])
        ledger.enqueue(actor, task="design.take_in_part", intake=intake, first=row.done)
    drafts = sum(one.design_id is not None for one in made)
    ledger.record(actor, verb="design.take_in_part", subject=f"intake:{intake}", at=at, first=first, drafts=drafts)


@scoped
def stop_intake(actor: Actor, *, intake: UUID, at: datetime) -> None:
    """Stop after the part that is in hand; what has begun stays. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = _found(actor, intake, "working")
    _end(row, "stopped", at, because="asked")
    ledger.record(actor, verb="design.stop_intake", subject=f"intake:{row.uuid}", at=at, done=row.done)


@scoped
def forget_file(actor: Actor, *, intake: UUID, at: datetime) -> None:
    """Delete a file that nothing was taken over of. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    row = _found(actor, intake, "waiting")
    row.delete()
    ledger.record(actor, verb="design.forget_file", subject=f"intake:{intake}", at=at)


@scoped
def take_back(actor: Actor, *, intake: UUID, at: datetime) -> None:
    """Give up the drafts of a file that nobody has worked on; others stay. Raises `NotFound`, `IntakeRunning`."""
    require(actor, Permission.DESIGN)
    row = _found(actor, intake, "done", "stopped")
    row.asked_by_id = actor.me
    _run(row, "undoing")
    ledger.enqueue(actor, task="design.take_back_part", intake=str(row.uuid), after=0)
    ledger.record(actor, verb="design.take_back", subject=f"intake:{row.uuid}", at=at)


@scoped
def take_back_part(actor: Actor, *, intake: str, after: int, at: datetime) -> None:
    """Give up the next drafts of a file, as the person who asked for it. Safe to repeat."""
    require(actor, Permission.DESIGN)
    row = Intake.objects.select_for_update().filter(uuid=intake, state="undoing").first()
    if row is None:
        return
    begun_with = row.rows.filter(outcome__in=DRAFTS, number__gt=after)
    lines = list(begun_with.order_by("number")[:PART])
    found = untouched([line.design_id for line in lines if line.design_id]).select_for_update(of=("self",))
    alone = {one.pk: one for one in found}
    person = actor_for(person=row.asked_by_id, institution=actor.here)
    for line in lines:
        design = alone.get(line.design_id or 0)
        line.outcome = "kept" if design is None else "undone"
        if design is not None:
            rows.move(person, design, "abandon", at, note=row.name)
    IntakeRow.objects.bulk_update(lines, ["outcome"])
    if len(lines) < PART:
        _end(row, "undone", at)
    else:
        ledger.enqueue(actor, task="design.take_back_part", intake=intake, after=lines[-1].number)
    told = {"drafts": len(alone), "kept": len(lines) - len(alone)}
    ledger.record(actor, verb="design.take_back_part", subject=f"intake:{intake}", at=at, **told)


def _drafts(person: Actor, row: Intake, found: Iterable[Imported], at: datetime) -> list[IntakeRow]:
    """Return what became of each row: a draft, or why there is none."""
    found = list(found)
    known = _known(row, {facts.digest(one.source) for one in found})
    made = []
    for number, one in enumerate(found, row.done):
        digest = facts.digest(one.source)
        because = "no-title" if not one.title.strip() else "same-as-before" if digest in known else ""
        known.add(digest)
        design, because = (None, because) if because else _begun(person, row, one, at)
        outcome = "left-out" if design is None else standing(one)
        made.append(
            IntakeRow(
                institution_id=row.institution_id,
                intake=row,
                number=number + 1,
                place=one.place[:20],
                title=one.title[:250],
                outcome=outcome,
                because=because,
                told=_told(one),
                design=design,
            )
        )
    return made


def _begun(person: Actor, row: Intake, one: Imported, at: datetime) -> tuple[Design | None, str]:
    note = f"{row.name} (sha256 {row.digest}, {TABLE}) {one.place}"
    try:
        with transaction.atomic():
            design = begun(person, one.title[:200], one.source, "import", note[:200], at)
            rows.tell(person, design, "start", at)
    except Invalid as refusal:
        return None, f"invalid-{refusal.facts.get('field', '')}"[:40]
    return design, ""


def _known(row: Intake, digests: set[str]) -> set[str]:
    """Return which texts a draft that came in from a file, and was not given up, has begun with before."""
    begun_with = Revision.objects.filter(institution_id=row.institution_id, number=1, digest__in=digests)
    living = begun_with.filter(design__origin="import").exclude(design__state=states.ABANDONED)
    return set(living.values_list("digest", flat=True))


def _told(one: Imported) -> list[dict[str, object]]:
    """Return what is to be said of a row, as plain values: what is missing first."""
    told: list[dict[str, object]] = [{"of": "problem", **asdict(problem)} for problem in one.lacking]
    told += [{"of": "element", "key": key} for key in missing(one)]
    told += [{"of": "notice", "code": it.code, "place": it.place, "facts": dict(it.facts)} for it in one.notices]
    return told[:_MOST_TOLD]


def _options(row: Intake) -> Options:
    place = institution(row.institution_id)
    return Options(labels=labels, language=row.language, body={"name": place.name, "country": place.country})


def _found(actor: Actor, uuid: UUID, *wanted: str) -> Intake:
    row = Intake.objects.select_for_update().filter(institution_id=actor.here, uuid=uuid, state__in=wanted).first()
    if row is None:
        raise NotFound(what="intake", uuid=str(uuid))
    return row


def _run(row: Intake, state: str) -> None:
    """Let a file be worked on, if no other of the house is."""
    row.state, row.because, row.ended_at = state, "", None
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "because", "ended_at", "asked_by_id"])
    except IntegrityError as error:
        raise IntakeRunning from error


def _end(row: Intake, state: str, at: datetime, *, because: str = "") -> None:
    """Let a file rest; once nothing more is read of it, its bytes go."""
    row.state, row.because, row.ended_at = state, because, at
    if state != "stopped":
        row.data = b""
    row.save(update_fields=["state", "because", "ended_at", "done", "data"])

"""What the learner does: open a request, say what it is about, submit, answer, withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.errors import ModelError
from testamur.core.model.language import check_language_tag
from testamur.domain.catalogue.steps import version_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.queries import names
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import states
from testamur.domain.recognition.actions import rows
from testamur.domain.recognition.models import RecognitionRequest, Unit
from testamur.domain.recognition.values import BASES, PURPOSES
from testamur.refusals import Conflict, Invalid, NotFound


class AlreadyAsked(Conflict):
    """The person has an open request for the same target and purpose. ``facts``: request."""

    code = "already-asked"


class NoTitle(Invalid):
    """A unit gives no title: only a programme or a micro-credential can be asked for to use its title."""

    code = "no-title"


class NothingToJudge(Invalid):
    """A request needs evidence, or at least an account of what was learnt."""

    code = "nothing-to-judge"


@scoped
def open_request(
    actor: Actor,
    *,
    purpose: str,
    basis: str,
    at: datetime,
    microcredential: UUID | None = None,
    unit: UUID | None = None,
    language: str = "en",
) -> UUID:
    """Begin a request of one's own, for a micro-credential or a unit in their current version; nobody sees it yet.

    Raises `NotFound`, `Invalid`, `NoTitle`, `AlreadyAsked`.
    """
    require(actor, Permission.REQUEST_RECOGNITION)
    _check_words(purpose, basis, language)
    target = _target(actor, microcredential, unit)
    if purpose == "title" and unit is not None and Unit.objects.filter(uuid=unit, kind="unit").exists():
        raise NoTitle
    same = RecognitionRequest.objects.select_for_update().filter(
        person_id=actor.me, target_key=target["target_key"], purpose=purpose, closed_at__isnull=True
    )
    known = same.first()
    if known:
        raise AlreadyAsked(request=str(known.uuid))
    row = RecognitionRequest.objects.create(
        institution_id=actor.here,
        person_id=actor.me,
        state=states.DRAFT,
        purpose=purpose,
        basis=basis,
        language=language,
        opened_at=at,
        **target,
    )
    rows.tell(actor, row, "opened", at)
    ledger.record(actor, verb="recognition.open_request", subject=f"recognition:{row.uuid}", at=at, purpose=purpose)
    return row.uuid


@scoped
def describe(actor: Actor, *, request: UUID, narrative: str, at: datetime, basis: str = "", language: str = "") -> None:
    """Say in a draft what was learnt, and how it fits. Raises `NotFound`, `WrongState`, `Invalid`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "describe", person_id=actor.me)
    _check_words(row.purpose, basis or row.basis, language or row.language)
    told = prose("narrative", narrative, needed=False)
    rows.move(row, "describe", narrative=told, basis=basis or row.basis, language=language or row.language)
    ledger.record(actor, verb="recognition.describe", subject=f"recognition:{request}", at=at)


@scoped
def submit(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Hand a draft in: from now on it has a date by which it is decided. Raises `NotFound`, `NothingToJudge`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "submit", person_id=actor.me)
    if not row.narrative and not row.evidence.exists():
        raise NothingToJudge
    rows.move(row, "submit", submitted_at=at, complete_at=at, named=names([row.person_id])[row.person_id].name)
    rows.tell(actor, row, "submitted", at)
    rows.set_clock(row, at.date())
    rows.watch_tomorrow(actor, at)
    ledger.record(actor, verb="recognition.submit", subject=f"recognition:{request}", at=at)


@scoped
def answer(actor: Actor, *, request: UUID, text: str, at: datetime) -> None:
    """Answer what was asked; evidence is handed in before. The clock goes on. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "answer", person_id=actor.me)
    said = prose("text", text)
    rows.tell(actor, row, "answered", at, note=said)
    state = states.SUBMITTED
    if rows.was_accepted(row):
        state = states.ASSESSED if row.assessor_id else states.COMPLETE
    row.complete_at = row.complete_at or at
    row.state, row.asked_at = state, None
    row.save(update_fields=["complete_at", "state", "asked_at"])
    rows.set_clock(row, at.date())
    rows.watch_tomorrow(actor, at)
    ledger.record(actor, verb="recognition.answer", subject=f"recognition:{request}", at=at)


@scoped
def withdraw(actor: Actor, *, request: UUID, at: datetime) -> None:
    """Take one's request back; it stays readable. Raises `NotFound`, `WrongState`."""
    require(actor, Permission.REQUEST_RECOGNITION)
    row = rows.locked(request, "withdraw", person_id=actor.me)
    row.proposals.filter(ended_at__isnull=True).update(ended_at=at, ended_because="replaced")
    rows.move(row, "withdraw", closed_at=at, due_on=None)
    rows.tell(actor, row, "withdrawn", at)
    ledger.record(actor, verb="recognition.withdraw", subject=f"recognition:{request}", at=at)


def _check_words(purpose: str, basis: str, language: str) -> None:
    for field, found, allowed in (("purpose", purpose, PURPOSES), ("basis", basis, BASES)):
        if found not in allowed:
            raise Invalid(field=field, found=found[:40], allowed=list(allowed))
    try:
        check_language_tag(language)
    except ModelError as error:
        raise Invalid(field="language", found=language[:20], allowed="BCP 47") from error
    if len(language) > 12:  # noqa: PLR2004 - the column's length
        raise Invalid(field="language", found=language[:20], allowed="BCP 47")


def _target(actor: Actor, microcredential: UUID | None, unit: UUID | None) -> dict[str, object]:
    """Return the columns that name the target."""
    if (microcredential is None) == (unit is None):
        raise Invalid(field="target", found="", allowed=["microcredential", "unit"])
    if microcredential is not None:
        return {"version_id": version_of(microcredential).id, "target_key": f"mc:{microcredential}"}
    named = Unit.objects.filter(institution_id=actor.here, uuid=str(unit)).first()
    current = named and Unit.objects.filter(institution_id=actor.here, code=named.code).order_by("-version").first()
    if not current or not current.is_open:
        raise NotFound(what="unit", uuid=str(unit))
    return {"unit_id": current.pk, "target_key": f"unit:{current.code}"}

"""Whether people are asked about themselves at all: only on a recorded basis, and until somebody ends it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.insight import facts
from testamur.domain.insight.models import Answer, Offer, Survey
from testamur.domain.insight.values import BASES, LEAST_CELL, MOST_CELL
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

_LONGEST = 300


@scoped
def begin_survey(
    actor: Actor,
    *,
    questions: Iterable[str],
    basis: str,
    reference: str,
    assessed_on: date,
    at: datetime,
    cell: int = LEAST_CELL,
) -> UUID:
    """Let people be asked these *questions*, in the place of what held before. Raises `Invalid`.

    *reference*: where the assessment of the impact is kept, done by *assessed_on*. What was answered before stays.
    """
    require(actor, Permission.MANAGE_INSTITUTION)
    chosen = [one for one in facts.questions().names if one in set(questions)]
    _check(chosen, basis, reference.strip(), assessed_on, cell, at)
    Survey.objects.filter(institution_id=actor.here, ended_at__isnull=True).update(ended_at=at)
    made = Survey.objects.create(
        institution_id=actor.here,
        questions=chosen,
        basis=basis,
        reference=reference.strip(),
        assessed_on=assessed_on,
        cell=cell,
        began_at=at,
        began_by_id=actor.person_id,
    )
    told = {"questions": chosen, "basis": basis, "reference": made.reference, "assessed_on": assessed_on.isoformat()}
    ledger.record(actor, verb="insight.begin_survey", subject=f"survey:{made.uuid}", at=at, cell=cell, **told)
    return made.uuid


@scoped
def end_survey(actor: Actor, *, at: datetime, erase_answers: bool = False) -> None:
    """Ask nobody any more; with *erase_answers* all that was answered is erased. Audits stay. Raises `NotFound`."""
    require(actor, Permission.MANAGE_INSTITUTION)
    held = Survey.objects.select_for_update().filter(institution_id=actor.here, ended_at__isnull=True).first()
    if held is None:
        raise NotFound(what="survey")
    Survey.objects.filter(pk=held.pk).update(ended_at=at)
    if erase_answers:
        Answer.objects.filter(institution_id=actor.here).delete()
        Offer.objects.filter(institution_id=actor.here).delete()
    ledger.record(actor, verb="insight.end_survey", subject=f"survey:{held.uuid}", at=at, erased=erase_answers)


def _check(chosen: list[str], basis: str, reference: str, assessed_on: date, cell: int, at: datetime) -> None:
    if not chosen:
        raise Invalid(field="questions", found=[], allowed=list(facts.questions().names))
    if basis not in BASES:
        raise Invalid(field="basis", found=basis[:80], allowed=list(BASES))
    if not reference or len(reference) > _LONGEST or not reference.isprintable():
        raise Invalid(field="assessment_reference", found=reference[:80])
    if assessed_on > at.date():
        raise Invalid(field="assessed_on", found=assessed_on.isoformat())
    if not LEAST_CELL <= cell <= MOST_CELL:
        raise Invalid(field="cell", found=cell, least=LEAST_CELL, most=MOST_CELL)

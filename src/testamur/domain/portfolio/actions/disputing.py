"""Saying that evidence is wrong about a skill, and the answer of whoever stands behind it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio.actions.rows import at_place
from testamur.domain.portfolio.models import Dispute
from testamur.domain.portfolio.queries.profiles import portfolio
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound

LONGEST = 2000


class DisputedBefore(Conflict):
    """It has been disputed before. ``facts``: is_answered."""

    code = "disputed-before"


class AnsweredBefore(Conflict):
    """The dispute has its answer."""

    code = "dispute-answered"


def dispute(actor: Actor, *, evidence: str, uri: str, says: str, at: datetime) -> UUID:
    """Say that an award or recognition is wrong about a skill; its institution is asked to answer.

    Until then it does not count. Raises `NotFound`, `Invalid`, `DisputedBefore`.
    """
    require(actor, Permission.SHARE_OWN)
    _check_text("dispute", says)
    whole = portfolio(actor, on=at.date())
    entry, paper = whole.profile.entry(uri), whole.papers.get(evidence)
    there = () if entry is None else (*entry.shown, *entry.disputed)
    found = next((one for one in there if one.evidence.id == evidence), None)
    if found is None or paper is None:
        raise NotFound(what="evidence-of-skill", evidence=evidence[:80])
    here = at_place(actor, paper.institution_id)
    with within(here.institution_id):
        before = Dispute.objects.filter(person_id=here.me, evidence=evidence, uri=uri, taken_back_at__isnull=True)
        if (known := before.first()) is not None:
            raise DisputedBefore(is_answered=known.settled_at is not None)
        row = Dispute(
            institution_id=here.here,
            person_id=here.me,
            evidence=evidence,
            uri=uri,
            title=found.evidence.title[:300],
            label=whole.names[uri].label[:500],
            says=says.strip(),
            made_at=at,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:  # said twice at once
            raise DisputedBefore(is_answered=False) from error
        ledger.record(here, verb="portfolio.dispute", subject=f"dispute:{row.uuid}", at=at)
    return row.uuid


def take_back(actor: Actor, *, dispute: UUID, at: datetime) -> None:
    """Take a dispute back that nobody has answered: the evidence counts again. Raises `NotFound`, `AnsweredBefore`."""
    require(actor, Permission.SHARE_OWN)
    with within(person_id=actor.me):
        place = (
            Dispute.objects.filter(uuid=dispute, person_id=actor.me).values_list("institution_id", flat=True).first()
        )
    here = at_place(actor, _there(place, dispute))
    with within(here.institution_id):
        row = _open(Dispute.objects.filter(person_id=here.me), dispute)
        row.taken_back_at = at
        row.save(update_fields=["taken_back_at"])
        ledger.record(here, verb="portfolio.take_back", subject=f"dispute:{dispute}", at=at)


@scoped
def settle(actor: Actor, *, dispute: UUID, is_upheld: bool, answer: str, at: datetime) -> None:
    """Answer a dispute: the person is right, and the evidence no longer counts for the skill; or it counts again.

    Raises `NotFound`, `NotAllowed` for one's own, `Invalid` without a reason, `AnsweredBefore`.
    """
    require(actor, Permission.CONFER)
    _check_text("dispute_answer", answer)
    row = _open(Dispute.objects.all(), dispute)
    if row.person_id == actor.person_id:
        raise NotAllowed(permission="settle-own-dispute")
    row.is_upheld, row.answer = is_upheld, answer.strip()
    row.settled_at, row.settled_by_id = at, actor.me
    row.save()
    ledger.enqueue(actor, task="portfolio.send_answer", once=f"answer {dispute}", dispute=str(dispute))
    ledger.record(actor, verb="portfolio.settle", subject=f"dispute:{dispute}", at=at, is_upheld=is_upheld)


@scoped
def note_told(actor: Actor, *, dispute: UUID, at: datetime) -> None:
    """Note that the mail about an answer has left the house. Noted twice, it stays as it was."""
    require(actor, Permission.CONFER)
    if not Dispute.objects.filter(uuid=dispute, told_at__isnull=True).update(told_at=at):
        return
    ledger.record(actor, verb="portfolio.note_told", subject=f"dispute:{dispute}", at=at)


def _open(rows: QuerySet[Dispute], uuid: UUID) -> Dispute:
    row = rows.select_for_update().filter(uuid=uuid, taken_back_at__isnull=True).first()
    if row is None:
        raise NotFound(what="dispute", uuid=str(uuid))
    if row.settled_at is not None:
        raise AnsweredBefore
    return row


def _there(place: int | None, dispute: UUID) -> int:
    if place is None:
        raise NotFound(what="dispute", uuid=str(dispute))
    return place


def _check_text(field: str, text: str) -> None:
    if not text.strip() or len(text) > LONGEST or "\x00" in text:
        raise Invalid(field=field, longest=LONGEST)

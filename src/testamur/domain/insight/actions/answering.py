"""Answering, and taking it back. The trace says that somebody did: who it was, or what, would undo the pseudonym."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from testamur.adapters.postgres.scope import scoped
from testamur.domain.insight import facts, offers
from testamur.domain.insight.models import Answer, Survey
from testamur.domain.institution.access import Actor, Permission, require, system
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid

_SUBJECT = "voluntary-answers"


class NotAsked(Conflict):
    """Nobody is asked about themselves here now."""

    code = "not-asked"


@scoped
def answer(actor: Actor, *, answers: Mapping[str, str], at: datetime) -> None:
    """Keep one's own answers, question → answer, in the place of earlier ones; an empty one erases.

    Raises `NotAsked`, `Invalid`.
    """
    require(actor, Permission.SHARE_OWN)
    asked = Survey.objects.filter(institution_id=actor.here, ended_at__isnull=True).first()
    if asked is None:
        raise NotAsked
    for question, choice in answers.items():
        if question not in asked.questions:
            raise Invalid(field="question", found=question[:80], allowed=list(asked.questions))
        if choice and choice not in facts.questions()[question].allowed:
            raise Invalid(field=question, found=choice[:80], allowed=list(facts.questions()[question].allowed))
    _keep(actor, answers)
    ledger.record(system(actor.here), verb="insight.answer", subject=_SUBJECT, at=at)


@scoped
def erase(actor: Actor, *, at: datetime) -> None:
    """Erase all that one has answered at the institution, whether or not anybody is asked there now.

    What was noted of what one was offered goes with it.
    """
    require(actor, Permission.SHARE_OWN)
    _keep(actor, dict.fromkeys(facts.questions().names, ""))
    offers.forget(actor.here, actor.me)
    ledger.record(system(actor.here), verb="insight.erase", subject=_SUBJECT, at=at)


def _keep(actor: Actor, answers: Mapping[str, str]) -> None:
    """Put *answers* in the place of what was answered to the same questions."""
    known = {question: next(facts.pseudonyms(actor.here, question, [actor.me])) for question in answers}
    Answer.objects.filter(institution_id=actor.here, whose__in=known.values()).delete()
    Answer.objects.bulk_create(
        Answer(institution_id=actor.here, question=question, whose=known[question], choice=choice)
        for question, choice in answers.items()
        if choice
    )

"""What somebody asked for and was given, or not: the least of it that an audit needs, and nothing of those silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from testamur.adapters.postgres.scope import within
from testamur.core.fairness import UNSAID
from testamur.domain.insight import facts, offers
from testamur.domain.insight.models import Answer, Offer, Survey
from testamur.domain.institution.access import Actor, NoInstitution, Permission, require, system
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio.queries import home
from testamur.refusals import Invalid

# Nothing of it is kept for longer; an audit of earlier months has none of it.
KEPT_YEARS = 2


def note_offer(actor: Actor, *, what: str, is_given: bool, at: datetime) -> None:
    """Note, by its month, whether somebody who asked was given any; once they were, it stays so.

    Nothing is noted of who has told nothing of themselves, nor where nobody is asked. Without an institution it is
    the one that keeps their portfolio. Raises `Invalid`.
    """
    require(actor, Permission.SHARE_OWN)
    if what not in offers.WHATS:
        raise Invalid(field="what", found=what[:80], allowed=list(offers.WHATS))
    try:
        here = actor if actor.institution_id else replace(actor, institution_id=home(actor.me))
    except NoInstitution:
        return
    with within(here.institution_id):
        if not _has_told(here):
            return
        month = at.date().replace(day=1)
        whose = next(offers.names(here.here, what, month, [here.me]))
        known = Offer.objects.filter(what=what, month=month, whose=whose).first()
        if known is not None and known.is_given >= is_given:
            return
        _keep(here, what, month, whose, is_given=is_given)
        ledger.record(system(here.here), verb="insight.note_offer", subject="offers", at=at, what=what)


def _has_told(here: Actor) -> bool:
    """Whether the actor has answered any question that is asked here now."""
    asked = Survey.objects.filter(institution_id=here.here, ended_at__isnull=True).first()
    own = [next(facts.pseudonyms(here.here, one, [here.me])) for one in (asked.questions if asked else ())]
    return Answer.objects.filter(whose__in=own).exclude(choice=UNSAID).exists()


def _keep(here: Actor, what: str, month: date, whose: str, *, is_given: bool) -> None:
    Offer.objects.filter(month__lt=month.replace(year=month.year - KEPT_YEARS)).delete()
    Offer.objects.update_or_create(
        institution_id=here.here, what=what, month=month, whose=whose, defaults={"is_given": is_given}
    )

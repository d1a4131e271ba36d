"""Erasing what a person has put into their portfolio. What was awarded to them is not theirs to erase here."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio.actions.rows import at_home, subject
from testamur.domain.portfolio.models import Claim, Dispute, HiddenSkill, Home, ProfileLink


def erase(actor: Actor, *, at: datetime) -> None:
    """Erase one's claims, links, what one hid, and disputes; of a dispute that was upheld its outcome stays, unsaid.

    Otherwise what somebody found wrong would count again.
    """
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    for place in _places(here.me):
        with within(place):
            mine = Dispute.objects.filter(person_id=here.me)
            mine.filter(is_upheld=True).update(says="")
            mine.exclude(is_upheld=True).delete()
    with within(here.institution_id):
        for kept in (Claim, HiddenSkill, ProfileLink, Home):
            kept.objects.filter(person_id=here.me).delete()
        ledger.record(here, verb="portfolio.erase", subject=subject(here), at=at)


def _places(person_id: int) -> list[int]:
    with within(person_id=person_id):
        found = Dispute.objects.filter(person_id=person_id).values_list("institution_id", flat=True)
        return sorted(set(found))

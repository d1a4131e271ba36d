"""Choosing what others see."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.portfolio.actions.rows import at_home, opened, subject
from testamur.domain.portfolio.models import HiddenSkill
from testamur.domain.portfolio.queries.profiles import profile
from testamur.refusals import NotFound


def hide(actor: Actor, *, uri: str, at: datetime) -> None:
    """Show a skill to nobody else from now on; twice changes nothing. Raises `NotFound` for one that is not there."""
    require(actor, Permission.SHARE_OWN)
    if profile(actor, on=at.date()).entry(uri) is None:
        raise NotFound(what="own-skill", uri=uri[:200])
    here = at_home(actor)
    with within(here.institution_id):
        opened(here, at)
        HiddenSkill.objects.get_or_create(
            person_id=here.me, uri=uri, defaults={"institution_id": here.here, "hidden_at": at}
        )
        ledger.record(here, verb="portfolio.hide", subject=subject(here), at=at)


def reveal(actor: Actor, *, uri: str, at: datetime) -> None:
    """Show a hidden skill again. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    here = at_home(actor)
    with within(here.institution_id):
        gone, _each = HiddenSkill.objects.filter(person_id=here.me, uri=uri).delete()
        if not gone:
            raise NotFound(what="own-skill", uri=uri[:200])
        ledger.record(here, verb="portfolio.reveal", subject=subject(here), at=at)

"""What can change in oversight."""

from __future__ import annotations

from datetime import datetime, timedelta

import testamur
from testamur.adapters.postgres.scope import scoped
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.oversight import facts
from testamur.domain.oversight.models import Decision, Switch
from testamur.domain.oversight.queries import KEPT_MONTHS, KEPT_MONTHS_AT_LEAST
from testamur.domain.oversight.values import OVERRIDING, VERDICTS, Offered, Purpose
from testamur.refusals import Invalid

LONGEST_REASON = 1000
LONGEST_ABOUT = 300
_DAYS_OF_MONTH = 31
# Everyone who may be shown a suggestion of a kind may decide on it.
_DECIDING = {
    Purpose.SUGGEST_OUTCOME_SKILLS: Permission.CO_DESIGN,
    Purpose.READ_ADVERTS: Permission.CO_DESIGN,
    Purpose.SUGGEST_CLAIMS: Permission.READ_OWN,
    Purpose.RECOMMEND: Permission.READ_OWN,
    Purpose.RANK_SEARCH_WORDS: Permission.READ_OWN,
}


@scoped
def turn(actor: Actor, *, purpose: str, on: bool, reason: str, at: datetime) -> None:
    """Turn a purpose on or off at the actor's institution. If it is so already, nothing changes. Raises `Invalid`."""
    require(actor, Permission.MANAGE_INSTITUTION)
    meant, why = _purpose(purpose), reason.strip()
    if not why or len(why) > LONGEST_REASON:
        raise Invalid(field="reason", found=len(why), most=LONGEST_REASON)
    last = Switch.objects.filter(purpose=meant).order_by("-pk").first()
    if (last.is_on if last else True) == on:
        return
    row = Switch.objects.create(
        institution_id=actor.here, purpose=meant, is_on=on, reason=why, by_id=actor.person_id, at=at
    )
    ledger.record(actor, verb="oversight.turn", subject=f"switch:{row.uuid}", at=at, purpose=str(meant), on=on)


@scoped
def decided(
    actor: Actor,
    *,
    purpose: str,
    offered: Offered,
    verdict: str,
    at: datetime,
    about: str = "",
    reason: str = "",
    shown_to: int | None = None,
) -> None:
    """Keep what the actor did with one suggestion (AI Act, Art. 12 and 26): ``verdict`` is one of `VERDICTS`.

    ``about``: what it belongs to, such as ``claim:UUID``; ``shown_to``: who saw it, the actor unless said.
    Raises `Invalid`.
    """
    require(actor, _DECIDING.get(_purpose(purpose), Permission.READ_OWN))
    if verdict not in VERDICTS:
        raise Invalid(field="verdict", found=verdict, allowed=list(VERDICTS))
    if len(about) > LONGEST_ABOUT or len(reason) > LONGEST_REASON:
        raise Invalid(field="reason", found=len(reason), most=LONGEST_REASON)
    row = Decision.objects.create(
        institution_id=actor.here,
        purpose=purpose,
        about=about,
        model=offered.model,
        version=testamur.__version__,
        digest=facts.digest(offered.text),
        refs=dict(offered.refs),
        item=offered.item,
        output=dict(offered.output),
        confidence=offered.confidence,
        language=offered.language,
        shown_to_id=shown_to or actor.me,
        decided_by_id=actor.me,
        verdict=verdict,
        is_overridden=verdict in OVERRIDING,
        reason=reason.strip(),
        at=at,
    )
    told = {"purpose": str(purpose), "verdict": verdict, "model": offered.model}
    ledger.record(actor, verb="oversight.decided", subject=f"decision:{row.uuid}", at=at, **told)


@scoped
def forget(actor: Actor, *, months: int = KEPT_MONTHS, at: datetime) -> None:
    """Delete decisions that are older than *months*, six at least. Raises `Invalid`."""
    require(actor, Permission.MANAGE_INSTITUTION)
    if months < KEPT_MONTHS_AT_LEAST:
        raise Invalid(field="months", found=months, least=KEPT_MONTHS_AT_LEAST)
    before = at - timedelta(days=months * _DAYS_OF_MONTH)
    gone, _each = Decision.objects.filter(at__lt=before).delete()
    if not gone:
        return
    ledger.record(actor, verb="oversight.forget", subject=f"institution:{actor.here}", at=at, months=months, gone=gone)


def _purpose(found: str) -> Purpose:
    if found not in tuple(Purpose):
        raise Invalid(field="purpose", found=found, allowed=[str(one) for one in Purpose])
    return Purpose(found)

"""What an institution arranges ahead of requests: its criteria, and the units and programmes that can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.quantity import CreditAmount
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.institution.steps import check_text
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import facts, limits, precedents
from testamur.domain.recognition.models import Criteria, Unit
from testamur.domain.recognition.values import UNIT_KINDS, TargetOutcome, UnitView
from testamur.refusals import Invalid

_MOST_OUTCOMES = 60
_LONGEST_CODE = 60
_LEVELS = 6
# domain.md 4.1: four months at most; an appeal needs time to be written, and an end.
_MONTHS, _APPEAL_DAYS = range(1, 5), range(7, 366)


@scoped
def publish_criteria(
    actor: Actor,
    *,
    at: datetime,
    statement: str,
    appeal_body: str,
    months: int = 4,
    appeal_days: int = 30,
    four_eyes: bool = False,
    match_percent: int | None = None,
) -> int:
    """Publish criteria for decisions from now on, and return their number. Raises `Invalid`.

    Four eyes are a check on registrars, so an administrator sets them.
    """
    require(actor, Permission.MANAGE_INSTITUTION)
    check_text("appeal_body", appeal_body)
    for field, found, allowed in (("months", months, _MONTHS), ("appeal_days", appeal_days, _APPEAL_DAYS)):
        if found not in allowed:
            raise Invalid(field=field, found=found, allowed=f"{allowed.start}-{allowed.stop - 1}")
    if match_percent is not None and match_percent not in range(1, 101):
        raise Invalid(field="match_percent", found=match_percent, allowed="1-100")
    last = Criteria.objects.select_for_update().filter(institution_id=actor.here).order_by("-number").first()
    row = Criteria.objects.create(
        institution_id=actor.here,
        number=last.number + 1 if last else 1,
        statement=prose("statement", statement, needed=False),
        months=months,
        appeal_days=appeal_days,
        appeal_body=appeal_body.strip(),
        four_eyes=four_eyes,
        match_percent=match_percent,
        published_at=at,
        published_by_id=actor.person_id,
    )
    ledger.record(
        actor, verb="recognition.publish_criteria", subject=f"criteria:{row.number}", at=at, number=row.number
    )
    return row.number


@scoped
def publish_unit(  # noqa: PLR0913 - what a unit is
    actor: Actor,
    *,
    code: str,
    kind: str,
    title: str,
    at: datetime,
    worth: CreditAmount | None = None,
    levels: Sequence[str] = (),
    hours: Decimal | None = None,
    outcomes: Sequence[TargetOutcome] = (),
    policy: str = "",
    is_open: bool = True,
) -> UUID:
    """Publish a unit or programme that can be asked for, as the next version of its code. Raises `Invalid`.

    The same again changes nothing. A version with other outcomes, level or credits ends the precedents for it.
    """
    require(actor, Permission.DECIDE_RECOGNITION)
    described = _described(kind, title, levels, hours, outcomes)
    code = prose("code", code, longest=_LONGEST_CODE)
    last = Unit.objects.select_for_update().filter(institution_id=actor.here, code=code).order_by("-version").first()
    row = Unit(
        institution_id=actor.here,
        code=code,
        version=last.version + 1 if last else 1,
        credit_value=worth.value if worth else None,
        credit_unit=worth.unit if worth else "",
        policy=limits.checked(policy),
        is_open=is_open,
        published_at=at,
        published_by_id=actor.person_id,
        **described,
    )
    if last and _same(facts.unit(last), facts.unit(row)):
        return last.uuid
    row.save(force_insert=True)
    precedents.end_outdated(actor.here, at)
    ledger.record(actor, verb="recognition.publish_unit", subject=f"unit:{row.uuid}", at=at, version=row.version)
    return row.uuid


def _described(
    kind: str, title: str, levels: Sequence[str], hours: Decimal | None, outcomes: Sequence[TargetOutcome]
) -> dict[str, object]:
    if kind not in UNIT_KINDS:
        raise Invalid(field="kind", found=kind[:40], allowed=list(UNIT_KINDS))
    check_text("title", title)
    if len(levels) > _LEVELS or not all(0 < len(level) <= 40 for level in levels):  # noqa: PLR2004 - the column's length
        raise Invalid(field="levels", found=[level[:40] for level in levels][:10])
    if hours is not None and not (hours.is_finite() and 0 < hours < 10**6):
        raise Invalid(field="hours", found=str(hours)[:20])
    ids = [outcome.id for outcome in outcomes]
    if len(ids) > _MOST_OUTCOMES or len(set(ids)) != len(ids) or not all(0 < len(one) <= 100 for one in ids):  # noqa: PLR2004
        raise Invalid(field="outcomes", found=[one[:40] for one in ids][:10], longest=_MOST_OUTCOMES)
    told = [
        {
            "id": outcome.id,
            "text": prose("outcomes.text", next(iter(outcome.text.values()), ""), longest=1000),
            "essential": outcome.is_essential,
        }
        for outcome in outcomes
    ]
    return {"kind": kind, "title": title.strip(), "levels": list(levels), "hours": hours, "outcomes": told}


def _same(left: UnitView, right: UnitView) -> bool:
    told = ("kind", "title", "credits", "levels", "hours", "outcomes", "policy", "is_open")
    return all(getattr(left, name) == getattr(right, name) for name in told)

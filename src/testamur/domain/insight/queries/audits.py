"""The audits of an institution; those that it published, for everybody."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from testamur.adapters.postgres.scope import scoped, within
from testamur.domain.insight import cases, facts
from testamur.domain.insight.models import Run
from testamur.domain.insight.values import RunView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.refusals import NotFound

SETS = tuple(cases.SETS)
PAGE = 100


@scoped
def runs(actor: Actor, *, what: str = "", limit: int = PAGE) -> list[RunView]:
    """Return the audits here, the newest first; all, or those of one thing."""
    require(actor, Permission.AUDIT_FAIRNESS)
    rows = _rows().filter(institution_id=actor.here).exclude(state="withheld")
    return [facts.run(one) for one in (rows.filter(what=what) if what else rows)[:limit]]


@scoped
def run(actor: Actor, *, uuid: UUID) -> RunView:
    """Return one audit. Raises `NotFound`."""
    require(actor, Permission.AUDIT_FAIRNESS)
    found = _rows().filter(institution_id=actor.here, uuid=uuid).first()
    if found is None:
        raise NotFound(what="fairness-audit", uuid=str(uuid))
    return facts.run(found)


def public_runs(institution_id: int) -> list[RunView]:
    """Return the audits that an institution shows to everybody, the newest first. Public."""
    with within(institution_id):
        return [facts.public(one) for one in _public()[:PAGE]]


def public_run(institution_id: int, uuid: UUID) -> RunView:
    """Return one of `public_runs`. Raises `NotFound`."""
    with within(institution_id):
        found = _public().filter(uuid=uuid).first()
        if found is None:
            raise NotFound(what="fairness-audit", uuid=str(uuid))
        return facts.public(found)


def newest_public(institution_id: int) -> RunView | None:
    """Return the newest audit that an institution shows, or None. Public."""
    with within(institution_id):
        found = _public().first()
        return None if found is None else facts.public(found)


def _public() -> QuerySet[Run]:
    return _rows().filter(published_at__isnull=False, withdrawn_at__isnull=True)


def _rows() -> QuerySet[Run]:
    return Run.objects.select_related("same_as").order_by("-pk")

"""What anyone may read: criteria, units that can be asked for, the register of transfer values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from testamur.adapters.postgres.scope import within
from testamur.domain.institution.queries import institution
from testamur.domain.recognition import facts
from testamur.domain.recognition.models import Criteria, EquivalenceRule, Unit
from testamur.domain.recognition.values import CriteriaView, PrecedentView, UnitView
from testamur.refusals import NotFound

PAGE = 50


def criteria(institution_id: int) -> CriteriaView:
    """Return the criteria by which an institution decides now."""
    with within():
        row = Criteria.objects.filter(institution_id=institution_id).order_by("-number").first()
        return facts.criteria_in_force(row, institution(institution_id))


def units(institution_id: int) -> list[UnitView]:
    """Return the units and programmes of an institution that can be asked for, programmes first, by code."""
    with within():
        rows = Unit.objects.filter(institution_id=institution_id).order_by("code", "-version").distinct("code")
        current = [facts.unit(row) for row in rows if row.is_open]
        return sorted(current, key=lambda one: (one.kind != "programme", one.code))


def unit(uuid: UUID) -> UnitView:
    """Return a version of a unit. Raises `NotFound`."""
    with within():
        row = Unit.objects.filter(uuid=uuid).first()
        if row is None:
            raise NotFound(what="unit", uuid=str(uuid))
        return facts.unit(row)


def register(
    *, on: date, institution_id: int | None = None, text: str = "", after: int = 0, limit: int = PAGE
) -> list[PrecedentView]:
    """Return what is recognised as what, where institutions publish it, the newest first; *after*: how many before."""
    with within():
        rows = _public(on)
        if institution_id is not None:
            rows = rows.filter(institution_id=institution_id)
        if text:
            named = Q(source_title__icontains=text) | Q(source_issuer__icontains=text) | Q(target_title__icontains=text)
            rows = rows.filter(named)
        return [facts.precedent(row) for row in rows.order_by("-pk")[after : after + limit]]


def transfer_value(uuid: UUID) -> PrecedentView:
    """Return a line of the register, also when it is no longer in force. Raises `NotFound`."""
    with within():
        row = EquivalenceRule.objects.filter(uuid=uuid, is_public=True).first()
        if row is None:
            raise NotFound(what="transfer-value", uuid=str(uuid))
        return facts.precedent(row)


def published_at(institution_ids: Iterable[int]) -> set[int]:
    """Return which of the institutions have published criteria or units: those that expect requests."""
    with within():
        wanted = list(institution_ids)
        found = set(Criteria.objects.filter(institution_id__in=wanted).values_list("institution_id", flat=True))
        return found | set(Unit.objects.filter(institution_id__in=wanted).values_list("institution_id", flat=True))


def _public(on: date) -> QuerySet[EquivalenceRule]:
    rows = EquivalenceRule.objects.filter(is_public=True, ended_at__isnull=True, valid_from__lte=on)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))

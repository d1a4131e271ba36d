"""What is out, and what brings it back for another look: dates, indicators, newer guidelines, samples."""

from __future__ import annotations

from datetime import date, timedelta

from testamur.adapters.postgres.scope import scoped
from testamur.domain.catalogue import guidelines
from testamur.domain.design import facts, states
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Design, RiskSnapshot, Sample
from testamur.domain.design.scale_values import CycleLine
from testamur.domain.institution.access import Actor, Permission, require

_SOON = timedelta(days=90)


@scoped
def cycle(actor: Actor, *, on: date) -> list[CycleLine]:
    """Return what is published by designs, each with why to look at it again, what is due first."""
    require(actor, Permission.READ_FIGURES)
    rows.keep_judges(actor)
    out = Design.objects.select_related("microcredential")
    found = out.filter(institution_id=actor.here, state__in=states.OUT).order_by("review_due_on", "pk")
    strata = _strata(actor)
    chosen = _chosen(actor)
    current = {pack.id: pack.reference for pack in guidelines.in_use()}
    return [_line(row, on, strata.get(row.pk, ""), current, is_sampled=str(row.uuid) in chosen) for row in found]


def _strata(actor: Actor) -> dict[int, str]:
    """Return inside id of a design → the stratum of the newest look at its risks."""
    looks = RiskSnapshot.objects.filter(institution_id=actor.here).order_by("design_id", "-pk").distinct("design_id")
    return dict(looks.values_list("design_id", "stratum"))


def _chosen(actor: Actor) -> set[str]:
    """Return whom the last periodic sample chose."""
    last = Sample.objects.filter(institution_id=actor.here, purpose="periodic").order_by("-pk").first()
    return set(last.chosen) if last else set()


def _line(row: Design, on: date, stratum: str, current: dict[str, str], *, is_sampled: bool) -> CycleLine:
    due = row.review_due_on
    newer = tuple(
        current[name]
        for name in (one.partition("@")[0] for one in row.guidelines)
        if current.get(name, "") not in ("", *row.guidelines)
    )
    reasons = {
        "overdue": due is not None and due < on,
        "soon": due is not None and on <= due <= on + _SOON,
        "risk": stratum in {"high", "medium"},
        "unlooked": not stratum,
        "guidelines": bool(newer),
        "sampled": is_sampled,
    }
    return CycleLine(
        design=facts.line(row),
        microcredential=row.microcredential.uuid if row.microcredential else None,
        version=row.version,
        stratum=stratum,
        newer_guidelines=newer,
        reasons=tuple(code for code, holds in reasons.items() if holds),
    )

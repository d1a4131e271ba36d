"""What uses a version of a framework: definitions, adverts, claims and targets, as numbers."""

from __future__ import annotations

from testamur.adapters.postgres.scope import within
from testamur.domain.careers.models import TargetSkill
from testamur.domain.catalogue.queries.naming import naming as in_definitions
from testamur.domain.demand.queries.naming import naming as in_adverts
from testamur.domain.frameworks.values import FrameworkView
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import institutions
from testamur.domain.portfolio.queries.naming import naming as in_claims


def framework_uses(actor: Actor, of: FrameworkView) -> dict[str, int]:
    """Return what → how many name skills of the version, of those that any do; nobody is named."""
    require(actor, Permission.DESIGN)
    called = (of.name, of.code, of.code.upper())
    counted = {
        "definitions": in_definitions(called, of.version),
        "adverts": in_adverts(called, of.version),
        "claims": in_claims(called, of.version),
        "targets": _in_targets(called, of.version),
    }
    return {what: number for what, number in counted.items() if number}


def _in_targets(called: tuple[str, ...], version: str) -> int:
    found = 0
    for place in institutions():
        with within(place.id):
            rows = TargetSkill.objects.filter(framework__in=called, version=version)
            found += rows.values("target_id").distinct().count()
    return found

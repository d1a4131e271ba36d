"""Who made what is published: for those who want to recognise it."""

from __future__ import annotations

from testamur.adapters.postgres.scope import scoped
from testamur.domain.catalogue.steps import uuids_of
from testamur.domain.design.models import Contributor, Design, RelevanceReview
from testamur.domain.design.partner_values import MakerView, Part
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.queries import names


@scoped
def makers(actor: Actor) -> list[MakerView]:
    """Return everyone who had a part in something published here, partners too, by name, with their parts."""
    require(actor, Permission.DESIGN)
    parts: dict[int, dict[int, set[str]]] = {}
    out = Design.objects.filter(institution_id=actor.here, microcredential__isnull=False)
    for person, design, roles in Contributor.objects.filter(design__in=out).values_list("person_id", "design", "roles"):
        parts.setdefault(person, {}).setdefault(design, set()).update(roles)
    for person, design in RelevanceReview.objects.filter(design__in=out).values_list("person_id", "design"):
        parts.setdefault(person, {}).setdefault(design, set()).add("industry_partner")
    titles = {row.pk: (row.title, row.microcredential_id or 0) for row in out}
    addresses = uuids_of(number for _title, number in titles.values())
    found = []
    for number, known in names(parts).items():
        listed = tuple(
            Part(titles[design][0], addresses[titles[design][1]], tuple(sorted(roles)))
            for design, roles in parts[number].items()
        )
        found.append(MakerView(number, known.name or known.email.partition("@")[0], known.email, listed))
    return sorted(found, key=lambda one: one.name.casefold())

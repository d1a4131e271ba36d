"""The level and the credit value that whoever judges weighs alone: a list to choose from, never what the text says."""

from __future__ import annotations

from testamur.core.model.level import CYCLES, FRAMEWORKS
from testamur.core.model.microcredential import MicroCredential
from testamur.domain.design.countries import own_framework
from testamur.domain.design.levels import level_table
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.words.options import levels


def weighable(place: InstitutionView, course: MicroCredential | None) -> dict[str, object]:
    """Return the levels to choose from, and what they ask for.

    They are all those of the country's framework, of the European one and of the one that the text uses: the list shows
    which frameworks are in play, not which level is written.
    """
    listed = dict(levels(place.country))
    written = course.level if course else None
    if written is not None and str(written) not in listed:
        listed |= {one: one for one in _all_of(written.framework)}
    return {"level_choices": listed.items(), "table": level_table(own_framework(place.country))}


def _all_of(framework: str) -> list[str]:
    if framework not in FRAMEWORKS:
        return [f"{framework} {cycle}" for cycle in CYCLES]
    low, high = FRAMEWORKS[framework]
    return [f"{framework} {step}" for step in range(low, high + 1)]

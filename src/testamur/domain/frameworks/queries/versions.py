"""Which frameworks there are, in which versions, and one of them as the skills engine reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from testamur.adapters.postgres.scope import within
from testamur.core.skills.concepts import Framework as SkillSet
from testamur.core.skills.taxonomy import LEARNABLE
from testamur.domain.frameworks import facts
from testamur.domain.frameworks.models import Framework
from testamur.domain.frameworks.values import FrameworkView
from testamur.refusals import NotFound

_PART = re.compile(r"\d+|[A-Za-z]+")
_SKILLS = """
SELECT c.uri, c.kind, w.label, w.alternatives, w.description
FROM frameworks_wording w JOIN frameworks_concept c ON c.id = w.concept_id
WHERE w.framework_id = %s AND w.language = %s AND c.kind = ANY(%s) ORDER BY c.uri
"""


def frameworks(*, here: int | None = None, code: str = "") -> list[FrameworkView]:
    """Return all versions, by code, the newest first."""
    with within(here):
        rows = Framework.objects.filter(code=code) if code else Framework.objects.all()
        found = [facts.view(row) for row in rows]
    return _by_code(found)


def frameworks_of(houses: Iterable[int], *, code: str = "") -> list[FrameworkView]:
    """Return what everybody may see with what *houses* (inside ids) keep to themselves, in the order of `frameworks`.

    Of two that are called alike, a house's own comes first.
    """
    own = [one for house in houses for one in frameworks(here=house, code=code) if not one.is_shared]
    return _by_code([*own, *frameworks(code=code)])


def framework(code: str, version: str = "", *, here: int | None = None) -> FrameworkView:
    """Return a framework in a version, by default the newest. Raises `NotFound`."""
    found = frameworks(here=here, code=code)
    chosen = next((one for one in found if version in ("", one.version)), None)
    if chosen is None:
        raise NotFound(what="framework", code=code, version=version)
    return chosen


def version_of(uuid: UUID, *, here: int | None = None) -> FrameworkView:
    """Return a version by its uuid. Raises `NotFound`."""
    with within(here):
        row = Framework.objects.filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="framework", uuid=str(uuid))
    return facts.view(row)


def skills(of: FrameworkView, language: str = "") -> SkillSet:
    """Return what can be learned in a version, as the skills engine reads it, by address.

    *language*: one that the version has; by default the first. Raises `NotFound`.
    """
    spoken = language or next(iter(of.languages), "")
    with connection.cursor() as cursor:
        cursor.execute(_SKILLS, [of.id, spoken, [kind.value for kind in LEARNABLE]])
        concepts = tuple(facts.skill(row) for row in cursor.fetchall())
    if not concepts:
        raise NotFound(what="language", code=of.code, version=of.version, language=spoken)
    return SkillSet(of.name, of.version, spoken, concepts, of.attribution)


def _by_code(found: list[FrameworkView]) -> list[FrameworkView]:
    newest_first = sorted(found, key=lambda one: _order(one.version), reverse=True)
    return sorted(newest_first, key=lambda one: one.code)


def _order(version: str) -> list[tuple[int, int, str]]:
    """Return what versions are put in order by: 1.10 comes after 1.9."""
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in _PART.findall(version)]

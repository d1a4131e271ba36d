"""Rows of this room as values."""

from __future__ import annotations

from testamur.core.skills.concepts import Concept as Skill
from testamur.core.skills.concepts import Kind
from testamur.domain.frameworks.models import Framework
from testamur.domain.frameworks.values import FrameworkView


def view(row: Framework) -> FrameworkView:
    """Return a version as doors see it."""
    return FrameworkView(
        id=row.pk,
        uuid=row.uuid,
        code=row.code,
        version=row.version,
        name=row.name,
        attribution=row.attribution,
        licence=row.licence,
        homepage=row.homepage,
        languages=tuple(row.languages),
        counts=dict(row.counts),
        imported_at=row.imported_at,
        institution_id=row.institution_id,
        is_shared=row.is_shared,
    )


def skill(row: tuple[str, str, str, list[str], str]) -> Skill:
    """Return a skill as the engine reads it, from address, kind, label, other labels and description."""
    uri, kind, label, alternatives, description = row
    return Skill(uri, label, tuple(alternatives), description, Kind(kind))

"""Rows of this room as values."""

from __future__ import annotations

from collections import Counter

from testamur.core.exchange.frameworks.gathering import Read
from testamur.core.skills.concepts import Concept as Skill
from testamur.core.skills.concepts import Kind
from testamur.domain.frameworks.models import Framework, FrameworkFile
from testamur.domain.frameworks.values import FileView, FrameworkView

# Shown before anything is written: enough to see whether these are the files that were meant.
_SOME = 8
_MOST_NOTICES = 50


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


def file(row: FrameworkFile) -> FileView:
    """Return files that were handed in, without their bytes."""
    return FileView(
        uuid=row.uuid,
        name=row.name,
        form=row.form,
        is_shared=row.is_shared,
        size=row.size,
        state=row.state,
        told=dict(row.told),
        step=row.step,
        done=row.done,
        total=row.total,
        framework=row.framework.uuid if row.framework else None,
        handed_in_at=row.handed_in_at,
    )


def summary(found: Read, digest: str) -> dict[str, object]:
    """Return what was read of files, for whoever confirms it."""
    edition, nodes = found.taxonomy.edition, found.taxonomy.nodes
    kinds = Counter(one.kind.value for one in nodes)
    relations = Counter(one.relation.value for one in found.taxonomy.links)
    return {
        "name": edition.name,
        "code": edition.code,
        "version": edition.version,
        "attribution": edition.attribution[:500],
        "licence": edition.licence[:500],
        "languages": sorted({said.language for one in nodes for said in one.wordings}),
        "kinds": dict(kinds),
        "relations": dict(relations),
        "pairs": len(found.taxonomy.equivalences),
        "labels": [one.wordings[0].label for one in nodes[:_SOME] if one.wordings],
        "notices": [
            {"code": one.code, "place": one.place, "facts": dict(one.facts)} for one in found.notices[:_MOST_NOTICES]
        ],
        "digest": digest,
    }

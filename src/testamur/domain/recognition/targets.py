"""What a request aims at: a version of a micro-credential, or of a unit or programme of the institution's own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from testamur.domain.catalogue.queries import by_version, definitions_of, version_uuids
from testamur.domain.recognition import facts
from testamur.domain.recognition.models import RecognitionRequest, Unit
from testamur.domain.recognition.values import Target


def of_request(row: RecognitionRequest) -> Target:
    """Return the target in the version that the request is bound to."""
    if row.unit is not None:
        return facts.unit_target(facts.unit(row.unit))
    return of_version(row.version_id or 0)


def of_version(version_id: int) -> Target:
    """Return a version of a micro-credential as a target."""
    return facts.course_target(by_version(version_uuids([version_id])[version_id]))


def titles(rows: Iterable[RecognitionRequest]) -> dict[int, dict[str, str]]:
    """Return request (inside id) → title of its target; few queries for many requests, ``unit`` loaded with them."""
    asked = list(rows)
    courses = definitions_of(row.version_id for row in asked if row.version_id)
    return {
        row.pk: {facts.UNSAID: row.unit.title} if row.unit else dict(courses[row.version_id or 0].title)
        for row in asked
    }


def current_essence(key: str, institution_id: int) -> str | None:
    """Return the digest of a unit's outcomes, level and credits in its version in force; None where it is gone."""
    row = (
        Unit.objects.filter(institution_id=institution_id, code=key.removeprefix("unit:")).order_by("-version").first()
    )
    return facts.unit_target(facts.unit(row)).essence if row else None


def uuid_of(name: str) -> UUID:
    """Return the micro-credential's uuid in a target's key."""
    return UUID(name.removeprefix("mc:"))

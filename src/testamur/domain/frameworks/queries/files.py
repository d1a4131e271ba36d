"""Files of frameworks that were handed in, for those who bring frameworks in."""

from __future__ import annotations

from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.frameworks import facts, handing_in
from testamur.domain.frameworks.models import FrameworkFile
from testamur.domain.frameworks.values import FileView
from testamur.domain.institution.access import Actor, Permission, require

_MOST = 20


@scoped
def files(actor: Actor) -> list[FileView]:
    """Return what was handed in here, the newest first."""
    require(actor, Permission.DESIGN)
    rows = FrameworkFile.objects.select_related("framework").defer("data").order_by("-pk")
    return [facts.file(row) for row in rows[:_MOST]]


@scoped
def handed_in(actor: Actor, uuid: UUID) -> FileView:
    """Return one of them. Raises `NotFound`."""
    require(actor, Permission.DESIGN)
    return facts.file(handing_in.row(actor, uuid))

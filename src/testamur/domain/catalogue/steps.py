"""What a room above does to this room's rows inside its own action: permission and trace are that action's.

Doors do not come here (tests/law): a door calls an action.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from testamur.domain.catalogue import facts
from testamur.domain.catalogue.actions.publishing import put_out
from testamur.domain.catalogue.models import MicroCredential
from testamur.domain.catalogue.values import VersionView
from testamur.domain.institution.access import Actor
from testamur.refusals import NotFound


def publish_approved(actor: Actor, source: str, at: datetime, under: Sequence[str]) -> UUID:
    """Publish what somebody else has approved, and return its uuid. Raises what `actions.publish` raises of a text."""
    return put_out(actor, source, at, under=under)[0].uuid


def version_of(uuid: UUID, version: str = "") -> VersionView:
    """Return a version of a micro-credential of the scope's institution, the current one by default."""
    row = MicroCredential.objects.select_related("current").filter(uuid=uuid).first()
    found = row and (row.versions.filter(version=version).first() if version else row.current)
    if not found:
        raise NotFound(what="microcredential", uuid=str(uuid), version=version)
    return facts.version(found)


def current_of(microcredential_id: int) -> int:
    """Return the inside id of the current version of a micro-credential. Raises `NotFound`."""
    found = MicroCredential.objects.filter(pk=microcredential_id).values_list("current_id", flat=True).first()
    if found is None:
        raise NotFound(what="microcredential", id=microcredential_id)
    return found


def offered() -> dict[int, str]:
    """Return inside id → current version of what the scope's institution offers now."""
    rows = MicroCredential.objects.filter(retired_at__isnull=True, current__isnull=False)
    return dict(rows.values_list("pk", "current__version"))


def id_of(uuid: UUID) -> int:
    """Return the inside id of a micro-credential of the scope's institution. Raises `NotFound`."""
    found = MicroCredential.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(what="microcredential", uuid=str(uuid))
    return found


def uuids_of(ids: Iterable[int]) -> dict[int, UUID]:
    """Return inside id → permanent uuid of micro-credentials of the scope's institution."""
    return dict(MicroCredential.objects.filter(pk__in=set(ids)).values_list("pk", "uuid"))

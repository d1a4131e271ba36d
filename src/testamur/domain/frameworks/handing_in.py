"""Files of a framework on their way in: handed in, read, looked at, and only then written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import Error, connection

from testamur.adapters.framework_files import opened_bytes
from testamur.adapters.postgres.scope import within
from testamur.core.exchange.frameworks import esco
from testamur.core.exchange.frameworks.forms import read
from testamur.core.exchange.frameworks.gathering import Read
from testamur.core.exchange.frameworks.source import Asked, Faults
from testamur.core.rules.exchange import ExchangeError
from testamur.domain.frameworks import facts
from testamur.domain.frameworks.models import FrameworkFile
from testamur.domain.institution.access import Actor
from testamur.refusals import NotFound

LARGEST = 40_000_000
MOST_OPEN = 5
_SECONDS_BETWEEN = 0.5
_NO_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 40
_TELL = """
UPDATE frameworks_frameworkfile SET step = %s, done = %s, total = %s WHERE uuid = %s AND state = 'writing'
"""


def row(actor: Actor, uuid: UUID) -> FrameworkFile:
    """Return files of the scope's institution. Raises `NotFound`."""
    del actor
    found = FrameworkFile.objects.select_related("framework").filter(uuid=uuid).first()
    if found is None:
        raise NotFound(what="framework-file", uuid=str(uuid))
    return found


def readable(kept: FrameworkFile) -> tuple[Read, str]:
    """Return what the files say, and their digest. Raises `ExchangeError`."""
    source = opened_bytes(bytes(kept.data), kept.name)
    said = Asked(**kept.asked)
    asked = Asked(said.code or _code(kept.name), said.name, said.version or esco.release(kept.name), said.language)
    return read(source.files, asked, kept.form), source.digest


def _code(name: str) -> str:
    """Return a short name that follows from a file's, where nobody says one."""
    return _NO_CODE.sub("-", name.partition(".")[0].casefold()).strip("-")[:_LONGEST_CODE] or "framework"


def looked_at(kept: FrameworkFile) -> None:
    """Read files without writing anything of them; keep what they say, or what is wrong and where."""
    try:
        found, digest = readable(kept)
    except ExchangeError as error:
        kept.state, kept.data = "unread", b""
        first, *more = [
            {"code": one.code, "place": one.place or kept.name, "facts": one.facts}
            for one in (error.faults if isinstance(error, Faults) else [error])
        ]
        kept.told = {**first, "more": more}
    else:
        kept.state, kept.told = "read", facts.summary(found, digest)
    kept.save(update_fields=["state", "told", "data"])


class Telling:
    """Tells how far a long transaction is, through a connection of its own, so that others see it meanwhile."""

    def __init__(self, actor: Actor, uuid: UUID) -> None:
        self._institution, self._uuid = actor.institution_id, uuid
        self._own: Any = connection.copy()
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell it, a few times a second; where it cannot be told the work goes on."""
        now = monotonic()
        if now - self._last < _SECONDS_BETWEEN and done < total:
            return
        self._last = now
        with suppress(Error), self._own.cursor() as cursor:
            cursor.execute("SELECT set_config('testamur.institution', %s, false)", [str(self._institution or "")])
            cursor.execute(_TELL, [step, done, total, self._uuid])

    def close(self) -> None:
        """Give the connection back."""
        self._own.close()


def state_of(actor: Actor, uuid: UUID, state: str, *, framework: int | None = None, told: Mapping[str, object]) -> None:
    """Keep how files stand, in a transaction of its own; their bytes are thrown away where nothing waits for them."""
    with within(actor.institution_id):
        kept = row(actor, uuid)
        kept.state, kept.told = state, {**kept.told, **told}
        kept.framework_id = framework or kept.framework_id
        if state in ("here", "refused"):
            kept.data = b""
        kept.save(update_fields=["state", "told", "framework", "data"])

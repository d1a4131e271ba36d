"""Taking a version of a framework out again, while nothing uses it. Here, because who uses it is known only up here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers.queries.framework_uses import framework_uses
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.frameworks.queries import version_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict


class FrameworkInUse(Conflict):
    """Something names skills of the version. ``facts``: how many definitions, adverts, claims and targets."""

    code = "framework-in-use"


@scoped
def take_out_framework(actor: Actor, *, framework: UUID, at: datetime) -> None:
    """Take out a version that the actor's institution brought in. Raises `NotFound`, `FrameworkInUse`.

    What everybody here may use only who manages the institution takes out; else who designs here.
    """
    require(actor, Permission.DESIGN)
    of = version_of(framework, here=actor.here)
    used = framework_uses(actor, of)
    if used:
        raise FrameworkInUse(**{what: used.get(what, 0) for what in ("definitions", "adverts", "claims", "targets")})
    frameworks.take_out(actor, framework=framework, at=at)
    told = {"code": of.code, "version": of.version}
    ledger.record(actor, verb="careers.take_out_framework", subject=f"framework:{framework}", at=at, **told)

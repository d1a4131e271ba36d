"""Taking a micro-credential out of the catalogue, bringing it back, and giving it another code."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.catalogue import facts
from testamur.domain.catalogue.models import FormerCode, MicroCredential
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Conflict, Invalid, NotFound

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class CodeInUse(Conflict):
    """Another micro-credential here has this code, or had it. ``facts``: code."""

    code = "code-in-use"


@scoped
def retire(actor: Actor, *, microcredential: UUID, at: datetime, replaced_by: UUID | None = None) -> None:
    """Take a micro-credential out of the search; its page and its credentials stay.

    *replaced_by* is what the institution offers in its place: whoever asks for the old one is told. Raises `NotFound`,
    `Invalid`.
    """
    require(actor, Permission.PUBLISH)
    successor = _own(replaced_by).pk if replaced_by else None
    if replaced_by == microcredential:
        raise Invalid(field="replaced_by", found=str(replaced_by))
    offered = MicroCredential.objects.filter(uuid=microcredential, retired_at__isnull=True)
    if not offered.update(retired_at=at, changed_at=at, replaced_by=successor):
        raise NotFound(what="microcredential", uuid=str(microcredential))
    told = {"replaced_by": str(replaced_by)} if replaced_by else {}
    ledger.record(actor, verb="catalogue.retire", subject=f"microcredential:{microcredential}", at=at, **told)


@scoped
def bring_back(actor: Actor, *, microcredential: UUID, at: datetime) -> None:
    """Put a retired micro-credential back into the search. Raises `NotFound`."""
    require(actor, Permission.PUBLISH)
    retired = MicroCredential.objects.filter(uuid=microcredential, retired_at__isnull=False)
    if not retired.update(retired_at=None, changed_at=at, replaced_by=None):
        raise NotFound(what="microcredential", uuid=str(microcredential))
    ledger.record(actor, verb="catalogue.bring_back", subject=f"microcredential:{microcredential}", at=at)


@scoped
def rename(actor: Actor, *, microcredential: UUID, code: str, at: datetime) -> None:
    """Give a micro-credential another code; the one that it had leads to it for good.

    Its permanent address and what is written in its versions stay. A file under the former code is a next version of
    it. Raises `NotFound`, `Invalid`, `CodeInUse`.
    """
    require(actor, Permission.PUBLISH)
    if not _CODE.fullmatch(code):
        raise Invalid(field="id", found=code[:80], allowed="A–Z a–z 0–9 - _ .")
    row = _own(microcredential)
    other = facts.under(MicroCredential.objects.all(), code)
    if other and other.pk != row.pk:
        raise CodeInUse(code=code)
    if code == row.code:
        return
    FormerCode.objects.filter(microcredential=row, code=code).delete()
    FormerCode.objects.create(institution_id=actor.here, code=row.code, microcredential=row, until=at)
    MicroCredential.objects.filter(pk=row.pk).update(code=code, changed_at=at)
    told = {"code": code, "former": row.code}
    ledger.record(actor, verb="catalogue.rename", subject=f"microcredential:{microcredential}", at=at, **told)


def _own(uuid: UUID) -> MicroCredential:
    row = MicroCredential.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="microcredential", uuid=str(uuid))
    return row

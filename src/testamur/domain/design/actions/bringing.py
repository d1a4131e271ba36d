"""Pages out of an archive, with the files they use: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import filing, paging, rows
from testamur.domain.design.page_values import NewFile, NewPage
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger


@scoped
def bring_pages(actor: Actor, *, design: UUID, pages: Sequence[NewPage], files: Sequence[NewFile], at: datetime) -> int:
    """Put pages behind those of a design, and files among its materials; return how many pages came.

    A file that is there already, byte for byte, is used as it is. Raises what `add_page` and `hand_in_file` raise.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    for one in files:
        if not filing.holds(row, one):
            filing.kept(actor, row, one, at)
    for page in pages:
        paging.put(actor, row, page.title, page.place, page.text, at)
    rows.move(actor, row, "save", at)
    told = {"pages": len(pages), "files": len(files)}
    ledger.record(actor, verb="design.bring_pages", subject=f"design:{design}", at=at, **told)
    return len(pages)

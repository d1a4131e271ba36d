"""What is said about a place in the text, and answered, and settled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.models import Comment
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import NotFound

_LONGEST = 5000


@scoped
def comment(
    actor: Actor, *, design: UUID, text: str, at: datetime, place: str = "", thread: UUID | None = None
) -> UUID:
    """Say something about a place (a path in the definition), or answer in a *thread*.

    Raises `NotFound`, `NotInvited`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.spoken_to(actor, design, "comment")
    first = None
    if thread is not None:
        first = row.comments.filter(uuid=thread, thread__isnull=True).first()
        if first is None:
            raise NotFound(what="comment", uuid=str(thread))
    made = Comment.objects.create(
        institution_id=actor.here,
        design=row,
        thread=first,
        revision=row.revision,
        place=first.place if first else prose("place", place, needed=False, longest=rows.LONGEST_PLACE),
        text=prose("text", text, longest=_LONGEST),
        said_at=at,
        said_by_id=actor.me,
    )
    ledger.record(actor, verb="design.comment", subject=f"design:{design}", at=at, comment=str(made.uuid))
    return made.uuid


@scoped
def settle(actor: Actor, *, design: UUID, comment: UUID, at: datetime, is_open: bool = False) -> None:
    """Call a thread settled, or open it again. Raises `NotFound`, `NotInvited`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.spoken_to(actor, design, "comment")
    threads = row.comments.filter(uuid=comment, thread__isnull=True, resolved_at__isnull=not is_open)
    changed = (
        {"resolved_at": None, "resolved_by_id": None} if is_open else {"resolved_at": at, "resolved_by_id": actor.me}
    )
    if not threads.update(**changed):
        raise NotFound(what="comment", uuid=str(comment))
    ledger.record(actor, verb="design.settle", subject=f"design:{design}", at=at, comment=str(comment), open=is_open)

"""Whoever judges says first whether they have an interest in how it turns out."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from testamur.domain.design import actions
from testamur.domain.institution.access import Actor
from testamur.interfaces.web.desk.form import Form
from testamur.interfaces.words import _


def state(actor: Actor, uuid: UUID, form: Form, *, has_stated: bool) -> None:
    """Keep what the form says of the actor's interests; whoever has said it before need not say it again."""
    answer = form.yes_or_no("has_interest")
    if answer is None:
        if not has_stated:
            form.errors["has_interest"] = _("Choose one of the two.")
        return
    text = form.text("interest", 5000, has_lines=True)
    if answer and not text:
        form.errors["interest"] = _("Say which interest it is.")
    if not form.errors:
        actions.declare_interests(actor, design=uuid, has_interest=answer, text=text, at=datetime.now(UTC))

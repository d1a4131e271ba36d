"""Mail to whoever objected to a skill: written in their language, sent, and noted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters import mail
from testamur.adapters.environment import environment
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import institution
from testamur.domain.portfolio import actions, queries
from testamur.interfaces.words.portfolio_post import answer_mail

# Doors do not ask each other: a test holds this address to lead there.
PAGE = "/mine/skills"


def send_answer(actor: Actor, *, dispute: str, at: datetime) -> None:
    """Say that an objection has its answer. Done again, nobody is told twice: what is noted is not sent."""
    notice = queries.answer_to_tell(actor, dispute=UUID(dispute))
    if notice is None:
        return
    subject, body = answer_mail(notice, institution(actor.here), link=f"{environment().base_url}{PAGE}")
    mail.send(to=notice.email, subject=subject, body=body, number=str(notice.dispute))
    actions.note_told(actor, dispute=notice.dispute, at=at)

"""Mail to partners: each notice that waits is written in its reader's language, sent, and noted."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters import mail
from testamur.adapters.environment import environment
from testamur.domain.design import actions, queries
from testamur.domain.design.partner_values import NoticeView
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import institution
from testamur.interfaces.words.partner_post import partner_mail


def send(actor: Actor, *, at: datetime) -> None:
    """Send what waits. Done again, only what was not noted goes out again, under the same number."""
    place = institution(actor.here)
    for notice in queries.unsent(actor, at=at):
        subject, body = partner_mail(notice, place, link=_link(notice, place.code))
        mail.send(to=notice.email, subject=subject, body=body, number=str(notice.uuid))
        actions.note_sent(actor, notice=notice.uuid, at=at)


def _link(notice: NoticeView, code: str) -> str:
    """Return the page to read: doors do not ask each other, and a test holds these addresses to lead there."""
    page = f"/partners/come/{notice.secret}" if notice.secret else f"/partners/{code}/drafts/{notice.design}"
    return f"{environment().base_url}{page}"

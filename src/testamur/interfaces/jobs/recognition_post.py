"""Mail about requests for recognition: each notice that waits is written in its reader's language, sent, and noted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters import mail
from testamur.adapters.environment import environment
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import institution
from testamur.domain.recognition import actions, queries
from testamur.domain.recognition.values import NoticeView
from testamur.interfaces.words.post import recognition_mail


def send(actor: Actor, *, request: str, at: datetime) -> None:
    """Send what waits about a request. Done again, only what was not noted goes out again, under the same number."""
    for notice in queries.unsent(actor, request=UUID(request)):
        place = institution(notice.institution_id)
        subject, body = recognition_mail(notice, place, link=_link(notice, place.code))
        mail.send(to=notice.email, subject=subject, body=body, number=str(notice.uuid))
        actions.note_sent(actor, notice=notice.uuid, at=at)


def _link(notice: NoticeView, code: str) -> str:
    """Return the page to read: doors do not ask each other, and a test holds these addresses to lead there."""
    page = f"/desk/{code}/recognition/{notice.request}" if notice.is_for_desk else f"/mine/recognition/{notice.request}"
    return f"{environment().base_url}{page}"

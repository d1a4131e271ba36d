"""Mail about being found: each notice that waits is written in its reader's language, sent, and noted."""

from __future__ import annotations

from datetime import datetime

from testamur.adapters import mail
from testamur.adapters.environment import environment
from testamur.domain.careers import actions, queries
from testamur.domain.institution.access import Actor
from testamur.domain.institution.queries import institution
from testamur.interfaces.words.seeking_post import search_mail

# Doors do not ask each other: a test holds these addresses to lead there.
_PAGES = {
    "asked": "/mine/found/{code}",
    "ending": "/mine/found/{code}",
    "report-answered": "/mine/found/{code}",
    "answered": "/partners/{code}/people",
    "reported": "/desk/{code}/people-search",
}


def send(actor: Actor, *, at: datetime) -> None:
    """Send what waits. Done again, only what was not noted goes out again, under the same number."""
    place = institution(actor.here)
    for notice in queries.unsent_search_mail(actor):
        link = f"{environment().base_url}{_PAGES[notice.kind].format(code=place.code)}"
        subject, body = search_mail(notice, place, link=link)
        mail.send(to=notice.email, subject=subject, body=body, number=str(notice.uuid))
        actions.note_search_mail_sent(actor, notice=notice.uuid, at=at)

"""Mail to partners: an invitation, a reminder, a review that is asked for, a brief that is answered; one link each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import resolve

from campus import NOW, Campus
from studio import Studio
from testamur.domain.design import actions, queries
from testamur.domain.design.partner_values import Addressee
from testamur.domain.institution import queries as institution
from testamur.interfaces.jobs.partner_post import send
from testamur.refusals import Invalid

pytestmark = pytest.mark.django_db
SOMEBODY = Addressee("ana@harbour.example", "es")


@pytest.fixture
def studio(campus: Campus) -> Studio:
    return Studio(campus)


def sent(studio: Studio, after: timedelta = timedelta()) -> list[tuple[str, str, str]]:
    """Send what waits, and return to whom, under which subject, and the one link."""
    mail.outbox.clear()
    send(studio.campus.system, at=NOW + after)
    found = []
    for one in mail.outbox:
        (link,) = [line for line in str(one.body).splitlines() if line.startswith("http")]
        found.append((one.to[0], str(one.subject), f"/{link.split('/', 3)[3]}"))
    return found


def test_an_invitation_is_sent_and_brought_to_mind_until_somebody_comes(studio: Studio) -> None:
    ends, place = NOW + timedelta(days=14), studio.campus.institution.name
    asked = {"organisation": "Harbour Analytics", "expires_at": ends, "at": NOW}
    with pytest.raises(Invalid):
        actions.invite_organisation(studio.lecturer, **asked, to=Addressee("nobody"))
    _known, secret = actions.invite_organisation(studio.lecturer, **asked, to=SOMEBODY)
    told = [(SOMEBODY.email, f"{place} invita a Harbour Analytics", f"/partners/come/{secret}")]
    assert sent(studio) == told
    assert resolve(told[0][2]).view_name == "web:come-in"
    assert sent(studio) == []
    late = timedelta(days=12)
    actions.watch(studio.campus.system, at=NOW + timedelta(days=9))
    assert sent(studio, timedelta(days=9)) == []
    actions.watch(studio.campus.system, at=NOW + late)
    actions.watch(studio.campus.system, at=NOW + late)
    assert [link for _to, _subject, link in sent(studio, late)] == [f"/partners/come/{secret}"]
    actions.join(studio.partner, secret=secret, at=NOW + late)
    actions.watch(studio.campus.system, at=ends)
    assert sent(studio, timedelta(days=14)) == []


def test_nothing_is_sent_of_a_link_that_was_withdrawn_or_that_nobody_is_to_get(studio: Studio) -> None:
    asked = {"organisation": "Harbour Analytics", "expires_at": NOW + timedelta(days=14), "at": NOW}
    actions.invite_organisation(studio.lecturer, **asked)
    known, _secret = actions.invite_organisation(studio.lecturer, **asked, to=SOMEBODY)
    (_plain, link) = queries.organisation(studio.lecturer, uuid=known, at=NOW).links
    actions.withdraw_link(studio.lecturer, link=link.uuid, at=NOW)
    assert sent(studio) == []


def test_partners_are_told_when_their_word_is_waited_for_and_when_their_brief_is_answered(studio: Studio) -> None:
    design = studio.draft()
    studio.joined(design, "review")
    studio.staffed(design)
    studio.handed_in(design)
    assert sent(studio) == []
    studio.passed(design)
    address, place = institution.person(studio.partner.me).email, studio.campus.institution
    room = f"/partners/{place.code}/drafts/{design}"
    assert sent(studio) == [(address, f"{place.name}: your word is asked for", room)]
    assert resolve(room).view_name == "web:partner-room"
    (known,) = [one.uuid for one in queries.organisations(studio.lecturer, at=NOW)]
    need = {"title": "Flood maps", "need": "People who can read them.", "at": NOW}
    brief = actions.propose_brief(studio.partner, organisation=known, **need)
    made = actions.start_from_brief(studio.lecturer, brief=brief, at=NOW)
    ((to, subject, link),) = sent(studio)
    assert (to, subject) == (address, f"{place.name}: a draft answers what you need")
    assert link.endswith(str(made))

"""Mails about being found, in words. They name no person, purpose, skill or organisation: the page does."""

from __future__ import annotations

from testamur.domain.careers.seeking_values import SearchNoticeView
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.words.translation import _, in_language


def search_mail(notice: SearchNoticeView, place: InstitutionView, *, link: str) -> tuple[str, str]:
    """Return subject and body, in the reader's language."""
    with in_language(notice.language):
        subject, said, why = _told()[notice.kind]
        parts = (said, link, why, _("This mail was sent by a program."))
        body = "\n\n".join(part if part == link else part.format(institution=place.name) for part in parts)
        return subject.format(institution=place.name), f"{body}\n"


def _told() -> dict[str, tuple[str, str, str]]:
    """Return kind → subject, what is said, why this person gets it."""
    found = _("You get this mail because you chose at {institution} that partners can find you. You can take it back.")
    acting = _("You get this mail because you act for a partner of {institution}.")
    return {
        "asked": (
            _("{institution}: a request waits for you"),
            _("A partner has written to you. Sign in to read who it is and what they ask. You need not answer."),
            found,
        ),
        "ending": (
            _("{institution}: one of your choices ends soon"),
            _("What you chose to share ends within two weeks. If you do nothing, it ends. You can renew it here."),
            found,
        ),
        "answered": (
            _("{institution}: a request of yours has an answer"),
            _("Somebody to whom you wrote has answered. Sign in to read it."),
            acting,
        ),
        "reported": (
            _("{institution}: a report waits for you"),
            _("Somebody has reported a request from a partner. Sign in to read it and to answer."),
            _("You get this mail because you oversee the search for people at {institution}."),
        ),
        "report-answered": (
            _("{institution}: an answer to what you reported"),
            _("The university has answered what you told it. Sign in to read it."),
            found,
        ),
    }

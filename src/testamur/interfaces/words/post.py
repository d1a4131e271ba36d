"""Mails in words. A subject says that there is something to read and from whom, never about whom or what it says."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from testamur.domain.institution.values import InstitutionView
from testamur.domain.recognition.values import NoticeView
from testamur.interfaces.words.translation import _, formats, in_language


def recognition_mail(notice: NoticeView, place: InstitutionView, *, link: str) -> tuple[str, str]:
    """Return subject and body, in the reader's language. What was decided is read on the page, after signing in."""
    with in_language(notice.language):
        told = {"institution": place.name, "day": _day(notice.day), "request": str(notice.request)}
        subjects, bodies = (_desk_subjects(), _desk_bodies()) if notice.is_for_desk else (_subjects(), _bodies())
        body = bodies[notice.kind].format(**told)
        number = _("Request {request}").format(**told)
        end = _("This mail was sent by a program. Nobody reads answers to it.")
        return subjects[notice.kind].format(**told), f"{body}\n\n{link}\n\n{number}\n{place.name}\n{end}\n"


def _subjects() -> dict[str, str]:
    news = _("{institution}: there is news about your request")
    return {
        "submitted": _("{institution}: your request has arrived"),
        "asked": _("{institution}: something is asked of you"),
        "delayed": news,
        "decided": _("{institution}: your request is decided"),
        "corrected": _("{institution}: a decision was corrected"),
        "fulfilled": news,
        "appealed": _("{institution}: your appeal has arrived"),
        "appeal-decided": _("{institution}: your appeal is decided"),
        "erased": _("{institution}: what you handed in is erased"),
    }


def _bodies() -> dict[str, str]:
    return {
        "submitted": _(
            "Your request to have learning recognised has arrived at {institution}. If the file is complete, it is "
            "decided by {day}. This page says how far it is:"
        ),
        "asked": _(
            "{institution} needs something from you to go on with your request. The clock stands still until you "
            "answer. Read what is asked, and answer here:"
        ),
        "delayed": _(
            "Your request at {institution} takes longer than it should: until {day}. The reason is on this page:"
        ),
        "decided": _(
            "{institution} has decided on your request. The decision, its reasons and the letter are on this page. "
            "If you do not agree, you can appeal until {day}."
        ),
        "corrected": _(
            "{institution} has corrected its decision on your request. The new decision, the reason for it and the "
            "letter are on this page. If you do not agree, you can appeal until {day}."
        ),
        "fulfilled": _("{institution} has found that a condition is met. What that means is on this page:"),
        "appealed": _(
            "Your appeal has arrived at {institution}. Somebody who had no part in the decision looks at it. This page "
            "says how far it is:"
        ),
        "appeal-decided": _("{institution} has decided on your appeal. The answer and its reasons are on this page:"),
        "erased": _(
            "The files and texts that you gave {institution} with your request are erased, as was asked for. If there "
            "was a decision, it stays, with its letter:"
        ),
    }


def _desk_subjects() -> dict[str, str]:
    soon = _("{institution}: the time for a request is running out")
    return {
        "submitted": _("{institution}: a request for recognition has come in"),
        "answered": _("{institution}: an applicant has answered"),
        "appealed": _("{institution}: an appeal has come in"),
        "soon": soon,
        "very-soon": soon,
        "overdue": _("{institution}: a request is overdue"),
    }


def _desk_bodies() -> dict[str, str]:
    soon = _("A request has to be decided by {day}. It is here:")
    return {
        "submitted": _("A request for recognition has come in. It has to be decided by {day}. It is here:"),
        "answered": _("An applicant has answered what was asked. The clock goes on: decide by {day}. It is here:"),
        "appealed": _("An appeal waits for somebody who had no part in the decision. It is here:"),
        "soon": soon,
        "very-soon": soon,
        "overdue": _(
            "A request was to be decided by {day}, and nobody has told the applicant that it takes longer. Decide, or "
            "say until when it takes and why:"
        ),
    }


def _day(day: date | None) -> str:
    return str(format_date(day, "long", locale=formats())) if day else "–"

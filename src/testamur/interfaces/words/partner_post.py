"""Mails to partners in words: what is asked, one link, and why they get it."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from testamur.domain.design.partner_values import NoticeView
from testamur.domain.institution.values import InstitutionView
from testamur.interfaces.words.translation import _, formats, in_language


def partner_mail(notice: NoticeView, place: InstitutionView, *, link: str) -> tuple[str, str]:
    """Return subject and body, in the reader's language."""
    with in_language(notice.language):
        told = {
            "institution": place.name,
            "organisation": notice.organisation,
            "title": notice.title,
            "day": _day(notice.until),
        }
        what = _invitations() if notice.secret and notice.title else _bodies()
        parts = (what[notice.kind], link, _reasons()[notice.kind], _("This mail was sent by a program."))
        body = "\n\n".join(part if part == link else part.format(**told) for part in parts)
        return _subjects()[notice.kind].format(**told), f"{body}\n"


def _subjects() -> dict[str, str]:
    return {
        "invited": _("{institution} invites {organisation}"),
        "ending": _("{institution}: your invitation ends on {day}"),
        "review": _("{institution}: your word is asked for"),
        "answered": _("{institution}: a draft answers what you need"),
    }


def _bodies() -> dict[str, str]:
    return {
        "invited": _(
            "{institution} would like to know what {organisation} needs people to be able to do, and invites you to "
            "say it. The link lets you in, and nobody after you. It is good until {day}."
        ),
        "ending": _(
            "{institution} invited you to say what {organisation} needs people to be able to do. Nobody has followed "
            "the link yet, and it ends on {day}."
        ),
        "review": _(
            "“{title}” has passed its review at {institution}. Before it is approved, its makers ask whether it serves "
            "the need. There are four questions; they take about twenty minutes."
        ),
        "answered": _(
            "{institution} has begun a draft that answers what you said you need: “{title}”. You can read it and "
            "comment on it from the start."
        ),
    }


def _invitations() -> dict[str, str]:
    """Return what is said of links that lead into a draft."""
    return {
        "invited": _(
            "{institution} is designing “{title}” and invites {organisation} to have a part in it. The link lets you "
            "in, and nobody after you. It is good until {day}."
        ),
        "ending": _(
            "{institution} invited {organisation} to have a part in “{title}”. Nobody has followed the link yet, and "
            "it ends on {day}."
        ),
    }


def _reasons() -> dict[str, str]:
    given = _(
        "You get this mail because {institution} gave your address for the invitation. If you do not follow the link, "
        "the address is forgotten when it ends."
    )
    acting = _("You get this mail because you act for a partner of {institution}.")
    return {"invited": given, "ending": given, "review": acting, "answered": acting}


def _day(day: date | None) -> str:
    return str(format_date(day, "long", locale=formats())) if day else "–"

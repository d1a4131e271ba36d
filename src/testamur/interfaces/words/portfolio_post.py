"""The mail about an answered objection, in words. It names no person, skill or award: the page does."""

from __future__ import annotations

from testamur.domain.institution.values import InstitutionView
from testamur.domain.portfolio.values import AnswerNotice
from testamur.interfaces.words.translation import _, in_language


def answer_mail(notice: AnswerNotice, place: InstitutionView, *, link: str) -> tuple[str, str]:
    """Return subject and body, in the reader's language."""
    with in_language(notice.language):
        said = _("{institution} has answered what you objected to in your skill profile. Sign in to read the answer.")
        why = _("You get this mail because you objected.")
        parts = (said.format(institution=place.name), link, why, _("This mail was sent by a program."))
        subject = _("{institution}: an objection of yours has an answer").format(institution=place.name)
        return subject, "\n\n".join(parts) + "\n"

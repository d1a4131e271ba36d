"""A person lets partners find them for a purpose, chooses what they see, and takes it back."""

from __future__ import annotations

import calendar
from datetime import datetime, time, timedelta

from testamur.adapters.postgres.scope import scoped
from testamur.domain.careers import evidence
from testamur.domain.careers.actions import seeking_rows as rows
from testamur.domain.careers.models import SearchConsent
from testamur.domain.careers.seeking_values import AVAILABILITY, MONTHS, PURPOSES, Choice
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.institution.prose import prose
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

_MORNING = time(5)
_MOST_SKILLS = 100
_MOST_LANGUAGES = 10


class TooYoung(Invalid):
    """Whoever is younger than the house's age may not be found. ``facts``: age."""

    code = "too-young-to-be-found"


@scoped
def let_be_found(  # noqa: PLR0913 - what is consented to
    actor: Actor,
    *,
    purpose: str,
    choice: Choice,
    months: int,
    text: str,
    text_version: str,
    age: int,
    is_of_age: bool,
    at: datetime,
) -> None:
    """Let partners of the institution find oneself for *purpose* by the chosen skills, for so many months.

    *text*: what is consented to, as it stood before the person's eyes; *is_of_age*: they say that they are *age* or
    older. Done again, the new choice replaces the old. Raises `Invalid`, `TooYoung`.
    """
    require(actor, Permission.SHARE_OWN)
    rows.choice("purpose", purpose, PURPOSES)
    if months not in MONTHS:
        raise Invalid(field="months", found=months, allowed=list(MONTHS))
    if not is_of_age:
        raise TooYoung(age=age)
    chosen = _checked(actor, choice, at)
    _end(rows.standing_consent(actor, purpose), "replaced", at)
    made = SearchConsent.objects.create(
        institution_id=actor.here,
        person_id=actor.me,
        purpose=purpose,
        text=prose("text", text),
        text_version=prose("text_version", text_version, longest=20),
        age=age,
        skills=list(chosen.skills),
        region=chosen.region,
        languages=list(chosen.languages),
        availability=chosen.availability,
        given_at=at,
        expires_at=_later(at, months),
    )
    evidence.shown([made], on=at.date(), keeps=True)
    watch_tomorrow(actor, at)
    told = {"purpose": purpose, "text_version": text_version, "skills": len(chosen.skills)}
    ledger.record(actor, verb="careers.let_be_found", subject=f"consent:{made.uuid}", at=at, **told)


@scoped
def withdraw_consent(actor: Actor, *, purpose: str, at: datetime) -> None:
    """Take one's consent back: from this moment on nobody finds the person for *purpose*. Raises `NotFound`."""
    require(actor, Permission.SHARE_OWN)
    row = rows.standing_consent(actor, purpose)
    if row is None:
        raise NotFound(what="search-consent", purpose=purpose[:20])
    _end(row, "withdrawn", at)
    ledger.record(actor, verb="careers.withdraw_consent", subject=f"consent:{row.uuid}", at=at, purpose=purpose)


def watch_tomorrow(actor: Actor, at: datetime) -> None:
    """See to it that somebody looks at consents and requests next morning; asked for twice, it is done once."""
    morning = datetime.combine(at.date() + timedelta(days=1), _MORNING, at.tzinfo)
    ledger.enqueue(actor, task="careers.watch_search", once=f"watch search {actor.institution_id}", not_before=morning)


def _checked(actor: Actor, choice: Choice, at: datetime) -> Choice:
    """Return the choice as it is kept: skills that evidence shows, at least one. Raises `Invalid`."""
    theirs = evidence.entries([actor.me], on=at.date())[actor.me]
    skills = tuple(dict.fromkeys(one for one in choice.skills if one in theirs))[:_MOST_SKILLS]
    if not skills:
        raise Invalid(field="skills", found="")
    if choice.availability:
        rows.choice("availability", choice.availability, AVAILABILITY)
    if len(choice.languages) > _MOST_LANGUAGES or not all(one.isalpha() and len(one) < 4 for one in choice.languages):  # noqa: PLR2004 - ISO 639
        raise Invalid(field="languages", found=list(choice.languages)[:_MOST_LANGUAGES])
    return Choice(skills, rows.region(choice.region), tuple(dict.fromkeys(choice.languages)), choice.availability)


def _end(row: SearchConsent | None, because: str, at: datetime) -> None:
    if row is not None:
        row.ended_at, row.ended_because = at, because
        row.save(update_fields=["ended_at", "ended_because"])
        evidence.forget([row.pk])


def _later(at: datetime, months: int) -> datetime:
    """Return the same day so many months on, or the month's last."""
    year, month = divmod(at.month - 1 + months, 12)
    last = calendar.monthrange(at.year + year, month + 1)[1]
    return at.replace(year=at.year + year, month=month + 1, day=min(at.day, last))

"""An advert is aimed at: its words without contacts are kept, and a job is asked to read them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.advert_parts import Signs
from testamur.core.skills.gap import Aspiration
from testamur.domain.careers import rows
from testamur.domain.careers.actions.aiming import made
from testamur.domain.careers.models import Target
from testamur.domain.demand.texts import LONGEST, long_enough, without_contacts
from testamur.domain.demand.texts import language as spoken
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.packs.advert_signs import signs
from testamur.refusals import Conflict, Invalid

_FORMS = ("pasted", "pdf", "docx", "html", "text")
_TITLE = 120
# What adverts set around their first line.
_DECORATION = " \t\xa0*#_!¡=~•·|–—-"


class NotAnAdvert(Conflict):
    """Only an advert is read. ``facts``: kind."""

    code = "not-an-advert"


def hand_in_advert(
    actor: Actor, *, text: str, title: str = "", language: str = "", form: str = "pasted", at: datetime
) -> UUID:
    """Keep an advert to aim at and have it read; without a title its first line is one.

    Raises `Invalid`, `TooManyTargets`.
    """
    require(actor, Permission.ENROL_SELF)
    long_enough(text)
    kept, blanked = without_contacts(rows.said("text", text, LONGEST))
    if not any(letter.isalpha() for letter in kept):
        raise Invalid(field="text", found=0, longest=LONGEST)
    here = rows.at_home(actor)
    with within(here.institution_id):
        row = made(
            here,
            Aspiration.ADVERT,
            title.strip() or _first_line(kept),
            at,
            text=kept,
            form=form if form in _FORMS else "text",
            blanked=blanked,
            language=spoken(language),
            state="waiting",
        )
        ask_to_read(here, row)
        ledger.record(here, verb="careers.hand_in_advert", subject=f"target:{row.uuid}", at=at, blanked=blanked)
    return row.uuid


def read_target_again(actor: Actor, *, target: UUID, at: datetime, whole: bool = False) -> None:
    """Have an advert read again, steered by what was decided, which stays; *whole*: what tells of the employer, too.

    Raises `NotFound`, `NotAnAdvert`.
    """
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        row = rows.target(here, target)
        if row.kind != Aspiration.ADVERT:
            raise NotAnAdvert(kind=row.kind)
        row.state, row.because = "waiting", ""
        row.save(update_fields=["state", "because"])
        ask_to_read(here, row, whole=whole)
        ledger.record(here, verb="careers.read_target_again", subject=f"target:{target}", at=at)


def ask_to_read(here: Actor, row: Target, *, whole: bool = False) -> None:
    """Ask for an advert to be read, once while that waits."""
    once = f"read target {row.uuid}"
    ledger.enqueue(here, task="careers.read_target", once=once, target=str(row.uuid), whole=whole)


def _first_line(text: str) -> str:
    """Return the first line that names something, and no call such as "we're hiring" where there is another."""
    lines = [one.strip(_DECORATION) for one in text.splitlines() if any(letter.isalpha() for letter in one)]
    known = Signs.of(signs())
    line = next((one for one in lines if not known.is_slogan(one)), lines[0])
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rsplit(" ", 1)[0] + "…"

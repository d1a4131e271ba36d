"""Adverts come in, one by one: without contacts, once each, and a job is asked to read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.demand import details, rows, texts
from testamur.domain.demand.models import Advert
from testamur.domain.demand.values import HandedIn, NewAdvert
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid

_FORMS = ("pdf", "docx", "html", "text", "pasted", "table")


@scoped
def hand_in(actor: Actor, *, organisation: UUID | None, advert: NewAdvert, at: datetime) -> HandedIn:
    """Keep an advert of an organisation, or of the house, and ask for it to be read. Raises `NotFound`, `Invalid`.

    The same words from the same hands are kept once: then it is the advert that is here already.
    """
    require(actor, Permission.CO_DESIGN)
    done = kept(actor, rows.organisation(actor, organisation), advert, at)
    told = {"blanked": done.blanked, "form": advert.form, "is_new": done.is_new}
    ledger.record(actor, verb="demand.hand_in", subject=f"advert:{done.uuid}", at=at, **told)
    return done


def kept(actor: Actor, organisation: Any, new: NewAdvert, at: datetime, by: int | None = None) -> HandedIn:  # noqa: ANN401 - as `rows.organisation`
    """Return the advert that was made of *new*, or the one that is here; permission and trace are the caller's."""
    text, blanked = texts.without_contacts(rows.said("text", new.text, texts.LONGEST))
    if not any(letter.isalpha() for letter in text):
        raise Invalid(field="text", found=0, longest=texts.LONGEST)
    told, digest = details.checked(new, at), texts.digest(text)
    here = Advert.objects.filter(
        institution_id=actor.here, organisation=organisation, digest=digest, withdrawn_at__isnull=True
    ).first()
    if here is not None:
        return HandedIn(here.uuid, is_new=False)
    row = Advert.objects.create(
        institution_id=actor.here,
        organisation=organisation,
        **told,
        occupation_uri=rows.said("occupation_uri", new.occupation_uri, 500, needed=False),
        text=text,
        digest=digest,
        blanked=blanked,
        form=new.form if new.form in _FORMS else "text",
        name=new.name[:120],
        state="waiting",
        handed_in_at=at,
        handed_in_by_id=by or actor.person_id or 0,
    )
    ask_to_read(actor, row, new.framework[:40])
    return HandedIn(row.uuid, is_new=True, blanked=blanked)


def ask_to_read(actor: Actor, row: Advert, framework: str = "") -> None:
    """Ask for an advert to be read, once while that waits; against a *framework* (its code) where one is named."""
    once = f"read advert {row.uuid} {framework}".strip()
    ledger.enqueue(actor, task="demand.read_advert", once=once, advert=str(row.uuid), framework=framework)


@scoped
def withdraw_advert(actor: Actor, *, advert: UUID, at: datetime) -> None:
    """Take an advert back: it counts no more, and its words are deleted. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    row = rows.advert(actor, advert)
    row.withdrawn_at, row.text, row.silent = at, "", []
    row.save(update_fields=["withdrawn_at", "text", "silent"])
    ledger.record(actor, verb="demand.withdraw_advert", subject=f"advert:{advert}", at=at)

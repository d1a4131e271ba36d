"""The rows that verbs work on: a person's own, at the house that keeps their portfolio."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.domain.careers.models import Target
from testamur.domain.institution.access import Actor
from testamur.domain.portfolio.queries import home
from testamur.refusals import Invalid, NotFound


def at_home(actor: Actor) -> Actor:
    """Return the person, acting where their portfolio is kept. Raises `NoInstitution`."""
    return replace(actor, institution_id=home(actor.me), roles=frozenset())


def at_target(actor: Actor, uuid: UUID) -> Actor:
    """Return the person, acting where a target of theirs is kept. Raises `NotFound`."""
    with within(person_id=actor.me):
        found = Target.objects.filter(uuid=uuid, person_id=actor.me).first()
    if found is None:
        raise NotFound(what="target", uuid=str(uuid))
    return replace(actor, institution_id=found.institution_id, roles=frozenset())


def target(actor: Actor, uuid: UUID) -> Target:
    """Return a target, in the scope of its house; for its person, or for work in the background. Raises `NotFound`."""
    rows = Target.objects.filter(uuid=uuid)
    found = (rows if actor.kind == "system" else rows.filter(person_id=actor.me)).first()
    if found is None:
        raise NotFound(what="target", uuid=str(uuid))
    return found


def said(field: str, text: str, longest: int, *, needed: bool = True) -> str:
    """Return a text as it is kept. Raises `Invalid`."""
    kept = text.replace("\0", "").strip()
    if (needed and not kept) or len(kept) > longest:
        raise Invalid(field=field, found=len(kept), longest=longest)
    return kept

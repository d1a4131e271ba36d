"""The rows that verbs work on: found, locked, at the right stage, and nobody judging their own work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from testamur.domain.design import facts, states
from testamur.domain.design.models import (
    Contributor,
    Design,
    Event,
    InterestStatement,
    PartnerMember,
    Partnership,
    Revision,
)
from testamur.domain.institution.access import Actor, Permission, may, require
from testamur.refusals import Conflict, Invalid, NotAllowed, NotFound

LONGEST_PLACE = 200
# What the house's own people may see of every design.
_HOUSE = (Permission.DESIGN, Permission.REVIEW_DESIGNS, Permission.APPROVE_DESIGNS)


class NotAMaker(NotAllowed):
    """Only somebody with a part in this design, who may edit it, can do that."""

    code = "not-a-maker"


class NotInvited(NotAllowed):
    """The invitation does not allow this. ``facts``: allows, organisation."""

    code = "not-invited"


class InterestNotStated(Conflict):
    """Whoever judges says first that they have no interest in how it turns out."""

    code = "interest-not-stated"


class NotIndependent(Conflict):
    """The actor must not judge this design. ``facts``: why (``author``, ``interest``)."""

    code = "not-independent"


def locked(uuid: UUID, verb: str) -> Design:
    """Return the design, locked, if *verb* may be done at its stage. Raises `NotFound`, `WrongStage`."""
    row = Design.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise NotFound(what="design", uuid=str(uuid))
    states.after(verb, row.state)
    return row


def made(actor: Actor, uuid: UUID, verb: str) -> Design:
    """Return the design for one of its makers who may edit. Raises `NotAMaker` besides."""
    row = locked(uuid, verb)
    if not row.contributors.filter(person_id=actor.me, may_edit=True, left_at__isnull=True).exists():
        raise NotAMaker(design=str(uuid))
    return row


def judged(actor: Actor, uuid: UUID, verb: str) -> Design:
    """Return the design for somebody who is to judge it. Raises `NotIndependent` besides."""
    row = locked(uuid, verb)
    keep_apart(actor.me, row)
    return row


def keep_apart(person_id: int, row: Design) -> None:
    """Raise `NotIndependent` where the person made it, or has said that they have an interest in it."""
    why = why_not(person_id, row)
    if why:
        raise NotIndependent(why=why)


def keep_stated(person_id: int, row: Design) -> None:
    """Raise `InterestNotStated` where the person has not said, of this design, whether they have an interest in it."""
    if not row.interests.filter(person_id=person_id).exists():
        raise InterestNotStated


def why_not(person_id: int | None, row: Design) -> str:
    """Return the code of why a person must not judge a design; empty where they may."""
    if person_id in facts.authors(row):
        return "author"
    said = row.interests.filter(person_id=person_id or 0).order_by("-pk").first()
    return "interest" if said and said.has_interest else ""


def whys_not(person_id: int | None, found: Iterable[Design]) -> dict[int, str]:
    """Return inside id → what `why_not` says, for many designs in a few questions; who may judge is left out."""
    ids, me = {row.pk for row in found}, person_id or 0
    said = InterestStatement.objects.filter(design_id__in=ids, person_id=me).order_by("pk")
    newest = dict(said.values_list("design_id", "has_interest"))
    parts = Contributor.objects.filter(design_id__in=ids, person_id=me).exclude(roles=["reviewer"])
    texts = Revision.objects.filter(design_id__in=ids, saved_by_id=me)
    began = Design.objects.filter(pk__in=ids, started_by_id=me).values_list("pk", flat=True)
    made = {*began, *parts.values_list("design_id", flat=True), *texts.values_list("design_id", flat=True)}
    return {**{pk: "interest" for pk, has in newest.items() if has}, **dict.fromkeys(made, "author")}


def keep_judges(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor reviews designs or approves them."""
    if not may(actor, Permission.APPROVE_DESIGNS):
        require(actor, Permission.REVIEW_DESIGNS)


def readable(actor: Actor, uuid: UUID) -> Design:
    """Return a design that the actor may read: of the house, as a contributor, or as an invited partner.

    Raises `NotFound`, so that nobody learns of a design by guessing.
    """
    row = Design.objects.filter(institution_id=actor.here, uuid=uuid).first()
    if row is None or not may_read(actor, row):
        raise NotFound(what="design", uuid=str(uuid))
    return row


def may_read(actor: Actor, row: Design) -> bool:
    """Whether the actor may read a design: of the house, as a contributor, or as an invited partner."""
    return any(may(actor, one) for one in _HOUSE) or _is_part_of(actor, row)


def spoken_to(actor: Actor, uuid: UUID, verb: str) -> Design:
    """Return the design, locked, for anyone who may read it and speak. Raises `NotFound`, `NotInvited`."""
    readable(actor, uuid)
    row = locked(uuid, verb)
    if not any(may(actor, one) for one in _HOUSE) and not _contributes(actor, row):
        partnership(actor, row, "comment")
    return row


def partnership(actor: Actor, row: Design, allows: str) -> Partnership:
    """Return the partnership by which the actor may do something in a design. Raises `NotInvited`."""
    found = Partnership.objects.filter(design=row, members__person_id=actor.me, withdrawn_at__isnull=True)
    for one in found.order_by("pk"):
        if allows in one.allows:
            return one
    raise NotInvited(allows=allows)


def move(
    actor: Actor, row: Design, verb: str, at: datetime, *, note: str = "", to: str = "", told_as: str = ""
) -> None:
    """Store the state that *verb* leads to, and that it happened. *to* overrules where a verb has two ways to end.

    *told_as* is what happened where that is not the verb itself.
    """
    leads_to = to or states.after(verb, row.state)
    if leads_to != row.state:
        row.state, row.state_since = leads_to, at
    row.changed_at = at
    row.save(update_fields=["state", "state_since", "changed_at"])
    tell(actor, row, told_as or verb, at, note=note)


def tell(actor: Actor, row: Design, kind: str, at: datetime, *, note: str = "") -> None:
    """Write down what happened."""
    Event.objects.create(
        institution_id=row.institution_id,
        design=row,
        at=at,
        kind=kind[:24],
        by_id=actor.person_id,
        state=row.state,
        note=note,
    )


def head(row: Design) -> Revision:
    """Return the newest text of a design."""
    return row.revisions.get(number=row.revision)


def choice(field: str, found: str, allowed: tuple[str, ...]) -> str:
    """Return *found* if it is one of *allowed*. Raises `Invalid`."""
    if found not in allowed:
        raise Invalid(field=field, found=found[:40], allowed=list(allowed))
    return found


def choices(field: str, found: tuple[str, ...], allowed: tuple[str, ...]) -> list[str]:
    """Return *found* in the order of *allowed*, at least one. Raises `Invalid`."""
    strange = [one[:40] for one in found if one not in allowed]
    if strange or not found:
        raise Invalid(field=field, found=strange, allowed=list(allowed))
    return [one for one in allowed if one in found]


def minutes(found: int) -> int:
    """Return the time spent, in minutes. Raises `Invalid`."""
    if not 0 <= found <= 6000:  # noqa: PLR2004 - a hundred hours
        raise Invalid(field="minutes", found=found, allowed="0-6000")
    return found


def _is_part_of(actor: Actor, row: Design) -> bool:
    if actor.person_id is None:
        return False
    members = PartnerMember.objects.filter(
        partnership__design=row, partnership__withdrawn_at__isnull=True, person_id=actor.person_id
    )
    return _contributes(actor, row) or members.exists()


def _contributes(actor: Actor, row: Design) -> bool:
    return Contributor.objects.filter(design=row, person_id=actor.person_id or 0, left_at__isnull=True).exists()

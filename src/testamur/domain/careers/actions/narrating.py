"""Editing a narrative: in one's own words, without a sentence, in another order; or as it came about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.narrative import LONGEST, Told
from testamur.domain.careers import narrations, rows
from testamur.domain.careers.models import Narration
from testamur.domain.careers.queries.narrating import Narrative, narrative
from testamur.domain.careers.queries.plans import ANY_WISH, Question
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound

VERBS = ("rewrite", "original", "drop", "restore", "up", "down")


def edit_narrative(
    actor: Actor,
    *,
    target: UUID,
    verb: str,
    claim: str,
    words: str = "",
    question: Question = ANY_WISH,
    at: datetime,
) -> None:
    """Change one sentence of a narrative: *verb* is one of `VERBS`; *words* are those of ``rewrite``.

    What a sentence rests on stays with it. *question*: of the plan whose next steps it tells.
    Raises `NotFound`, `Invalid`.
    """
    require(actor, Permission.ENROL_SELF)
    if verb not in VERBS:
        raise Invalid(field="verb", found=verb[:40], allowed=", ".join(VERBS))
    said = " ".join(words.replace("\0", "").split())
    if verb == "rewrite" and not 0 < len(said) <= LONGEST:
        raise Invalid(field="sentence", found=len(said), longest=LONGEST)
    here = rows.at_target(actor, target)
    found = narrative(actor, target, on=at.date(), question=question)
    every, unwanted = _changed(found, verb, claim, said)
    with within(here.institution_id):
        aim = rows.target(here, target)
        row, _is_new = Narration.objects.get_or_create(
            target=aim, defaults={"institution_id": aim.institution_id, "person_id": here.me, "changed_at": at}
        )
        row.revisions = narrations.written(every, unwanted, row.revisions)
        row.changed_at = at
        row.save(update_fields=["revisions", "changed_at"])
        ledger.record(here, verb="careers.edit_narrative", subject=f"target:{target}", at=at, edit=verb)


def reset_narrative(actor: Actor, *, target: UUID, at: datetime) -> None:
    """Forget every edit of a narrative: it is told again as it came about. Raises `NotFound`."""
    require(actor, Permission.ENROL_SELF)
    here = rows.at_target(actor, target)
    with within(here.institution_id):
        gone, _each = Narration.objects.filter(target__uuid=target, person_id=here.me).delete()
        if not gone:
            return
        ledger.record(here, verb="careers.reset_narrative", subject=f"target:{target}", at=at)


def _changed(found: Narrative, verb: str, claim: str, words: str) -> tuple[list[Told], set[str]]:
    """Return the sentences in their order and what is not wanted, after one change."""
    every, unwanted = list(found.every), set(found.unwanted)
    place = next((at for at, one in enumerate(every) if one.claim.id == claim), None)
    if place is None:
        raise NotFound(what="narrative-sentence")
    if verb == "drop":
        return every, unwanted | {claim}
    if verb == "restore":
        return every, unwanted - {claim}
    if verb in ("rewrite", "original"):
        every[place] = replace(every[place], words=words if verb == "rewrite" else "")
        return every, unwanted
    return _moved(every, place, -1 if verb == "up" else 1, unwanted), unwanted


def _moved(every: list[Told], place: int, by: int, unwanted: set[str]) -> list[Told]:
    """Return the sentences with one moved past its neighbour that is said; at the edge it stays."""
    moved = every.pop(place)
    at = place if by > 0 else place - 1
    while 0 <= at < len(every) and every[at].claim.id in unwanted:
        at += by
    at = at + 1 if by > 0 else at
    every.insert(min(max(at, 0), len(every)), moved)
    return every

"""The narrative of a target: what can be said of a person against it, with what each sentence rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from testamur.adapters.postgres.scope import within
from testamur.core.skills.narrative import Drop, Told, applicable, narrate, told
from testamur.domain.careers import narrations
from testamur.domain.careers.models import Narration
from testamur.domain.careers.queries.gaps import GapView
from testamur.domain.careers.queries.plans import ANY_WISH, Question, plan
from testamur.domain.catalogue.values import Listing
from testamur.domain.institution.access import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative as its person has it: ``every`` sentence in its place, and which of them are ``unwanted``, by id.

    ``courses``: what next steps name; ``is_edited``: its person changed something of it.
    """

    view: GapView
    every: tuple[Told, ...]
    unwanted: frozenset[str]
    courses: Mapping[str, Listing]
    is_edited: bool

    @property
    def told(self) -> tuple[Told, ...]:
        """What is said, in order."""
        return tuple(one for one in self.every if one.claim.id not in self.unwanted)

    @property
    def dropped(self) -> tuple[Told, ...]:
        """What the person does not want said."""
        return tuple(one for one in self.every if one.claim.id in self.unwanted)


def own_narrations(actor: Actor) -> dict[UUID, list[list[str]]]:
    """Return target → the actor's edits of its narrative, as they are kept."""
    require(actor, Permission.READ_OWN)
    with within(person_id=actor.me):
        return dict(Narration.objects.filter(person_id=actor.me).values_list("target__uuid", "revisions"))


def narrative(
    actor: Actor, target: UUID, *, on: date, languages: Sequence[str] = (), question: Question = ANY_WISH
) -> Narrative:
    """Return the narrative of one of the actor's targets, as it can be told on a day. Raises `NotFound`.

    *question*: what its person wished of the plan that the next steps are of.
    """
    require(actor, Permission.READ_OWN)
    planned = plan(actor, target, question, on=on, languages=languages, is_brief=True)
    claims = narrate(planned.view.gap, planned.best)
    with within(person_id=actor.me):
        row = Narration.objects.filter(target__uuid=target, person_id=actor.me).first()
    kept = row.revisions if row else []
    revisions = applicable(claims, narrations.read(kept))
    wanted = narrations.wanted(kept)
    quiet = {one.id for one in claims if one.code in narrations.QUIET and one.id not in wanted}
    return Narrative(
        planned.view,
        told(claims, [one for one in revisions if not isinstance(one, Drop)]),
        frozenset(one.claim for one in revisions if isinstance(one, Drop)) | quiet,
        {key: course.listing for key, course in planned.courses.items()},
        bool(row and row.revisions),
    )

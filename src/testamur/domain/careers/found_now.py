"""Who of a search is found still: consents that stand, evidence that stands, nobody who keeps the asker away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from testamur.core.skills.alike import Face, arranged, cards, faces
from testamur.core.skills.seeking import Question, counted, seek
from testamur.domain.careers import evidence, findable
from testamur.domain.careers.models import Block, PeopleSearch, SearchHit
from testamur.domain.careers.seeking_values import FEWEST
from testamur.domain.institution.access import Actor


@dataclass(frozen=True, slots=True)
class Living:
    """Who is found still, by key in the order of this look. Of few nothing is shown.

    ``cards``: who is shown this time, which is not everybody: their number is a multiple of the fewest, face by face.
    """

    question: Question
    hits: dict[str, SearchHit]
    faces: dict[str, Face]
    cards: list[str]

    @property
    def total(self) -> int | None:
        """How many are shown, or None for few and for nobody."""
        return counted(len(self.cards), FEWEST)

    @property
    def is_few(self) -> bool:
        """Whether there are so few, or nobody, that nothing is shown of them."""
        return self.total is None


def living(actor: Actor, row: PeopleSearch, at: datetime) -> Living:
    """Return who of a search is found still: whoever has withdrawn since is not among them."""
    apart = Block.objects.filter(institution_id=actor.here, organisation_id=row.organisation_id).values("person_id")
    standing = row.hits.filter(
        consent__ended_at__isnull=True, consent__expires_at__gt=at, person__is_active=True
    ).exclude(person_id__in=apart)
    hits = {str(one.consent_id): one for one in standing.select_related("consent").defer("consent__text")}
    question = findable.question(row.asked, row.how)
    people = {one.key: one for one in findable.people([one.consent for one in hits.values()], on=at.date())}
    matches = seek(question, people.values(), evidence.scales(), on=at.date())
    told = faces(matches, people, FEWEST)
    # Drawn anew each day and whenever somebody leaves: what misses from an order of before would tell who it was.
    lot = f"{row.uuid} {at.date()} {' '.join(sorted(told))}"
    keys = [one.key for one in arranged(matches, findable.order(row.how), lot, told)]
    return Living(question, {key: hits[key] for key in keys}, told, cards(keys, told, FEWEST))

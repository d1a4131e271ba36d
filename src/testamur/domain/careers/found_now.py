"""Who of a search is found still: consents that stand, evidence that stands, nobody who keeps the asker away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from testamur.core.skills.seeking import Findable, Match, Question, counted, seek
from testamur.domain.careers import evidence, findable
from testamur.domain.careers.models import Block, PeopleSearch, SearchHit
from testamur.domain.careers.seeking_values import FEWEST
from testamur.domain.institution.access import Actor


@dataclass(frozen=True, slots=True)
class Living:
    """Who is found still, by key in the order of the search. Of few nothing is shown."""

    question: Question
    hits: dict[str, SearchHit]
    matches: dict[str, Match]
    people: dict[str, Findable]

    @property
    def total(self) -> int | None:
        """How many, or None for few."""
        return counted(len(self.hits), FEWEST)

    @property
    def is_few(self) -> bool:
        """Whether there is somebody, but so few that nothing is shown of them."""
        return self.total is None


def living(actor: Actor, row: PeopleSearch, at: datetime) -> Living:
    """Return who of a search is found still: whoever has withdrawn since is not among them."""
    apart = Block.objects.filter(institution_id=actor.here, organisation_id=row.organisation_id).values("person_id")
    standing = row.hits.filter(
        consent__ended_at__isnull=True, consent__expires_at__gt=at, person__is_active=True
    ).exclude(person_id__in=apart)
    hits = {str(one.consent_id): one for one in standing.select_related("consent").order_by("place")}
    question = findable.question(row.asked, row.how)
    people = {one.key: one for one in findable.people([one.consent for one in hits.values()], on=at.date())}
    matches = {one.key: one for one in seek(question, people.values(), evidence.scales(), on=at.date())}
    return Living(question, {key: one for key, one in hits.items() if key in matches}, matches, people)

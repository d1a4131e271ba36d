"""The world while it is being built: who acts, what has been published and offered so far, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from testamur.core.model.microcredential import MicroCredential
from testamur.demo import cast
from testamur.domain.awards import actions as conferring
from testamur.domain.awards import queries as awards
from testamur.domain.awards.values import ProposalView
from testamur.domain.institution import queries as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.institution.values import InstitutionView, PersonView
from testamur.domain.issuing import actions as signing
from testamur.domain.issuing import queries as issuing
from testamur.domain.issuing.values import CredentialView
from testamur.domain.ledger import actions as ledger

_MORNING = time(8)
_EVERYONE = 10_000
_WORK: dict[str, Callable[..., object]] = {
    "awards.confer_chunk": conferring.confer_chunk,
    "awards.holdings_changed": conferring.holdings_changed,
    "awards.reckon": conferring.reckon,
    "issuing.sign": signing.sign,
}


@dataclass(slots=True)
class Campus:
    """All universities of the demo. ``today`` is the moment of building; ``scale`` below 1 leaves most learners out."""

    today: datetime
    scale: float
    places: dict[str, InstitutionView] = field(default_factory=dict)
    staff: dict[tuple[str, str], PersonView] = field(default_factory=dict)
    courses: dict[str, UUID] = field(default_factory=dict)
    definitions: dict[str, MicroCredential] = field(default_factory=dict)
    offerings: dict[str, UUID] = field(default_factory=dict)
    pathways: dict[str, UUID] = field(default_factory=dict)
    designs: dict[str, UUID] = field(default_factory=dict)

    def ago(self, days: int, minutes: int = 0) -> datetime:
        """Return a moment so many days back, in the morning."""
        day = (self.today - timedelta(days=days)).date()
        return datetime.combine(day, _MORNING, self.today.tzinfo) + timedelta(minutes=minutes)

    def machine(self, place: str) -> Actor:
        """Return the system, acting at a university, as the worker does."""
        return system(self.places[place].id)

    def actor(self, place: str, role: str) -> Actor:
        """Return the person in a role; at the small universities the registrar does what nobody else is there for."""
        person = self.staff.get((place, role)) or self.staff[place, "registrar"]
        return actor_for(person=person.id, institution=self.places[place].id)

    def work(self, place: str, at: datetime) -> None:
        """Do what waits at a university as the worker would, but at *at*, and take it out of the queue."""
        machine = self.machine(place)
        # What waits for another morning, the worker does when it is there.
        while waiting := [job for job in institution.jobs(machine, status="todo") if job.task in _WORK]:
            for job in reversed(waiting):
                asked = {name: value for name, value in job.arguments.items() if name != "institution"}
                _WORK[job.task](machine, at=at, **asked)
                ledger.finish(job.id, self.places[place].id)

    def judged(self, key: str, place: str) -> list[ProposalView]:
        """Return what the award rule says of everyone in an offering, in the order of enrolment."""
        return awards.proposals(self.machine(place), offering=self.offerings[key], limit=_EVERYONE)

    def successes(self, key: str, place: str) -> list[ProposalView]:
        """Return who met the award rule in an offering, in the order of enrolment."""
        return [one for one in self.judged(key, place) if one.verdict == "met"]

    def credential(self, key: str, place: str, who: int | cast.Person) -> CredentialView | None:
        """Return the credential of someone in an offering, by place in the list or by who it is, if there is one."""
        found = self.successes(key, place)
        if isinstance(who, int):
            chosen = found[who : who + 1]
        else:
            chosen = [one for one in found if one.enrolment.email == who.email]
        award = chosen[0].award if chosen else None
        return issuing.of_award(award, institution_id=self.places[place].id, at=self.today) if award else None


# So many days ago, and what happened then.
Event = tuple[int, Callable[[Campus, datetime], None]]


def happen(campus: Campus, events: list[Event]) -> None:
    """Let everything happen, the oldest first; on one day, a few minutes apart."""
    apart, before, on_that_day = 3, None, 0
    for days, event in sorted(events, key=lambda one: -one[0]):
        on_that_day = on_that_day + 1 if days == before else 0
        before = days
        event(campus, campus.ago(days, apart * on_that_day))

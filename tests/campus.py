"""A small university, built through the public actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from testamur.core.model.result import AssessmentResult
from testamur.domain.catalogue import actions as catalogue
from testamur.domain.catalogue import queries as published
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for
from testamur.domain.institution.values import InstitutionView, PersonView
from testamur.domain.learning import actions as learning

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ELSEWHERE = "Approved by the board of studies, minute 7."
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def example(name: str = "data-stewardship") -> str:
    """Return the text of one of the example definitions."""
    return (EXAMPLES / name / "microcredential.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Campus:
    """A university with one person in each role. Every method is a public action, shortened."""

    institution: InstitutionView
    people: dict[str, PersonView]

    def actor(self, role: str) -> Actor:
        """Return the person who has *role* as an actor."""
        return actor_for(person=self.people[role].id, institution=self.institution.id)

    @property
    def system(self) -> Actor:
        """The system, acting here."""
        return system(self.institution.id)

    def publish(self, source: str = "") -> UUID:
        """Publish a definition, by default data stewardship."""
        return catalogue.publish(self.actor("registrar"), source=source or example(), because=ELSEWHERE, at=NOW)

    def offer(self, microcredential: UUID | None = None, **settings: object) -> UUID:
        """Offer a micro-credential, by default data stewardship."""
        return learning.offer(
            self.actor("registrar"), microcredential=microcredential or self.publish(), at=NOW, **settings
        )

    def enrol(self, offering: UUID, name: str = "Aisyah") -> UUID:
        """Enrol someone by name."""
        email = f"{name.casefold().replace(' ', '.')}@example.org"
        return learning.enrol(self.actor("registrar"), offering=offering, email=email, name=name, at=NOW)

    def record(self, enrolment: UUID, percent: int, microcredential: UUID | None = None, **details: object) -> None:
        """Record the same mark in every assessment, by default of data stewardship, supervised as designed."""
        course = published.published(microcredential or self.publish()).definition
        for assessment in course.assessments:
            result = AssessmentResult(
                assessment.id,
                percent=Decimal(percent),
                taken_on=NOW.date(),
                supervised=assessment.supervised != "no",
                identity_checked=assessment.identity_checked,
                **details,
            )
            learning.record_result(self.actor("instructor"), enrolment=enrolment, result=result, at=NOW)

    def graduate(self, offering: UUID, name: str = "Aisyah", percent: int = 90) -> UUID:
        """Enrol someone and record good marks."""
        enrolment = self.enrol(offering, name)
        self.record(enrolment, percent)
        return enrolment


def found(code: str = "north") -> Campus:
    """Found a university with one person in each role that works there."""
    place = institution.found(system(), code=code, name=f"{code.title()} University", country="IE", at=NOW)
    people = {
        role: institution.invite(
            system(place.id), email=f"{role}@{code}.example", name=f"{role.title()} of {code}", roles=[role], at=NOW
        )
        for role in ("administrator", "designer", "registrar", "instructor", "learner")
    }
    return Campus(place, people)

"""A university that is asked to recognise something, built through public actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from campus import NOW, Campus
from testamur.core.credential.report import Check, Report, passed
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.recognising import Difference
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for, names
from testamur.domain.institution.values import PersonView
from testamur.domain.recognition import actions
from testamur.domain.recognition.values import Draft, TargetOutcome

DIFFERENCE = Difference("outcomes", "No statistics in the syllabus.", "The next unit builds on statistics.")
HALF = CreditAmount(Decimal(3), "ECTS")
PARTIAL = Draft("partial", "credit_transfer", HALF, recognised=("data",), reasons="In part.")
REFUSAL = Draft("refused", "credit_transfer", differences=(DIFFERENCE,), reasons="Too far apart.")
FULL = Draft("full", "credit_transfer", reasons="It covers all of it.")
_HERE = "https://south.example"


def badge(
    *,
    code: str = "DS-1",
    version: str = "1",
    issuer: str = "did:web:south.example",
    outcomes: tuple[str, ...] = ("Clean and describe a data set",),
    awarded: str = "2025-11-03T00:00:00Z",
    holder: str = "Aisyah",
) -> dict[str, object]:
    """Return an Open Badge as its issuer would write it, without a signature."""
    return {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "id": f"https://south.example/credentials/{code}-{version}-{holder}",
        "issuer": {"id": issuer, "name": "South College"},
        "validFrom": awarded,
        "awardedDate": awarded,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"identityHash": holder, "identityType": "name", "hashed": False}],
            "creditsEarned": 6,
            "achievement": {
                "id": f"https://south.example/achievements/{code}/{version}",
                "type": ["Achievement"],
                "name": "Data science foundations",
                "humanCode": code,
                "version": version,
                "alignment": [
                    {
                        "targetName": text,
                        "targetUrl": f"https://south.example/o{place}",
                        "targetType": "ext:LearningOutcome",
                    }
                    for place, text in enumerate(outcomes)
                ],
            },
        },
    }


def report(credential: dict[str, object], *checks: Check) -> Report:
    """Return what a verifier says of a credential that is in order, or what *checks* say of it."""
    return Report(checks or (passed("signature", "signed"),), credential, "data-integrity")


@dataclass
class Office:
    """The recognition office of a university. Every method is a public action, shortened."""

    campus: Campus
    people: dict[str, PersonView] = field(default_factory=dict)

    @property
    def registrar(self) -> Actor:
        return self.campus.actor("registrar")

    @property
    def learner(self) -> Actor:
        return self.campus.actor("learner")

    def someone(self, name: str, *roles: str) -> Actor:
        """Return another person, with roles at the university."""
        if name not in self.people:
            place = self.campus.institution.id
            self.people[name] = institution.invite(
                system(place), email=f"{name.lower()}@north.example", name=name, roles=roles, at=NOW
            )
        return actor_for(person=self.people[name].id, institution=self.campus.institution.id)

    def unit(self, code: str = "STAT101", **changes: object) -> UUID:
        said: dict[str, object] = {
            "kind": "unit",
            "title": "Data and statistics",
            "worth": CreditAmount(Decimal(6), "ECTS"),
            "levels": ("EQF 6",),
            "outcomes": (
                TargetOutcome("data", {"und": "Clean and describe data sets"}),
                TargetOutcome("stat", {"und": "Test a hypothesis with statistics"}),
            ),
            **changes,
        }
        return actions.publish_unit(self.registrar, code=code, at=NOW, **said)

    def draft(self, learner: Actor | None = None, *, purpose: str = "credit", unit: UUID | None = None) -> UUID:
        return actions.open_request(
            learner or self.learner, purpose=purpose, basis="micro_credential", unit=unit or self.unit(), at=NOW
        )

    def hand_in(
        self,
        request: UUID,
        learner: Actor | None = None,
        at: datetime = NOW,
        checks: tuple[Check, ...] = (),
        **said: object,
    ) -> UUID:
        asking = learner or self.learner
        said.setdefault("holder", names([asking.me])[asking.me].name)
        credential = badge(**said)
        return actions.add_credential(
            asking,
            request=request,
            content=repr(sorted(credential.items(), key=str)).encode(),
            report=report(credential, *checks),
            at=at,
        )

    def submitted(self, learner: Actor | None = None, at: datetime = NOW, **said: object) -> UUID:
        request = self.draft(learner)
        self.hand_in(request, learner, **said)
        actions.submit(learner or self.learner, request=request, at=at)
        return request

    def assessed(self, learner: Actor | None = None, at: datetime = NOW, **said: object) -> UUID:
        request = self.submitted(learner, at, **said)
        actions.accept(self.registrar, request=request, at=at)
        actions.begin(self.registrar, request=request, at=at)
        return request

    def decided(self, draft: Draft = PARTIAL, learner: Actor | None = None, at: datetime = NOW, **said: object) -> UUID:
        request = self.assessed(learner, at, **said)
        actions.decide(self.registrar, request=request, draft=draft, at=at)
        return request

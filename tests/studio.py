"""A design studio: a lecturer, a subject expert, a reviewer, a registrar and a partner, through the public verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from campus import NOW, Campus, example
from testamur.domain.design import actions, queries
from testamur.domain.institution import actions as institution
from testamur.domain.institution.access import Actor, system
from testamur.domain.institution.queries import actor_for, person


@dataclass(frozen=True, slots=True)
class Studio:
    """Everybody who has a part in designing. Every method is a public action, shortened."""

    campus: Campus

    def someone(self, name: str, *roles: str) -> Actor:
        """Return somebody with roles here, made known if need be; without roles they come from outside."""
        here = self.campus.institution.id
        invited = institution.invite(
            system(here), email=f"{name.casefold()}@example.org", name=name, roles=list(roles), at=NOW
        )
        return actor_for(person=invited.id, institution=here)

    @property
    def lecturer(self) -> Actor:
        """Who writes."""
        return self.campus.actor("instructor")

    @property
    def expert(self) -> Actor:
        """Who knows the subject, and has no role here."""
        return self.someone("Ekwueme")

    @property
    def reviewer(self) -> Actor:
        """Who reviews."""
        return self.someone("Ravi", "reviewer")

    @property
    def registrar(self) -> Actor:
        """Who approves and publishes."""
        return self.campus.actor("registrar")

    @property
    def partner(self) -> Actor:
        """Somebody at a company."""
        return self.someone("Petra")

    def draft(self, source: str = "", **settings: object) -> UUID:
        """Begin a design, by default with the text of data stewardship."""
        return actions.start(
            self.lecturer, title="Data stewardship", source=source or example(), origin="import", at=NOW, **settings
        )

    def save(self, design: UUID, source: str, *, at: datetime = NOW, **settings: object) -> int:
        """Save a text on top of the newest."""
        based_on = queries.design(self.lecturer, uuid=design).line.revision
        saved = actions.save(self.lecturer, design=design, source=source, based_on=based_on, at=at, **settings)
        return saved.revision

    def staffed(self, design: UUID) -> None:
        """Bring the subject expert in; everyone says that they have no interest, and the expert signs off."""
        email = person(self.expert.me).email
        actions.add_contributor(self.lecturer, design=design, email=email, roles=("subject_expert",), at=NOW)
        self.signed(design)

    def signed(self, design: UUID) -> None:
        """Have everyone say that they have no interest, reviewers too, and the expert sign the newest text off."""
        for one in (self.lecturer, self.expert, self.reviewer, self.registrar):
            actions.declare_interests(one, design=design, has_interest=False, at=NOW)
        newest = queries.design(self.lecturer, uuid=design).line.revision
        actions.sign_off(self.expert, design=design, revision=newest, at=NOW)

    def submitted(self, source: str = "") -> UUID:
        """Bring a design to where it waits for an independent peer."""
        design = self.draft(source)
        self.staffed(design)
        self.handed_in(design)
        return design

    def handed_in(self, design: UUID) -> None:
        """Check a design and hand it in."""
        actions.self_check(self.lecturer, design=design, at=NOW)
        actions.submit_for_review(self.lecturer, design=design, at=NOW)

    def answers(self, design: UUID) -> dict[str, tuple[str, str]]:
        """Return a yes to every question that waits."""
        asked = queries.task(self.reviewer, uuid=design).review.report["questions"]
        return {str(one["code"]): ("yes", "") for one in asked}

    def passed(self, design: UUID) -> None:
        """Have the independent peer be content."""
        answers = self.answers(design)
        self.content(self.reviewer, design, answers, at=NOW + timedelta(days=1))

    def content(
        self, actor: Actor, design: UUID, answers: dict[str, tuple[str, str]], *, at: datetime = NOW, minutes: int = 40
    ) -> None:
        """Have somebody pass a design as a peer."""
        told = {"level": "EQF 6", "credit_value": "5 ECTS", "minutes": minutes, "answers": answers}
        actions.finish_review(actor, design=design, outcome="passed", at=at, **told)

    def approved(self, design: UUID) -> None:
        """Have the registrar approve."""
        actions.approve(self.registrar, design=design, level="EQF 6", credit_value="5 ECTS", at=NOW)

    def published(self) -> UUID:
        """Bring a design all the way."""
        design = self.submitted()
        self.passed(design)
        self.approved(design)
        actions.publish(self.registrar, design=design, at=NOW)
        return design

    def invited(self, design: UUID, *allows: str) -> tuple[UUID, str]:
        """Invite the partner."""
        return actions.invite_partner(
            self.lecturer,
            design=design,
            organisation="Harbour Analytics",
            allows=allows or ("comment", "brief", "review", "endorse"),
            expires_at=NOW + timedelta(days=30),
            at=NOW,
        )

    def joined(self, design: UUID, *allows: str) -> UUID:
        """Invite the partner, and have somebody come in."""
        partnership, secret = self.invited(design, *allows)
        actions.join(self.partner, secret=secret, at=NOW)
        return partnership

"""A person decides on a skill that was suggested for an outcome; nothing is a fact before."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.definition.splicing import spliced
from testamur.core.model.microcredential import MicroCredential, Outcome, Skill
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.drafting import save
from testamur.domain.design.models import Revision
from testamur.domain.design.suggestion_values import VERDICTS, SkillOffer, about
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.domain.oversight import actions as oversight
from testamur.domain.oversight.values import Offered, Purpose
from testamur.refusals import Invalid, NotFound


@scoped
def decide_skill(actor: Actor, *, design: UUID, outcome: str, offer: SkillOffer, verdict: str, at: datetime) -> None:
    """Take an offered skill into an outcome, refuse it, or want to see it again; what was decided is kept.

    Raises `NotFound` (design; outcome, where its words have changed since, too), `NotAMaker`, `WrongStage`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    rows.choice("verdict", verdict, VERDICTS)
    head = rows.head(row)
    course = facts.parsed(head.source)
    meant = next((one for one in course.outcomes if one.id == outcome), None) if course else None
    if course is None or meant is None or offer.text not in meant.text.values():
        raise NotFound(what="outcome", id=outcome)
    oversight.decided(
        actor,
        purpose=Purpose.SUGGEST_OUTCOME_SKILLS,
        offered=_offered(design, head.number, outcome, offer),
        verdict=verdict,
        about=about(design, outcome),
        at=at,
    )
    if verdict == "accepted" and all(one.uri != offer.uri for one in meant.skills):
        _taken_in(actor, design, head, course, meant, offer, at)
    told = {"verdict": verdict, "outcome": outcome, "skill": offer.uri, "rank": offer.rank, "model": offer.model}
    ledger.record(actor, verb="design.decide_skill", subject=f"design:{design}", at=at, **told)


@scoped
def prepare_suggestions(actor: Actor, *, framework: UUID, language: str, at: datetime) -> None:
    """Ask for a framework to be got ready for the reading of texts, in the background; once while that waits."""
    require(actor, Permission.CO_DESIGN)
    once = f"read against {framework} {language}"
    ledger.enqueue(actor, task="frameworks.get_ready", once=once, framework=str(framework), language=language)
    ledger.record(actor, verb="design.prepare_suggestions", subject=f"framework:{framework}", at=at, language=language)


def _offered(design: UUID, revision: int, outcome: str, offer: SkillOffer) -> Offered:
    """Return the offer as oversight keeps it: an outcome is about nobody, so that its text may stand there."""
    return Offered(
        model=offer.model,
        item=offer.uri,
        output=asdict(offer),
        text=offer.text,
        refs={"design": str(design), "revision": str(revision), "outcome": outcome},
        confidence=offer.confidence,
        language=offer.language,
    )


def _taken_in(
    actor: Actor, design: UUID, head: Revision, course: MicroCredential, meant: Outcome, offer: SkillOffer, at: datetime
) -> None:
    """Write the skill into the text, and save it."""
    if not offer.uri:
        raise Invalid(field="uri", found="")
    skill = Skill(offer.label, offer.uri, offer.framework, version=offer.version)
    after = tuple(replace(one, skills=(*one.skills, skill)) if one.id == meant.id else one for one in course.outcomes)
    text = spliced(head.source, course, replace(course, outcomes=after))
    save(actor, design=design, source=text, based_on=head.number, at=at)

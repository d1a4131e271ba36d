"""What people decided on suggested skills: of one outcome, and all of it, to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.models import SkillDecision
from testamur.domain.design.suggestion_values import DecisionView, SkillOffer
from testamur.domain.institution.access import Actor, Permission, require


@scoped
def refused_skills(actor: Actor, *, design: UUID, outcome: str) -> dict[str, str]:
    """Return address → label of what was refused for an outcome and not reopened. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    found: dict[str, str] = {}
    for one in rows.readable(actor, design).skill_decisions.filter(outcome=outcome).order_by("pk"):
        found.pop(one.uri, None)
        if one.verdict == "refused":
            found[one.uri] = one.label
    return found


@scoped
def skill_decisions(actor: Actor) -> list[DecisionView]:
    """Return all that was decided in an institution, in the order in which it was."""
    require(actor, Permission.MANAGE_INSTITUTION)
    return list(_seen())


def _seen() -> Iterator[DecisionView]:
    for one in SkillDecision.objects.select_related("design").order_by("pk"):
        offer = SkillOffer(
            text=one.text,
            framework=one.framework,
            version=one.version,
            language=one.language,
            uri=one.uri,
            label=one.label,
            rank=one.rank,
            score=one.score,
            confidence=one.confidence,
            lane=one.lane,
            model=one.model,
            weights=one.weights,
            parts=one.parts,
            start=one.start,
            end=one.end,
        )
        yield DecisionView(
            uuid=one.uuid,
            design=one.design.uuid,
            revision=one.revision,
            outcome=one.outcome,
            verdict=one.verdict,
            offer=offer,
            digest=one.digest,
            decided_by=one.decided_by_id,
            decided_at=one.decided_at,
        )

"""What people decided on suggested skills: of one outcome, and all of it, to learn from."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.domain.design.actions import rows
from testamur.domain.design.suggestion_values import DecisionView, SkillOffer, about
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.oversight import queries as oversight
from testamur.domain.oversight.values import DecisionView as Kept
from testamur.domain.oversight.values import Purpose


@scoped
def refused_skills(actor: Actor, *, design: UUID, outcome: str) -> dict[str, str]:
    """Return address → label of what was refused for an outcome and not reopened. Raises `NotFound`."""
    require(actor, Permission.CO_DESIGN)
    rows.readable(actor, design)
    newest = oversight.newest_verdicts(actor, about=about(design, outcome))
    return {item: str(kept.offered.output["label"]) for item, (verdict, kept) in newest.items() if verdict == "refused"}


@scoped
def skill_decisions(actor: Actor) -> list[DecisionView]:
    """Return all that was decided in an institution, in the order in which it was."""
    require(actor, Permission.MANAGE_INSTITUTION)
    return [_view(one) for one in oversight.decisions(actor, purpose=Purpose.SUGGEST_OUTCOME_SKILLS)]


def _view(kept: Kept) -> DecisionView:
    offer = SkillOffer(**cast("dict[str, Any]", dict(kept.offered.output)))
    return DecisionView(
        uuid=kept.uuid,
        design=UUID(kept.offered.refs["design"]),
        revision=int(kept.offered.refs["revision"]),
        outcome=kept.offered.refs["outcome"],
        verdict=kept.verdict,
        offer=offer,
        digest=kept.digest,
        decided_by=kept.decided_by,
        decided_at=kept.at,
    )

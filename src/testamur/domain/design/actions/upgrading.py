"""Taking skills of a newer version of a framework into a draft, one by one or all that is certain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from testamur.adapters.postgres.scope import scoped
from testamur.core.model.definition.splicing import spliced
from testamur.core.skills.moving import moved
from testamur.domain.design import facts
from testamur.domain.design.actions import rows
from testamur.domain.design.actions.drafting import save
from testamur.domain.design.queries.upgrading import upgrades_of
from testamur.domain.institution.access import Actor, Permission, require
from testamur.domain.ledger import actions as ledger
from testamur.refusals import Invalid, NotFound


@scoped
def upgrade_skills(actor: Actor, *, design: UUID, framework: UUID, choices: Mapping[str, str], at: datetime) -> int:
    """Put skills of the newer version *framework* in place of older ones: address → address, each one that is offered.

    Returns how many were changed. Raises `NotFound`, `NotAMaker`, `WrongStage`, `Invalid`.
    """
    require(actor, Permission.CO_DESIGN)
    row = rows.made(actor, design, "save")
    head = rows.head(row)
    course = facts.parsed(head.source)
    offered = (
        [one for one in upgrades_of(course, here=actor.institution_id) if one.after.uuid == framework] if course else []
    )
    if course is None or not offered:
        raise NotFound(what="framework-upgrade")
    possible = {(move.skill.uri, uri): label for one in offered for move in one.moves for uri, label in move.to}
    wrong = next((pair for pair in choices.items() if pair not in possible), None)
    if wrong is not None or not choices:
        raise Invalid(field="skill_upgrade", found=wrong[1] if wrong else 0)
    taken = {before: (after, possible[before, after]) for before, after in choices.items()}
    version = offered[0].after.version
    text = spliced(head.source, course, moved(course, taken, version))
    save(actor, design=design, source=text, based_on=head.number, at=at)
    told = {"framework": offered[0].after.code, "version": version, "skills": len(taken)}
    ledger.record(actor, verb="design.upgrade_skills", subject=f"design:{design}", at=at, **told)
    return len(taken)

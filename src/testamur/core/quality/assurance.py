"""Checks of who stands behind a definition: quality assurance and its days, levels, identity, people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from testamur.core.model.level import Level
from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality.hits import Hit, Parameters
from testamur.core.quality.values import Limits


def quality_current(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find quality assurance that had ended by the day of the check; silent where no day is given."""
    for number, statement in enumerate(definition.quality):
        ends = statement.valid_until
        if ends is not None and parameters.on is not None and ends < parameters.on:
            yield Hit(f"quality[{number}].valid_until", {"name": statement.body, "day": ends.isoformat()})


def quality_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find quality assurance that holds longer than ``months`` from the day of the check; silent without a day."""
    months = int(parameters.number("months"))
    for number, statement in enumerate(definition.quality):
        ends = statement.valid_until
        if ends is not None and parameters.on is not None and ends > _later(parameters.on, months):
            facts = {"name": statement.body, "day": ends.isoformat(), "allowed": str(months)}
            yield Hit(f"quality[{number}].valid_until", facts)


def _later(day: date, months: int) -> date:
    """Return the same day *months* later, or the last day of that month (rule SEM6 of domain.md 4.4)."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    return date(day.year + year, month + 1, 28)


def identity_checked(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find that no assessment checks who is being assessed; silent without assessments."""
    if definition.assessments and not any(assessment.identity_checked for assessment in definition.assessments):
        yield Hit("assessments")


def level_in_framework(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find that no level of one of ``frameworks`` is given; why there is none at all is a reviewer's to weigh."""
    frameworks = parameters.listed("frameworks")
    if definition.level is None and definition.no_level_because:
        return
    if not any(level.framework in frameworks for level in _levels(definition)):
        yield Hit("level", {"allowed": ", ".join(frameworks)})


def level_within(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find levels of ``framework`` outside ``low`` to ``high``, unless credits of ``unless_credits`` are given."""
    amount = definition.workload.credits
    if parameters.has("unless_credits") and amount and amount.unit == parameters.text("unless_credits"):
        return
    limits, framework = Limits.of(parameters), parameters.text("framework")
    for level in _levels(definition):
        if level.framework == framework and not limits.allow(parameters.as_number(level.value)):
            yield Hit("level", {"level": str(level), "allowed": f"{framework} {limits}"})


def _levels(definition: MicroCredential) -> list[Level]:
    return [level for level in (definition.level, *definition.other_levels) if level is not None]


def roles_filled(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find those of ``roles`` that nobody among the contributors has; silent where no contributor is named."""
    filled = {role for contributor in definition.contributors for role in contributor.roles}
    if filled:
        yield from (Hit("contributors", {"role": role}) for role in parameters.listed("roles") if role not in filled)


def reviewers_independent(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find people who review what they made themselves in one of ``roles``."""
    made = set(parameters.listed("roles"))
    for number, contributor in enumerate(definition.contributors):
        both = made & set(contributor.roles)
        if both and "reviewer" in contributor.roles:
            yield Hit(f"contributors[{number}]", {"name": contributor.name, "role": ", ".join(sorted(both))})


def contributors_identified(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find contributors without an identifier of their own."""
    for number, contributor in enumerate(definition.contributors):
        if not contributor.orcid:
            yield Hit(f"contributors[{number}]", {"name": contributor.name})


def skills_linked(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes that are linked to no skill with an address."""
    for number, outcome in enumerate(definition.outcomes):
        if not any(skill.uri for skill in outcome.skills):
            yield Hit(f"outcomes[{number}]", {"outcome": outcome.id})

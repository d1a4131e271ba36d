"""Constructive alignment as a machine check: outcomes, criteria, assessments and activities (domain.md 5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Outcome
from testamur.core.model.quantity import plain
from testamur.core.quality.hits import Hit, Parameters
from testamur.core.quality.packs import PackError


def outcomes_assessed(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes that no assessment covers."""
    covered = {target for assessment in definition.assessments for target in assessment.outcomes}
    yield from _outcomes_outside(definition, covered)


def outcomes_have_criteria(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes without a criterion."""
    yield from _outcomes_outside(definition, {outcome.id for outcome in definition.outcomes if outcome.criteria})


def outcomes_have_activities(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes that no activity leads to; one finding where no activity is described at all."""
    if definition.outcomes and not definition.activities:
        yield Hit("activities", {"outcome": ", ".join(outcome.id for outcome in definition.outcomes)})
        return
    yield from _outcomes_outside(definition, {target for entry in definition.activities for target in entry.outcomes})


def _outcomes_outside(definition: MicroCredential, covered: set[str]) -> Iterator[Hit]:
    for number, outcome in enumerate(definition.outcomes):
        if outcome.id not in covered:
            yield Hit(f"outcomes[{number}]", {"outcome": outcome.id})


def assessments_have_outcomes(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find assessments that assess no outcome."""
    for number, assessment in enumerate(definition.assessments):
        if not assessment.outcomes:
            yield Hit(f"assessments[{number}]", {"assessment": assessment.id})


def activities_have_outcomes(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find activities that lead to no outcome."""
    for number, activity in enumerate(definition.activities):
        if not activity.outcomes:
            yield Hit(f"activities[{number}]", {"activity": activity.title.original})


def weights_add_up(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find weights that do not add up to ``total``, or an overall mark asked for without weights.

    No weights at all are right where the rule asks for no total: then each threshold decides on its own.
    """
    weights = [assessment.weight for assessment in definition.assessments]
    if not weights or (not any(weight is not None for weight in weights) and definition.award_rule.overall is None):
        return
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    if total != parameters.number("total") or None in weights:
        yield Hit("assessments", {"total": plain(total), "allowed": plain(parameters.number("total"))})


def thresholds_stated(definition: MicroCredential, _parameters: Parameters) -> Iterator[Hit]:
    """Find assessments without a threshold where nothing makes up for anything else, and rules that decide nothing."""
    rule = definition.award_rule
    if rule.overall is not None:
        return
    if not rule.each_threshold:
        yield Hit("award_rule", {})
        return
    for number, assessment in enumerate(definition.assessments):
        if assessment.threshold is None:
            yield Hit(f"assessments[{number}]", {"assessment": assessment.id})


def not_only_of_type(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find that every assessment is of ``type``, such as attendance."""
    types = {assessment.type for assessment in definition.assessments}
    if types == {parameters.text("type")}:
        yield Hit("assessments", {"type": parameters.text("type")})


def outcomes_observable(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes that begin with one of the ``vague`` expressions of their language."""
    vague = parameters.words("vague")
    for number, outcome in enumerate(definition.outcomes):
        for language, text in outcome.text.items():
            start = _start(text)
            for expression in vague.get(language.partition("-")[0], ()):
                if start.startswith(expression + " "):
                    yield Hit(f"outcomes[{number}]", {"outcome": outcome.id, "verb": expression, "language": language})


def assessments_reach_outcomes(definition: MicroCredential, parameters: Parameters) -> Iterator[Hit]:
    """Find outcomes whose verb asks for more than any of their assessments can show.

    ``verbs``: language → level (1 to 6) → verbs; ``ceilings``: assessment type → highest level; others reach all.
    """
    levels = _levels_of_verbs(parameters)
    ceilings = {str(kind): _whole(level) for kind, level in parameters.table("ceilings").items()}
    for number, outcome in enumerate(definition.outcomes):
        wanted = _level_of(outcome, levels)
        types = {entry.type for entry in definition.assessments if outcome.id in entry.outcomes}
        if types and all(ceilings.get(kind, wanted) < wanted for kind in types):
            yield Hit(f"outcomes[{number}]", {"outcome": outcome.id, "type": ", ".join(sorted(types))})


def _levels_of_verbs(parameters: Parameters) -> dict[str, dict[str, int]]:
    levels: dict[str, dict[str, int]] = {}
    for language, by_level in parameters.table("verbs").items():
        entries = by_level.items() if isinstance(by_level, dict) else ()
        levels[str(language)] = {str(verb): _whole(level) for level, verbs in entries for verb in verbs}
    return levels


def _level_of(outcome: Outcome, levels: dict[str, dict[str, int]]) -> int:
    """Return the level of the first verb that is known, in the languages of the text; 0 where none is."""
    return max(_known_levels(outcome.text, levels), default=0)


def _known_levels(text: LanguageMap, levels: dict[str, dict[str, int]]) -> Iterator[int]:
    for language, sentence in text.items():
        verbs = levels.get(language.partition("-")[0], {})
        yield verbs.get(_start(sentence).partition(" ")[0], 0)


def _start(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split()) + " "


def _whole(level: object) -> int:
    if not isinstance(level, int):
        message = f"a level of thinking is a whole number from 1 to 6, not '{level}'"
        raise PackError(message)
    return level

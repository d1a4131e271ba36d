"""What a credential says in words: the elements that Open Badges 3.0 has no field for.

Hours, unit of credits, level and its basis, form of participation, supervision and quality assurance stand in
``criteria.narrative`` as Markdown (domain.md 2.1: no property carries them). Labels are data, one set a language
(``packs/narrative``), because a signed document speaks the language of its definition, not that of a web page.
"""

from __future__ import annotations

from collections.abc import Mapping

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Assessment, MicroCredential, Organisation
from testamur.core.model.quantity import plain

Labels = Mapping[str, str]


def narrative(definition: MicroCredential, language: str, labels: Labels) -> str:
    """Return the Markdown narrative in *language*; *labels* has the keys of ``packs/narrative/en.yaml``."""
    sections = {
        "outcomes": [
            f"{number}. {outcome.text.best([language])}" for number, outcome in enumerate(definition.outcomes, 1)
        ],
        "assessment": [f"- {_assessment(item, language, labels)}" for item in definition.assessments],
        "workload": [_workload(definition, labels)],
        "level": [_level(definition, language, labels)],
        "participation": [", ".join(labels[mode] for mode in definition.participation)],
        "quality": [
            f"- {labels[item.type]}: {' '.join(filter(None, (item.body, item.url)))}" for item in definition.quality
        ],
        "awarded_by": [", ".join(_named(body) for body in definition.awarding_bodies)],
    }
    # Who signs and who taught need not be who awards (domain.md 2.3); then each is named.
    if definition.issuer and definition.issuer not in definition.awarding_bodies:
        sections["issued_by"] = [": ".join(filter(None, (_named(definition.issuer), definition.mandate)))]
    if definition.provider and definition.provider not in definition.awarding_bodies:
        sections["taught_by"] = [_named(definition.provider)]
    return "\n\n".join(f"**{labels[name]}**\n\n" + "\n".join(lines) for name, lines in sections.items())


def _named(body: Organisation) -> str:
    return f"{body.legal_name or body.name} ({body.country})"


def _assessment(item: Assessment, language: str, labels: Labels) -> str:
    told = [labels[item.type]]
    if item.weight is not None:
        told.append(f"{labels['weight']} {plain(item.weight)} %")
    if item.threshold is not None:
        told.append(f"{labels['threshold']} {plain(item.threshold)} %")
    told.append(labels[f"supervised_{item.supervised}"])
    told.append(labels["identity_checked" if item.identity_checked else "identity_not_checked"])
    return f"{item.title.best([language])}: {', '.join(told)}"


def _workload(definition: MicroCredential, labels: Labels) -> str:
    parts = []
    if definition.workload.hours is not None:
        parts.append(f"{plain(definition.workload.hours)} {labels['hours']}")
    if definition.workload.credits is not None:
        parts.append(f"{plain(definition.workload.credits.value)} {definition.workload.credits.unit}")
    return "; ".join(parts)


def _level(definition: MicroCredential, language: str, labels: Labels) -> str:
    levels = [level for level in (definition.level, *definition.other_levels) if level]
    if not levels:
        reason: LanguageMap | None = definition.no_level_because
        return f"{labels['no_level']} {reason.best([language])}" if reason else labels["no_level"]
    return "; ".join(f"{level} ({labels[level.basis]})" for level in levels)

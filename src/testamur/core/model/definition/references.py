"""What one part of a definition says about another: ids that must be unique, references that must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import nearest_spelling
from testamur.core.model.microcredential import Activity, Assessment, Organisation, Outcome

Part = TypeVar("Part")


def check_references(notes: Notes) -> None:
    """Note every broken reference between the values that could be read."""
    outcomes = _items(notes, "outcomes", Outcome)
    assessments = _items(notes, "assessments", Assessment)
    _check_unique(notes, ((f"{key}.id", outcome.id) for key, outcome in outcomes.items()))
    _check_unique(notes, ((f"{key}.id", assessment.id) for key, assessment in assessments.items()))
    for key, outcome in outcomes.items():
        numbered = enumerate(outcome.criteria)
        _check_unique(notes, ((f"{key}.criteria[{number}].id", criterion.id) for number, criterion in numbered))
    known = tuple(outcome.id for outcome in outcomes.values())
    listed = sum(1 for key in notes.places if _is_item(key, "outcomes"))
    if listed == len(outcomes):
        for key, assessment in assessments.items():
            _check_targets(notes, key, assessment.outcomes, known)
        for key, activity in _items(notes, "activities", Activity).items():
            _check_targets(notes, key, activity.outcomes, known)
    _check_issuer(notes)
    if "level" in notes.built and "no_level_because" in notes.built:
        notes.refuse_key("level-and-reason", "no_level_because")


def _items(notes: Notes, part: str, kind: type[Part]) -> dict[str, Part]:
    """Return the entries of a top list that could be read, by key path."""
    return {key: value for key, value in notes.built.items() if _is_item(key, part) and isinstance(value, kind)}


def _is_item(key: str, part: str) -> bool:
    return key.startswith(f"{part}[") and key.endswith("]") and key.count("[") == 1


def _check_unique(notes: Notes, ids: Iterable[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for key, identifier in ids:
        if identifier and identifier in seen:
            notes.refuse_key("duplicate-id", key, identifier)
        seen.add(identifier)


def _check_targets(notes: Notes, part: str, targets: tuple[str, ...], known: tuple[str, ...]) -> None:
    for index, target in enumerate(targets):
        if target not in known:
            key = f"{part}.outcomes"
            item = f"{key}[{index}]"
            nearest = "" if notes.is_full else nearest_spelling(target, known)
            notes.refuse_key("unknown-outcome", item if item in notes.places else key, target, known, nearest)


def _check_issuer(notes: Notes) -> None:
    """Note an issuer that is not an awarding body and signs without naming its mandate (domain.md 2.3)."""
    issuer = notes.built.get("issuer")
    bodies = notes.built.get("awarding_body")
    if not isinstance(issuer, Organisation) or not isinstance(bodies, tuple) or "mandate" in notes.built:
        return
    names = {body.name for body in bodies if isinstance(body, Organisation)}
    if issuer.name not in names:
        notes.refuse_key("mandate-missing", "issuer", issuer.name)

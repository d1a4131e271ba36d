"""The parts of a definition by name: what a rule or a question may speak of, and the texts that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from testamur.core.model.definition import nearest_spelling
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Outcome
from testamur.core.quality.packs import PackError

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a definition: its key path in the file, and the values that stand there; none: it is missing."""

    key: str
    values: Callable[[MicroCredential], Values]


def part(name: str, rule: str) -> Part:
    """Return the part called *name*. Raises `PackError`, in which *rule* is named."""
    if name not in PARTS:
        nearest = nearest_spelling(name, PARTS)
        message = f"{rule} cannot ask for '{name}'" + (f"; did you mean '{nearest}'?" if nearest else "")
        raise PackError(message)
    return PARTS[name]


def _given(*values: object) -> Values:
    return tuple(value for value in values if value not in (None, "", ()))


def _one(name: str, key: str = "") -> Part:
    """Return a part that is a single attribute, or a tuple of them."""

    def values(definition: MicroCredential) -> Values:
        value = getattr(definition, name)
        return value if isinstance(value, tuple) else _given(value)

    return Part(key or name, values)


def _inner(outer: str, name: str) -> Part:
    """Return an attribute of a section that may be missing."""

    def values(definition: MicroCredential) -> Values:
        section = getattr(definition, outer)
        value = getattr(section, name) if section is not None else None
        return value if isinstance(value, tuple) else _given(value)

    return Part(f"{outer}.{name}", values)


def _each(outer: str, name: str, key: str = "") -> Part:
    """Return an attribute of every entry of a list, flattened."""

    def values(definition: MicroCredential) -> Values:
        found = (getattr(entry, name) for entry in getattr(definition, outer))
        return tuple(value for entry in found for value in (entry if isinstance(entry, tuple) else _given(entry)))

    return Part(f"{key or outer}.{name}", values)


def _named(parts: Iterable[Part]) -> dict[str, Part]:
    return {entry.key: entry for entry in parts}


_SINGLE = (
    "title description outcomes assessments activities participation quality needs need_evidence stackability licence "
    "prerequisites contributors price url image tags field_of_study language_of_instruction further_information "
    "provider issuer mandate cycle schedule no_level_because"
)
_INNER = (
    "workload.hours workload.contact_hours schedule.weeks schedule.hours_per_week schedule.pace validity.months "
    "validity.renewal stackability.kind stackability.towards stackability.note price.amount"
)
PARTS: dict[str, Part] = {
    **_named(_one(name) for name in _SINGLE.split()),
    **_named(_inner(*name.split(".")) for name in _INNER.split()),
    "awarding_bodies": _one("awarding_bodies", "awarding_body"),
    "awarding_bodies.url": _each("awarding_bodies", "url", "awarding_body"),
    "awarding_bodies.email": _each("awarding_bodies", "email", "awarding_body"),
    "awarding_bodies.identifiers": _each("awarding_bodies", "identifiers", "awarding_body"),
    "assessments.type": _each("assessments", "type"),
    "assessments.supervised": _each("assessments", "supervised"),
    "assessments.description": _each("assessments", "description"),
    "outcomes.kind": _each("outcomes", "kind"),
    "quality.type": _each("quality", "type"),
    "quality.url": _each("quality", "url"),
    "quality.valid_until": _each("quality", "valid_until"),
    "contributors.roles": _each("contributors", "roles"),
    "activities.mode": _each("activities", "mode"),
    "workload.credits": Part(
        "workload.credits", lambda made: _given(made.workload.credits.value) if made.workload.credits else ()
    ),
    "schedule.live_sessions": Part(
        "schedule.live_sessions",
        lambda made: ("yes" if made.schedule.live_sessions else "no",) if made.schedule else (),
    ),
    "level": Part("level", lambda made: _given(made.level, *made.other_levels)),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a definition in one language, with the key path of the value that carries it."""

    key: str
    language: str
    text: str


def texts(definition: MicroCredential) -> Iterator[Text]:
    """Yield everything that people read in a definition, in every language it is written in."""
    for key, words in _worded(definition):
        if words is not None:
            for language, text in words.entries:
                yield Text(key, language, text)


def _worded(definition: MicroCredential) -> Iterator[tuple[str, LanguageMap | None]]:
    for name in ("title", "description", "need_evidence", "prerequisites", "further_information", "no_level_because"):
        yield name, getattr(definition, name)
    for number, outcome in enumerate(definition.outcomes):
        yield from _of_outcome(f"outcomes[{number}]", outcome)
    for number, assessment in enumerate(definition.assessments):
        yield f"assessments[{number}].title", assessment.title
        yield f"assessments[{number}].description", assessment.description
    for number, activity in enumerate(definition.activities):
        yield f"activities[{number}].title", activity.title
    for number, statement in enumerate(definition.quality):
        yield f"quality[{number}].description", statement.description
    yield "stackability.note", definition.stackability.note if definition.stackability else None
    yield "validity.renewal", definition.validity.renewal
    yield "price.note", definition.price.note if definition.price else None


def _of_outcome(key: str, outcome: Outcome) -> Iterator[tuple[str, LanguageMap]]:
    yield f"{key}.text", outcome.text
    for number, criterion in enumerate(outcome.criteria):
        yield f"{key}.criteria[{number}].text", criterion.text

"""Guidelines as data: a pack is a dated, cited list of rules; each names a check and what it is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import yaml

from testamur.core.model.definition import nearest_spelling

# Both construct plain values only; the first is libyaml's, where PyYAML came with it.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class PackError(Exception):
    """A guideline pack that cannot be used. The message names the pack, the rule and what would do."""


class Severity(StrEnum):
    """How much a finding weighs. HARD stands in the way of publication; WARN and INFO do not."""

    HARD = "HARD"
    WARN = "WARN"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand of a guideline. ``note`` is ``unconfirmed`` where no source was found for a number in it."""

    code: str
    severity: Severity
    check: str
    source: str
    why: str
    fix: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    element: str = ""
    note: str = ""
    safe_fix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What no program can judge and a reviewer is asked instead.

    ``about`` is the part of the definition to look at. It is asked where the part ``when`` is there; without ``when``,
    always. ``points`` and ``essential`` weigh it where the pack is a questionnaire with a mark.
    """

    code: str
    ask: str
    source: str
    why: str
    about: str = ""
    when: str = ""
    points: int = 0
    essential: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A guideline in one version.

    ``countries`` limits it to awarding bodies there; empty: it applies everywhere. One that is ``on_request`` applies
    only where it is chosen by name. ``uncertainty`` says what about it no source confirms. ``pass_points`` is the mark
    of a questionnaire that has one.
    """

    id: str
    title: str
    source: str
    rules: tuple[Rule, ...]
    since: date
    until: date | None = None
    countries: tuple[str, ...] = ()
    url: str = ""
    version: str = "1.0"
    on_request: bool = False
    questions: tuple[Question, ...] = ()
    uncertainty: tuple[str, ...] = ()
    pass_points: int | None = None

    @property
    def reference(self) -> str:
        """The pack in exactly this version, such as ``eu-2022@1.1``."""
        return f"{self.id}@{self.version}"

    def holds(self, on: date) -> bool:
        """Return whether the guideline was in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


_PACK_KEYS = frozenset(
    (
        *("pack", "version", "title", "source", "url", "effective", "countries", "on_request"),
        *("rules", "questions", "uncertainty", "pass_points"),
    )
)
_RULE_KEYS = frozenset(["code", "severity", "check", "with", "source", "why", "fix", "element", "note", "safe_fix"])
_QUESTION_KEYS = frozenset(["code", "ask", "source", "why", "about", "when", "points", "essential", "note"])


def parse_pack(text: str) -> Pack:
    """Return the pack in *text* (YAML). Raises `PackError`; whether its checks exist is seen when it is applied."""
    entries, name = _entries(text)
    effective = _mapping(entries.get("effective"), f"{name}: effective", frozenset({"from", "until"}))
    rules, questions = _listed(entries, "rules", name), _listed(entries, "questions", name)
    if not rules and not questions:
        message = f"{name}: rules or questions must be a list with at least one entry"
        raise PackError(message)
    pack = Pack(
        id=name,
        title=_text(entries, "title", name),
        source=_text(entries, "source", name),
        rules=tuple(_rule(entry, f"{name}: rule {number}") for number, entry in enumerate(rules, start=1)),
        since=_day(effective.get("from"), f"{name}: effective.from"),
        until=_day(effective["until"], f"{name}: effective.until") if "until" in effective else None,
        countries=_texts(entries.get("countries", []), f"{name}: countries"),
        url=_text(entries, "url", name, default=""),
        version=_text(entries, "version", name, default="1.0"),
        on_request=_truth(entries, "on_request", name),
        questions=tuple(_question(entry, f"{name}: question {number}") for number, entry in enumerate(questions, 1)),
        uncertainty=_texts(entries.get("uncertainty", []), f"{name}: uncertainty"),
        pass_points=_whole(entries, "pass_points", name) if "pass_points" in entries else None,
    )
    _check_codes(pack)
    return pack


def _entries(text: str) -> tuple[Mapping[str, object], str]:
    try:
        data = yaml.load(text, _LOADER)  # noqa: S506 - either is a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"the pack is not readable YAML: {error}"
        raise PackError(message) from error
    entries = _mapping(data, "the pack", _PACK_KEYS)
    return entries, _text(entries, "pack", "the pack")


def _check_codes(pack: Pack) -> None:
    codes = [rule.code for rule in pack.rules] + [question.code for question in pack.questions]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        message = f"{pack.id}: the code {twice} is used twice"
        raise PackError(message)


def _rule(written: object, name: str) -> Rule:
    entries = _mapping(written, name, _RULE_KEYS)
    severity = _text(entries, "severity", name)
    if severity not in Severity.__members__:
        message = f"{name}: severity '{severity}' is not one of {', '.join(Severity)}"
        raise PackError(message)
    parameters = entries.get("with", {})
    if not isinstance(parameters, dict):
        message = f"{name}: 'with' must be a mapping"
        raise PackError(message)
    return Rule(
        code=_text(entries, "code", name),
        severity=Severity(severity),
        check=_text(entries, "check", name),
        source=_text(entries, "source", name),
        why=_text(entries, "why", name),
        fix=_text(entries, "fix", name),
        parameters=parameters,
        element=_text(entries, "element", name, default=""),
        note=_text(entries, "note", name, default=""),
        safe_fix=_truth(entries, "safe_fix", name),
    )


def _question(written: object, name: str) -> Question:
    entries = _mapping(written, name, _QUESTION_KEYS)
    return Question(
        code=_text(entries, "code", name),
        ask=_text(entries, "ask", name),
        source=_text(entries, "source", name),
        why=_text(entries, "why", name),
        about=_text(entries, "about", name, default=""),
        when=_text(entries, "when", name, default=""),
        points=_whole(entries, "points", name),
        essential=_truth(entries, "essential", name),
        note=_text(entries, "note", name, default=""),
    )


def _mapping(value: object, name: str, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        message = f"{name} must be a mapping with {', '.join(sorted(keys))}"
        raise PackError(message)
    for key in value:
        if key not in keys:
            message = f"{name}: unknown key '{key}'; did you mean '{nearest_spelling(str(key), keys)}'?"
            raise PackError(message)
    return value


def _text(entries: Mapping[str, object], key: str, name: str, default: str | None = None) -> str:
    value = entries.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        message = f"{name}: '{key}' must be a text"
        raise PackError(message)
    return value.strip()


def _texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        message = f"{name} must be a list of texts"
        raise PackError(message)
    return tuple(value)


def _listed(entries: Mapping[str, object], key: str, name: str) -> list[object]:
    value = entries.get(key, [])
    if not isinstance(value, list):
        message = f"{name}: '{key}' must be a list"
        raise PackError(message)
    return value


def _truth(entries: Mapping[str, object], key: str, name: str) -> bool:
    value = entries.get(key, False)
    if not isinstance(value, bool):
        message = f"{name}: '{key}' must be yes or no"
        raise PackError(message)
    return value


def _whole(entries: Mapping[str, object], key: str, name: str) -> int:
    value = entries.get(key, 0)
    if type(value) is not int or value < 0:
        message = f"{name}: '{key}' must be a whole number"
        raise PackError(message)
    return value


def _day(value: object, name: str) -> date:
    if type(value) is not date:
        message = f"{name} must be a date such as 2022-06-16"
        raise PackError(message)
    return value

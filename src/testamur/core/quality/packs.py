"""Guidelines as data: a pack is a dated, cited list of rules; each names a check and what it is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import yaml

from testamur.core.model.definition import nearest_spelling


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


@dataclass(frozen=True, slots=True)
class Pack:
    """A guideline in one version. ``countries`` limits it to awarding bodies there; empty: it applies everywhere."""

    id: str
    title: str
    source: str
    rules: tuple[Rule, ...]
    since: date
    until: date | None = None
    countries: tuple[str, ...] = ()
    url: str = ""

    def holds(self, on: date) -> bool:
        """Return whether the guideline was in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


_PACK_KEYS = frozenset({"pack", "title", "source", "url", "effective", "countries", "rules"})
_RULE_KEYS = frozenset({"code", "severity", "check", "with", "source", "why", "fix", "element", "note"})


def parse_pack(text: str) -> Pack:
    """Return the pack in *text* (YAML). Raises `PackError`; whether its checks exist is seen when it is applied."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"the pack is not readable YAML: {error}"
        raise PackError(message) from error
    entries = _mapping(data, "the pack", _PACK_KEYS)
    name = _text(entries, "pack", "the pack")
    effective = _mapping(entries.get("effective"), f"{name}: effective", frozenset({"from", "until"}))
    rules = entries.get("rules")
    if not isinstance(rules, list) or not rules:
        message = f"{name}: rules must be a list with at least one rule"
        raise PackError(message)
    return Pack(
        id=name,
        title=_text(entries, "title", name),
        source=_text(entries, "source", name),
        rules=_rules(rules, name),
        since=_day(effective.get("from"), f"{name}: effective.from"),
        until=_day(effective["until"], f"{name}: effective.until") if "until" in effective else None,
        countries=_texts(entries.get("countries", []), f"{name}: countries"),
        url=_text(entries, "url", name, default=""),
    )


def _rules(written: list[object], name: str) -> tuple[Rule, ...]:
    rules = tuple(_rule(entry, f"{name}: rule {number}") for number, entry in enumerate(written, start=1))
    codes = [rule.code for rule in rules]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        message = f"{name}: the code {twice} is used twice"
        raise PackError(message)
    return rules


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


def _day(value: object, name: str) -> date:
    if type(value) is not date:
        message = f"{name} must be a date such as 2022-06-16"
        raise PackError(message)
    return value

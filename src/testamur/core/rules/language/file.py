"""The policy file and the text form: text → policy with every problem at once, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from testamur.core.model.definition.files import read_section
from testamur.core.model.definition.json_schema import schema_of
from testamur.core.model.definition.kinds import JsonSchema
from testamur.core.model.definition.manual import manual_of
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import (
    DefinitionError,
    Place,
    Places,
    Problem,
    Unacceptable,
    nearest_spelling,
    shorten,
)
from testamur.core.model.definition.tree import MAX_BYTES
from testamur.core.model.definition.writing import dump_section
from testamur.core.rules.language import amounts
from testamur.core.rules.language.fields import FORMAT, POLICY, Effective
from testamur.core.rules.language.parsing import clauses
from testamur.core.rules.language.scanner import Scanner
from testamur.core.rules.language.walking import clauses_in, groups_in, shares_in, unit_of
from testamur.core.rules.language.words import VERSION
from testamur.core.rules.policy import Clause, Policy

_RENAMED = {"not-a-definition": "not-a-policy", "empty": "empty-policy"}


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """A policy with the places of its keys, for findings that point into the file."""

    policy: Policy
    places: Places


def parse_policy(source: str | bytes, *, name: str = "") -> Policy:
    """Return the policy in *source*, a policy file or the text form. Raises `DefinitionError`."""
    return read_policy(source, name=name).policy


def read_policy(source: str | bytes, *, name: str = "") -> PolicyReading:
    """Return the policy and its places. Raises `DefinitionError` with all problems of the file at once."""
    try:
        return _read_text(source) if is_text_form(source) else _read_file(source)
    except DefinitionError as error:
        problems = [replace(found, code=_RENAMED.get(found.code, found.code)) for found in error.problems]
        raise DefinitionError(problems, name=name, more=error.more) from error.__cause__


def is_text_form(source: str | bytes) -> bool:
    """Say whether *source* is a policy in the text form: its first word is ``pathway``."""
    head = source[:10_000]
    text = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return first.split(maxsplit=1)[:1] == ["pathway"]


def _read_file(source: str | bytes) -> PolicyReading:
    return PolicyReading(*read_section(POLICY, Policy, source, check=_check_references))


def _check_references(notes: Notes) -> None:
    """Note names that are taken twice, and shares of groups that are not there."""
    written = {key: value for key, value in notes.built.items() if isinstance(value, Clause)}
    groups = [group.id for group in groups_in(written.values())]
    inner = Counter(clause.id for clause in clauses_in(written.values()))
    for key, clause in written.items():
        if inner[clause.id] > 1 and key != next(at for at, one in written.items() if one.id == clause.id):
            notes.refuse_key("duplicate-id", f"{key}.id", clause.id)
        for group in groups_in([clause]):
            if groups.count(group.id) > 1:
                notes.refuse_key("duplicate-id", f"{key}.rule", group.id)
        for nested in clauses_in([clause]):
            for share in shares_in(nested.rule):
                if share.is_group and share.base not in groups:
                    near = nearest_spelling(share.base, groups)
                    notes.refuse_key("unknown-group", f"{key}.rule", share.base, tuple(groups), near)


def _read_text(source: str | bytes) -> PolicyReading:
    if len(source) > MAX_BYTES:
        raise DefinitionError([Problem("too-large", 1, 1, "", str(len(source)))])
    try:
        text = source.decode("utf-8") if isinstance(source, bytes) else source
    except UnicodeDecodeError as error:
        raise DefinitionError([Problem("not-utf-8", 1, 1, "", f"0x{error.object[error.start]:02X}")]) from error
    text = text.removeprefix("\ufeff")
    try:
        return PolicyReading(_policy_in(text), Places())
    except Unacceptable as refusal:
        place, found = place_in(text, refusal.offset), shorten(refusal.found or "")
        problem = Problem(refusal.code, place.line, place.column, "", found, refusal.allowed, refusal.suggestion)
        raise DefinitionError([problem]) from refusal


def place_in(text: str, offset: int) -> Place:
    """Return line and column of an offset."""
    lines = text[:offset].split("\n")
    return Place(len(lines), len(lines[-1]) + 1)


def _policy_in(text: str) -> Policy:
    scanner = Scanner(text)
    scanner.expect("pathway")
    identifier = amounts.name(scanner)
    scanner.expect("awards")
    awards = amounts.name(scanner)
    scanner.expect("version")
    version = scanner.take_pattern(VERSION, "a version")
    policy = Policy(identifier, version, identifier, awards, ())
    if scanner.take_if("of"):
        policy = replace(policy, size=amounts.quantity(scanner))
    if scanner.take_if("minimum_graduating"):
        policy = replace(policy, minimum_graduating=amounts.quantity(scanner))
    if scanner.take_if("in"):
        policy = replace(policy, unit=amounts.unit(scanner))
    if scanner.take_if("scale"):
        policy = replace(policy, scale=amounts.name(scanner))
    policy = replace(policy, pass_ok=bool(scanner.take_if("pass_ok")), clauses=clauses(scanner, ""))
    _refuse_twice(scanner, policy)
    return replace(policy, unit=unit_of(policy))


def _refuse_twice(scanner: Scanner, policy: Policy) -> None:
    """Raise `Unacceptable` for a name that is taken twice; the end of the text is the place, for names have none."""
    names = [clause.id for clause in clauses_in(policy.clauses)]
    groups = [group.id for group in groups_in(policy.clauses)]
    for found in (names, groups):
        twice = next((name for name in found if found.count(name) > 1), None)
        if twice is not None:
            code = "duplicate-id"
            raise Unacceptable(code, offset=scanner.at, found=twice)
    if not names:
        scanner.refuse(["require"])


def dump_policy(policy: Policy) -> str:
    """Return *policy* as the text of a policy file, keys in the order of the format."""
    held = Effective(policy.effective_from, policy.effective_until)
    effective = held if held != Effective() else None
    return dump_section(POLICY, policy, {"format_version": FORMAT, "effective": effective})


def policy_schema() -> JsonSchema:
    """Return the JSON Schema of the policy file, for editors."""
    return schema_of(POLICY, "Testamur policy, format version 1")


def policy_manual() -> str:
    """Return the reference of the policy file in Markdown."""
    return manual_of(POLICY)

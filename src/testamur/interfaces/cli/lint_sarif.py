"""What ``testamur lint`` says to code hosts and editors: SARIF 2.1.0 (OASIS Standard)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from testamur import __version__
from testamur.core.model.definition import Place, Problem
from testamur.core.quality import Edit, Finding, Rule, Severity
from testamur.interfaces.cli.lint_files import Checked
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.findings import finding_sentence

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.HARD: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_START = Place(1, 1)
Json = dict[str, object]


def as_sarif(files: Sequence[Checked]) -> Json:
    """Return a log with one run (section 3.13)."""
    found = {finding.code: _rule(finding.rule) for checked in files for finding in checked.findings}
    unread: dict[str, Json] = {problem.code: {"id": problem.code} for checked in files for problem in checked.problems}
    obstacles: dict[str, Json] = (
        {"unreadable": {"id": "unreadable"}} if any(checked.obstacle for checked in files) else {}
    )
    rules: dict[str, Json] = {**found, **unread, **obstacles}
    numbers = {code: number for number, code in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "testamur lint", "version": __version__, "rules": list(rules.values())}},
        # Our columns count characters, as Python and people do.
        "columnKind": "unicodeCodePoints",
        "results": [
            {**result, "ruleIndex": numbers[str(result["ruleId"])]} for one in files for result in _results(one)
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    """Return a reporting descriptor (section 3.49)."""
    return {
        "id": rule.code,
        "name": rule.check,
        "shortDescription": {"text": rule.why},
        "help": {"text": f"{rule.fix}\n{rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(checked: Checked) -> Iterator[Json]:
    if checked.obstacle:
        yield _result(checked, "unreadable", "error", checked.obstacle, _START)
    for problem in checked.problems:
        place = Place(problem.line, problem.column)
        result = _result(checked, problem.code, "error", problem_sentence(problem), place)
        yield {**result, **_fixes(checked, problem)}
    for finding in checked.findings:
        place, level = finding.place or _START, _LEVELS[finding.rule.severity]
        result = _result(checked, finding.code, level, finding_sentence(finding), place)
        yield {**result, **_fixes(checked, finding)}


def _result(checked: Checked, code: str, level: str, message: str, place: Place) -> Json:
    """Return a result (section 3.27)."""
    region = {"startLine": place.line, "startColumn": place.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(checked)}, "region": region}}
    return {"ruleId": code, "level": level, "message": {"text": message}, "locations": [location]}


def _fixes(checked: Checked, about: Finding | Problem) -> Json:
    """Return the safe changes for one result (section 3.55), or nothing."""
    edits = [edit for edit in checked.edits if (edit.code, edit.key) == (about.code, about.key)]
    if not edits:
        return {}
    replacements = [_replacement(checked.source, edit) for edit in edits]
    return {
        "fixes": [{"artifactChanges": [{"artifactLocation": {"uri": _uri(checked)}, "replacements": replacements}]}]
    }


def _replacement(source: str, edit: Edit) -> Json:
    """Return a replacement (section 3.57), by line and column, which no byte order mark shifts."""
    first, last = (_place(source, index) for index in (edit.start, edit.end))
    region = {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.written}}


def _place(source: str, index: int) -> Place:
    before = source[:index]
    return Place(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def _uri(checked: Checked) -> str:
    return quote(checked.path.replace("\\", "/"), safe="/")

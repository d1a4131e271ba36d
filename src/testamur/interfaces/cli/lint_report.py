"""What ``testamur lint`` prints: compiler-style lines, JSON, or SARIF 2.1.0 for code hosts and editors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from testamur import __version__
from testamur.core.model.definition import Place, Problem
from testamur.core.quality import Finding, Report, Severity
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import finding_sentence, more_problems, problem_sentence

_START = Place(1, 1)
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SARIF_LEVELS = {Severity.HARD: "error", Severity.WARN: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One file after the check: unreadable (``obstacle`` says why), with problems (and ``more``), or with a report."""

    path: str
    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    obstacle: str = ""
    more: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, none where the file could not be read."""
        return self.report.findings if self.report is not None else ()


def text_lines(files: Sequence[Checked]) -> Iterator[str]:
    """Yield the lines for a person."""
    for checked in files:
        if checked.obstacle:
            yield f"{checked.path}: {checked.obstacle}"
        for problem in checked.problems:
            yield f"{checked.path}:{problem.line}:{problem.column}: {problem.code} ERROR {problem_sentence(problem)}"
        if checked.more:
            yield f"{checked.path}: {more_problems(checked.more)}"
        for finding in checked.findings:
            yield from _finding_lines(checked.path, finding)
    yield _summary(files)


def _finding_lines(path: str, finding: Finding) -> Iterator[str]:
    place, rule = finding.place or _START, finding.rule
    yield f"{path}:{place.line}:{place.column}: {finding.code} {finding.severity} {finding_sentence(finding)}"
    yield "    " + _("Why: {why}").format(why=rule.why)
    source = rule.source + (" " + _("(unconfirmed)") if rule.note == "unconfirmed" else "")
    yield "    " + _("Source: {source}").format(source=source)
    yield "    " + _("What to do: {fix}").format(fix=rule.fix)


def _summary(files: Sequence[Checked]) -> str:
    counts = _counts(files)
    looked = ngettext("{count} file", "{count} files", len(files)).format(count=len(files))
    if not any(counts.values()):
        return _("{files}: nothing found.").format(files=looked)
    unread = ngettext("{count} not readable", "{count} not readable", counts["unreadable"])
    parts = [unread.format(count=counts["unreadable"])] if counts["unreadable"] else []
    parts += [f"{counts[severity]} {severity}" for severity in Severity if counts[severity]]
    return f"{looked}: {', '.join(parts)}."


def _counts(files: Sequence[Checked]) -> dict[str, int]:
    found = [finding.severity for checked in files for finding in checked.findings]
    by_severity = {str(severity): found.count(severity) for severity in Severity}
    return {"unreadable": sum(checked.report is None for checked in files), **by_severity}


def as_json(files: Sequence[Checked]) -> dict[str, object]:
    """Return the result for programs."""
    return {
        "files": [
            {
                "path": checked.path,
                "obstacle": checked.obstacle or None,
                "problems": [_problem_json(problem) for problem in checked.problems],
                "more_problems": checked.more,
                "findings": [_finding_json(finding) for finding in checked.findings],
                "packs": list(checked.report.packs) if checked.report is not None else [],
                "missing_elements": list(checked.report.missing_elements) if checked.report is not None else None,
            }
            for checked in files
        ],
        "summary": _counts(files),
    }


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "found": problem.found,
        "allowed": list(problem.allowed),
        "suggestion": problem.suggestion,
        "message": problem_sentence(problem),
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    place, rule = finding.place or _START, finding.rule
    return {
        "code": rule.code,
        "severity": rule.severity,
        "line": place.line,
        "column": place.column,
        "key": finding.key,
        "facts": dict(finding.facts),
        "message": finding_sentence(finding),
        "why": rule.why,
        "source": rule.source,
        "fix": rule.fix,
        "note": rule.note,
    }


def as_sarif(files: Sequence[Checked]) -> dict[str, object]:
    """Return a SARIF 2.1.0 log (OASIS Standard, section 3.13)."""
    rules = {finding.code: finding.rule for checked in files for finding in checked.findings}
    driver = {
        "name": "testamur lint",
        "version": __version__,
        "rules": [
            {"id": code, "shortDescription": {"text": rule.why}, "help": {"text": f"{rule.fix}\n{rule.source}"}}
            for code, rule in rules.items()
        ],
    }
    results = [result for checked in files for result in _sarif_results(checked)]
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _sarif_results(checked: Checked) -> Iterator[dict[str, object]]:
    if checked.obstacle:
        yield _sarif_result("unreadable", "error", checked.obstacle, checked.path, _START)
    for problem in checked.problems:
        place = Place(problem.line, problem.column)
        yield _sarif_result(problem.code, "error", problem_sentence(problem), checked.path, place)
    for finding in checked.findings:
        level = _SARIF_LEVELS[finding.rule.severity]
        yield _sarif_result(finding.code, level, finding_sentence(finding), checked.path, finding.place or _START)


def _sarif_result(code: str, level: str, message: str, path: str, place: Place) -> dict[str, object]:
    region = {"startLine": place.line, "startColumn": place.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": path}, "region": region}}
    return {"ruleId": code, "level": level, "message": {"text": message}, "locations": [location]}

"""What ``testamur lint`` prints for people, as compilers do, and for programs, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testamur.core.model.definition import Place, Problem
from testamur.core.quality import Finding, Question, Severity
from testamur.interfaces.cli.lint_files import Checked
from testamur.interfaces.cli.lint_mend import diff_lines
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import more_problems, problem_sentence
from testamur.interfaces.words.findings import finding_sentence

START = Place(1, 1)


def text_lines(files: Sequence[Checked], *, questions: bool = False) -> Iterator[str]:
    """Yield the lines for a person, with the questions for a reviewer where they are asked for."""
    for checked in files:
        if checked.obstacle:
            yield f"{checked.path}: {checked.obstacle}"
        for problem in checked.problems:
            yield f"{checked.path}:{problem.line}:{problem.column}: {problem.code} ERROR {problem_sentence(problem)}"
        if checked.more:
            yield f"{checked.path}: {more_problems(checked.more)}"
        for finding in checked.findings:
            yield from _finding_lines(checked.path, finding)
        if checked.edits:
            yield f"{checked.path}: " + _("These changes are safe; --fix makes them.")
            yield from (f"    {line}" for line in diff_lines(checked))
        if questions and checked.report is not None:
            yield from _question_lines(checked.path, checked.report.questions)
    yield summary(files)


def _question_lines(path: str, questions: Sequence[Question]) -> Iterator[str]:
    for question in questions:
        yield f"{path}: {question.code} {_('QUESTION')} {question.ask}"
        yield "    " + _("Why: {why}").format(why=question.why)
        yield "    " + _("Source: {source}").format(source=sourced(question.source, question.note))


def sourced(source: str, note: str) -> str:
    """Return a source, marked where something of it is not confirmed."""
    return source + (" " + _("(unconfirmed)") if note == "unconfirmed" else "")


def _finding_lines(path: str, finding: Finding) -> Iterator[str]:
    place, rule = finding.place or START, finding.rule
    yield f"{path}:{place.line}:{place.column}: {finding.code} {finding.severity} {finding_sentence(finding)}"
    yield "    " + _("Why: {why}").format(why=rule.why)
    yield "    " + _("Source: {source}").format(source=sourced(rule.source, rule.note))
    yield "    " + _("What to do: {fix}").format(fix=rule.fix)


def summary(files: Sequence[Checked]) -> str:
    """Return in one line how many files were looked at and how much was found."""
    found = counts(files)
    looked = ngettext("{count} file", "{count} files", len(files)).format(count=len(files))
    known = sum(checked.known for checked in files)
    unread = ngettext("{count} not readable", "{count} not readable", found["unreadable"])
    parts = [unread.format(count=found["unreadable"])] if found["unreadable"] else []
    parts += [f"{found[severity]} {severity}" for severity in Severity if found[severity]]
    parts += [ngettext("{count} known", "{count} known", known).format(count=known)] if known else []
    if not parts:
        return _("{files}: nothing found.").format(files=looked)
    return f"{looked}: {', '.join(parts)}."


def counts(files: Sequence[Checked]) -> dict[str, int]:
    """Return how many files cannot be read, and how many findings there are of each severity."""
    found = [finding.severity for checked in files for finding in checked.findings]
    by_severity = {str(severity): found.count(severity) for severity in Severity}
    return {"unreadable": sum(checked.report is None for checked in files), **by_severity}


def as_json(files: Sequence[Checked]) -> dict[str, object]:
    """Return the result for programs; each question is told once, and named by its code in every file."""
    asked = {one.code: one for checked in files if checked.report for one in checked.report.questions}
    return {
        "files": [_file_json(checked) for checked in files],
        "questions": {code: _question_json(question) for code, question in asked.items()},
        "summary": {**counts(files), "known": sum(checked.known for checked in files)},
    }


def _file_json(checked: Checked) -> dict[str, object]:
    report = checked.report
    return {
        "path": checked.path,
        "obstacle": checked.obstacle or None,
        "problems": [_problem_json(problem) for problem in checked.problems],
        "more_problems": checked.more,
        "findings": [_finding_json(finding) for finding in checked.findings],
        "known": checked.known,
        "safe_fixes": len(checked.edits),
        "packs": list(report.packs) if report is not None else [],
        "versions": list(report.versions) if report is not None else [],
        "questions": [question.code for question in report.questions] if report is not None else [],
        "missing_elements": list(report.missing_elements) if report is not None else None,
    }


def _question_json(question: Question) -> dict[str, object]:
    return {
        "ask": question.ask,
        "why": question.why,
        "source": question.source,
        "about": question.about,
        "note": question.note,
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
    place, rule = finding.place or START, finding.rule
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

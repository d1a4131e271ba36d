"""What is wrong with a definition, what the guidelines say of it and what changed in it, as pages show it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from testamur.core.model.definition import Change, Problem, changes
from testamur.core.model.microcredential import MicroCredential
from testamur.core.quality import Finding, Report, Severity
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import finding_sentence, problem_sentence

_EXCERPT = 70
# Comparing is work for the square of the words: beyond this a text is shown whole, before and after.
_MOST_WORDS = 1500


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem with its place, and the line it stands in: what is before it, and what begins with it."""

    line: int
    column: int
    sentence: str
    before: str
    rest: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with the reason of its rule, the source, and what to do."""

    code: str
    sentence: str
    why: str
    fix: str
    source: str
    is_confirmed: bool
    line: int


@dataclass(frozen=True, slots=True)
class Weight:
    """The findings that weigh the same. ``tone`` and ``icon`` go with the words, never alone."""

    heading: str
    tone: str
    icon: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one weight there are, in words."""

    said: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A value that changed: its key, and its pieces with what became of them (``same``, ``gone``, ``new``)."""

    key: str
    said: str
    pieces: tuple[tuple[str, str], ...]


def faults(problems: Iterable[Problem], source: str) -> list[Fault]:
    """Return the problems of *source* with the lines that they stand in."""
    lines = source.splitlines()
    return [_fault(one, lines[one.line - 1] if one.line <= len(lines) else "") for one in problems]


def weights(report: Report) -> list[Weight]:
    """Return the findings by weight, the heaviest first; what there is none of is left out."""
    found = [
        Weight(heading, tone, icon, tuple(remark(one) for one in report.of(severity)))
        for severity, (heading, tone, icon) in headings().items()
    ]
    return [one for one in found if one.remarks]


def tallies(report: Report) -> list[Tally]:
    """Return how much there is of each weight."""
    counted = {severity: len(report.of(severity)) for severity in Severity}
    hard, warn, info = (counted[one] for one in (Severity.HARD, Severity.WARN, Severity.INFO))
    said = [
        Tally(ngettext("{n} obstacle", "{n} obstacles", hard).format(n=hard), "invalid", "failed"),
        Tally(ngettext("{n} warning", "{n} warnings", warn).format(n=warn), "unknown", "unknown"),
        Tally(ngettext("{n} note", "{n} notes", info).format(n=info), "", "note"),
    ]
    return [one for one, count in zip(said, (hard, warn, info), strict=True) if count]


def amendments(before: MicroCredential, after: MicroCredential) -> list[Amendment]:
    """Return what changed, word by word; the version number goes without saying."""
    return told_of(changes(before, after))


def told_of(changed: Iterable[Change]) -> list[Amendment]:
    """Return changes that were found already, word by word; the version number goes without saying."""
    return [_amendment(one) for one in changed if one.key != "version"]


def _fault(problem: Problem, line: str) -> Fault:
    at = min(problem.column - 1, len(line))
    before = line[:at].lstrip() if at <= _EXCERPT else "…" + line[at - _EXCERPT : at]
    rest = line[at : at + _EXCERPT] + ("…" if len(line) > at + _EXCERPT else "")
    return Fault(problem.line, problem.column, problem_sentence(problem), before, rest.rstrip())


def remark(finding: Finding) -> Remark:
    """Return a finding in words."""
    rule = finding.rule
    line = finding.place.line if finding.place else 0
    said = finding_sentence(finding)
    return Remark(rule.code, said, rule.why, rule.fix, rule.source, rule.note != "unconfirmed", line)


def headings() -> dict[Severity, tuple[str, str, str]]:
    """Return severity → its heading, tone and icon."""
    return {
        Severity.HARD: (_("Stands in the way of publication"), "invalid", "failed"),
        Severity.WARN: (_("Worth changing"), "unknown", "unknown"),
        Severity.INFO: (_("Worth knowing"), "", "note"),
    }


def _amendment(change: Change) -> Amendment:
    if not change.before:
        return Amendment(change.key, _("new"), (("new", change.after),))
    if not change.after:
        return Amendment(change.key, _("taken out"), (("gone", change.before),))
    return Amendment(change.key, _("changed"), tuple(_pieces(_words(change.before), _words(change.after))))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(before) + len(after) > _MOST_WORDS:
        yield from (("gone", "".join(before)), ("new", "".join(after)))
        return
    for what, start, end, begin, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(before[start:end])
            continue
        gone, fresh = "".join(before[start:end]), "".join(after[begin:stop])
        yield from ((kind, text) for kind, text in (("gone", gone), ("new", fresh)) if text)

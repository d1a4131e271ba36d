"""A decision as a tree that opens level by level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from testamur.core.model.microcredential import MicroCredential
from testamur.core.rules import Decision, Finding, Verdict
from testamur.interfaces.web.templatetags.testamur import day
from testamur.interfaces.words import _, spoken
from testamur.interfaces.words.decisions import sentence

_TONES = {Verdict.MET: "valid", Verdict.UNMET: "invalid", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A finding as the tree shows it: ``met`` names the icon, ``tone`` the colour."""

    met: str
    tone: str
    sentence: str
    parts: tuple[Branch, ...]


def branch(decision: Decision, definition: MicroCredential) -> Branch:
    """Return the tree of *decision*, with assessments called by their titles."""
    titles = {item.id: item.title.best([spoken()]) for item in definition.assessments}
    return _branch(decision.finding, titles, "")


def _branch(finding: Finding, titles: Mapping[str, str], assessment: str) -> Branch:
    assessment = finding.facts.get("assessment", assessment)
    facts = {**finding.facts, "assessment": titles.get(assessment, assessment)}
    heading = _headings().get(finding.because)
    said = heading.format_map(_dated(facts)) if heading else sentence(Finding(finding.met, finding.because, facts))
    parts = tuple(_branch(part, titles, assessment) for part in finding.parts)
    if len(parts) == 1 and finding.because.startswith("best-sitting"):
        # One sitting: its own reasons are the reasons of the assessment.
        parts = parts[0].parts
    return Branch(finding.met.value, _TONES[finding.met], said, parts)


def _dated(facts: Mapping[str, str]) -> dict[str, str]:
    when = facts.get("taken_on", "")
    said = day(date.fromisoformat(when)) if when else "–"
    return {"attempt": "–", "sittings": "–", **facts, "taken_on": said}


def _headings() -> dict[str, str]:
    return {
        "rule-met": _("The award rule is met."),
        "rule-unmet": _("The award rule is not met."),
        "rule-unknown": _("The award rule cannot be decided yet."),
        "best-sitting-met": _("{assessment}: passed."),
        "best-sitting-unmet": _("{assessment}: not passed."),
        "best-sitting-unknown": _("{assessment}: not decided yet."),
        "sitting-met": _("Attempt {attempt}, {taken_on}: counts."),
        "sitting-unmet": _("Attempt {attempt}, {taken_on}: does not count."),
        "sitting-unknown": _("Attempt {attempt}, {taken_on}: not decided yet."),
    }

"""Checks a micro-credential's definition against guideline packs: pure, and the rules are data.

report = quality.check(reading.definition, packs, places=reading.places)
for finding in report.findings:
    print(finding.code, finding.severity, finding.place, finding.rule.why, finding.rule.source)

A design keeps the versions of the packs it began with, and a move to newer ones is a visible choice:

frozen = quality.select(packs, ["eu-2022@1.0"])
move = quality.moving(reading.definition, frozen, quality.select(packs, ["eu-2022"]))
"""

from testamur.core.quality.checking import CHECKS, applying, check
from testamur.core.quality.mending import Edit, mended, mends
from testamur.core.quality.packs import Pack, PackError, Question, Rule, Severity, parse_pack
from testamur.core.quality.questionnaire import Mark, mark
from testamur.core.quality.report import MANDATORY_ELEMENTS, Finding, Report
from testamur.core.quality.versions import Move, moving, select
from testamur.core.quality.workload import Interval, ects_for, hours_for

__all__ = [
    "CHECKS",
    "MANDATORY_ELEMENTS",
    "Edit",
    "Finding",
    "Interval",
    "Mark",
    "Move",
    "Pack",
    "PackError",
    "Question",
    "Report",
    "Rule",
    "Severity",
    "applying",
    "check",
    "ects_for",
    "hours_for",
    "mark",
    "mended",
    "mends",
    "moving",
    "parse_pack",
    "select",
]

"""Checks a micro-credential's definition against guideline packs: pure, and the rules are data.

report = quality.check(reading.definition, packs, places=reading.places)
for finding in report.findings:
    print(finding.code, finding.severity, finding.place, finding.rule.why, finding.rule.source)
"""

from testamur.core.quality.checking import CHECKS, check
from testamur.core.quality.packs import Pack, PackError, Rule, Severity, parse_pack
from testamur.core.quality.report import MANDATORY_ELEMENTS, Finding, Report
from testamur.core.quality.workload import Interval, ects_for, hours_for

__all__ = [
    "CHECKS",
    "MANDATORY_ELEMENTS",
    "Finding",
    "Interval",
    "Pack",
    "PackError",
    "Report",
    "Rule",
    "Severity",
    "check",
    "ects_for",
    "hours_for",
    "parse_pack",
]

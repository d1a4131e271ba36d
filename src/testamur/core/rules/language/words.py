"""Every word that means something in a rule. One list, so that parser, printer and editors agree.

The grammar is domain.md 4.4; what was added to it: the head's ``of``, ``minimum_graduating``, ``in``, ``scale`` and
``pass_ok``, names before clauses, ``demand``, and the filters from ``each_outcome`` on.
"""

from __future__ import annotations

import re

from testamur.core.rules.policy import ROUNDINGS
from testamur.core.rules.pools import COMPARISONS

CLAUSES = (
    "require",
    "at_most",
    "at_least",
    "residency",
    "antirequisite",
    "overlap",
    "once_per",
    "no_double_count",
    "whole_items_only",
    "currency",
    "capstone",
    "gpa",
    "min_grade",
    "demand",
)
EXPRESSIONS = ("all", "any", "of", "not", "credits", "count", "outcome", "group", "gate", "path")
POOLS = ("tag", "level", "awarded_by", "source", "any_micro", "any")
FILTERS = ("grade", "level", "age", "assessed_with", "source", "each_outcome", "match", "quality_verified", "any_age")
BASES = ("award", "minimum_graduating", "counted", "group")
CONDUCTS = ("id_verified", "supervised")
ONCE_PER = ("spec", "spec_family")
OTHER_AWARDS = "other_awards"
JOINING = (
    "pathway", "awards", "version", "minimum_graduating", "in", "scale", "pass_ok", "from", "coverage", "at", "unless",
    "refreshed_by", "practice_evidence", "or", "after", "over", "on", "last", "with",
)  # fmt: skip

# A specification may be called by one of these, too; then it stands in quotes.
RESERVED = frozenset((*CLAUSES, *EXPRESSIONS, *POOLS, *FILTERS, *JOINING, *ROUNDINGS, OTHER_AWARDS))
COMPARISON_SIGNS = COMPARISONS

# As schemes write them: B, B-, A+, 2:1, 67.5, Pass.
GRADE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:/]*[A-Za-z0-9])?[+-]?")
VERSION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")

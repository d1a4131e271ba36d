"""Whether people are treated alike: rates and ratios by group, with intervals, and swaps of whom a text is about."""

from testamur.core.fairness.auditing import Audit, Case, audit
from testamur.core.fairness.counts import FEW, Count, FairnessError, Limits, Row, Table, table
from testamur.core.fairness.guarding import complete, guarded, most, rough, without_rest
from testamur.core.fairness.intervals import Interval, fisher, newcombe, ratios, wilson
from testamur.core.fairness.questions import UNSAID, Choice, Question, Questions, parse_questions
from testamur.core.fairness.swaps import Pair, Swapped, Template, Who, pairs, swapped
from testamur.core.fairness.together import Told, do_cross, is_apart, telling, without

__all__ = [
    "FEW",
    "UNSAID",
    "Audit",
    "Case",
    "Choice",
    "Count",
    "FairnessError",
    "Interval",
    "Limits",
    "Pair",
    "Question",
    "Questions",
    "Row",
    "Swapped",
    "Table",
    "Template",
    "Told",
    "Who",
    "audit",
    "complete",
    "do_cross",
    "fisher",
    "guarded",
    "is_apart",
    "most",
    "newcombe",
    "pairs",
    "parse_questions",
    "ratios",
    "rough",
    "swapped",
    "table",
    "telling",
    "wilson",
    "without",
    "without_rest",
]

"""Requirements against what a person has shown: a decision that can be opened down to each recorded sitting.

``decide`` answers with one of three verdicts (rule SEM1 of the rule grammar): *met*, *unmet*, or *unknown* when a
result is pending or the records contradict each other. Only *met* leads to an award. ``Judge`` decides so for many.
"""

from testamur.core.model.result import AssessmentResult
from testamur.core.rules.award import Judge, decide
from testamur.core.rules.decision import Decision, Finding, RulesError, Verdict, stated

__all__ = ["AssessmentResult", "Decision", "Finding", "Judge", "RulesError", "Verdict", "decide", "stated"]

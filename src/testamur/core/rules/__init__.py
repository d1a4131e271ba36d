"""Requirements against what a person has shown: a decision that can be opened down to each recorded sitting.

``decide`` answers a policy over holdings with one of three verdicts (rule SEM1 of the rule grammar): *met*, *unmet*, or
*unknown* when something is pending or the records contradict each other. Only *met* leads to an award. ``Decider`` does
so for many people. ``plan`` finds the cheapest, fastest or lightest way to finish.
``decide_award`` answers a micro-credential's award rule over results, and ``Judge`` for many people.

How a policy is decided (docs/decisions/0011-deciding-policies.md): `outline` reads it through, `reading` turns it into
questions on one day, `casting` sorts holdings into kinds, `asking` and `ruling` build a tree of comparisons (`linear`),
`quick` and `exact` search it, and `explaining`, `leaving` and `completing` tell what was found.
"""

from testamur.core.model.result import AssessmentResult
from testamur.core.rules.admitting import openings
from testamur.core.rules.award import Judge, decide_award
from testamur.core.rules.deciding import Decider, decide
from testamur.core.rules.decision import (
    Completion,
    Counted,
    Decision,
    Finding,
    Gap,
    LeftOut,
    RulesError,
    Verdict,
    stated,
)
from testamur.core.rules.holding import Grade, Holding, Override
from testamur.core.rules.knowledge import Knowledge
from testamur.core.rules.offer import Offer, Plan, Plans, Run, Step, Totals, Wishes
from testamur.core.rules.planning import plan
from testamur.core.rules.policy import Clause, Policy

__all__ = [
    "AssessmentResult",
    "Clause",
    "Completion",
    "Counted",
    "Decider",
    "Decision",
    "Finding",
    "Gap",
    "Grade",
    "Holding",
    "Judge",
    "Knowledge",
    "LeftOut",
    "Offer",
    "Override",
    "Plan",
    "Plans",
    "Policy",
    "RulesError",
    "Run",
    "Step",
    "Totals",
    "Verdict",
    "Wishes",
    "decide",
    "decide_award",
    "openings",
    "plan",
    "stated",
]

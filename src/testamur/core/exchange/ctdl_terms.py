"""What CTDL calls our codes: concepts of its vocabularies, as https://credreg.net/ctdl/terms had them on 2026-08-06."""

from __future__ import annotations

DELIVERY = {"online": "OnlineOnly", "onsite": "InPerson", "blended": "BlendedDelivery"}
METHODS = {"workplace": "WorkBased", "project": "Applied", "laboratory": "Laboratory"}
PACES = {"self_paced": "SelfPaced", "cohort": "CohortBased"}
# CTDL knows four ways to assess; ours are said beside them in words.
ASSESSMENTS = {
    "peer_assessment": "Performance",
    "marked_assignment": "Artifact",
    "continuous_evaluation": "Performance",
    "portfolio": "PortfolioEvaluation",
    "group_performance": "Performance",
    "practical_assessment": "Performance",
    "written_examination": "Exam",
    "level_of_attendance": "Performance",
    "project_work": "Artifact",
    "peer_review": "Performance",
    "quiz": "Exam",
    "problem_based_learning": "Performance",
    "oral_examination": "Exam",
    "artefact_assessment": "Artifact",
}
OUTCOME_FRAMEWORK = "Testamur outcome"
EQF_ADDRESS = "http://data.europa.eu/snb/eqf/"
# The names of identifiers by which our own codes are told from those of others.
CODE, ASSESSMENT_TYPE, QUALITY_TYPE = "Testamur code", "Testamur assessment type", "Testamur quality type"

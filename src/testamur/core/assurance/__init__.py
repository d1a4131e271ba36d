"""Quality at scale: risk indicators that explain and never decide, and samples that anyone can draw again. Pure."""

from testamur.core.assurance.risk import DEFINITIONS, VERSION, Facts, Indicator, Risk, Signal, assess
from testamur.core.assurance.sampling import RATES, STRATA, SampleError, draw
from testamur.core.assurance.triggers import TRIGGERS, triggering

__all__ = [
    "DEFINITIONS",
    "RATES",
    "STRATA",
    "TRIGGERS",
    "VERSION",
    "Facts",
    "Indicator",
    "Risk",
    "SampleError",
    "Signal",
    "assess",
    "draw",
    "triggering",
]

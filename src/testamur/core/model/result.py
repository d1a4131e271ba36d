"""What a person achieved in one sitting of one assessment, as it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """One recorded sitting. None always means "not recorded", never "no".

    ``percent`` is the mark in percent; ``passed`` what the source declares; ``supervised`` and ``identity_checked`` say
    how the sitting really went, as opposed to how the assessment was designed. A pending result has neither mark nor
    declaration.
    """

    assessment_id: str
    percent: Decimal | None = None
    passed: bool | None = None
    taken_on: date | None = None
    supervised: bool | None = None
    identity_checked: bool | None = None
    attempt: int = 1

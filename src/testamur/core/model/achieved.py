"""What one credential says that a person achieved: read, with values that know their unit, but not judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount


@dataclass(frozen=True, slots=True)
class Achieved:
    """One achievement of one credential. Empty or None where the credential does not say.

    ``ref`` is the achievement's own address; ``code`` the issuer's code for it (OB ``humanCode``), which is only unique
    with ``issuer``. ``credits`` is None where the number has no unit (rule C1); ``number`` holds it all the same.
    ``overall`` is the percent of the whole, where it is told.
    """

    id: str
    ref: str
    title: str = ""
    code: str = ""
    version: str = ""
    kind: str = ""
    issuer: str = ""
    issuer_name: str = ""
    awarded_on: date | None = None
    valid_until: date | None = None
    credits: CreditAmount | None = None
    number: Decimal | None = None
    levels: tuple[Level, ...] = ()
    outcomes: tuple[str, ...] = ()
    skills: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    overall: Decimal | None = None

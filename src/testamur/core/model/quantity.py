"""How much: credits that know their unit, and hours that are hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from testamur.core.model.errors import ModelError

# domain.md section 3.8. Factors between units are conversion rules with an authority, not properties of the unit.
CREDIT_UNITS: dict[str, str] = {
    "ECTS": "European Credit Transfer and Accumulation System",
    "MQF": "Malaysian Qualifications Framework credit",
    "CATS": "UK Credit Accumulation and Transfer Scheme",
    "NZQCF": "New Zealand Qualifications and Credentials Framework credit",
    "HKQF": "Hong Kong Qualifications Framework credit",
    "US": "US semester credit hour",
    "AU-POINTS": "Australian institution's credit points",
}
_HOURS = re.compile(r"PT(?:(?P<hours>\d{1,6}(?:\.\d{1,4})?)H)?(?:(?P<minutes>\d{1,7})M)?")
_MAX_DIGITS = 12


def parse_decimal(text: str, *, name: str) -> Decimal:
    """Return *text* as a finite, non-negative `Decimal` of reasonable length. Raises `ModelError`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or len(text) > _MAX_DIGITS:
        message = f"{name} must be a plain number such as 5 or 2.5, not '{text[:40]}'"
        raise ModelError(message)
    if value < 0:
        message = f"{name} cannot be negative: {text}"
        raise ModelError(message)
    return value


@dataclass(frozen=True, slots=True)
class CreditAmount:
    """Credits of one unit (rule C1 of domain.md 3.8). Adding or comparing across units is an error, never a guess."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in CREDIT_UNITS:
            message = f"unknown credit unit '{self.unit}'; known units: {', '.join(CREDIT_UNITS)}"
            raise ModelError(message)
        if not self.value.is_finite() or self.value < 0:
            message = f"credits cannot be {self.value}"
            raise ModelError(message)

    def _same_unit(self, other: CreditAmount) -> Decimal:
        if self.unit != other.unit:
            message = f"{self.unit} and {other.unit} are different units; convert one with a conversion rule first"
            raise ModelError(message)
        return other.value

    def __add__(self, other: CreditAmount) -> CreditAmount:
        return CreditAmount(self.value + self._same_unit(other), self.unit)

    def __lt__(self, other: CreditAmount) -> bool:
        return self.value < self._same_unit(other)

    def __le__(self, other: CreditAmount) -> bool:
        return self.value <= self._same_unit(other)

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}"


def plain(value: Decimal) -> str:
    """Print a decimal without exponent or needless zeros: ``5``, ``2.5``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_hours(text: str) -> Decimal:
    """Return a workload in hours from ISO 8601 (``PT60H``, ``PT90M``) or a plain number of hours (``60``).

    Years, months, weeks and days are refused: they are calendar time, not work, and ``P60M`` is sixty *months*
    (a real slip in a published sample, domain.md 2.2). Raises `ModelError`.
    """
    written = text.strip()
    if not written.startswith("P"):
        return parse_decimal(written, name="hours")
    match = _HOURS.fullmatch(written)
    if not match or not (match["hours"] or match["minutes"]):
        message = (
            f"'{written[:40]}' is not a workload; write hours such as 60 or PT60H "
            "(P60M would be sixty months, and days or weeks are calendar time, not work)"
        )
        raise ModelError(message)
    return Decimal(match["hours"] or 0) + Decimal(match["minutes"] or 0) / 60

"""Grades, compared inside one scale or through a grade map, and as points for means (SEM8)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from testamur.core.rules.holding import Grade, Holding
from testamur.core.rules.knowledge import GradingScheme, Knowledge
from testamur.core.rules.truth import MAYBE, NO, YES, compare, truth

_DIGITS = 20
_HIGHEST = Decimal(100)


class GradeReader:
    """Reads grades in terms of a policy's scale; without one, in terms of the scale that each grade is on."""

    def __init__(self, knowledge: Knowledge, scale: str, *, pass_ok: bool) -> None:
        self._schemes = {scheme.id: scheme for scheme in knowledge.schemes}
        self._maps = {(one.from_scheme, one.to_scheme): dict(one.pairs) for one in knowledge.grade_maps}
        self._scale = scale
        self._pass_ok = pass_ok

    def compare(self, holding: Holding, comparison: str, wanted: str) -> int:
        """Say whether the item's grade compares so. A bare pass is open, unless the policy takes it for enough."""
        grade = self._own(holding.grade)
        if grade is None:
            if holding.grade is not None:
                return MAYBE
            return YES if holding.passed and self._pass_ok and comparison == ">=" else _bare(holding.passed)
        left, right = self._place(grade.value, grade.scale), self._place(wanted, grade.scale)
        if left is not None and right is not None:
            return YES if compare(comparison, left, right) else NO
        return YES if grade.value == wanted else MAYBE

    def points(self, holding: Holding) -> tuple[Fraction, Fraction] | None:
        """Return between which points the grade lies, or None where the item has none and needs none."""
        grade = self._own(holding.grade)
        exact = self._point(grade) if grade is not None else None
        if exact is not None:
            return exact, exact
        if holding.grade is None and holding.passed and self._pass_ok:
            return None
        scheme = self._schemes.get(self._scale)
        if scheme is None:
            return Fraction(0), Fraction(_HIGHEST)
        if scheme.numeric or not scheme.points:
            return Fraction(scheme.lowest), Fraction(scheme.highest)
        return Fraction(min(scheme.points)), Fraction(max(scheme.points))

    def _own(self, grade: Grade | None) -> Grade | None:
        """Return the grade on the policy's scale, or None where nothing leads there."""
        if grade is None or not self._scale or grade.scale == self._scale:
            return grade
        mapped = self._maps.get((grade.scale, self._scale), {}).get(grade.value)
        return None if mapped is None else Grade(mapped, self._scale)

    def _place(self, value: str, scale: str) -> Decimal | None:
        """Return how high a grade stands on its scale, or None where it is not on it."""
        scheme = self._schemes.get(scale)
        if scheme is not None and not scheme.numeric:
            return Decimal(scheme.grades.index(value)) if value in scheme.grades else None
        return _number(value, scheme)

    def _point(self, grade: Grade) -> Fraction | None:
        scheme = self._schemes.get(grade.scale)
        if scheme is None or scheme.numeric:
            number = _number(grade.value, scheme)
            return None if number is None else Fraction(number)
        if grade.value in scheme.grades and len(scheme.points) == len(scheme.grades):
            return Fraction(scheme.points[scheme.grades.index(grade.value)])
        return None


def _bare(passed: bool | None) -> int:  # noqa: FBT001 - a recorded fact
    return NO if truth(passed) == NO else MAYBE


def _number(text: str, scheme: GradingScheme | None) -> Decimal | None:
    """Return a numeric grade, or None for what no one can have been given."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _DIGITS or len(text) > _DIGITS:
        return None
    if scheme is not None and not scheme.lowest <= value <= scheme.highest:
        return None
    return value

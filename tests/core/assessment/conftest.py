"""A definition to read gradebooks for, and a short way to read one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from testamur.core.assessment import intake
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import (
    Assessment,
    AwardRule,
    MicroCredential,
    Organisation,
    Outcome,
    QualityStatement,
    Workload,
)

Read = Callable[..., intake.Intake]


def _course(*assessments: Assessment) -> MicroCredential:
    return MicroCredential(
        id="MC-1",
        version="1",
        title=LanguageMap.of(en="A course"),
        description=LanguageMap.of(en="About something."),
        awarding_bodies=(Organisation("Example University", "ES"),),
        outcomes=(Outcome("LO1", LanguageMap.of(en="Do something"), "skill"),),
        assessments=assessments,
        workload=Workload(Decimal(25)),
        participation=("online",),
        quality=(QualityStatement("internal_policy", "Example University"),),
        needs=("labour_market",),
        award_rule=AwardRule(),
    )


def _an(name: str, **titles: str) -> Assessment:
    return Assessment(name, LanguageMap.of(**titles), "quiz", ("LO1",), threshold=Decimal(50))


_EXAM = _an("exam", en="Final examination", es="Examen final")


@pytest.fixture
def two() -> MicroCredential:
    """A definition with an exam and an essay."""
    return _course(_EXAM, _an("essay", en="Essay"))


@pytest.fixture
def one() -> MicroCredential:
    """A definition with an exam only."""
    return _course(_EXAM)


@pytest.fixture
def read(two: MicroCredential) -> Read:
    """Return a function that reads text or bytes for the definition with an exam and an essay."""

    def reading(
        content: str | bytes,
        *,
        mapping: Mapping[str, str] | None = None,
        users: str | None = None,
        line_items: str | None = None,
        definition: MicroCredential = two,
    ) -> intake.Intake:
        data = content.encode() if isinstance(content, str) else content
        extra = intake.Companions(*(None if one is None else one.encode() for one in (users, line_items)))
        return intake.read(data, definition=definition, mapping=mapping, extra=extra)

    return reading

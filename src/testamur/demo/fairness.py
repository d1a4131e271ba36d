"""Fairness at Selat: the basis recorded, learners who told of themselves, and audits, one of them public."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime

from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.insight import actions
from testamur.domain.institution.queries import actor_for

_PLACE = cast.SELAT
_SEED = "testamur-fairness-1"
# How many of a hundred answer at all.
_SHARE = 0.85
_ASKED = ("sex", "age", "disability", "caring")
_AGES = ("under-25", "25-to-34", "35-to-44", "45-to-54", "55-over")
_COHORTS = ("solar-new", "sign")
# Of those who met the rule, and of those who did not: how likely it is that they care for somebody.
_CARES = {True: 0.22, False: 0.7}
_NOTE = (
    "We looked at who cares for somebody at home: fewer of them pass. Two of the three practical sittings are on"
    " weekday mornings. From the next cohort on, each is held once more in the evening."
)


def fairness() -> Iterator[Event]:
    """Yield what happened at Selat."""
    yield 9, _begun
    yield 4, _answered
    yield 1, _audited


def _begun(campus: Campus, at: datetime) -> None:
    actions.begin_survey(
        campus.actor(_PLACE, "administrator"),
        questions=_ASKED,
        basis="consent",
        reference="DPIA 2026/4, Pejabat Pendaftar",
        assessed_on=at.date(),
        at=at,
    )


def _answered(campus: Campus, at: datetime) -> None:
    """Let most learners of two cohorts answer, some of them not every question."""
    chance = random.Random(_SEED)  # noqa: S311 - the same world each time, nothing to guess
    for key in _COHORTS:
        for one in campus.judged(key, _PLACE):
            answers = _answers(chance, has_met=one.verdict == "met")
            if chance.random() < _SHARE:
                learner = actor_for(person=one.enrolment.person_id, institution=campus.places[_PLACE].id)
                actions.answer(learner, answers=answers, at=at)


def _audited(campus: Campus, at: datetime) -> None:
    """Count what the year shows so far, and publish what was found."""
    registrar = campus.actor(_PLACE, "registrar")
    # Another outcome of the same people would have its tables left out: in so small a house a few tell them apart.
    for year in (at.year - 1, at.year):
        found = actions.ask(registrar, what="passing", since=date(year, 1, 1), until=date(year, 12, 31), at=at)
    actions.publish(registrar, run=found, note=_NOTE, at=at)


def _answers(chance: random.Random, *, has_met: bool) -> dict[str, str]:
    return {
        "sex": chance.choices(("woman", "man", "otherwise", "unsaid"), (46, 44, 3, 7))[0],
        "age": chance.choices((*_AGES, "unsaid"), (14, 26, 27, 18, 9, 6))[0],
        "disability": chance.choices(("has-one", "has-none", "unsaid"), (8, 78, 14))[0],
        "caring": "cares" if chance.random() < _CARES[has_met] else "does-not",
    }

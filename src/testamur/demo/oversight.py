"""Oversight in the demo: what authors took and refused over three months, and a university that does without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from itertools import cycle, islice

from testamur.core.model.microcredential import Outcome, Skill
from testamur.demo import cast
from testamur.demo.campus import Campus, Event
from testamur.domain.design.suggestion_values import SkillOffer, about
from testamur.domain.oversight import actions
from testamur.domain.oversight.values import Offered, Purpose

# So many days ago, where, in which language: how many were taken, and how many refused. Fewer and fewer in Catalan.
_MONTHS = (
    (76, cast.MARINA, "en", 11, 2),
    (45, cast.MARINA, "en", 10, 3),
    (45, cast.MARINA, "ca", 8, 3),
    (14, cast.MARINA, "en", 9, 3),
    (14, cast.MARINA, "ca", 5, 6),
    (14, cast.SELAT, "en", 3, 1),
)


def oversight() -> Iterator[Event]:
    """Yield what became of suggestions, and a switch that somebody turned."""
    for days, place, language, taken, refused in _MONTHS:
        verdicts = ("accepted",) * taken + ("refused",) * refused
        yield days, partial(_decide, place=place, language=language, verdicts=verdicts)
    yield 30, _turn_off


def _decide(campus: Campus, at: datetime, *, place: str, language: str, verdicts: tuple[str, ...]) -> None:
    """Let an author take and refuse what was suggested for outcomes that are taught."""
    author = campus.actor(place, "instructor")
    said = [(key, one, skill) for key, one, skill in _suggested(campus) if language in one.text]
    for rank, (verdict, (key, outcome, skill)) in enumerate(
        zip(verdicts, islice(cycle(said), len(verdicts)), strict=True)
    ):
        design = campus.courses[key]
        offer = _offer(outcome.text[language], language, skill, rank % 4 + 1)
        actions.decided(
            author,
            purpose=Purpose.SUGGEST_OUTCOME_SKILLS,
            offered=Offered(
                model="",
                item=offer.uri,
                output=asdict(offer),
                text=offer.text,
                refs={"design": str(design), "revision": "1", "outcome": outcome.id},
                language=language,
            ),
            verdict=verdict,
            about=about(design, outcome.id),
            at=at,
        )


def _turn_off(campus: Campus, at: datetime) -> None:
    """Let a university do without."""
    reason = "Our authors choose skills with their professional chamber, and asked for no suggestions."
    machine = campus.machine(cast.RHEINTAL)
    actions.turn(machine, purpose=Purpose.SUGGEST_OUTCOME_SKILLS, on=False, reason=reason, at=at)


def _suggested(campus: Campus) -> list[tuple[str, Outcome, Skill]]:
    return [
        (key, outcome, skill)
        for key, course in campus.definitions.items()
        if key in campus.courses
        for outcome in course.outcomes
        for skill in outcome.skills
        if skill.uri
    ]


def _offer(text: str, language: str, skill: Skill, rank: int) -> SkillOffer:
    """Return what comparing by spelling would have said: no model runs while the demo is built."""
    return SkillOffer(
        text=text,
        framework="ESCO",
        version=skill.version or "1.2.0",
        language=language,
        uri=skill.uri or "",
        label=skill.name,
        rank=rank,
        score=round(6.0 / rank, 2),
        confidence=None,
        lane="spelling",
        model="",
        weights={"letters": 0.4, "words": 0.2},
        parts={"spelling": round(6.0 / rank, 2)},
        start=0,
        end=len(text),
    )

"""Answers to plain questions → the definition that a draft begins with. What was left open stays open."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from testamur.core.model.language import LanguageMap
from testamur.core.model.level import Level
from testamur.core.model.microcredential import (
    Activity,
    Assessment,
    AwardRule,
    Criterion,
    MicroCredential,
    Organisation,
    Outcome,
    QualityStatement,
    Schedule,
    Stackability,
    Workload,
)
from testamur.core.model.quantity import CreditAmount
from testamur.domain.institution.values import InstitutionView

_LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """An assessment as somebody said it. ``weight`` and ``threshold``: percent; None: left open."""

    kind: str
    title: str
    weight: Decimal | None = None
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said.

    ``outcomes``: kind and text; ``criteria``: by outcome; ``activities``: title and hours; ``overall``: what passes in
    all, in percent, None where that is left open.
    """

    title: str
    language: str = "en"
    description: str = ""
    audience: str = ""
    prerequisites: str = ""
    needs: tuple[str, ...] = ()
    need_evidence: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    criteria: tuple[tuple[str, ...], ...] = ()
    assessments: tuple[Shown, ...] = ()
    overall: Decimal | None = None
    activities: tuple[tuple[str, Decimal], ...] = ()
    participation: tuple[str, ...] = ()
    schedule: Schedule | None = None
    level: Level | None = None
    no_level_because: str = ""
    credits: CreditAmount | None = None
    quality: str = ""
    stackability: str = ""
    licence: str = ""
    tags: tuple[str, ...] = field(default=())


def composed(said: Answers, place: InstitutionView) -> MicroCredential:
    """Return the definition that the answers make, with every outcome assessed and practised until somebody refines it.

    How one passes is as it was said, and open where nothing was said: nobody finds a number that they did not choose.
    """
    outcomes = _outcomes(said)
    ids = tuple(one.id for one in outcomes)
    assessments = _assessments(said, ids)
    hours = sum((found for _, found in said.activities), Decimal(0))
    return MicroCredential(
        id=_code(said.title),
        version="1.0",
        title=_words(said.language, said.title),
        description=_words(said.language, "\n\n".join(filter(None, (said.description or said.title, said.audience)))),
        awarding_bodies=(Organisation(place.name, place.country, url=place.url, email=place.email),),
        outcomes=outcomes,
        assessments=assessments,
        activities=tuple(Activity(_words(said.language, title), found, ids) for title, found in said.activities),
        workload=Workload(hours=hours or None, credits=said.credits),
        participation=said.participation,
        quality=(QualityStatement("internal_policy", said.quality),) if said.quality else (),
        needs=said.needs,
        need_evidence=_maybe(said.language, said.need_evidence),
        award_rule=AwardRule(overall=said.overall),
        level=said.level,
        no_level_because=None if said.level else _maybe(said.language, said.no_level_because),
        prerequisites=_maybe(said.language, said.prerequisites),
        stackability=Stackability(said.stackability) if said.stackability else None,
        schedule=said.schedule,
        language_of_instruction=(said.language,),
        licence=said.licence,
        tags=said.tags,
    )


def _outcomes(said: Answers) -> tuple[Outcome, ...]:
    rows = zip(said.outcomes, (*said.criteria, *((),) * len(said.outcomes)), strict=False)
    return tuple(
        Outcome(
            id=f"LO{number}",
            text=_words(said.language, text),
            kind=kind,
            criteria=tuple(Criterion(_words(said.language, one)) for one in criteria),
        )
        for number, ((kind, text), criteria) in enumerate(rows, start=1)
    )


def _assessments(said: Answers, ids: tuple[str, ...]) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(
            id=f"A{number}",
            title=_words(said.language, one.title),
            type=one.kind,
            outcomes=ids,
            weight=one.weight,
            threshold=one.threshold,
        )
        for number, one in enumerate(said.assessments, start=1)
    )


def _words(language: str, text: str) -> LanguageMap:
    return LanguageMap(((language, text),))


def _maybe(language: str, text: str) -> LanguageMap | None:
    return _words(language, text) if text else None


def _code(title: str) -> str:
    """Return a code made of the letters of a title, as files name it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST_ID].strip("-") or "micro-credential"

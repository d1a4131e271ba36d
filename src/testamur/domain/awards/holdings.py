"""What people hold, as policies read it: awards of all institutions here, what is being learned, what was recognised.

A reference to the publisher's own catalogue is a code alone, and to another institution's ``place.code``; the same
holding is therefore named differently on pathways of different publishers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from testamur.adapters.postgres.scope import within
from testamur.core.model.microcredential import Assessment, MicroCredential
from testamur.core.rules import Decision, Grade, Holding, Override
from testamur.domain.awards.models import Award, Proposal
from testamur.domain.catalogue.policies import BETWEEN
from testamur.domain.catalogue.queries import editions
from testamur.domain.catalogue.values import Edition
from testamur.domain.institution.queries import institutions
from testamur.domain.learning import queries as learning
from testamur.domain.learning.values import TakingView
from testamur.domain.recognition import queries as recognition
from testamur.domain.recognition.queries import Recognised

PERCENT = "percent"
_EQUAL = Decimal(1)


@dataclass(frozen=True, slots=True)
class Held:
    """An award or a taking as a holding, and the institution (its code) whose catalogue it is of."""

    place: str
    holding: Holding
    standing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that a person holds. ``used``: standing of a stack, what it is, and the holdings it has used up."""

    held: tuple[Held, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    used: tuple[tuple[int, str, frozenset[str]], ...] = ()

    def on(self, place: str, *, standing_id: int | None = None) -> tuple[Holding, ...]:
        """Return the holdings as a pathway of *place* names them.

        The stack that *standing_id* itself has led to is none of its own holdings, and uses up none of them.
        """
        own = (one for one in self.held if standing_id is None or one.standing_id != standing_id)
        found = [*(_named(one, place) for one in own), *(one.on(place) for one in self.recognised)]
        return tuple(
            replace(one, consumed_by=used) if (used := self._used(one.id, standing_id)) else one for one in found
        )

    def _used(self, holding: str, standing_id: int | None) -> tuple[str, ...]:
        return tuple(what for by, what, items in self.used if by != standing_id and holding in items)


def _named(one: Held, place: str) -> Holding:
    whole, code = f"{one.place}{BETWEEN}{one.holding.ref}", one.holding.ref
    if one.place == place:
        return replace(one.holding, ref=code, family=code, stands_for=(whole,))
    return replace(one.holding, ref=whole, family=whole)


def of_one(person_id: int) -> Dossier:
    """Return what a person holds at all institutions."""
    with within(person_id=person_id):
        rows = _rows([person_id])
        return _dossiers([person_id], *rows, recognition.holdings_here([person_id]))[person_id]


def of_many(people: Collection[int]) -> dict[int, Dossier]:
    """Return person → what they hold, institution by institution; for many people at once."""
    awards: list[Award] = []
    takings: list[TakingView] = []
    recognised: list[Recognised] = []
    for place in institutions():
        with within(place.id):
            some, others = _rows(people)
            awards += some
            takings += others
            recognised += recognition.holdings_here(people)
    return _dossiers(people, awards, takings, recognised)


def digest(weighed: Iterable[Holding | Override]) -> str:
    """Return what is the same only while nothing that a policy could see has changed."""
    told = hashlib.sha256()
    for one in sorted(map(repr, weighed)):
        told.update(one.encode())
    return told.hexdigest()


def _rows(people: Collection[int]) -> tuple[list[Award], list[TakingView]]:
    """Return awards, and what is being learned and may still be awarded, in the scope that there is."""
    awards = list(Award.objects.filter(person_id__in=people).exclude(ended_because="replaced").order_by("pk"))
    done = {row.enrolment_id for row in awards}
    return awards, [one for one in learning.taken_by(people) if one.id not in done]


def _failed(takings: Iterable[TakingView]) -> set[int]:
    """Return the enrolments that the award rule, when it was last asked, said no to."""
    at_place: dict[int, list[int]] = {}
    for one in takings:
        at_place.setdefault(one.institution_id, []).append(one.id)
    failed: set[int] = set()
    for place, enrolments in at_place.items():
        with within(place):
            rows = Proposal.objects.filter(enrolment_id__in=enrolments, verdict="unmet")
            failed.update(rows.values_list("enrolment_id", flat=True))
    return failed


def _dossiers(
    people: Iterable[int], awards: list[Award], takings: list[TakingView], recognised: Iterable[Recognised]
) -> dict[int, Dossier]:
    known = editions([*(row.version_id for row in awards), *(one.version_id for one in takings)])
    blank = {version_id: _template(one) for version_id, one in known.items()}
    held: dict[int, list[Held]] = {person: [] for person in people}
    used: dict[int, list[tuple[int, str, frozenset[str]]]] = {person: [] for person in held}
    for row in awards:
        edition = known[row.version_id]
        held[row.person_id].append(
            Held(edition.place, _earned(row, edition.definition, blank[row.version_id]), row.standing_id)
        )
        if row.standing_id and row.ended_at is None:
            items = frozenset(one.holding for one in Decision.from_json(row.decision).counted)
            used[row.person_id].append((row.standing_id, edition.definition.id, items))
    failed = _failed(takings)
    for one in (one for one in takings if one.id not in failed):
        held[one.person_id].append(Held(known[one.version_id].place, _pending(one, blank[one.version_id])))
    others: dict[int, list[Recognised]] = {person: [] for person in held}
    for found in recognised:
        others[found.person_id].append(found)
    return {person: Dossier(tuple(own), tuple(others[person]), tuple(used[person])) for person, own in held.items()}


def _template(edition: Edition) -> Holding:
    """Return what every holding of a version has."""
    course = edition.definition
    levels = (course.level, *course.other_levels) if course.level else course.other_levels
    skills = (skill.uri for outcome in course.outcomes for skill in outcome.skills if skill.uri)
    return Holding(
        id="",
        ref=course.id,
        title=course.title.original,
        credits=course.workload.credits,
        levels=levels,
        bodies=tuple(dict.fromkeys((edition.place, *(body.name for body in course.awarding_bodies)))),
        tags=course.tags,
        outcomes=tuple(dict.fromkeys((*(f"{course.id}#{one.id}" for one in course.outcomes), *skills))),
        supervised=_is_shown(course, lambda one: one.supervised != "no"),
        id_verified=_is_shown(course, lambda one: one.identity_checked),
    )


def _is_shown(course: MicroCredential, fact: Callable[[Assessment], bool]) -> bool | None:
    """Say whether nobody is awarded it without having shown *fact*; None where some may have and others not."""
    found = [fact(one) for one in course.assessments]
    if not any(found):
        return False
    return True if course.award_rule.all_required else None


def _earned(row: Award, course: MicroCredential, template: Holding) -> Holding:
    is_out = row.ended_at is not None or row.set_aside_at is not None
    return replace(
        template,
        id=str(row.uuid),
        awarded_on=row.awarded_at.date(),
        valid_until=row.valid_until.date() if row.valid_until else None,
        state="ended" if is_out else "confirmed",
        grade=_grade(row, course),
        passed=True,
    )


def _grade(row: Award, course: MicroCredential) -> Grade | None:
    """Return the total of the best marks by the weights of their assessments; None where not every mark is kept."""
    marks = {assessment: Decimal(percent) for assessment, percent in row.results}
    weights = {one.id: one.weight if one.weight is not None else _EQUAL for one in course.assessments}
    total = sum((weights[one] for one in marks if one in weights), Decimal(0))
    if not total or set(weights) - set(marks):
        return None
    return Grade(str(round(sum(marks[one] * weight for one, weight in weights.items()) / total, 2)), PERCENT)


def _pending(one: TakingView, template: Holding) -> Holding:
    return replace(template, id=str(one.uuid), state="pending", supervised=None, id_verified=None)


def planned(ref: str, edition: Edition | None, on: date) -> Holding:
    """Return something as if it were awarded on a day: *ref* as the policy names it, with what its definition says."""
    template = _template(edition) if edition else Holding(id="", ref=ref)
    return replace(template, id=f"planned:{ref}", ref=ref, family=ref, state="planned", awarded_on=on, passed=True)

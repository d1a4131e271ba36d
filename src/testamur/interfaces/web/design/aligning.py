"""The alignment board as a form: outcomes, criteria, assessments, activities and hours, read into a definition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import (
    ASSESSMENT_TYPES,
    OUTCOME_KINDS,
    PARTICIPATION_MODES,
    SUPERVISION,
    Activity,
    Assessment,
    Criterion,
    MicroCredential,
    Outcome,
    Workload,
)
from testamur.core.model.quantity import CREDIT_UNITS, CreditAmount
from testamur.interfaces.web.design.retelling import Sheet, hours, language_of, needed_error

Entry = TypeVar("Entry")
_LISTS = {"outcome": "outcomes", "assessment": "assessments", "activity": "activities"}
_PLACE = re.compile(r"(?P<list>outcomes|assessments|activities)\[(?P<at>\d+)\](?:\.(?P<key>\w+))?")
# Key of the definition → first part of the field's name, where the two differ.
_FIELDS = {
    "outcomes": {"text": "outcome", "kind": "kind", "criteria": "criteria"},
    "assessments": {"title": "assessment", "description": "what"},
    "activities": {"title": "activity"},
}


def aligned(before: MicroCredential, given: Sheet) -> MicroCredential:
    """Return the definition as the board says."""
    language = language_of(before)
    outcomes = tuple(_outcome(given, number, one, language) for number, one in enumerate(before.outcomes))
    ids = tuple(one.id for one in outcomes)
    after = replace(
        before,
        outcomes=outcomes,
        assessments=tuple(_assessment(given, n, one, ids, language) for n, one in enumerate(before.assessments)),
        activities=tuple(_activity(given, n, one, ids, language) for n, one in enumerate(before.activities)),
        workload=_workload(given, before.workload),
        award_rule=replace(before.award_rule, overall=given.decimal("overall", before.award_rule.overall, 100)),
    )
    return _arranged(_with_new(after, given, language), given)


def field_of(key: str) -> str:
    """Return the field of the board that a key of the definition stands in."""
    found = _PLACE.match(key)
    if found is None:
        return {"workload.hours": "hours", "workload.credits": "credits"}.get(key, "")
    named = _FIELDS[found["list"]]
    first = named.get(found["key"] or "", found["key"] or next(iter(named.values())))
    return f"{first}-{found['at']}"


def _outcome(given: Sheet, at: int, one: Outcome, language: str) -> Outcome:
    text = given.needed_words(f"outcome-{at}", one.text, language, needed_error())
    kind = given.choice(f"kind-{at}", OUTCOME_KINDS) or one.kind
    criteria = one.criteria
    if f"criteria-{at}" in given.given:
        criteria = tuple(_criteria(given.lines(f"criteria-{at}"), one.criteria, language))
    return replace(one, text=text, kind=kind, criteria=criteria)


def _criteria(lines: tuple[str, ...], before: tuple[Criterion, ...], language: str) -> list[Criterion]:
    """Return the criteria of the lines; one that was there keeps its id, its threshold and its other languages."""
    known = {" ".join(one.text.original.split()): one for one in before}
    is_same_count = len(lines) == len(before)
    found = []
    for number, line in enumerate(lines):
        old = known.get(line) or (before[number] if is_same_count else None)
        if old is None:
            found.append(Criterion(LanguageMap(((language, line),))))
        elif " ".join(old.text.original.split()) == line:
            found.append(old)
        else:
            (tag, _text), *others = old.text.entries
            found.append(replace(old, text=LanguageMap(((tag, line), *others))))
    return found


def _assessment(given: Sheet, at: int, one: Assessment, ids: tuple[str, ...], language: str) -> Assessment:
    if f"assessment-{at}" not in given.given:
        return one
    identity = given.yes_or_no(f"identity_checked-{at}")
    return replace(
        one,
        title=given.needed_words(f"assessment-{at}", one.title, language, needed_error()),
        type=given.choice(f"type-{at}", ASSESSMENT_TYPES) or one.type,
        outcomes=given.ticked(f"assesses-{at}", ids),
        weight=given.decimal(f"weight-{at}", one.weight, 100),
        threshold=given.decimal(f"threshold-{at}", one.threshold, 100),
        supervised=given.choice(f"supervised-{at}", SUPERVISION) or one.supervised,
        identity_checked=one.identity_checked if identity is None else identity,
        description=given.words(f"what-{at}", one.description, language),
    )


def _activity(given: Sheet, at: int, one: Activity, ids: tuple[str, ...], language: str) -> Activity:
    if f"activity-{at}" not in given.given:
        return one
    found = hours(given, f"hours-{at}", one.hours)
    return replace(
        one,
        title=given.needed_words(f"activity-{at}", one.title, language, needed_error()),
        hours=Decimal(0) if found is None else found,
        outcomes=given.ticked(f"leads-{at}", ids),
        mode=given.choice(f"mode-{at}", PARTICIPATION_MODES),
    )


def _workload(given: Sheet, before: Workload) -> Workload:
    amount = given.decimal("credits", before.credits.value if before.credits else None, 1000)
    unit = given.choice("unit", CREDIT_UNITS) or (before.credits.unit if before.credits else "ECTS")
    return Workload(
        hours=hours(given, "hours", before.hours),
        credits=None if amount is None else CreditAmount(amount, unit),
        contact_hours=hours(given, "contact_hours", before.contact_hours),
    )


def _with_new(course: MicroCredential, given: Sheet, language: str) -> MicroCredential:
    """Return the definition with what was written into the empty fields, unless it is only kept while it is typed."""
    if "auto" in given.given:
        return course
    outcome = given.words("outcome-new", None, language)
    if outcome is not None:
        kind = given.choice("kind-new", OUTCOME_KINDS) or "skill"
        made = Outcome(_free("LO", [one.id for one in course.outcomes]), outcome, kind)
        course = replace(course, outcomes=(*course.outcomes, made))
    title = given.words("assessment-new", None, language, 300)
    if title is not None:
        kind = given.choice("type-new", ASSESSMENT_TYPES) or "marked_assignment"
        task = Assessment(_free("A", [one.id for one in course.assessments]), title, kind, ())
        course = replace(course, assessments=(*course.assessments, task))
    work = given.words("activity-new", None, language, 300)
    if work is not None:
        made_of = Activity(work, hours(given, "hours-new", None) or Decimal(0))
        course = replace(course, activities=(*course.activities, made_of))
    return course


def _free(start: str, taken: list[str]) -> str:
    """Return the first id with *start* that no other has."""
    return next(name for number in range(1, len(taken) + 2) if (name := f"{start}{number}") not in taken)


def _arranged(course: MicroCredential, given: Sheet) -> MicroCredential:
    """Return the definition after what a button asks: an entry taken out, or moved by one place."""
    what, _colon, rest = given.text("take_out", 40).partition(":")
    if what in _LISTS and rest.isascii() and rest.isdigit():
        return _taken_out(course, _LISTS[what], int(rest))
    what, at, step = (*given.text("move", 40).split(":"), "", "")[:3]
    if what in _LISTS and at.isascii() and at.isdigit() and step in {"up", "down"}:
        return _changed(course, _LISTS[what], lambda all_of: _moved(all_of, int(at), -1 if step == "up" else 1))
    return course


def _taken_out(course: MicroCredential, name: str, at: int) -> MicroCredential:
    """Return the definition without an entry, and without what points to it."""
    if name == "outcomes" and at < len(course.outcomes):
        gone = course.outcomes[at].id
        course = replace(
            course,
            assessments=tuple(replace(one, outcomes=_without(one.outcomes, gone)) for one in course.assessments),
            activities=tuple(replace(one, outcomes=_without(one.outcomes, gone)) for one in course.activities),
        )
    return _changed(course, name, lambda all_of: (*all_of[:at], *all_of[at + 1 :]))


def _without(ids: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != gone)


def _changed(
    course: MicroCredential, name: str, change: Callable[[tuple[object, ...]], tuple[object, ...]]
) -> MicroCredential:
    # The attribute is one of three lists; what `change` does keeps their entries.
    return replace(course, **{name: change(getattr(course, name))})  # type: ignore[arg-type]


def _moved(entries: tuple[Entry, ...], at: int, by: int) -> tuple[Entry, ...]:
    """Return the entries with the one at *at* one place further on or back; at the end nothing moves."""
    to = at + by
    if not (0 <= at < len(entries) and 0 <= to < len(entries)):
        return entries
    found = list(entries)
    found[at], found[to] = found[to], found[at]
    return tuple(found)

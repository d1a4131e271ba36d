"""The alignment board: outcomes, what tests them, what leads to them and the hours, on one sheet.

It is one plain form. A script adds dragging, moving by arrows, keeping while it is changed, and sums that follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import Activity, Assessment, MicroCredential, Outcome
from testamur.core.model.quantity import plain
from testamur.domain.design import queries
from testamur.domain.design.values import Examined
from testamur.interfaces.web.design.aligning import aligned, field_of
from testamur.interfaces.web.design.retelling import Sheet
from testamur.interfaces.web.design.sheets import Room, told_beside, turned
from testamur.interfaces.web.design.sums import sums
from testamur.interfaces.words import _

# Findings about a whole list, or about what stands below the lanes.
_WHOLE_LISTS = {
    "outcomes": "outcomes",
    "assessments": "assessments",
    "activities": "activities",
    "workload": "workload",
    "award_rule": "workload",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that can be ticked for an outcome. ``at``: its number in its list, as fields are named."""

    at: str
    title: LanguageMap
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """An outcome with what tests it and what leads to it, as stored or as typed. ``key``: its place in the text."""

    at: str
    key: str
    one: Outcome
    text: str
    kind: str
    criteria: str
    tests: tuple[Mark, ...]
    ways: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """An assessment, as stored or as typed."""

    at: str
    key: str
    one: Assessment
    title: str
    type: str
    weight: str
    threshold: str
    supervised: str
    identity_checked: str
    what: str


@dataclass(frozen=True, slots=True)
class Work:
    """An activity, as stored or as typed."""

    at: str
    key: str
    one: Activity
    title: str
    hours: str
    mode: str


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """Show the board; keep what was changed on it."""
    return turned(request, code, uuid, _BOARD)


def _shown(course: MicroCredential, given: Sheet) -> dict[str, object]:
    sent = given.given
    load = course.workload
    amount = load.credits
    return {
        "has_newer_skills": queries.has_newer_skills(course),
        "lanes": [_lane(course, number, one, given) for number, one in enumerate(course.outcomes)],
        "tasks": [_task(number, one, given) for number, one in enumerate(course.assessments)],
        "works": [_work(number, one, given) for number, one in enumerate(course.activities)],
        "hours": sent.get("hours", _number(load.hours)),
        "credits": sent.get("credits", _number(amount.value if amount else None)),
        "unit": sent.get("unit", amount.unit if amount else ""),
        "contact_hours": sent.get("contact_hours", _number(load.contact_hours)),
        "overall": sent.get("overall", _number(course.award_rule.overall)),
        "labels": {
            "title": _("Title"),
            "weight": _("Weight, %"),
            "threshold": _("To pass, %"),
            "hours": _("Hours"),
        },
        "new": {name: sent.get(f"{name}-new", "") for name in ("outcome", "assessment", "activity", "hours")},
    }


def _lane(course: MicroCredential, at: int, one: Outcome, given: Sheet) -> Lane:
    sent = given.given
    lines = "\n".join(" ".join(criterion.text.original.split()) for criterion in one.criteria)
    return Lane(
        at=str(at),
        key=f"outcomes[{at}]",
        one=one,
        text=sent.get(f"outcome-{at}", one.text.original),
        kind=sent.get(f"kind-{at}", one.kind),
        criteria=sent.get(f"criteria-{at}", lines),
        tests=tuple(
            Mark(str(number), task.title, _is_ticked(given, f"assesses-{number}", one.id, task.outcomes))
            for number, task in enumerate(course.assessments)
        ),
        ways=tuple(
            Mark(str(number), work.title, _is_ticked(given, f"leads-{number}", one.id, work.outcomes))
            for number, work in enumerate(course.activities)
        ),
    )


def _is_ticked(given: Sheet, name: str, outcome: str, stored: tuple[str, ...]) -> bool:
    return outcome in (given.sent.getlist(name) if given.given else stored)


def _task(at: int, one: Assessment, given: Sheet) -> Task:
    sent = given.given
    return Task(
        at=str(at),
        key=f"assessments[{at}]",
        one=one,
        title=sent.get(f"assessment-{at}", one.title.original),
        type=sent.get(f"type-{at}", one.type),
        weight=sent.get(f"weight-{at}", _number(one.weight)),
        threshold=sent.get(f"threshold-{at}", _number(one.threshold)),
        supervised=sent.get(f"supervised-{at}", one.supervised),
        identity_checked=sent.get(f"identity_checked-{at}", "yes" if one.identity_checked else "no"),
        what=sent.get(f"what-{at}", one.description.original if one.description else ""),
    )


def _work(at: int, one: Activity, given: Sheet) -> Work:
    sent = given.given
    return Work(
        at=str(at),
        key=f"activities[{at}]",
        one=one,
        title=sent.get(f"activity-{at}", one.title.original),
        hours=sent.get(f"hours-{at}", _number(one.hours)),
        mode=sent.get(f"mode-{at}", one.mode),
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _beside(seen: Examined) -> dict[str, object]:
    """Return what follows from the text and is told anew after every change."""
    return {**told_beside(seen, _near), "sums": sums(seen.definition) if seen.definition else []}


def _near(key: str) -> str:
    """Return the place on the board where a finding about *key* is told."""
    head, bracket, _rest = key.partition("]")
    if bracket and head.startswith(("outcomes[", "assessments[", "activities[")):
        return head + bracket
    return _WHOLE_LISTS.get(key.partition(".")[0], "")


_BOARD = Room("board", "web:board", "testamur/design/drafts/board.html", _shown, aligned, field_of, _beside, _near)

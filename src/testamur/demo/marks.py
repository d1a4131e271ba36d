"""What people achieved, as the gradebook that an instructor hands in. The same world each time."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable
from datetime import date

from testamur.core.model.microcredential import Assessment, MicroCredential
from testamur.demo.classes import Cohort, Kind, Stage
from testamur.demo.names import Learner

# The first rows show every kind; after them chance decides, with these weights.
_SHOWN = (Kind.GOOD, Kind.POOR, Kind.TORN, Kind.PENDING, Kind.ABSENT)
_USUAL = {Kind.GOOD: 84, Kind.POOR: 7, Kind.PENDING: 4, Kind.TORN: 3, Kind.ABSENT: 2}
_WHILE_MARKING = {Kind.GOOD: 45, Kind.POOR: 10, Kind.PENDING: 40, Kind.TORN: 5}
_PLAIN = str.maketrans("", "", "=+@<>")
_BEST = 98
_MARGIN = 3


def kind_of(cohort: Cohort, number: int) -> Kind:
    """Return what someone's results show. A negative *number* is a guest's."""
    if number < 0:
        return cohort.guests[-1 - number][1]
    if number - cohort.first < len(_SHOWN):
        return _SHOWN[number - cohort.first]
    weights = _WHILE_MARKING if cohort.stage is Stage.MARKING else _USUAL
    chance = random.Random(f"kind {cohort.key} {number}")  # noqa: S311 - the same world each time, nothing to guess
    return chance.choices(list(weights), list(weights.values()))[0]


def roster(cohort: Cohort, people: Iterable[tuple[Learner, int]]) -> bytes:
    """Return the list of who takes part, as CSV."""
    rows = [(_plain(learner), learner.email, _number(cohort, number)) for learner, number in people]
    return _written(["name", "email", "id"], rows)


def gradebook(cohort: Cohort, people: Iterable[tuple[Learner, int]], course: MicroCredential, on: date) -> bytes:
    """Return the results as CSV: how each assessment was held, its mark, and what the marker declares."""
    taken = course.assessments[:1] if cohort.stage is Stage.RUNNING else course.assessments
    heading = ["name", "email", "id"]
    for item in taken:
        heading += [item.id, f"{item.id} passed", f"{item.id} supervised", f"{item.id} identity", f"{item.id} date"]
    rows = []
    for learner, number in people:
        marked = _marked(cohort, number, course, taken)
        row = [_plain(learner), learner.email, _number(cohort, number)]
        rows.append([*row, *(cell for one in marked for cell in (*one, on.isoformat()))])
    return _written(heading, rows)


def _marked(
    cohort: Cohort, number: int, course: MicroCredential, taken: tuple[Assessment, ...]
) -> list[tuple[str, str, str, str]]:
    """Return mark, declaration, supervision and identity check of each assessment."""
    kind = kind_of(cohort, number)
    chance = random.Random(f"mark {cohort.key} {number}")  # noqa: S311 - as above
    odd_one = _odd_one(kind, taken)
    found = []
    for item in taken:
        low = int(max(item.threshold or 0, course.award_rule.overall or 0))
        mark, said = chance.randint(min(low + _MARGIN, _BEST), _BEST), ""
        held = _yes(item.supervised != "no"), _yes(item.identity_checked)
        if kind is Kind.POOR:
            mark = chance.randint(low // 2, max(low - _MARGIN, low // 2))
        elif item is odd_one and kind is Kind.PENDING:
            mark = -1
        elif item is odd_one and kind is Kind.TORN:
            said = "no"
        elif item is odd_one and kind is Kind.ABSENT:
            held = ("no", held[1])
        found.append((str(mark) if mark >= 0 else "", said, *held))
    return found


def _odd_one(kind: Kind, taken: tuple[Assessment, ...]) -> Assessment:
    """Return the assessment at which something is the matter: the last one of which it can be."""
    fitting = taken
    if kind is Kind.TORN:
        fitting = tuple(item for item in taken if item.threshold is not None)
    elif kind is Kind.ABSENT:
        fitting = tuple(item for item in taken if item.supervised != "no")
    return (fitting or taken)[-1]


def _plain(learner: Learner) -> str:
    """Return the name as a file may carry it; whose name that changes is enrolled by hand, under their own."""
    return learner.name if learner.is_plain else learner.name.translate(_PLAIN).strip()


def _number(cohort: Cohort, number: int) -> str:
    """Return a student number that a place gives a person once."""
    return f"{cohort.place[:2].upper()}{9000 - number if number < 0 else 1000 + number}"


def _yes(is_so: bool) -> str:  # noqa: FBT001 - a cell
    return "yes" if is_so else "no"


def _written(heading: list[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()

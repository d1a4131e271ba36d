"""Rows of the insight room as values, tables as they are stored, and the pseudonyms of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

from testamur import packs
from testamur.adapters import vault
from testamur.adapters.environment import environment, secret_key
from testamur.core.fairness import (
    Interval,
    Questions,
    Row,
    Table,
    complete,
    guarded,
    most,
    parse_questions,
    rough,
    without_rest,
)
from testamur.domain.insight.models import Run, Survey
from testamur.domain.insight.values import RunView, SurveyView

_EXACT = ("rate", "ratio")
_SPREAD = ("interval", "ratio_interval")


@cache
def questions() -> Questions:
    """Return all questions that may be asked, read once."""
    return parse_questions(packs.surveys()["voluntary"], name="voluntary.yaml")


@cache
def _secret() -> str:
    return secret_key(environment().secret_key_file)


def pseudonyms(institution_id: int, question: str, people: Iterable[int]) -> Iterator[str]:
    """Yield the pseudonym of each of *people* for one question at one institution."""
    return vault.pseudonyms(_secret(), (f"{institution_id} {question} {one}" for one in people))


def survey(row: Survey, answered: Mapping[str, int]) -> SurveyView:
    """Return the survey; how many answered is told from the cell on."""
    return SurveyView(
        uuid=row.uuid,
        questions=tuple(row.questions),
        basis=row.basis,
        reference=row.reference,
        assessed_on=row.assessed_on,
        cell=row.cell,
        began_at=row.began_at,
        began_by=row.began_by_id,
        ended_at=row.ended_at,
        answered={one: n if (n := answered.get(one, 0)) >= row.cell else None for one in row.questions},
    )


def run(row: Run) -> RunView:
    """Return the audit with its tables, as its institution reads it."""
    cases = row.figures.get("cases", 0)
    return RunView(
        uuid=row.uuid,
        institution_id=row.institution_id,
        what=row.what,
        since=row.since,
        until=row.until,
        questions=tuple(row.questions),
        cell=row.cell,
        state=row.state,
        total=row.total,
        done=row.done,
        cases=cases,
        selection=tables(row, row.figures, "selection", cases),
        opportunity=tables(row, row.figures, "opportunity", 0),
        left_out=tuple(tuple(one) for one in row.figures.get("left_out", ())),
        asked_at=row.asked_at,
        asked_by=row.asked_by_id,
        finished_at=row.finished_at,
        same_as=row.same_as.uuid if row.same_as else None,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
        note=row.note,
    )


def public(row: Run) -> RunView:
    """Return the audit as everybody reads it: roughly, where exact numbers would tell how single people fared.

    That is so, too, where something else was public of the same people before.
    """
    found = run(row)
    earned = without_rest(found.opportunity, found.selection, found.cell)
    told = rough((*found.selection, *earned), is_always=row.is_rough)
    return replace(found, selection=told[: len(found.selection)], opportunity=told[len(found.selection) :])


def tables(row: Run, figures: Mapping[str, Any], kind: str, people: int) -> tuple[Table, ...]:
    """Return the tables of an audit; those counted before tables were guarded together are guarded now."""
    stored = tuple(map(table, figures.get(kind, ())))
    return tuple(map(_complete, guarded(stored, people or most(stored), row.cell)))


def _complete(found: Table) -> Table:
    known = questions()
    if not set(found.attributes) <= set(known.names):
        return found
    return complete(found, [[choice.id for choice in known[one].answers] for one in found.attributes])


def ways(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the questions, two by two."""
    return list(combinations(names, 2))


def plain(found: Table) -> dict[str, object]:
    """Return a table as JSON that `table` reads; fractions stay exact."""
    return {
        "attributes": list(found.attributes),
        "rows": [_plain_row(one) for one in found.rows],
        "unknown": found.unknown,
        "highest": list(found.highest) if found.highest else None,
        "gap": None if found.gap is None else str(found.gap),
        "gap_interval": _pair(found.gap_interval),
    }


def table(told: Mapping[str, Any]) -> Table:
    """Return the table that `plain` told."""
    return Table(
        tuple(told["attributes"]),
        tuple(map(_row, told["rows"])),
        told["unknown"],
        tuple(told["highest"]) if told["highest"] else None,
        None if told["gap"] is None else Fraction(told["gap"]),
        _interval(told["gap_interval"]),
    )


def _plain_row(row: Row) -> dict[str, object]:
    told: dict[str, object] = {one.name: getattr(row, one.name) for one in fields(Row)}
    exact = {name: None if told[name] is None else str(told[name]) for name in _EXACT}
    return told | exact | {"group": list(row.group), **{name: _pair(getattr(row, name)) for name in _SPREAD}}


def _row(told: Mapping[str, Any]) -> Row:
    exact = {name: None if told[name] is None else Fraction(told[name]) for name in _EXACT}
    spread = {name: _interval(told[name]) for name in _SPREAD}
    return Row(**{**told, **exact, **spread, "group": tuple(told["group"])})


def _pair(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _interval(told: list[float] | None) -> Interval | None:
    return None if told is None else Interval(*told)

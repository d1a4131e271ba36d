"""From what a list says of a person to what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from testamur.adapters.issue_folder import Judged, Terms, is_future
from testamur.core.assessment.intake import Column, Notice, ResultRow, RowError
from testamur.core.credential.ports import Json
from testamur.core.rules import Decision, Judge, Verdict, stated
from testamur.interfaces.words.decisions import reasons
from testamur.interfaces.words.gradebooks import row_error

Entry = ResultRow | RowError | Notice
_OUTCOMES = {Verdict.UNMET: "not-met", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the list, and what they answer for.

    ``rule_met``: that everyone on it met the rule. ``assumes_design``: that sittings of which it says nothing were
    held as the definition designs them. ``explains_all``: say in words why each award is due, not only why one is not.
    """

    terms: Terms
    rule_met: bool = False
    assumes_design: bool = True
    explains_all: bool = True

    def judge(self, recorded: frozenset[str]) -> Judge:
        """Return who decides on the people of a list that has columns for the fields ``recorded``."""
        course, on = self.terms.definition, self.terms.now.date()
        presumed = self._presumed(recorded) if self.assumes_design else frozenset()
        return Judge(course.award_rule, course.assessments, on=on, presumed=presumed)

    def decide(self, row: ResultRow, judge: Judge) -> Decision:
        """Decide on one person."""
        if self.rule_met and row.declared is not False:
            return stated(on=self.terms.now.date(), by="sender")
        # A result without mark or declaration is an empty cell.
        told = tuple([one for one in row.results if one.percent is not None or one.passed is not None])
        return judge.decide(told, declared=row.declared)

    def _presumed(self, recorded: frozenset[str]) -> frozenset[str]:
        """Return what a sender answers for by handing in results: that sittings were held as designed."""
        return frozenset(
            f"{one.id}.{part}"
            for one in self.terms.definition.assessments
            for part in ("supervised", "identity")
            if not {part, f"{one.id}.{part}"} & recorded
        )


class Listener(Protocol):
    """Someone who keeps what is worth telling at the end."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list."""

    def hear(self, notice: Notice) -> None:
        """Take note of *notice*."""


def judged(entries: Iterable[Entry], sender: Sender, listener: Listener) -> Iterator[Judged]:
    """Yield one record for each person, in the order of the list."""
    judge = sender.judge(frozenset(column.field for column in listener.columns))
    for line, group in groupby(entries, key=lambda entry: entry.line):
        errors: list[RowError] = []
        for entry in group:
            if isinstance(entry, Notice):
                listener.hear(entry)
            elif isinstance(entry, RowError):
                errors.append(entry)
            elif is_future(entry, sender.terms.now):
                errors.append(_from_the_future(entry, listener.columns))
            else:
                yield _judged(entry, sender, judge)
        if errors:
            yield Judged(_refused(line, errors))


def _judged(row: ResultRow, sender: Sender, judge: Judge) -> Judged:
    decision = sender.decide(row, judge)
    if decision and not sender.explains_all:
        return Judged({"row": row.line}, row, decision)
    more: Json = {"row": row.line, "reason": " ".join(reasons(decision))}
    if decision:
        return Judged(more, row, decision)
    line = {
        **more,
        "name": row.name,
        "email": row.email,
        "identifier": row.identifier,
        "outcome": _OUTCOMES[decision.verdict],
        "because": [reason.because for reason in decision.reasons()],
        "decision": decision.to_json(),
    }
    return Judged(line)


def _from_the_future(row: ResultRow, columns: tuple[Column, ...]) -> RowError:
    header = next((column.header for column in columns if column.field == "completed_on"), "")
    return RowError(row.line, header, "date-in-future", str(row.completed_on))


def _refused(line: int, errors: list[RowError]) -> Json:
    return {
        "row": line,
        "outcome": "error",
        "reason": " ".join(row_error(error) for error in errors),
        "errors": [
            {"column": error.column, "code": error.code, "found": error.found, "facts": dict(error.facts)}
            for error in errors
        ],
    }

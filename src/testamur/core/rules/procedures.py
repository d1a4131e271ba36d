"""How recognition is decided, as a file: its clock, its outcomes, and what a refusal must show. With worked cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Section
from testamur.core.rules.clock import Clock, Pause
from testamur.core.rules.language.fields import EFFECTIVE, PROSE, Effective
from testamur.core.rules.recognising import CHECKLIST, DIMENSIONS, OUTCOMES, PURPOSES, Difference, Ruling, flaws

FORMAT, CASES_FORMAT = "procedure-1", "procedure-cases-1"


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of recognition in one version. ``months``: from the complete file to the decision."""

    id: str
    version: str
    title: str
    sources: tuple[str, ...]
    months: int
    stops_while_asked: bool = True
    purposes: tuple[str, ...] = PURPOSES
    outcomes: tuple[str, ...] = OUTCOMES
    dimensions: tuple[str, ...] = DIMENSIONS
    checklist: tuple[str, ...] = CHECKLIST
    difference_needed_for: tuple[str, ...] = ()
    appeal_told_for: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    effective: Effective | None = None

    def clock(self, complete_on: date, pauses: tuple[Pause, ...] = ()) -> Clock:
        """Return the clock of a request whose file was complete on that day."""
        return Clock(complete_on, self.months, pauses if self.stops_while_asked else ())


@dataclass(frozen=True, slots=True)
class ClockCase:
    """A request and the day by which it must be decided."""

    situation: str
    complete_on: date
    on: date
    due_on: date
    pauses: tuple[Pause, ...] = ()
    tests: tuple[str, ...] = ()

    def holds(self, procedure: Procedure) -> bool:
        """Say whether the procedure gives that day."""
        return procedure.clock(self.complete_on, self.pauses).due_on(self.on) == self.due_on


@dataclass(frozen=True, slots=True)
class RulingCase:
    """A decision and what makes it invalid, by the codes of its flaws."""

    situation: str
    ruling: Ruling
    flaws: tuple[str, ...]
    tests: tuple[str, ...] = ()

    def holds(self) -> bool:
        """Say whether exactly these flaws are found."""
        return tuple(flaw.code for flaw in flaws(self.ruling)) == self.flaws


def _procedure(*, format_version: str, **written: object) -> Procedure:
    del format_version
    return Procedure(**written)  # type: ignore[arg-type]  # the table's kinds say what each value is


_TESTS = Field("tests", Many(a.IDENTIFIER, alone=True), "Published examples that it stands for.")
_SITUATION = Field("situation", a.LINE, "What it is about.", required=True)
_OUTCOME = a.choice(OUTCOMES)
PROCEDURE = Section(
    "procedure",
    (
        format_field(FORMAT),
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("version", a.VERSION, "The version of the criteria; every decision names it.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("sources", Many(a.LINE, alone=True, least=1), "What it is based on.", required=True),
        Field("uncertain", Many(PROSE, alone=True), "What could not be confirmed."),
        Field("effective", EFFECTIVE, "From when to when it applies."),
        Field("months", a.MONTHS, "From the complete file to the decision.", required=True),
        Field("stops_while_asked", a.TRUTH, "Whether the clock stops while the applicant is asked (default: yes)."),
        Field("purposes", Many(a.choice(PURPOSES), alone=True), "What recognition may be asked for."),
        Field("outcomes", Many(_OUTCOME, alone=True), "How it may be decided."),
        Field("dimensions", Many(a.choice(DIMENSIONS), alone=True), "What a substantial difference may be in."),
        Field("checklist", Many(a.choice(CHECKLIST), alone=True), "What an assessor goes through."),
        Field("difference_needed_for", Many(_OUTCOME, alone=True), "Outcomes that need a substantial difference."),
        Field("appeal_told_for", Many(_OUTCOME, alone=True), "Outcomes that come with reasons and an appeal."),
    ),
    _procedure,
)
_PAUSE = Section(
    "pause",
    (
        Field("asked_on", a.DAY, "When the applicant was asked.", required=True),
        Field("answered_on", a.DAY, "When the answer came."),
    ),
    Pause,
)
_DIFFERENCE = Section(
    "difference",
    tuple(Field(name, a.LINE, name, required=True) for name in ("dimension", "evidence", "why_obstacle")),
    Difference,
)
_RULING = Section(
    "ruling",
    (
        Field("outcome", a.LINE, "How it is decided.", required=True),
        Field("criteria", a.LINE, "The version of the criteria.", required=True),
        Field("differences", Many(_DIFFERENCE), "Substantial differences."),
        Field("recognised", Many(a.LINE, alone=True), "What is recognised."),
        Field("conditions", Many(a.LINE, alone=True), "On which conditions."),
        Field("reasons", PROSE, "Why."),
        Field("appeal_body", a.LINE, "Who hears an appeal."),
        Field("appeal_by", a.DAY, "Until when."),
    ),
    Ruling,
)
_CLOCK_CASE = Section(
    "clock case",
    (
        _SITUATION,
        _TESTS,
        Field("complete_on", a.DAY, "When the file was complete.", required=True),
        Field("pauses", Many(_PAUSE), "When the applicant was asked for something."),
        Field("on", a.DAY, "The day on which the clock is looked at.", required=True),
        Field("due_on", a.DAY, "The last day for a decision.", required=True),
    ),
    ClockCase,
)
_RULING_CASE = Section(
    "ruling case",
    (
        _SITUATION,
        _TESTS,
        Field("ruling", _RULING, "The decision.", required=True),
        Field("flaws", Many(a.IDENTIFIER, alone=True), "What makes it invalid.", required=True),
    ),
    RulingCase,
)


@dataclass(frozen=True, slots=True)
class ProcedureCases:
    """The worked cases of a procedure."""

    clock: tuple[ClockCase, ...] = ()
    rulings: tuple[RulingCase, ...] = ()


PROCEDURE_CASES = Section(
    "procedure cases",
    (
        format_field(CASES_FORMAT),
        Field("clock", Many(_CLOCK_CASE), "When a decision is due."),
        Field("rulings", Many(_RULING_CASE), "What makes a decision invalid."),
    ),
    lambda *, clock=(), rulings=(), **_format: ProcedureCases(clock, rulings),
)


def parse_procedure(source: str | bytes, *, name: str = "") -> Procedure:
    """Return the procedure in *source*. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(PROCEDURE, Procedure, source, name=name)[0]


def parse_procedure_cases(source: str | bytes, *, name: str = "") -> ProcedureCases:
    """Return the worked cases in *source*. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(PROCEDURE_CASES, ProcedureCases, source, name=name)[0]

"""Level maps, credit conversions and grading schemes as files: dated, cited, and read with every problem at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.level import Level
from testamur.core.model.quantity import CREDIT_UNITS
from testamur.core.rules.knowledge import BEST_FIT, ConversionRule, GradeMap, GradingScheme, Knowledge, LevelMatch
from testamur.core.rules.language.fields import EFFECTIVE, PROSE, Effective
from testamur.core.rules.language.values import LEVEL
from testamur.core.rules.policy import ROUNDINGS

FORMAT = "framework-1"


@dataclass(frozen=True, slots=True)
class Framework:
    """One file of knowledge: what it says, what it is based on, and what could not be confirmed."""

    id: str
    title: str
    sources: tuple[str, ...]
    knowledge: Knowledge
    uncertain: tuple[str, ...] = ()
    effective: Effective | None = None


def _matches(
    left: Level,
    right: tuple[Level, ...],
    source: str,
    kind: str = BEST_FIT,
    confirmed: bool = True,  # noqa: FBT001, FBT002 - as the file has it
    valid_from: date | None = None,
) -> tuple[LevelMatch, ...]:
    return tuple(LevelMatch(left, one, source, kind, confirmed, valid_from) for one in right)


def _conversion(*, factor: Decimal | None = None, **written: object) -> ConversionRule:
    """Build a rule from one factor, or from the lowest and the highest."""
    bounds = {"low": factor, "high": factor} if factor is not None else {}
    values = {**written, **bounds}
    low, high = values.get("low"), values.get("high")
    if not isinstance(low, Decimal) or not isinstance(high, Decimal) or high < low:
        code = "no-factor"
        raise Unacceptable(code, key="id")
    return ConversionRule(**values)  # type: ignore[arg-type]  # the table's kinds say what each value is


def _scheme(*, grades: tuple[str, ...] = (), points: tuple[Decimal, ...] = (), **written: object) -> GradingScheme:
    if points and len(points) != len(grades):
        code = "points-do-not-fit"
        raise Unacceptable(code, key="points")
    return GradingScheme(grades=grades, points=points, **written)  # type: ignore[arg-type]  # as above


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip() or not right.strip():
        code = "not-a-pair"
        raise Unacceptable(code)
    return left.strip(), right.strip()


_PAIR = Scalar("grade = grade", _pair, str, {"type": "string", "pattern": "^.+=.+$"})
_MATCH = Section(
    "level match",
    (
        Field("left", LEVEL, "A level.", required=True),
        Field("right", Many(LEVEL, alone=True, least=1), "The levels that it compares to.", required=True),
        Field("source", a.LINE, "Who says so.", required=True),
        Field("kind", a.IDENTIFIER, "How they compare (default: `best_fit`)."),
        Field("confirmed", a.TRUTH, "Whether a source was found (default: yes)."),
        Field("valid_from", a.DAY, "From when on."),
    ),
    _matches,
)
_CONVERSION = Section(
    "conversion",
    (
        Field("id", a.IDENTIFIER, "Its name, for the line that says how credits were converted.", required=True),
        Field("from", a.choice(CREDIT_UNITS), "The unit converted from.", required=True, attribute="from_unit"),
        Field("to", a.choice(CREDIT_UNITS), "The unit converted to.", required=True, attribute="to_unit"),
        Field("factor", a.NUMBER, "How many of the one make one of the other."),
        Field("low", a.NUMBER, "The lowest factor, where sources give a range."),
        Field("high", a.NUMBER, "The highest factor."),
        Field("authority", a.LINE, "Who says so.", required=True),
        Field("rounding", a.choice(ROUNDINGS), "How the result is rounded (default: none)."),
    ),
    _conversion,
)
_SCHEME = Section(
    "grading scheme",
    (
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("grades", Many(a.LINE), "Its grades, the lowest first."),
        Field("points", Many(a.NUMBER), "Their points for means, in the same order."),
        Field("passing", a.LINE, "The lowest grade that passes."),
        Field("numeric", a.TRUTH, "Whether any number in a range is a grade."),
        Field("lowest", a.NUMBER, "The lowest number (default: 0)."),
        Field("highest", a.NUMBER, "The highest number (default: 100)."),
        Field("source", a.LINE, "Who says so.", required=True),
    ),
    _scheme,
)
_GRADE_MAP = Section(
    "grade map",
    (
        Field("from", a.IDENTIFIER, "The scheme mapped from.", required=True, attribute="from_scheme"),
        Field("to", a.IDENTIFIER, "The scheme mapped to.", required=True, attribute="to_scheme"),
        Field("pairs", Many(_PAIR, least=1), "Which grade becomes which.", required=True),
        Field("source", a.LINE, "Who says so.", required=True),
    ),
    GradeMap,
)


def _framework(  # noqa: PLR0913 - the keys of the file
    *,
    format_version: str,
    id: str,  # noqa: A002 - the key's name
    title: str,
    sources: tuple[str, ...],
    uncertain: tuple[str, ...] = (),
    effective: Effective | None = None,
    levels: tuple[tuple[LevelMatch, ...], ...] = (),
    conversions: tuple[ConversionRule, ...] = (),
    schemes: tuple[GradingScheme, ...] = (),
    grade_maps: tuple[GradeMap, ...] = (),
) -> Framework:
    del format_version
    knowledge = Knowledge(tuple(one for row in levels for one in row), conversions, schemes, grade_maps)
    return Framework(id, title, sources, knowledge, uncertain, effective)


FRAMEWORK = Section(
    "framework",
    (
        format_field(FORMAT),
        Field("id", a.IDENTIFIER, "Its name.", required=True),
        Field("title", a.LINE, "What people call it.", required=True),
        Field("sources", Many(a.LINE, alone=True, least=1), "What it is based on.", required=True),
        Field("uncertain", Many(PROSE, alone=True), "What could not be confirmed."),
        Field("effective", EFFECTIVE, "From when to when it applies."),
        Field("levels", Many(_MATCH), "Which levels compare."),
        Field("conversions", Many(_CONVERSION), "How credits are converted."),
        Field("schemes", Many(_SCHEME), "Grading schemes."),
        Field("grade_maps", Many(_GRADE_MAP), "Grades of one scheme in terms of another."),
    ),
    _framework,
)


def parse_framework(source: str | bytes, *, name: str = "") -> Framework:
    """Return the knowledge in *source*. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(FRAMEWORK, Framework, source, name=name, check=_check_unique)[0]


def _check_unique(notes: Notes) -> None:
    for kind in (ConversionRule, GradingScheme):
        seen: set[str] = set()
        for key, value in notes.built.items():
            if isinstance(value, kind):
                if value.id in seen:
                    notes.refuse_key("duplicate-id", f"{key}.id", value.id)
                seen.add(value.id)


def parse_knowledge(sources: Iterable[str]) -> Knowledge:
    """Return all that several files know, as one value for decisions. Raises `DefinitionError`."""
    parts = [parse_framework(source).knowledge for source in sources]
    return Knowledge(
        tuple(one for part in parts for one in part.levels),
        tuple(one for part in parts for one in part.conversions),
        tuple(one for part in parts for one in part.schemes),
        tuple(one for part in parts for one in part.grade_maps),
    )

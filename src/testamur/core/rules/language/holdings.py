"""The holdings file (JSON): what one person brings to a policy, with the days that a decision needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.json_tree import build_json
from testamur.core.model.definition.kinds import Field, Many, Section
from testamur.core.model.definition.manual import manual_of
from testamur.core.model.definition.notes import Notes
from testamur.core.rules.holding import STATES, Holding, Override
from testamur.core.rules.language.fields import PROSE
from testamur.core.rules.language.values import GRADE, LEVEL, MARK
from testamur.core.rules.policy import ANCHORS

FORMAT = "holdings-1"


@dataclass(frozen=True, slots=True)
class Brought:
    """What one person brings. ``on`` is the day of the decision where the file names one."""

    holdings: tuple[Holding, ...]
    anchors: Mapping[str, date] = field(default_factory=dict, hash=False)
    overrides: tuple[Override, ...] = ()
    on: date | None = None


def build_holding(
    *,
    ref: str,
    id: str = "",  # noqa: A002 - the key's name
    outcome_marks: tuple[tuple[str, Decimal], ...] = (),
    **written: object,
) -> Holding:
    """Build a holding from the values of its keys; without an ``id`` it goes by its specification."""
    # The table's kinds say what each value is; the type checker cannot follow them through a dictionary.
    return Holding(id=id or ref, ref=ref, outcome_marks=dict(outcome_marks), **written)  # type: ignore[arg-type]


_SEVERAL = Many(a.LINE, alone=True)
HOLDING_FIELDS = (
    Field("ref", a.LINE, "The specification that it is an item of: its code or address.", required=True),
    Field("id", a.LINE, "Its own name, where one specification is held more than once."),
    Field("title", a.LINE, "What people call it."),
    Field("credits", a.CREDITS, "Its credits with their unit."),
    Field("awarded_on", a.DAY, "When it was awarded; currency is counted from here."),
    Field("valid_until", a.DAY, "When the credential itself ends."),
    Field("state", a.choice(STATES), "Whether it is sure to count (default: `confirmed`)."),
    Field("source", a.LINE, "How it came about, such as `native` (default) or `credit_transfer`."),
    Field("family", a.LINE, "What all its versions and renewals share."),
    Field("stands_for", _SEVERAL, "Units that it was recognised as."),
    Field("levels", Many(LEVEL, alone=True), "Its levels."),
    Field("bodies", _SEVERAL, "Who awarded it."),
    Field("tags", _SEVERAL, "Words that policies sort it by."),
    Field("outcomes", _SEVERAL, "The outcomes that it covers."),
    Field("grade", GRADE, "Its grade with the grading scheme."),
    Field("passed", a.TRUTH, "Whether it was passed, where there is no grade."),
    Field("supervised", a.TRUTH, "Whether someone watched the assessment."),
    Field("id_verified", a.TRUTH, "Whether the identity was checked at the assessment."),
    Field("practice", a.TRUTH, "Whether there is evidence of practice since."),
    Field("is_micro", a.TRUTH, "Whether it is a micro-credential (default: yes)."),
    Field("splittable", a.TRUTH, "Whether its credits may be split between groups (default: no)."),
    Field("consumed_by", _SEVERAL, "Awards that have used it up."),
    Field("outcome_marks", Many(MARK), "Marks of single outcomes."),
    Field("quality_from", a.DAY, "From when the quality of its definition is verified."),
    Field("quality_until", a.DAY, "Until when."),
    Field("match", a.PERCENT, "How much of its content matches the unit that it stands for."),
)
HOLDING = Section("holding", HOLDING_FIELDS, build_holding)
ANCHOR = Section(
    "anchors",
    tuple(Field(name, a.DAY, f"The day of the {name}.") for name in ANCHORS),
    lambda **days: dict(days),
)
OVERRIDE = Section(
    "override",
    (
        Field("path", a.LINE, "The clause that is taken for met, by its id.", required=True),
        Field("person", a.LINE, "Who decided that.", required=True),
        Field("reason", PROSE, "Why.", required=True),
        Field("on", a.DAY, "When.", required=True),
    ),
    Override,
)


def _brought(
    *,
    format_version: str,
    holdings: tuple[Holding, ...],
    anchors: Mapping[str, date] | None = None,
    overrides: tuple[Override, ...] = (),
    on: date | None = None,
) -> Brought:
    del format_version
    return Brought(holdings, anchors or {}, overrides, on)


HOLDINGS = Section(
    "holdings",
    (
        format_field(FORMAT),
        Field("holdings", Many(HOLDING), "What the person holds.", required=True),
        Field("on", a.DAY, "The day of the decision."),
        Field("anchors", ANCHOR, "Days that times are counted at, where they are not the day of the decision."),
        Field("overrides", Many(OVERRIDE), "Clauses that a named person takes for met."),
    ),
    _brought,
)


def parse_holdings(source: str | bytes, *, name: str = "") -> Brought:
    """Return what a person brings, from JSON. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(HOLDINGS, Brought, build_json(source), name=name, check=check_holdings)[0]


def check_holdings(notes: Notes) -> None:
    """Note holdings of the same name, and days that cannot be."""
    seen: set[str] = set()
    for key, value in notes.built.items():
        if not isinstance(value, Holding):
            continue
        if value.id in seen:
            at = f"{key}.id" if f"{key}.id" in notes.places else f"{key}.ref"
            notes.refuse_key("duplicate-id", at, value.id)
        seen.add(value.id)
        if value.awarded_on and value.valid_until and value.valid_until < value.awarded_on:
            notes.refuse_key("ends-before-it-begins", f"{key}.valid_until", value.valid_until.isoformat())
        if value.quality_from and value.quality_until and value.quality_until < value.quality_from:
            notes.refuse_key("ends-before-it-begins", f"{key}.quality_until", value.quality_until.isoformat())


def holdings_manual() -> str:
    """Return the reference of the holdings file in Markdown."""
    return manual_of(HOLDINGS)


def numbered(holding: Holding, times: int) -> tuple[Holding, ...]:
    """Return so many holdings of the kind, each of a specification of its own."""
    names = range(1, times + 1)
    return tuple(replace(holding, id=f"{holding.id}-{name}", ref=f"{holding.ref}-{name}") for name in names)

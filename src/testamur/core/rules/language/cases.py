"""Worked cases of a policy: what somebody holds, on which day, and what the decision must say, with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from testamur.core.model.definition import scalars as a
from testamur.core.model.definition.files import format_field, read_section
from testamur.core.model.definition.kinds import Field, Many, Scalar, Section
from testamur.core.model.definition.problems import Unacceptable
from testamur.core.model.quantity import plain
from testamur.core.rules.decision import Decision, Finding, Verdict
from testamur.core.rules.holding import Holding, Override
from testamur.core.rules.language.holdings import (
    ANCHOR,
    HOLDING_FIELDS,
    OVERRIDE,
    build_holding,
    numbered,
)

FORMAT = "cases-1"
_MOST_TIMES = 1_000
_SAID = re.compile(r"(?P<number>\d{1,4})\s+(?P<code>[a-z][a-z-]*)")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the decision must say; what is None or empty is not looked at.

    ``because``: the code of a finding that carries the verdict, or of the whole; ``clause``: the clause of such a one.
    ``counted``: credits that count; ``items``: how many items; ``left_out``: how many items are left out for a reason.
    ``next``: a specification that a nearest completion names.
    """

    verdict: Verdict
    because: str = ""
    clause: str = ""
    counted: Decimal | None = None
    items: int | None = None
    left_out: tuple[tuple[int, str], ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One situation. ``tests`` names the published examples that it stands for."""

    situation: str
    on: date
    holdings: tuple[Holding, ...]
    expect: Expected
    anchors: Mapping[str, date]
    overrides: tuple[Override, ...] = ()
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a decision does not say what its case expects: what was looked at, what was expected, what was found."""

    about: str
    expected: str
    found: str


def differences(case: Case, decision: Decision) -> tuple[Difference, ...]:
    """Return everything in which *decision* differs from what *case* expects; none where it is as expected."""
    return tuple(Difference(*one) for one in _compared(case.expect, decision) if one[1] != one[2])


def _compared(expect: Expected, decision: Decision) -> Iterator[tuple[str, str, str]]:
    yield "verdict", expect.verdict.value, decision.verdict.value
    yield "proof", "proved", "proved" if decision.is_proved else "not proved"
    carrying = list(_carrying(decision.finding))
    if expect.clause:
        carrying = [found for found in carrying if found.facts.get("clause") == expect.clause] or carrying
        clauses = [found.facts.get("clause", "") for found in carrying]
        yield "clause", expect.clause, expect.clause if expect.clause in clauses else ", ".join(dict.fromkeys(clauses))
    if expect.because:
        codes = list(dict.fromkeys(found.because for found in carrying))
        yield "because", expect.because, expect.because if expect.because in codes else ", ".join(codes)
    if expect.counted is not None:
        total = sum((Decimal(one.amount or 0) for one in decision.counted), Decimal(0))
        yield "counted", plain(expect.counted), plain(total)
    if expect.items is not None:
        yield "items", str(expect.items), str(len({one.holding for one in decision.counted}))
    if expect.left_out:
        held = Counter(one.because for one in decision.left_out)
        yield "left_out", _said(expect.left_out), _said([(number, code) for code, number in held.items()])
    if expect.next:
        named = _next(decision)
        yield "next", expect.next, expect.next if expect.next in named else ", ".join(named)


def _next(decision: Decision) -> list[str]:
    gaps = (gap for completion in decision.completions for gap in completion.gaps)
    return list(dict.fromkeys(gap.facts.get("ref", gap.kind) for gap in gaps))


def _carrying(finding: Finding) -> Iterator[Finding]:
    """Yield every finding that carries the verdict, from the whole to the innermost reasons."""
    yield finding
    for part in finding.parts:
        if part.met is finding.met:
            yield from _carrying(part)


def _said(counted: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {code}" for number, code in sorted(counted, key=lambda one: one[1]))


def _read_said(text: str) -> tuple[int, str]:
    match = _SAID.fullmatch(text)
    if not match:
        code = "not-a-count"
        raise Unacceptable(code)
    return int(match["number"]), match["code"]


def _read_whole(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text[:9]) <= _MOST_TIMES:
        code = "not-a-whole-number"
        raise Unacceptable(code)
    return int(text)


def _read_verdict(text: str) -> Verdict:
    chosen = a.choice([verdict.value for verdict in Verdict]).read(text)
    return Verdict(chosen)


def _holdings(*, times: int = 1, **written: object) -> tuple[Holding, ...]:
    holding = build_holding(**written)  # type: ignore[arg-type]  # the table's kinds say what each value is
    return (holding,) if times == 1 else numbered(holding, times)


def _case(*, anchors: Mapping[str, date] | None = None, holdings: tuple[object, ...], **written: object) -> Case:
    held = tuple(holding for several in holdings if isinstance(several, tuple) for holding in several)
    return Case(anchors=anchors or {}, holdings=held, **written)  # type: ignore[arg-type]  # as above


_WHOLE = Scalar("whole number up to 1000", _read_whole, str, {"type": "integer", "minimum": 0, "maximum": _MOST_TIMES})
_SAID_KIND = Scalar("number and reason, such as `1 cap`", _read_said, str, {"type": "string"})
_VERDICT = Scalar("`met`, `unmet` or `unknown`", _read_verdict, str, {"enum": [one.value for one in Verdict]})
_HOLDING = Section(
    "held",
    (*HOLDING_FIELDS, Field("times", _WHOLE, "How many of the kind, each of a specification of its own.")),
    _holdings,
)
_EXPECTED = Section(
    "expected",
    (
        Field("verdict", _VERDICT, "The answer.", required=True),
        Field("because", a.IDENTIFIER, "The code of a finding that carries it."),
        Field("clause", a.IDENTIFIER, "The clause that carries it."),
        Field("counted", a.NUMBER, "How many credits count."),
        Field("items", _WHOLE, "How many items count."),
        Field("left_out", Many(_SAID_KIND, alone=True), "How many items are left out, and why."),
        Field("next", a.LINE, "A specification that would bring it nearer."),
    ),
    Expected,
)
CASES = Section(
    "cases",
    (
        format_field(FORMAT),
        Field(
            "cases",
            Many(
                Section(
                    "case",
                    (
                        Field("situation", a.LINE, "What it is about.", required=True),
                        Field("tests", Many(a.IDENTIFIER, alone=True), "Published examples that it stands for."),
                        Field("on", a.DAY, "The day of the decision.", required=True),
                        Field("anchors", ANCHOR, "Days that times are counted at, where they are others."),
                        Field("overrides", Many(OVERRIDE), "Clauses that a person takes for met."),
                        Field("holdings", Many(_HOLDING), "What is held.", required=True),
                        Field("expect", _EXPECTED, "What the decision must say.", required=True),
                    ),
                    _case,
                ),
                least=1,
            ),
            "The cases.",
            required=True,
        ),
    ),
    lambda *, cases, **_format: cases,
)


def parse_cases(source: str | bytes, *, name: str = "") -> tuple[Case, ...]:
    """Return the cases in *source*. Raises `DefinitionError` with all problems of the file at once."""
    return read_section(CASES, tuple, source, name=name)[0]

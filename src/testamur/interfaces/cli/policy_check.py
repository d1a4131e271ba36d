"""What ``testamur policy check`` finds in one policy, and how it says so: compiler-style lines, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from testamur import packs
from testamur.core.model.definition import MAX_BYTES, DefinitionError, Places, Problem
from testamur.core.rules import decide
from testamur.core.rules.checking import Remark, remarks, together_remarks
from testamur.core.rules.language import Case, differences, parse_cases
from testamur.core.rules.language.cases import Difference
from testamur.core.rules.policy import Policy
from testamur.interfaces.cli.rules_input import NamedPolicy, content, knowledge, named_policy
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.policy_problems import remark_sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """One policy after the check. Without ``policy`` it (or its cases: ``unread``) could not be read."""

    shown: str
    policy: Policy | None = None
    places: Places = field(default_factory=Places)
    problems: tuple[Problem, ...] = ()
    unread: str = ""
    remarks: tuple[Remark, ...] = ()
    cases: int = 0
    failed: tuple[tuple[Case, tuple[Difference, ...]], ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it; doubts are not mistakes."""
        return self.policy is not None and not self.failed and not any(one.is_error for one in self.remarks)


def check(name: str, cases_file: Path | None) -> Checked:
    """Read a policy, say what stands against it, and decide its cases."""
    try:
        found = named_policy(name)
    except DefinitionError as error:
        return Checked(error.name, problems=error.problems, unread=error.name)
    policy = found.reading.policy
    try:
        cases = _cases(found, cases_file)
    except DefinitionError as error:
        return Checked(found.shown, problems=error.problems, unread=error.name)
    said = remarks(policy, knowledge=knowledge())
    failed = [(case, differing) for case in cases if (differing := _differing(policy, case))]
    return Checked(found.shown, policy, found.reading.places, remarks=said, cases=len(cases), failed=tuple(failed))


def _cases(found: NamedPolicy, cases_file: Path | None) -> tuple[Case, ...]:
    """Return the worked cases: those of the file, those beside the policy, or those of the shipped policy."""
    if cases_file is not None:
        return parse_cases(content(cases_file, MAX_BYTES), name=str(cases_file))
    if found.pack:
        text = packs.policy_cases().get(found.pack, "")
        return parse_cases(text, name=found.pack) if text else ()
    if found.path is None:
        return ()
    beside = (found.path.with_suffix(".cases.yaml"), found.path.parent / "cases" / found.path.with_suffix(".yaml").name)
    path = next((one for one in beside if one.is_file()), None)
    return parse_cases(content(path, MAX_BYTES), name=str(path)) if path else ()


def _differing(policy: Policy, case: Case) -> tuple[Difference, ...]:
    decision = decide(
        policy, case.holdings, on=case.on, knowledge=knowledge(), anchors=case.anchors, overrides=case.overrides
    )
    return differences(case, decision)


def check_together(checked: Sequence[Checked]) -> list[str]:
    """Return the lines about what is wrong between policies."""
    found = together_remarks([one.policy for one in checked if one.policy is not None])
    return [f"{one.code} ERROR {remark_sentence(one)}" for one in found]


def lines_of(checked: Checked) -> Iterator[str]:
    """Yield the lines for a person."""
    for problem in checked.problems:
        place = f"{checked.unread}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.code} ERROR {problem_sentence(problem)}"
    if checked.policy is None:
        return
    for remark in checked.remarks:
        place = _place(checked, remark)
        yield f"{place}: {remark.code} {'ERROR' if remark.is_error else 'DOUBT'} {remark_sentence(remark)}"
    for case, differing in checked.failed:
        yield f"{checked.shown}: case ERROR {case.situation}"
        for one in differing:
            expected, found = one.expected, one.found or "–"
            yield "    " + _("{about}: expected {expected}, found {found}").format(
                about=one.about, expected=expected, found=found
            )
    yield _summary(checked)


def _place(checked: Checked, remark: Remark) -> str:
    """Return where a clause stands: in a file its line, else its name."""
    clauses = checked.policy.clauses if checked.policy else ()
    number = next((number for number, one in enumerate(clauses) if one.id == remark.clause), None)
    if number is None or not checked.places.by_key:
        return f"{checked.shown}" + (f" [{remark.clause}]" if remark.clause else "")
    place = checked.places.nearest(f"clauses[{number}].rule")
    return f"{checked.shown}:{place.line}:{place.column} [{remark.clause}]"


def _summary(checked: Checked) -> str:
    wrong = sum(one.is_error for one in checked.remarks)
    parts = [ngettext("{count} mistake", "{count} mistakes", wrong).format(count=wrong)]
    doubts = len(checked.remarks) - wrong
    if doubts:
        parts.append(ngettext("{count} doubt", "{count} doubts", doubts).format(count=doubts))
    good = checked.cases - len(checked.failed)
    parts.append(_("{good} of {count} cases as expected").format(good=good, count=checked.cases))
    return f"{checked.shown}: {', '.join(parts)}."


def json_of(checked: Checked) -> dict[str, object]:
    """Return the result for programs."""
    return {
        "policy": checked.shown,
        "problems": [
            {"code": one.code, "line": one.line, "column": one.column, "key": one.key, "message": problem_sentence(one)}
            for one in checked.problems
        ],
        "remarks": [
            {
                "code": one.code,
                "clause": one.clause,
                "is_error": one.is_error,
                "facts": dict(one.facts),
                "message": remark_sentence(one),
            }
            for one in checked.remarks
        ],
        "cases": checked.cases,
        "failed": [
            {
                "situation": case.situation,
                "differences": [
                    {"about": one.about, "expected": one.expected, "found": one.found} for one in differing
                ],
            }
            for case, differing in checked.failed
        ],
        "is_good": checked.is_good,
    }

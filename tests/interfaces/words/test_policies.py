"""Whatever is found about a policy, or decided by one, has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from policies import POLICIES
from testamur.core.model.definition.problems import Problem
from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import Finding, Grade, Holding, Knowledge, Policy, Verdict, checking, decide, language
from testamur.core.rules.checking import Remark
from testamur.interfaces.words.clauses import rule_said
from testamur.interfaces.words.definitions import problem_sentence
from testamur.interfaces.words.policies import finding_said, left_out_said
from testamur.interfaces.words.policy_problems import remark_sentence

ON = date(2026, 6, 1)
RULES = Path(language.__file__).parents[1]
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
# What the engine says of the whole, which no small case brings about.
OF_THE_WHOLE = ("policy-not-proved", "policy-cannot-be-judged", "policy-asks-nothing", "too-many-holdings")


def holding(number: int, **more: object) -> Holding:
    told = {"tags": ("a", "all"), "levels": (Level("EQF", "6", "best_fit_self_declared"),), "awarded_on": ON, **more}
    return Holding(f"h{number}", ("a", "SC0x", "b-c", "d.e")[number % 4], credits=ects(number), **told)  # type: ignore[arg-type]


def ects(number: int) -> CreditAmount:
    return CreditAmount(Decimal(number), "ECTS")


HELD = [
    holding(1, grade=Grade("B", "us-letter"), outcomes=("a",)),
    holding(2, state="pending"),
    holding(3, source="a", consumed_by=("x",)),
    holding(4, state="ended"),
    holding(5, passed=False, awarded_on=date(2010, 1, 1)),
    holding(6, awarded_on=date(2030, 1, 1)),
    holding(7, levels=(), tags=("b-c",), match=Decimal(20), outcome_marks={"o": Decimal(10)}),
]


def all_findings(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from all_findings(part)


@settings(max_examples=60, deadline=None)
@given(POLICIES)
def test_every_step_of_a_decision_and_every_clause_has_words(policy: Policy) -> None:
    decision = decide(policy, HELD, on=ON, knowledge=Knowledge())
    for finding in all_findings(decision.finding):
        code = re.sub("-(met|unmet|unknown)$", "", finding.because)
        assert finding_said(finding, str) not in {finding.because, code} or code == "credits", finding.because
    for left in decision.left_out:
        assert left_out_said(left) != "The rules leave it out.", left.because
    for clause in policy.clauses:
        assert rule_said(clause.rule, str)


@pytest.mark.parametrize("code", OF_THE_WHOLE)
def test_what_is_said_of_the_whole_has_words(code: str) -> None:
    assert finding_said(Finding(Verdict.UNKNOWN, code), str) != code


def texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    yield from (one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str))


def texts_of(path: Path) -> Iterator[str]:
    """Codes in a file: what ``code`` is set to, and the first text handed to what refuses, stops, or remarks."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "code":
            yield from (
                one.value
                for one in ast.walk(node.value)
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = {"refuse_value", "refuse_key", "_stop", "mistake", "doubt", "_pair"}
            if name in said:
                yield from (
                    one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def problem_codes() -> set[str]:
    model = RULES.parent / "model/definition"
    files = [*(RULES / "language").glob("*.py"), RULES / "frameworks.py", model / "json_tree.py", model / "files.py"]
    return {text for path in files for text in texts_of(path) if CODE.fullmatch(text)}


def remark_codes() -> set[str]:
    """A remark may be called by one word, too; what else is handed over is the name of a clause or fact."""
    files = Path(checking.__file__).parent.glob("*.py")
    one_word = {"contradiction", "unreachable", "circular"}
    return {text for path in files for text in texts_of(path) if CODE.fullmatch(text) or text in one_word}


@pytest.mark.parametrize("code", sorted(problem_codes()))
def test_every_problem_of_a_file_about_policies_has_a_sentence(code: str) -> None:
    assert not problem_sentence(Problem(code, 1, 1, "a.b", "found", ("x",))).startswith(code)


@pytest.mark.parametrize("code", sorted(remark_codes()))
def test_every_remark_about_a_policy_has_a_sentence(code: str) -> None:
    assert not remark_sentence(Remark(code)).startswith(code)


def test_the_codes_are_found_at_all() -> None:
    assert {"rule-unexpected", "not-json", "unknown-group", "no-factor"} <= problem_codes()
    assert {"contradiction", "cap-below-share", "circular", "no-level-map"} <= remark_codes()


def test_what_may_stand_at_a_place_is_told() -> None:
    assert problem_sentence(Problem("rule-unexpected", 1, 1, "", "b", (",", ")"))) == (
        "“b” cannot stand here. Here may stand: ,, )."
    )

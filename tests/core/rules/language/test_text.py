"""The compact text form: what is printed reads back as the same values, and an error knows its line and column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from policies import POLICIES
from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules import policy as p
from testamur.core.rules import pools as q
from testamur.core.rules.language import DefinitionError, dump_policy, parse_policy, policy_text
from testamur.core.rules.language.amounts import LEVEL_BASIS

# The five examples that the grammar was written for.
HKU = """
pathway hku_cert_pp awards Certificate version 2023
  require credits >= 30 hkqf from any_micro
  at_least 75% of award from tag("professional") none
  at_least 75% of award from level >= HKQF5 none      # "level 5" variant only
  currency P5Y at application
  no_double_count with other_awards
"""
MITX = """
pathway mitx_scm awards MicroMasters version 1
  require all(SC0x, SC1x, SC2x, SC3x, SC4x)
  capstone CFx after all(SC0x, SC1x, SC2x, SC3x, SC4x) assessed_with supervised
"""
NYU = """
pathway nyu_ma awards MA version 1
  require credits >= 36 us from any
  at_most 30% of award from source(credit_transfer) floor
  residency 24 us
  min_grade B on source(credit_transfer)
  currency P10Y at award
  no_double_count with other_awards
"""
MY = """
pathway my_bachelor awards Bachelor version 2024
  require credits >= 120 mqf from any
  at_most 30% of minimum_graduating from source(apel_c) floor
  at_most 70% of award from source(samc) floor
  min_grade C on source(credit_transfer)
  whole_items_only
"""
BOULDER = """
pathway cu_mscs awards MS version 2024
  require all(gate admit { count = 3 from {P1, P2, P3} grade >= B }, group breadth { credits >= 15 us from tag("breadth") grade >= B }, group elective { credits >= 15 us from tag("elective") })
  gpa >= 3.00 over any
"""  # noqa: E501 - as it was published


@pytest.mark.parametrize("text", [HKU, MITX, NYU, MY, BOULDER], ids=["hku", "mitx", "nyu", "my", "boulder"])
def test_the_examples_of_the_grammar_read_and_print_back(text: str) -> None:
    policy = parse_policy(text)
    assert parse_policy(policy_text(policy)) == policy


def test_an_example_says_what_it_says() -> None:
    policy = parse_policy(BOULDER)
    three = q.Listed(("P1", "P2", "P3"))
    fifteen = CreditAmount(Decimal(15), "US")
    assert policy == p.Policy(
        "cu_mscs", "2024", "cu_mscs", "MS",
        (
            p.Clause(p.Require(p.AllOf((
                p.Gate("admit", p.Count("=", 3, three), (q.GradeFilter(">=", "B"),)),
                p.Group("breadth", p.Credits(">=", fifteen, q.Tagged("breadth")), (q.GradeFilter(">=", "B"),)),
                p.Group("elective", p.Credits(">=", fifteen, q.Tagged("elective"))),
            ))), "c1"),
            p.Clause(p.GradeAverage(">=", Decimal(3), q.Anything()), "c2"),
        ),
        unit="US",
    )  # fmt: skip


def test_joined_pools_are_read_from_left_to_right_and_brackets_override() -> None:
    head = "pathway x awards y version 1 require credits >= 1 ects from "
    pools = [parse_policy(head + text).clauses[0].rule for text in ("any - {a} | {b}", "any - ({a} | {b})")]
    a, b, everything = q.Listed(("a",)), q.Listed(("b",)), q.Anything()
    one = CreditAmount(Decimal(1), "ECTS")
    assert pools == [
        p.Require(p.Credits(">=", one, q.Combined("|", q.Combined("-", everything, a), b))),
        p.Require(p.Credits(">=", one, q.Combined("-", everything, q.Combined("|", a, b)))),
    ]


@given(POLICIES)
def test_what_is_printed_reads_back_as_the_same_policy(policy: p.Policy) -> None:
    assert parse_policy(policy_text(policy)) == policy


@settings(max_examples=50)
@given(POLICIES)
def test_what_is_written_to_a_file_reads_back_as_the_same_policy(policy: p.Policy) -> None:
    named = replace(policy, id="x", version="1", sources=("A page.",), uncertain=("Whether it is so.",))
    clauses = tuple(
        replace(clause, id=f"n{number}", note="In words.") for number, clause in enumerate(policy.clauses, 1)
    )
    named = replace(named, clauses=clauses)
    assert parse_policy(dump_policy(named)) == named


@pytest.mark.parametrize(
    ("written", "level"),
    [("EQF6", Level("EQF", "6", LEVEL_BASIS)), ("eqf 6", Level("EQF", "6", LEVEL_BASIS)),
     ("QF-EHEA second", Level("QF-EHEA", "second", LEVEL_BASIS))],
)  # fmt: skip
def test_a_level_is_read_with_and_without_a_space(written: str, level: Level) -> None:
    rule = parse_policy(f"pathway x awards y version 1\n require count >= 1 from level >= {written}").clauses[0].rule
    assert rule == p.Require(p.Count(">=", 1, q.AtLevel(">=", level)))


WRONG = [
    ("require", 2, 10, "rule-unfinished", ""),
    ("requir all(a)", 2, 3, "rule-unexpected", "require"),
    ("require all(a, b", 2, 19, "rule-unfinished", ""),
    ("require all(a b)", 2, 17, "rule-unexpected", ""),
    ("require credits >= 30 from any", 2, 25, "unknown-unit", ""),
    ("require credits >= 30 ETCS from any", 2, 25, "unknown-unit", "ECTS"),
    ("require credits > 30 ects from any", 2, 19, "rule-character", ""),
    ("require credits >= 30 ects form any", 2, 30, "rule-unexpected", "from"),
    ("require credits >= 30 ects from anny", 2, 35, "rule-unexpected", "any"),
    ("require count >= 1.5 from any", 2, 20, "not-a-whole-number", ""),
    ("require level", 2, 11, "rule-unexpected", ""),
    ('require count >= 1 from tag("x)', 2, 31, "rule-open-text", ""),
    ('require count >= 1 from tag("<b>")', 2, 31, "markup", ""),
    ("require count >= 1 from level >= EQFF6", 2, 36, "unknown-framework", "EQF"),
    ("require count >= 1 from level >= EQF9", 2, 36, "no-such-level", ""),
    ("at_most 130% of award from any", 2, 11, "percent-over-100", ""),
    ("at_most 30% of awards from any", 2, 18, "rule-unexpected", "award"),
    ("currency 5Y at award", 2, 12, "rule-unexpected", ""),
    ("currency PT5H at award", 2, 12, "not-a-duration", ""),
    ("currency P5Y at awarding", 2, 19, "rule-unexpected", "award"),
    ("require a\n  require b ;", 3, 13, "rule-character", ""),
    ("a: require b\n  a: require c", 3, 15, "duplicate-id", ""),
    ("require " + "not(" * 40 + "a" + ")" * 40, 2, 110, "rule-too-deep", ""),
    ("require count >= 1 from " + "|".join(["any"] * 200), 2, 430, "rule-too-many-joined", ""),
    ("require credits >= 1234567890123 ects from any", 2, 22, "not-a-number", ""),
    ("", 2, 3, "rule-unfinished", ""),
    ("require count >= 1 from {, a}", 2, 28, "rule-unexpected", ""),
    ("require credits >= 30 % from any", 2, 25, "rule-unexpected", ""),
    ("require count >= 1 from level >= 6", 2, 36, "rule-unexpected", ""),
    ("require count >= 1 from level >= QF-EHEA fourth", 2, 44, "no-such-level", ""),
    ("min_grade on any", 2, 16, "rule-unexpected", ""),
    ("min_grade , on any", 2, 13, "rule-unexpected", ""),
    ("capstone a " + "any_age " * 102, 2, 822, "rule-too-many-joined", ""),
]


@pytest.mark.parametrize(("text", "line", "column", "code", "suggestion"), WRONG)
def test_an_error_points_at_its_place(text: str, line: int, column: int, code: str, suggestion: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_policy(f"pathway x awards y version 1.0\n  {text}")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.code, problem.suggestion) == (line, column, code, suggestion)


@pytest.mark.parametrize("source", [b"pathway \xff", "pathway " + "x" * 1_000_001, "pathway x"])
def test_text_that_is_no_policy_is_a_problem_and_no_accident(source: str | bytes) -> None:
    with pytest.raises(DefinitionError):
        parse_policy(source)

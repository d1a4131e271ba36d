"""Safe mends: the same said, comments and layout kept, nothing else touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition

PLAIN = quality.parse_pack(packs.guidelines()["plain-language"])
DRAFT = """\
# A comment stays.
testamur: 1
language: en

id:   draft      # so does this
version: 1
title: {en: Draft}
description: >
  We meet in order
  to learn. Utilise it — "prior to" anything.
awarding_body: {name: University, country: MY}
quality:
  type: internal_policy
  body: Board
  description: 'Looked at prior to use.'
award_rule: {overall: 50}
outcomes:
  - {id: LO1, kind: skill, text: Utilising it., criteria: [It is able to run.]}
  - id: LO2
    kind: skill
    text: "Run it."
    criteria:
      - {en: It is utilised.}
"""
WRONG = """\
testamur: 1
language: en
id: draft
version: 1
title: Draft
description: A draft.
awarding-body: {name: University, country: my}
needs: [Labour Market, 'SOCIETAL']
workload: {hours: 60, credits: 2 ects}
licence: cc-by-4.0
stackability: {kind: stand-alone}
award_rule: {overall: 50}
assessments:
  - {id: task, title: Task, type: projectwork, outcomes: []}
"""


def mended(source: str) -> str:
    try:
        reading = definition.read(source)
    except definition.DefinitionError as error:
        edits = quality.mends(source, error.problems)
    else:
        findings = quality.check(reading.definition, [PLAIN], chosen=True).findings
        edits = quality.mends(source, (), findings)
    return quality.mended(source, edits)


def test_expressions_are_replaced_where_they_stand_through_folds_quotes_and_short_forms() -> None:
    expected = (
        DRAFT.replace("in order\n  to learn", "to learn")
        .replace("Utilise it", "Use it")
        .replace('"prior to" any', '"before" any')
        .replace("at prior to use", "at before use")
        .replace("Utilising", "Using")
        .replace("is able to run", "can run")
        .replace("is utilised", "is used")
    )
    assert mended(DRAFT) == expected
    assert mended(expected) == expected


def test_what_differs_only_in_capitals_and_separators_is_the_allowed_spelling() -> None:
    text = mended(WRONG)
    for _round in range(3):
        text = mended(text)
    assert text == (
        WRONG.replace("awarding-body", "awarding_body")
        .replace("country: my", "country: MY")
        .replace("Labour Market", "labour_market")
        .replace("SOCIETAL", "societal")
        .replace("2 ects", "2 ECTS")
        .replace("cc-by-4.0", "CC-BY-4.0")
        .replace("stand-alone", "stand_alone")
        .replace("projectwork", "project_work")
    )
    definition.parse(text)


@pytest.mark.parametrize(
    "line", ["titel: Draft", "needs: [labor_market]", "cycle: third", "workload: {credits: 2 XYZ}"]
)
def test_a_spelling_that_is_only_near_is_left_to_people(line: str) -> None:
    source = WRONG.replace("title: Draft", f"title: Draft\n{line}", 1)
    problems = [problem for problem in _problems(source) if problem.line == 6 and problem.code != "duplicate-key"]
    assert quality.mends(source, problems) == ()


def _problems(source: str) -> tuple[definition.Problem, ...]:
    with pytest.raises(definition.DefinitionError) as caught:
        definition.parse(source)
    return caught.value.problems


def test_a_spelling_that_stands_twice_in_a_value_or_was_cut_is_left_to_people() -> None:
    problem = definition.Problem("not-a-choice", 1, 7, "title", "a b", ("a_b",), "a_b")
    assert quality.mends("title: a b a b\n", [problem]) == ()
    assert quality.mends("title: a b a b\n", [replace(problem, column=8)]) == ()
    (edit,) = quality.mends("title: a b\n", [replace(problem, column=8)])
    assert (edit.start, edit.end, edit.written) == (7, 10, "a_b")


def test_what_is_not_yaml_is_left_alone() -> None:
    assert quality.mends("a: 'b") == ()


def test_an_apostrophe_is_not_written_into_single_quotes() -> None:
    rule = quality.Rule("X", quality.Severity.INFO, "wording", "s", "w", "f", safe_fix=True)
    facts = {"found": "a draft", "better": "today's draft", "language": "en"}
    source = "description: 'This is a draft.'\n"
    assert quality.mends(source, (), [quality.Finding(rule, "description", facts)]) == ()
    (edit,) = quality.mends(source.replace("'", '"'), (), [quality.Finding(rule, "description", facts)])
    assert edit.written == "today's draft"


def test_of_two_changes_to_one_place_one_is_made() -> None:
    rule = quality.Rule("X", quality.Severity.INFO, "wording", "s", "w", "f", safe_fix=True)
    findings = [
        quality.Finding(rule, "title", {"found": found, "better": better, "language": "en"})
        for found, better in (("is able to", "can"), ("able to", "fit to"), ("nowhere", "x"))
    ]
    source = "title: It is able to run.\n"
    assert quality.mended(source, quality.mends(source, (), findings)) == "title: It can run.\n"


def test_safe_words_can_stand_in_any_kind_of_value() -> None:
    """No replacement brings a sign into the file that YAML would read as its own."""
    for name in packs.guidelines():
        for rule in quality.parse_pack(packs.guidelines()[name]).rules:
            if rule.safe_fix:
                tables = rule.parameters["words"]
                assert isinstance(tables, dict)
                for table in tables.values():
                    for better in table.values():
                        assert better.replace(" ", "").isalpha()
                        assert better == better.casefold()
                        assert better not in {"null", "yes", "no"}

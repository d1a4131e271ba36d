"""What the reader of definition files accepts, and what it says about everything else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from testamur.core.model import definition
from testamur.core.model.definition import DefinitionError, Place, Places, nearest_spelling
from testamur.core.model.quantity import CreditAmount

HEAD = """\
testamur: 1
language: en
id: sample
version: 1.0
title: Sample
description: A sample.
awarding_body: {name: University, country: MY}
award_rule: {overall: 50}
"""
OUTCOME = "outcomes: [{id: LO1, text: Explain it, kind: knowledge}]\n"


def problems_of(source: str | bytes) -> list[tuple[str, int, int, str]]:
    with pytest.raises(DefinitionError) as caught:
        definition.parse(source)
    return [(problem.code, problem.line, problem.column, problem.key) for problem in caught.value.problems]


def first_problem(source: str | bytes) -> definition.Problem:
    with pytest.raises(DefinitionError) as caught:
        definition.parse(source)
    return caught.value.problems[0]


def test_the_shortest_draft_can_be_read_so_that_the_checker_can_say_what_is_missing() -> None:
    draft = definition.parse(HEAD)
    assert (draft.id, draft.title.original, draft.outcomes) == ("sample", "Sample", ())


def test_words_that_old_yaml_takes_for_something_else_stay_what_the_field_expects() -> None:
    text = HEAD.replace("title: Sample", "title: no").replace("A sample.", "12:30") + (
        "tags: [1_000, 2026-01-01, null-hypothesis, yes]\n"
        "assessments: [{id: 0x1F, title: off, type: quiz, outcomes: [], supervised: no, identity_checked: no}]\n"
    )
    read = definition.parse(text)
    assert (read.title.original, read.description.original, read.version) == ("no", "12:30", "1.0")
    assert read.tags == ("1_000", "2026-01-01", "null-hypothesis", "yes")
    assert (read.assessments[0].id, read.assessments[0].supervised) == ("0x1F", "no")
    assert read.assessments[0].identity_checked is False


def test_numbers_keep_every_digit_and_know_their_unit() -> None:
    read = definition.parse(HEAD + "workload: {hours: PT62H30M, credits: 2.50 ECTS, contact_hours: 0.1}\n")
    assert read.workload.hours == Decimal("62.5")
    assert read.workload.credits == CreditAmount(Decimal("2.5"), "ECTS")
    assert read.workload.contact_hours == Decimal("0.1")


def test_twenty_minutes_are_a_third_of_an_hour_to_two_places() -> None:
    assert definition.parse(HEAD + "workload: {hours: PT20M}\n").workload.hours == Decimal("0.33")


def test_texts_come_in_any_number_of_languages_and_the_first_is_the_original() -> None:
    read = definition.parse(HEAD.replace("title: Sample", "title: {ms: Contoh, zh-Hant: 範例}"))
    assert dict(read.title) == {"ms": "Contoh", "zh-Hant": "範例"}
    assert read.title.original == "Contoh"


def test_a_criterion_may_be_a_plain_text_a_language_map_or_a_section() -> None:
    criteria = "criteria: [It works, {en: It works, id: Berhasil}, {text: It works, id: K1, threshold: 60}]"
    read = definition.parse(HEAD + OUTCOME.replace("}]", f", {criteria}}}]"))
    plain, mapped, whole = read.outcomes[0].criteria
    assert plain.text.original == mapped.text.original == whole.text.original == "It works"
    assert mapped.text["id"] == "Berhasil"
    assert (whole.id, whole.threshold) == ("K1", Decimal(60))


def test_the_first_level_is_the_main_one() -> None:
    levels = (
        "level: [{framework: NFQ, value: 9, basis: best_fit_self_declared}, "
        "{framework: QF-EHEA, value: second, basis: best_fit_self_declared}]\n"
    )
    read = definition.parse(HEAD + levels)
    assert str(read.level) == "NFQ 9"
    assert [str(level) for level in read.other_levels] == ["QF-EHEA second"]


@pytest.mark.parametrize(
    "source",
    [HEAD.encode("utf-8-sig"), HEAD.replace("\n", "\r\n").encode(), "\ufeff" + HEAD, "---\n" + HEAD + "...\n"],
    ids=["byte-order-mark", "windows-line-ends", "mark-in-text", "explicit-document"],
)
def test_files_as_editors_save_them_are_accepted(source: str | bytes) -> None:
    assert definition.parse(source).title.original == "Sample"


# A whole file → code, line, column of the one thing that stops the reading.
WHOLE_FILES: dict[str, tuple[str | bytes, tuple[str, int, int]]] = {
    "empty": (b"", ("empty", 1, 1)),
    "only comments": ("# nothing\n", ("empty", 1, 1)),
    "a single word": ("hello", ("not-a-definition", 1, 1)),
    "a list": ("- a\n- b\n", ("not-a-definition", 1, 1)),
    "UTF-16": (HEAD.encode("utf-16"), ("not-utf-8", 1, 1)),
    "Latin-1": (HEAD.replace("Sample", "Gestión").encode("latin-1"), ("not-utf-8", 5, 13)),
    "binary": (b"\x7fELF\x02\x01\x00", ("unprintable", 1, 1)),
    "NUL in a text": ("title: a\x00b", ("unprintable", 1, 9)),
    "lone surrogate": ("title: a\ud800b", ("unprintable", 1, 9)),
    "too large": (b"#" * 1_000_001, ("too-large", 1, 1)),
    "broken YAML": ("title: [a, b", ("not-yaml", 1, 13)),
    "a tab for indentation": ("a:\n\tb: 1\n", ("not-yaml", 2, 1)),
    "an alias bomb": ('a: &a ["x","x"]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n', ("anchor", 1, 4)),
    "an alias to nothing": ("a: *b\n", ("alias", 1, 4)),
    "a Python tag": ("a: !!python/object/apply:os.system ['ls']\n", ("tag", 1, 4)),
    "a harmless tag": ("a: !!str 5\n", ("tag", 1, 4)),
    "a merge key": ("a:\n  <<: {b: 1}\n", ("merge-key", 2, 3)),
    "two documents": ("a: 1\n---\nb: 2\n", ("many-documents", 2, 1)),
    "a list as key": ("? [a, b]\n: c\n", ("key-not-text", 1, 3)),
    "nested lists": ("a: " + "[" * 100_000, ("too-deep", 1, 35)),
    "nested blocks": ("- " * 100_000, ("too-deep", 1, 65)),
    "more values than needed": ("a: [" + "x," * 25_000 + "]", ("too-many-values", 1, 39999)),
}


@pytest.mark.parametrize(("source", "expected"), WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_a_file_that_is_no_definition_gets_one_clear_problem(
    source: str | bytes, expected: tuple[str, int, int]
) -> None:
    assert [problem[:3] for problem in problems_of(source)] == [expected]


# A line put after the head (line 9 on) → code, column, key path.
LINES: dict[str, tuple[str, tuple[str, int, str]]] = {
    "unknown key": ("worklod: {hours: 5}", ("unknown-key", 1, "worklod")),
    "duplicate key": ("title: Again", ("duplicate-key", 1, "title")),
    "nothing after the colon": ("licence:", ("nothing", 9, "licence")),
    "null": ("licence: null", ("nothing", 10, "licence")),
    "blank text": ("prerequisites: '  '", ("blank", 16, "prerequisites")),
    "blank translation": ("prerequisites: {en: ' '}", ("blank", 21, "prerequisites.en")),
    "no translation": ("prerequisites: {}", ("nothing", 16, "prerequisites")),
    "a language twice": ("prerequisites: {en: a, en: b}", ("duplicate-key", 24, "prerequisites.en")),
    "no such language": ("prerequisites: {english: a}", ("not-a-language", 17, "prerequisites.english")),
    "a list for a text": ("prerequisites: [a]", ("not-a-text", 16, "prerequisites")),
    "a map in a text": ("prerequisites: {en: {en: a}}", ("not-a-text", 21, "prerequisites.en")),
    "HTML": ("prerequisites: See <a href=x>here</a>", ("markup", 16, "prerequisites")),
    "a comment": ("mandate: <!-- hm -->", ("markup", 10, "mandate")),
    "an escaped control character": (r'mandate: "a\x07b"', ("control-character", 10, "mandate")),
    "a line break in a line": (r'mandate: "a\nb"', ("control-character", 10, "mandate")),
    "reversed text": (r'mandate: "a\u202Eb"', ("control-character", 10, "mandate")),
    "a very long name": (f"mandate: {'x' * 301}", ("too-long", 10, "mandate")),
    "a list for a value": ("licence: [MIT]", ("not-a-value", 10, "licence")),
    "a value for a list": ("tags: one", ("not-a-list", 7, "tags")),
    "a value for a section": ("workload: 60", ("not-a-section", 11, "workload")),
    "a list for a section": ("workload: [60]", ("not-a-section", 11, "workload")),
    "negative credits": ("workload: {credits: -5 ECTS}", ("negative", 21, "workload.credits")),
    "negative hours": ("workload: {hours: -1}", ("negative", 19, "workload.hours")),
    "months as workload": ("workload: {hours: P60M}", ("not-hours", 19, "workload.hours")),
    "credits without a unit": ("workload: {credits: 5}", ("not-credits", 21, "workload.credits")),
    "credits of an unknown unit": ("workload: {credits: 5 ETCS}", ("unknown-unit", 21, "workload.credits")),
    "infinite credits": ("workload: {credits: Infinity ECTS}", ("not-a-number", 21, "workload.credits")),
    "a decimal comma": ("price: {amount: '3,5', currency: EUR}", ("not-a-number", 17, "price.amount")),
    "a number beyond reason": ("price: {amount: 1234567890123, currency: EUR}", ("not-a-number", 17, "price.amount")),
    "nobody's part": ("contributors: [{name: X, roles: []}]", ("nothing", 33, "contributors[0].roles")),
    "a currency symbol": ("price: {amount: 3, currency: €}", ("not-a-currency", 30, "price.currency")),
    "a price without currency": ("price: {amount: 3}", ("missing-key", 1, "price.currency")),
    "half a month": ("validity: {months: 1.5}", ("not-whole", 20, "validity.months")),
    "no months": ("validity: {months: 0}", ("not-whole", 20, "validity.months")),
    "too many months": ("validity: {months: 1201}", ("too-high", 20, "validity.months")),
    "a day that does not exist": (
        "quality: {type: internal_policy, body: QA, valid_until: 2026-02-30}",
        ("no-such-date", 57, "quality.valid_until"),
    ),
    "a date the other way round": (
        "quality: {type: internal_policy, body: QA, valid_until: 30/09/2026}",
        ("not-a-date", 57, "quality.valid_until"),
    ),
    "maybe": ("schedule: {live_sessions: maybe}", ("not-yes-or-no", 27, "schedule.live_sessions")),
    "a script address": ("url: javascript:alert(1)", ("not-an-address", 6, "url")),
    "an address with blanks": ("url: https://a b", ("not-an-address", 6, "url")),
    "a broken address": ("url: 'https://[::1'", ("not-an-address", 6, "url")),
    "no such country": ("issuer: {name: X, country: XX}", ("not-a-choice", 28, "issuer.country")),
    "an unknown licence": ("licence: CC-BY", ("not-a-licence", 10, "licence")),
    "an address without at": ("provider: {name: X, country: MY, email: x}", ("not-an-email", 41, "provider.email")),
    "a wrong ORCID digit": (
        "contributors: [{name: X, roles: lead, orcid: 0000-0002-1825-0098}]",
        ("not-an-orcid", 46, "contributors[0].orcid"),
    ),
    "not an ORCID": (
        "contributors: [{name: X, roles: lead, orcid: X}]",
        ("not-an-orcid", 46, "contributors[0].orcid"),
    ),
    "a level beyond the framework": (
        "level: {framework: EQF, value: 9, basis: best_fit_self_declared}",
        ("no-such-level", 32, "level.value"),
    ),
    "an unknown cycle": (
        "level: {framework: QF-EHEA, value: 7, basis: best_fit_self_declared}",
        ("no-such-level", 36, "level.value"),
    ),
    "two levels of which one is wrong": (
        "level: [{framework: EQF, value: x y, basis: best_fit_self_declared}]",
        ("not-an-identifier", 33, "level[0].value"),
    ),
    "another body signs without a mandate": ("issuer: {name: X, country: MY}", ("mandate-missing", 1, "issuer")),
    "an activity for an unknown outcome": (
        "activities: [{title: T, hours: 1, outcomes: LO9}]",
        ("unknown-outcome", 35, "activities[0].outcomes"),
    ),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_a_bad_line_is_refused_with_its_place(line: str, expected: tuple[str, int, str]) -> None:
    code, column, key = expected
    assert problems_of(HEAD + line + "\n") == [(code, 9, column, key)]


def test_an_outcome_misspelt_in_an_assessment_is_shown_with_the_nearest_id() -> None:
    problem = first_problem(
        HEAD + OUTCOME + "assessments: [{id: a, title: A, type: quiz, outcomes: [LO1, LO11]}]\n",
    )
    assert (problem.code, problem.line, problem.column) == ("unknown-outcome", 10, 61)
    assert (problem.found, problem.allowed, problem.suggestion) == ("LO11", ("LO1",), "LO1")


def test_outcomes_are_not_called_unknown_while_some_could_not_be_read() -> None:
    bad = "outcomes: [{id: LO1, text: Explain, kind: skil}]\n"
    bad += "assessments: [{id: a, title: A, type: quiz, outcomes: LO1}]\n"
    assert [problem[0] for problem in problems_of(HEAD + bad)] == ["not-a-choice"]


def test_an_id_given_twice_is_refused_where_it_stands_the_second_time() -> None:
    outcomes = "outcomes:\n- {id: LO1, text: Explain, kind: skill}\n- {id: LO1, text: Show, kind: skill}\n"
    criteria = "outcomes: [{id: a, text: T, kind: skill, criteria: [{id: c, text: A}, B, C, {id: c, text: D}]}]\n"
    assert problems_of(HEAD + outcomes) == [("duplicate-id", 11, 4, "outcomes[1].id")]
    assert problems_of(HEAD + criteria) == [("duplicate-id", 9, 78, "outcomes[0].criteria[3].id")]


def test_a_level_and_a_reason_for_having_none_contradict_each_other() -> None:
    both = "level: {framework: EQF, value: 6, basis: best_fit_self_declared}\nno_level_because: None fits.\n"
    assert problems_of(HEAD + both) == [("level-and-reason", 10, 1, "no_level_because")]


def test_an_issuer_with_a_mandate_or_the_body_itself_may_sign() -> None:
    by_mandate = definition.parse(HEAD + "issuer: {name: X, country: MY}\nmandate: Agreement 7\n")
    itself = definition.parse(HEAD + "issuer: {name: University, country: MY}\n")
    assert by_mandate.signer.name == "X"
    assert itself.signer.name == "University"


def test_all_problems_of_a_file_are_told_at_once_in_its_order() -> None:
    source = HEAD.replace("title: Sample", "titel: Sample").replace("overall: 50", "overall: 101") + "licence: GPL\n"
    assert problems_of(source) == [
        ("missing-key", 1, 1, "title"),
        ("unknown-key", 5, 1, "titel"),
        ("too-high", 8, 23, "award_rule.overall"),
        ("not-a-licence", 9, 10, "licence"),
    ]


def test_a_newer_format_is_named_as_such() -> None:
    problem = first_problem(HEAD.replace("testamur: 1", "testamur: 2"))
    assert (problem.code, problem.found, problem.allowed) == ("unknown-format", "2", ("1",))


def test_a_plain_text_needs_a_language_and_a_bad_one_is_told_once() -> None:
    assert {problem[0] for problem in problems_of(HEAD.replace("language: en\n", ""))} == {"language-missing"}
    assert [problem[0] for problem in problems_of(HEAD.replace("language: en", "language: English"))] == [
        "not-a-language"
    ]


def test_a_misspelt_key_is_answered_with_the_nearest_one() -> None:
    problem = first_problem(HEAD + "Prerequisite: none\n")
    assert problem.suggestion == "prerequisites"
    assert "prerequisites" in problem.allowed


@pytest.mark.parametrize(
    ("found", "nearest"), [("ects", "ECTS"), ("self paced", "self_paced"), ("Self-Paced", "self_paced"), ("zzz", "")]
)
def test_the_nearest_spelling_forgives_case_blanks_and_hyphens(found: str, nearest: str) -> None:
    assert nearest_spelling(found, ("ECTS", "self_paced", "cohort")) == nearest


def test_what_was_found_is_shown_short_and_printable() -> None:
    problem = first_problem(HEAD + f'licence: "{"x" * 500}\\e[31m"\n')
    assert len(problem.found) == 60
    assert problem.found.isprintable()


def test_the_error_reads_like_a_compilers() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition.parse(HEAD + "licence: GPL\n", name="unit.yaml")
    assert str(caught.value) == "unit.yaml:9:10: not-a-licence at 'licence': 'GPL'"
    assert str(first_problem("")) == "1:1: empty"


def test_the_reading_knows_where_each_key_stands() -> None:
    places = definition.read(HEAD + OUTCOME).places
    assert places.nearest("title") == Place(5, 1)
    assert places.nearest("outcomes[0].text") == Place(9, 22)
    assert places.nearest("outcomes[0].criteria[2].text") == Place(9, 12)
    assert places.nearest("price") == Place(1, 1)
    assert Places().nearest("a.b[0]") == Place(1, 1)


def test_dates_are_dates() -> None:
    read = definition.parse(HEAD + "quality: {type: internal_policy, body: QA, valid_until: 2028-02-29}\n")
    assert read.quality[0].valid_until == date(2028, 2, 29)


@pytest.mark.parametrize(("above", "line"), [("", "titel{}: x\n"), ("participation:\n", "  - onlin{}\n")])
def test_a_file_full_of_problems_names_the_first_and_counts_the_rest(above: str, line: str) -> None:
    text = "testamur: 1\nlanguage: en\n" + above + "".join(line.format(number) for number in range(250))
    with pytest.raises(DefinitionError) as refused:
        definition.parse(text, name="full.yaml")
    assert len(refused.value.problems) == 100
    assert refused.value.more >= 150

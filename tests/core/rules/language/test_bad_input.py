"""Whatever is handed over: values, or problems with a place; never an accident."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur import packs
from testamur.core.rules.frameworks import parse_framework
from testamur.core.rules.language import DefinitionError, parse_cases, parse_holdings, parse_policy, policy_text
from testamur.core.rules.procedures import parse_procedure, parse_procedure_cases

Reader = Callable[[str | bytes], object]
READERS: list[Reader] = [
    parse_policy, parse_cases, parse_holdings, parse_framework, parse_procedure, parse_procedure_cases,
]  # fmt: skip
TEXT = policy_text(parse_policy(packs.policies()["cu-boulder-ms-cs"]))
GOOD: list[tuple[Reader, str]] = [
    (parse_policy, packs.policies()["my-bachelor"]),
    (parse_policy, TEXT),
    (parse_cases, packs.policy_cases()["nyu-steinhardt-ma"]),
    (parse_framework, packs.frameworks()["credits"]),
    (parse_procedure, packs.procedures()["lisbon"]),
    (parse_procedure_cases, packs.procedure_cases()["lisbon"]),
    (parse_holdings, '{"testamur": "holdings-1", "holdings": [{"ref": "a", "credits": "6 ECTS", "tags": ["x"]}]}'),
]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def read(reader: Reader, source: str | bytes) -> None:
    try:
        reader(source)
    except DefinitionError as error:
        told = error.problems
    else:
        return
    assert told
    assert all(problem.code and problem.line >= 0 for problem in told)


@pytest.mark.parametrize("reader", READERS)
@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(reader: Reader, source: str | bytes) -> None:
    read(reader, source)


@given(st.text(alphabet='pathway xrequire()[]{}<>=%,&|-:"#\n 0159.ects', max_size=200))
def test_any_rule_is_read_or_refused(rule: str) -> None:
    read(parse_policy, f"pathway x awards y version 1 {rule}")


@settings(max_examples=60)
@pytest.mark.parametrize(("reader", "good"), GOOD, ids=lambda one: getattr(one, "__name__", ""))
@given(data=st.data())
def test_a_good_file_with_a_slip_is_read_or_refused(reader: Reader, good: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(good) - 1))
    cut = data.draw(st.integers(0, 12))
    put = data.draw(st.text(alphabet="abc019 :,-[]{}\"'\n|>=%.", max_size=4))
    read(reader, good[:at] + put + good[at + cut :])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    read(parse_holdings, json.dumps({"testamur": "holdings-1", "holdings": value}))


HEAD = "pathway x awards y version 1 "


def held(members: str) -> str:
    return '{"testamur": "holdings-1", "holdings": [{"ref": "a", ' + members + "}]}"


HOSTILE = {
    "a policy of a megabyte": (parse_policy, "testamur: policy-1\nid: " + "x" * 1_000_001, "too-large"),
    "a text of a megabyte": (parse_policy, HEAD + "a: " * 400_000, "too-large"),
    "a deep rule": (parse_policy, HEAD + "require " + "all(" * 10_000, "rule-too-deep"),
    "a deep pool": (parse_policy, HEAD + "require count >= 1 from " + "(" * 9_000, "rule-too-deep"),
    "an endless number": (parse_policy, HEAD + "gpa >= " + "9" * 5_000 + " over any", "not-a-number"),
    "a rule of a megabyte": (
        parse_policy, "testamur: policy-1\nclauses: [{id: a, rule: '" + "a " * 150_000 + "'}]", "too-long",
    ),
    "more JSON than anybody holds": (parse_holdings, " " * 20_000_001, "too-large"),
    "more values than anybody holds": (parse_holdings, '{"holdings": [' + "1," * 400_001 + "1]}", "too-many-values"),
    "an alias": (parse_policy, "testamur: &a policy-1\nid: *a\n", "anchor"),
    "deep JSON": (parse_holdings, '{"testamur": ' + "[" * 100_000, "too-deep"),
    "JSON that is nested within the parser's limit": (
        parse_holdings, '{"holdings": ' + "[" * 100 + "]" * 100 + "}", "too-deep",
    ),
    "a list of JSON": (parse_holdings, "[]", "not-an-object"),
    "JSON twice the same key": (parse_holdings, '{"holdings": [], "holdings": []}', "duplicate-key"),
    "JSON with NaN": (parse_holdings, held('"match": NaN'), "not-a-number"),
    "JSON of another encoding": (parse_holdings, '{"testamur": 1}'.encode("utf-16"), "not-utf-8"),
    "more credits than a number holds": (
        parse_holdings, held('"credits": "1e999 ECTS"'), "not-a-number",
    ),
    "a thousand times too many": (
        parse_cases,
        "testamur: cases-1\ncases: [{situation: s, on: 2026-01-01, holdings: [{ref: a, times: 9999999999}]}]",
        "not-a-whole-number",
    ),
    "a path of the same clauses": (
        parse_policy,
        HEAD + "require any(path p { a: require b }, path q { a: require c })",
        "duplicate-id",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_input_stops_at_a_limit_that_has_a_name(hostile: str) -> None:
    reader, source, code = HOSTILE[hostile]
    with pytest.raises(DefinitionError) as caught:
        reader(source)  # type: ignore[operator]
    assert code in {problem.code for problem in caught.value.problems}

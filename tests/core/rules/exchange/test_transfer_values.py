"""Precedents go out as CTDL transfer values and come back; those of others are read as far as they say their unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testamur.core.model.level import Level
from testamur.core.model.quantity import CreditAmount
from testamur.core.rules.exchange import (
    TRANSFER_CODES,
    ExchangeError,
    Learning,
    TransferValue,
    export_transfer_values,
    import_transfer_values,
    transfer_losses,
)

Json = dict[str, Any]
DOCUMENT = Path(__file__).parents[4] / "docs/protocols/ctdl-transfer-values.md"
NAMES = st.sampled_from(["a", "A title, longer", "https://u.example/x", "é", 'say "a"'])
MAYBE = st.just("") | NAMES
LEARNINGS = st.builds(
    Learning, NAMES, MAYBE, st.sampled_from(["", "2", "2024.1"]), st.sampled_from(["learning", "unit", "programme"]),
    MAYBE,
)  # fmt: skip
AMOUNTS = st.builds(CreditAmount, st.decimals(0, 9999, places=2), st.sampled_from(["ECTS", "US", "MQF", "AU-POINTS"]))
LEVELS = st.builds(Level, st.just("EQF"), st.sampled_from("12345678"), st.just("best_fit_self_declared")) | st.just(
    Level("QF-EHEA", "second", "qualification_included")
)
DAYS = st.none() | st.dates(date(1990, 1, 1))
VALUES = st.builds(
    TransferValue, NAMES, LEARNINGS, LEARNINGS, st.none() | AMOUNTS, st.none() | LEVELS, MAYBE, MAYBE, MAYBE, MAYBE,
    st.lists(NAMES, max_size=2).map(tuple), st.none() | st.integers(1, 240), DAYS, DAYS,
)  # fmt: skip
FINANCE = TransferValue(
    "precedent-7",
    Learning("https://college.example/finance", "Finance Exam", "2", body="https://college.example"),
    Learning("ACC101", "Accountancy", "2024", "unit", "https://u.example"),
    CreditAmount(Decimal(3), "US"),
    owner="https://u.example",
    conditions=("Grade C or better.",),
    valid_from=date(2026, 1, 1),
    valid_until=date(2029, 1, 1),
)


def back(*values: TransferValue) -> tuple[TransferValue, ...]:
    found = import_transfer_values(orjson.dumps(export_transfer_values(values)))
    assert found.notices == ()
    return found.values


@settings(deadline=None)
@given(VALUES)
def test_what_goes_out_comes_back_the_same(value: TransferValue) -> None:
    assert back(value) == (value,)
    assert set(transfer_losses(value)) <= set(TRANSFER_CODES)


@settings(deadline=None)
@given(st.lists(VALUES, min_size=2, max_size=4, unique_by=lambda value: value.id))
def test_many_at_once_come_back_the_same(values: list[TransferValue]) -> None:
    assert back(*values) == tuple(values)


def test_a_precedent_in_the_words_of_ctdl() -> None:
    profile, source, target = export_transfer_values([FINANCE])["@graph"]
    assert profile["ceterms:transferValueFrom"] == [source["@id"]] == ["https://college.example/finance"]
    assert profile["ceterms:transferValueFor"] == [target["@id"]]
    assert profile["ceterms:transferValue"][0]["schema:value"] == 3
    assert profile["ceterms:transferValue"][0]["ceterms:creditUnitType"] == "creditUnit:SemesterHour"
    assert profile["ceterms:requires"][0]["ceterms:condition"] == {"en": "Grade C or better."}
    assert (profile["ceterms:startDate"], profile["ceterms:endDate"]) == ("2026-01-01", "2029-01-01")
    assert (source["@type"], target["@type"]) == ("ceterms:MicroCredential", "ceterms:Course")
    assert (source["ceterms:versionCode"], target["ceterms:ownedBy"]) == ("2", ["https://u.example"])
    assert transfer_losses(FINANCE) == ()


def test_the_page_explains_every_loss() -> None:
    table = DOCUMENT.read_text(encoding="utf-8").split("## What is lost", 1)[1].split("\n## ", 1)[0]
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == TRANSFER_CODES


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("purpose", {"purpose": "exemption"}),
        ("way", {"way": "credit_transfer"}),
        ("age", {"max_age_months": 60}),
        ("unit", {"credits": CreditAmount(Decimal(6), "ECTS")}),
        ("level", {"level": Level("EQF", "6", "best_fit_self_declared")}),
        ("owner", {"owner": "Faculty of Law"}),
    ],
)
def test_what_is_lost_is_gone_without_what_we_packed_beside_it(code: str, change: dict[str, Any]) -> None:
    value = TransferValue("x", Learning("a"), Learning("b"), **change)
    assert transfer_losses(value) == (code,)
    document = export_transfer_values([value])
    stripped = orjson.loads(re.sub(rb'"zxx-x-testamur":"(?:[^"\\]|\\.)*"', b'"x-y":""', orjson.dumps(document)))
    (plain,) = import_transfer_values(orjson.dumps(stripped)).values
    assert all(getattr(plain, name) != told for name, told in change.items())


def handbook(**more: object) -> list[Json]:
    """A profile as Credential Engine's handbook shows them: three credits, grade C or better."""
    return [
        {
            "@id": "res:tvp", "@type": "ceterms:TransferValueProfile",
            "ceterms:description": {"en": "Three credits for an examination."}, "ceterms:ownedBy": "res:agency",
            "ceterms:transferValue": {
                "@type": "ceterms:ValueProfile", "schema:value": 3, "ceterms:creditUnitType": "creditUnit:DegreeCredit",
                "ceterms:creditLevelType": "audLevel:LowerDivisionLevel"},
            "ceterms:transferValueFrom": "res:exam", "ceterms:transferValueFor": "res:programme",
            "ceterms:requires": {
                "@type": "ceterms:ConditionProfile", "ceterms:condition": "Grade C or better.",
                "ceterms:targetAssessment": "res:exam"},
            "ceterms:applicability": {"@type": "CredentialAlignmentObject"}, **more,
        },
        {"@id": "res:exam", "@type": "ceterms:AssessmentProfile", "ceterms:name": {"en": "Finance Exam"}},
        {"@id": "res:programme", "@type": "ceterms:LearningProgram", "ceterms:name": {"en": "Accountancy"}},
    ]  # fmt: skip


def document(*nodes: Json) -> bytes:
    context = ["https://credreg.net/ctdl/schema/context/json", {"res": "https://x.example/"}]
    return orjson.dumps({"@context": context, "@graph": list(nodes)})


def test_a_profile_of_the_handbook_is_read() -> None:
    found = import_transfer_values(document(*handbook()), unit="US")
    (value,) = found.values
    assert value == TransferValue(
        "https://x.example/tvp", Learning("https://x.example/exam", "Finance Exam"),
        Learning("https://x.example/programme", "Accountancy", kind="programme"), CreditAmount(Decimal(3), "US"),
        owner="https://x.example/agency", conditions=("Grade C or better.",),
    )  # fmt: skip
    assert [(notice.code, notice.facts) for notice in found.notices] == [
        ("unread-term", {"term": "ceterms:applicability"})
    ]


def test_credits_without_a_unit_that_we_know_are_none_and_told() -> None:
    found = import_transfer_values(document(*handbook()))
    assert found.values[0].credits is None
    assert "credits-not-understood" in {notice.code for notice in found.notices}


def test_several_sides_make_several_values() -> None:
    both = {"ceterms:transferValueFrom": ["res:exam", "res:elsewhere"]}
    found = import_transfer_values(document(*handbook(**both)), unit="US")
    assert [value.source.ref for value in found.values] == ["https://x.example/exam", "https://x.example/elsewhere"]
    assert [value.id[-2:] for value in found.values] == ["-1", "-2"]
    assert "not-in-the-graph" in {notice.code for notice in found.notices}


def test_what_somebody_changed_counts_and_what_we_packed_does_not() -> None:
    exported = export_transfer_values([FINANCE])
    exported["@graph"][0]["ceterms:transferValue"][0]["schema:value"] = 4
    exported["@graph"][1]["ceterms:name"]["en"] = "Another exam"
    found = import_transfer_values(orjson.dumps(exported))
    assert found.values[0].credits == CreditAmount(Decimal(4), "US")
    assert found.values[0].source.title == "Another exam"
    assert [notice.code for notice in found.notices] == ["changed"]


def test_a_condition_without_words_is_told() -> None:
    asked = {"ceterms:requires": [{"@type": "ceterms:ConditionProfile", "ceterms:minimumAge": 18}, "res:unknown"]}
    found = import_transfer_values(document(*handbook(**asked)), unit="US")
    assert [notice.code for notice in found.notices][-2:] == ["condition-not-understood"] * 2


def packed(told: str) -> Json:
    return {"ceterms:description": {"en": "x", "zxx-x-testamur": told}}


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing of the kind": (lambda: document(*handbook()[1:]), "no-transfer-value", ""),
    "no source": (
        lambda: document(*handbook(**{"ceterms:transferValueFrom": []})), "one-sided",
        "/@graph/0/ceterms:transferValueFrom"),
    "thousands": (
        lambda: document(*({**handbook()[0], "@id": f"urn:{number}"} for number in range(1_001))),
        "too-many-values", ""),
    "thousands of pairs": (
        lambda: document(*handbook(**{
            "ceterms:transferValueFrom": [f"urn:{number}" for number in range(40)],
            "ceterms:transferValueFor": [f"urn:{number}" for number in range(40)]})),
        "too-many-values", "/@graph/0"),
    "30 February": (
        lambda: document(*handbook(**{"ceterms:startDate": "2026-02-30"})), "not-a-date",
        "/@graph/0/ceterms:startDate"),
    "a value that is no number": (
        lambda: document(*handbook(**{"ceterms:transferValue": {"schema:value": "three"}})), "not-a-number",
        "/@graph/0/ceterms:transferValue/0/schema:value"),
    "markup in a name": (
        lambda: document(*handbook(**{"ceterms:name": "<img>"})), "markup", "/@graph/0/ceterms:name"),
    "packed with something else": (
        lambda: document(*handbook(**packed("[]"))), "carried-unreadable", "/@graph/0/ceterms:description"),
    "packed with markup": (
        lambda: document(*handbook(**packed('{"purpose": "<b>"}'))), "markup", "/@graph/0/ceterms:description"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_get_one_clear_answer_with_its_place(name: str) -> None:
    made, code, place = BAD[name]
    with pytest.raises(ExchangeError) as refused:
        import_transfer_values(made(), unit="US")
    assert (refused.value.code, refused.value.place) == (code, place)


@pytest.mark.parametrize(
    "told", ['{"level": ["EQF", "99", "x"]}', '{"level": ["EQF"]}', '{"level": 7, "max_age_months": -1}']
)
def test_packed_nonsense_is_left_alone(told: str) -> None:
    (value,) = import_transfer_values(document(*handbook(**packed(told))), unit="US").values
    assert (value.level, value.max_age_months) == (None, None)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ExchangeError, match="unknown-unit"):
        import_transfer_values(document(*handbook()), unit="points")

"""Changing some values of a definition's text: what changed is written anew, and nothing else is touched."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from testamur.core.model.definition import DefinitionError, parse
from testamur.core.model.definition.splicing import spliced
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Price, Validity, Workload

ROOT = Path(__file__).parents[4]
FILES = sorted([*ROOT.glob("examples/*/microcredential.yaml"), *ROOT.glob("src/testamur/demo/definitions/*.yaml")])
SOURCE = (ROOT / "examples/ai-ethics/microcredential.yaml").read_text(encoding="utf-8")

# What is changed: a section that most files have, one that few have, one taken out, and the texts of a list.
CHANGES: dict[str, dict[str, object]] = {
    "hours": {"workload": Workload(hours=Decimal(44))},
    "price": {"price": Price(Decimal(5), "EUR")},
    "nothing to renew": {"validity": Validity()},
    "no assessments": {"assessments": ()},
    "needs": {"needs": ("personal",)},
}


def changed(before: MicroCredential, what: str) -> MicroCredential:
    return dataclasses.replace(before, **CHANGES[what])


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_changed_text_reads_as_what_was_wanted(path: Path, what: str) -> None:
    source = path.read_text(encoding="utf-8")
    before = parse(source)
    assert parse(spliced(source, before, changed(before, what))) == changed(before, what)


def test_nothing_changed_leaves_every_letter() -> None:
    assert spliced(SOURCE, parse(SOURCE), parse(SOURCE)) == SOURCE


def test_only_the_lines_of_what_changed_differ() -> None:
    before = parse(SOURCE)
    text = spliced(SOURCE, before, dataclasses.replace(before, workload=Workload(hours=Decimal(44))))
    old = SOURCE.replace("workload:\n  hours: 36\n  contact_hours: 6\n", "")
    assert text.replace("workload:\n  hours: '44'\n", "").replace("workload:\n  hours: 44\n", "") == old
    assert "# guidelines: plain-language" in text


def test_a_new_key_stands_where_the_format_has_it_and_comments_stay_with_what_follows() -> None:
    source = SOURCE.replace("price: {amount: 550, currency: AUD}\n", "").replace("tags:", "# found by\ntags:")
    before = parse(source)
    text = spliced(source, before, dataclasses.replace(before, price=Price(Decimal(5), "EUR"), tags=("ethics",)))
    keys = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys.index("price") == keys.index("schedule") + 1
    assert "# found by\ntags: [ethics]" in text


def test_a_text_in_one_line_is_written_whole() -> None:
    source = (
        "{testamur: 1, language: en, id: a, version: '1', title: A, description: B,"
        " awarding_body: {name: U, country: ES}, award_rule: {overall: 50}}"
    )
    before = parse(source)
    after = dataclasses.replace(before, title=LanguageMap.of(en="C"))
    assert parse(spliced(source, before, after)) == after


def test_texts_in_other_languages_stay_and_a_file_without_a_language_gets_none() -> None:
    source = SOURCE.replace("title: AI Ethics for Professionals", "title: {en: AI ethics, ca: Ètica de la IA}")
    before = parse(source)
    after = dataclasses.replace(before, title=LanguageMap.of(en="Ethics of AI", ca="Ètica de la IA"))
    assert "ca: Ètica de la IA" in spliced(source, before, after)


def test_what_no_file_may_say_is_refused_with_its_key() -> None:
    before = parse(SOURCE)
    first = dataclasses.replace(before.assessments[0], outcomes=("LO9",))
    with pytest.raises(DefinitionError) as refused:
        spliced(SOURCE, before, dataclasses.replace(before, assessments=(first, *before.assessments[1:])))
    assert [one.code for one in refused.value.problems] == ["unknown-outcome"]
    assert refused.value.problems[0].key.startswith("assessments[0]")

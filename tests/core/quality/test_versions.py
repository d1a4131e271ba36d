"""Packs by id and version: what a design keeps, and what moving on would change."""

from __future__ import annotations

import dataclasses
from hashlib import sha256

import pytest

from testamur import packs
from testamur.core import quality
from testamur.core.model import definition
from testamur.core.quality import PackError
from testamur.core.quality.versions import version_order

OLD = """\
pack: house
title: House rules
source: The senate
effective: {from: 2024-01-01, until: 2024-12-31}
rules:
  - {code: H1, severity: WARN, check: present, with: {of: needs}, source: s, why: w, fix: f}
  - {code: H2, severity: WARN, check: present, with: {of: quality}, source: s, why: w, fix: f}
questions:
  - {code: HQ1, ask: Is it needed?, source: s, why: w}
"""
NEW = """\
pack: house
version: "1.10"
title: House rules
source: The senate
effective: {from: 2025-01-01}
rules:
  - {code: H1, severity: HARD, check: present, with: {of: needs}, source: s, why: w, fix: f}
  - {code: H2, severity: WARN, check: present, with: {of: quality}, source: s, why: "w, better said", fix: f}
questions:
  - {code: HQ2, ask: Who needs it?, source: s, why: w}
  - {code: HQ3, ask: Is the level right?, source: s, why: w, when: level}
"""
DRAFT = """\
testamur: 1
language: en
id: draft
version: 1
title: Draft
description: A draft.
awarding_body: {name: University, country: MY}
award_rule: {overall: 50}
"""
first, middle, last = (quality.parse_pack(text) for text in (OLD, NEW.replace("1.10", "1.9"), NEW))
ALL = (last, first, middle)


def test_a_name_alone_is_the_newest_version_and_a_reference_exactly_one() -> None:
    assert quality.select(ALL, ["house"]) == (last,)
    assert quality.select(ALL, ["House@1.0"]) == (first,)
    assert quality.select(ALL, ["house@1.9", "house@1.10", "house"]) == (middle, last)


@pytest.mark.parametrize(("name", "hint"), [("hous", "did you mean 'house'"), ("zzz", "there are house")])
def test_a_guideline_that_there_is_not_is_told_with_what_there_is(name: str, hint: str) -> None:
    with pytest.raises(PackError, match=hint):
        quality.select(ALL, [name])


def test_versions_are_counted_as_people_count() -> None:
    assert sorted(["1.10", "1.9", "1.0b", "2"], key=version_order) == ["1.0b", "1.9", "1.10", "2"]


def test_a_frozen_version_speaks_though_another_is_in_force() -> None:
    report = quality.check(definition.parse(DRAFT), quality.select(ALL, ["house@1.0"]), chosen=True)
    assert report.versions == ("house@1.0",)
    assert [finding.code for finding in report.findings] == ["H1", "H2"]


def test_moving_on_tells_what_is_gained_lost_asked_and_no_longer_asked() -> None:
    move = quality.moving(definition.parse(DRAFT), [first], [last])
    assert move
    assert [(one.code, one.severity) for one in move.gained] == [("H1", "HARD")]
    assert [(one.code, one.severity) for one in move.lost] == [("H1", "WARN")]
    assert [one.code for one in move.asked] == ["HQ2"]
    assert [one.code for one in move.no_longer_asked] == ["HQ1"]
    assert move.before
    assert not move.after


def test_moving_to_the_same_changes_nothing() -> None:
    assert not quality.moving(definition.parse(DRAFT), [last], [last])


def test_a_question_is_asked_where_its_part_is_there() -> None:
    levelled = definition.parse(DRAFT + "level: {framework: EQF, value: 5, basis: best_fit_self_declared}\n")
    asked = quality.check(levelled, [last]).questions
    assert [one.code for one in asked] == ["HQ2", "HQ3"]
    assert [one.code for one in quality.check(definition.parse(DRAFT), [last]).questions] == ["HQ2"]


def test_a_question_about_no_part_of_a_definition_is_an_error_of_the_pack() -> None:
    strange = quality.parse_pack(NEW.replace("when: level", "when: levels"))
    with pytest.raises(PackError, match="did you mean 'level'"):
        quality.check(definition.parse(DRAFT), [strange])


def test_a_pack_on_request_speaks_only_where_it_is_chosen() -> None:
    shy = dataclasses.replace(last, on_request=True)
    assert quality.check(definition.parse(DRAFT), [shy]).packs == ()
    assert quality.check(definition.parse(DRAFT), [shy], chosen=True).packs == ("house",)


# Designs rest on these texts. A new one is added here; one that is here is never changed.
KEPT = {
    "alignment-1@1.0": "f7476685a658f264",
    "au-nmf-2021@1.0": "6b97a7f6c97d23b9",
    "eu-2022@1.0": "ae10251f043f487e",
    "my-samc@1.0": "162c767f2f381115",
}


def test_a_version_that_designs_rest_on_never_changes() -> None:
    texts = packs.earlier_guidelines()
    assert {name: sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()} == KEPT


@pytest.mark.parametrize("name", packs.earlier_guidelines())
def test_an_example_moves_on_from_every_earlier_version_without_a_hard_finding(name: str) -> None:
    earlier = quality.parse_pack(packs.earlier_guidelines()[name])
    newer = quality.parse_pack(packs.guidelines()[earlier.id])
    move = quality.moving(definition.parse(DRAFT), [earlier], [newer])
    assert not [one for one in move.gained if one.severity == "HARD"]
    assert move.asked == newer.questions[: len(move.asked)] or move.asked

"""Levels are told in plain words, and beside those of another framework only as far as a source goes."""

from __future__ import annotations

from testamur import packs
from testamur.domain.design.levels import level_table

LANGUAGES = {"en", "ms", "es", "ca"}


def test_every_level_is_told_in_four_languages_with_its_source() -> None:
    table = level_table()
    assert [one.step for one in table.levels] == [str(step) for step in range(1, 9)]
    assert all(set(words) == LANGUAGES for one in table.levels for words in (one.knowledge, one.skill, one.autonomy))
    assert "2017/C 189/03" in table.source
    assert (table.other, {one.beside for one in table.levels}) == ("", {()})
    assert list(packs.descriptors()) == ["eqf"]


def test_another_frameworks_levels_stand_beside_and_say_whether_they_are_confirmed() -> None:
    malaysian = {one.step: one.beside for one in level_table("MQF").levels}
    assert malaysian["6"] == (("MQF 6", False),)
    assert malaysian["1"] == ()
    irish = {one.step: one.beside for one in level_table("NFQ").levels}
    assert irish["6"] == (("NFQ 7", True), ("NFQ 8", True))

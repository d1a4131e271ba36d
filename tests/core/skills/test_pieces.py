"""Postings of pieces: short texts by their letters and words."""

from __future__ import annotations

import numpy as np
import pytest

from testamur.core.skills import pieces
from testamur.core.skills.pieces import index, letters, stems, words

LABELS = ("bake bread", "bake cakes", "weld metal", "C++", "")


def alike(text: str, labels: tuple[str, ...] = LABELS, least: int = 1) -> list[float]:
    made = index((letters(label) for label in labels), least=least)
    return made.against(made.asked(letters(text))).round(3).tolist()


def test_a_text_is_wholly_like_itself() -> None:
    assert alike("weld metal")[2] == 1


def test_what_shares_no_letters_is_not_alike() -> None:
    assert alike("weld metal")[:2] == [0, 0]


def test_order_and_capitals_do_not_matter_to_letters() -> None:
    assert alike("BREAD Bake")[0] == 1


def test_what_is_rare_counts_more() -> None:
    both = alike("bake", ("bake bread", "bake cakes", "bake tarts", "cakes"))
    rare = alike("cakes", ("bake bread", "bake cakes", "bake tarts", "cakes"))
    assert rare[1] > both[1]


def test_a_text_without_letters_is_like_nothing() -> None:
    assert alike("") == [0] * len(LABELS)
    assert alike("bake")[4] == 0


def test_pieces_that_few_texts_have_are_left_out() -> None:
    assert alike("weld metal", least=2) == [0] * len(LABELS)
    assert alike("bake", least=2)[0] > 0


def test_some_of_the_texts_are_scored_as_among_all() -> None:
    made = index(letters(label) for label in LABELS)
    asked = made.asked(letters("bake a metal"))
    rows = np.array([2, 4, 0])
    assert made.only(rows).against(asked).tolist() == made.against(asked)[rows].tolist()


def test_texts_counted_in_parts_are_weighed_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = alike("bake some bread")
    monkeypatch.setattr(pieces, "_AT_ONCE", 2)
    assert alike("bake some bread") == at_once


def test_words_keep_the_signs_of_programming_languages() -> None:
    assert list(words("Use C++, C# and Node.js.")) == ["use", "c++", "c#", "and", "node.js"]


def test_stems_are_counted_alone_and_in_pairs() -> None:
    assert len(stems(["bake", "good", "bread"])) == 5
    assert len(stems([])) == 0

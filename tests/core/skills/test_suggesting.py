"""Whole documents: sentences, each skill once, and nothing that is not sure enough."""

from __future__ import annotations

import numpy as np
import pytest

from testamur.core.skills.concepts import Concept, Framework, SkillsError
from testamur.core.skills.confidence import Calibration, calibrated
from testamur.core.skills.directory import spellings
from testamur.core.skills.ranking import Ranker
from testamur.core.skills.sentences import LONGEST, sentences
from testamur.core.skills.suggesting import suggest

NAMES = ("bake bread", "weld metal", "treat wounds", "read law", "sell cars", "plan trips")
FRAMEWORK = Framework("Crafts", "1", "en", tuple(Concept(f"s:{name}", name) for name in NAMES))
DOCUMENT = "You bake bread.\n- weld metal\n- bake good bread daily\n\nWe are a nice team!"


def ranker(calibration: Calibration | None = None) -> Ranker:
    return Ranker(FRAMEWORK, spellings(FRAMEWORK, str.split), str.split, calibration=calibration or Calibration())


def test_a_skill_that_is_said_twice_is_suggested_once_with_both_places() -> None:
    found = {one.best.concept.label: one for one in suggest(ranker(), DOCUMENT).found}
    places = found["bake bread"].places
    assert {(place.sentence, DOCUMENT[place.start : place.end]) for place in places} == {
        (0, "bake bread"),
        (2, "bake good bread"),
    }


def test_places_are_counted_in_the_document() -> None:
    for one in suggest(ranker(), DOCUMENT).found:
        for place in one.places:
            assert DOCUMENT[place.start : place.end] == place.words


def test_the_likeliest_comes_first_and_only_so_many_are_given() -> None:
    found = suggest(ranker(), DOCUMENT, top=2).found
    assert len(found) == 2
    assert found[0].best.score >= found[1].best.score


def test_what_each_sentence_says_first_comes_before_what_one_says_also() -> None:
    many = Framework(
        "Tongues", "1", "en", tuple(Concept(f"s:{name}", name) for name in ("write English", "read English", *NAMES))
    )
    one = Ranker(many, spellings(many, str.split), str.split)
    found = suggest(one, "Read English, write English\nWeld metal", top=2).found
    assert {place.sentence for each in found for place in each.places} == {0, 1}


def test_what_is_not_sure_enough_is_not_suggested() -> None:
    doubtful = Calibration((0.0, 100.0), (0.1, 0.1), abstain=0.5)
    said = suggest(ranker(doubtful), DOCUMENT)
    assert (said.found, said.without, said.sentences) == ((), 4, 4)
    assert suggest(ranker(doubtful), DOCUMENT, sure=0.05).found


def test_progress_is_told_for_every_sentence() -> None:
    told: list[tuple[int, int]] = []
    suggest(ranker(), DOCUMENT, progress=lambda done, every: told.append((done, every)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_empty_document_has_no_skills() -> None:
    assert suggest(ranker(), "\n\n  ").found == ()


@pytest.mark.parametrize(
    ("text", "code"), [("a" * (LONGEST + 1), "text-too-long"), ("PK\x03\x04\0\0", "text-not-text")]
)
def test_what_is_too_long_or_no_text_is_refused(text: str, code: str) -> None:
    with pytest.raises(SkillsError, match=code):
        suggest(ranker(), text)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("One thing. Another one!", ["One thing.", "Another one!"]),
        ("Use e.g. Excel. Then stop.", ["Use e.g. Excel.", "Then stop."]),
        ("• first\n• second", ["first", "second"]),
        ("1. first\n(2) second\nc) third", ["first", "second", "third"]),
        ("烤面包。焊接金属。", ["烤面包。", "焊接金属。"]),
        ("\t\n…\n---\n12", []),
        ("Node.js 3.11 is here", ["Node.js 3.11 is here"]),
    ],
)
def test_documents_are_cut_where_people_would(document: str, expected: list[str]) -> None:
    assert [one.text for one in sentences(document)] == expected


def test_a_sentence_without_end_is_cut_within_reach() -> None:
    pieces = sentences("word " * 1_000 + "x" * 1_000)
    assert max(len(one.text) for one in pieces) <= 400
    assert "".join(one.text for one in pieces).replace(" ", "") == "word" * 1_000 + "x" * 1_000


def test_at_most_two_thousand_sentences_are_read() -> None:
    assert len(sentences("a b.\n" * 3_000)) == 2_000


def test_confidence_never_falls_while_the_score_rises() -> None:
    scores = [float(at) for at in range(2_000)]
    is_right = [at % 10 < at // 300 for at in range(2_000)]
    is_right[:300] = [True] * 150 + [False] * 150
    merits, shares = calibrated(scores, is_right)
    assert list(shares) == sorted(shares)
    assert list(merits) == sorted(merits)
    assert shares[-1] == pytest.approx(0.6, abs=0.05)


def test_who_comes_later_or_far_behind_is_less_sure() -> None:
    curve = Calibration((0.0, 10.0), (0.0, 1.0), by_place=1.0, by_distance=0.5)
    assert curve.confidence(np.array([8.0, 8.0, 6.0], np.float32)) == pytest.approx([0.8, 0.7, 0.3415], abs=1e-3)

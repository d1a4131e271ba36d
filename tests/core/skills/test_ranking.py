"""Text to skills: what is ranked first, by what, and where in the text it is said."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.encoders import Words
from testamur.core.skills.concepts import Concept, Framework, SkillsError
from testamur.core.skills.confidence import Calibration
from testamur.core.skills.directory import meanings, spellings, texts_to_encode
from testamur.core.skills.pieces import words
from testamur.core.skills.ranking import LONGEST, Lane, Ranker
from testamur.core.skills.steering import Steering, more_like
from testamur.core.skills.suggesting import suggest

BAKE = Concept("s:bake", "bake bread", ("make loaves",), "Work dough and put it into an oven.")
WELD = Concept("s:weld", "weld metal", ("join steel", "join metal"), "Melt the edges of parts together.")
WOUND = Concept("s:wound", "treat wounds", ("dress injuries",), "Clean what bleeds and cover it.")
KNEAD = Concept("s:knead", "knead dough", ("work dough",), "Press dough until it is smooth.")
OTHERS = tuple(Concept(f"s:{name}", name) for name in ("law", "physics", "speak Malay", "plan trips", "sell cars"))
FRAMEWORK = Framework("Crafts", "1", "en", (BAKE, WELD, WOUND, KNEAD, *OTHERS))
SPELLINGS = spellings(FRAMEWORK, lambda text: tuple(words(text)))
BY_SPELLING = Ranker(FRAMEWORK, SPELLINGS, lambda text: tuple(words(text)))


def by_meaning(calibration: Calibration | None = None, **same: str) -> Ranker:
    encoder = Words(same)
    texts = texts_to_encode(FRAMEWORK.concepts)
    known = meanings(FRAMEWORK.concepts, texts, encoder.encode(texts))
    return Ranker(FRAMEWORK, SPELLINGS, lambda text: tuple(words(text)), known, encoder, calibration or Calibration())


def first(ranker: Ranker, text: str) -> str:
    return ranker.rank(text)[0].concept.uri


def test_spelling_alone_finds_what_is_spelt_alike() -> None:
    assert first(BY_SPELLING, "She bakes breads at dawn") == "s:bake"
    assert BY_SPELLING.lane is Lane.SPELLING


def test_spelling_finds_an_alternative_label_and_says_which() -> None:
    best = BY_SPELLING.rank("joining steel parts")[0]
    assert (best.concept.uri, best.reasons.label) == ("s:weld", "join steel")


def test_what_shares_no_letters_is_not_ranked_by_spelling() -> None:
    assert BY_SPELLING.rank("zzz qqq") == ()


def test_meaning_finds_what_is_said_in_other_words() -> None:
    ranker = by_meaning(lesions="wounds", patch="treat")
    assert first(ranker, "You patch lesions") == "s:wound"
    assert ranker.lane is Lane.MEANING


def test_the_words_that_speak_for_a_skill_are_shown() -> None:
    text = "In our town you would often treat wounds on your own"
    best = by_meaning().rank(text)[0]
    assert text[best.start : best.end] == "treat wounds"


def test_signs_around_the_words_are_not_shown() -> None:
    for ranker in (by_meaning(), BY_SPELLING):
        text = "Tasks: (weld metal), daily"
        best = ranker.rank(text)[0]
        assert text[best.start : best.end] in ("weld metal", "weld metal), daily")


def test_reasons_add_up_to_the_score() -> None:
    for one in by_meaning().rank("treat wounds and bake bread", top=5):
        reasons = one.reasons
        assert one.score == pytest.approx(reasons.whole_text + reasons.these_words + reasons.spelling, abs=1e-4)


def test_spelling_shows_where_it_found_a_label() -> None:
    text = "A person who can weld metal is wanted"
    best = BY_SPELLING.rank(text)[0]
    assert "weld metal" in text[best.start : best.end]


@pytest.mark.parametrize("text", ["", "   ", "…!?", "\u200b"])
def test_a_text_without_letters_has_no_skills(text: str) -> None:
    assert by_meaning().rank(text) == ()


def test_a_very_long_text_is_read_as_far_as_it_is_allowed() -> None:
    assert by_meaning().rank("bake bread " * 1_000, top=1)[0].end <= LONGEST


def test_strange_letters_do_no_harm() -> None:
    assert by_meaning().rank("خبز \ud800 面包 bake bread")[0].concept.uri == "s:bake"


def test_equals_stand_in_the_order_of_their_addresses() -> None:
    twins = Framework("Twins", "1", "en", (Concept("b", "sing songs"), Concept("a", "sing songs")))
    ranker = Ranker(twins, spellings(twins, str.split), str.split)
    found = ranker.rank("sing songs")
    assert [one.concept.uri for one in found] == sorted(one.concept.uri for one in found)


def test_what_is_not_wanted_is_gone_and_what_is_near_it_falls() -> None:
    ranker = by_meaning()
    before = [one.concept.uri for one in ranker.rank("work dough, bake bread and weld metal")]
    after = [
        one.concept.uri
        for one in ranker.rank(
            "work dough, bake bread and weld metal", steering=Steering(unwanted=frozenset({"s:knead"}))
        )
    ]
    assert "s:knead" in before
    assert "s:knead" not in after


def test_a_refusal_takes_nothing_else_away_and_at_most_halves_how_sure_its_neighbours_are() -> None:
    names = ("knead dough", "knead bread dough", "knead cake dough", "weld metal", "read law", "plan trips")
    known = Framework("Crafts", "1", "en", tuple(Concept(f"s:{name}", name) for name in names))
    encoder, texts = Words({}), texts_to_encode(known.concepts)
    ranker = Ranker(
        known,
        spellings(known, lambda text: tuple(words(text))),
        lambda text: tuple(words(text)),
        meanings(known.concepts, texts, encoder.encode(texts)),
        encoder,
        Calibration((0.1, 0.1, 0.1, 1.0, 1.0), 2.0, abstain=0.2),
    )
    text, steering = "you knead dough and plan trips", Steering(unwanted=frozenset({"s:knead dough"}))
    plain = {one.concept.uri: one for one in ranker.rank(text, top=4)}
    left = {one.concept.uri: one for one in ranker.rank(text, top=4, steering=steering)}
    assert set(plain) - steering.unwanted < set(left)
    assert left["s:knead bread dough"].score < plain["s:knead bread dough"].score
    assert left["s:knead bread dough"].confidence < plain["s:knead bread dough"].confidence
    for uri, one in left.items():
        assert one.unsteered / 2 - 1e-6 <= one.confidence <= one.unsteered
        assert uri not in plain or one.unsteered == pytest.approx(plain[uri].confidence)
    shown = {one.best.concept.uri for one in suggest(ranker, text).found}
    again = {one.best.concept.uri for one in suggest(ranker, text, steering=steering).found}
    assert "s:knead bread dough" in shown
    assert again == shown - steering.unwanted


def test_more_like_this_lifts_its_neighbours() -> None:
    ranker = by_meaning()
    plain = {one.concept.uri: one.score for one in ranker.rank("an oven", top=9)}
    steered = {
        one.concept.uri: one.score
        for one in ranker.rank("an oven", top=9, steering=Steering(wanted=frozenset({"s:knead"})))
    }
    assert steered["s:knead"] > plain["s:knead"]
    assert steered["s:law"] == pytest.approx(plain["s:law"])


def test_steering_by_what_is_not_in_the_framework_changes_nothing() -> None:
    ranker = by_meaning()
    assert ranker.rank("bake", steering=Steering(frozenset({"gone"}), frozenset({"gone"}))) == ranker.rank("bake")


def test_neighbours_of_a_skill_are_found_without_itself() -> None:
    ranker = by_meaning()
    assert ranker.meanings is not None
    near = more_like(FRAMEWORK, ranker.meanings, "s:knead", top=3)
    assert near[0][0] == "s:bake"
    assert "s:knead" not in dict(near)
    assert more_like(FRAMEWORK, ranker.meanings, "gone") == ()


def test_without_a_measurement_no_confidence_is_claimed() -> None:
    assert {one.confidence for one in by_meaning().rank("bake bread")} == {-1.0}


def test_confidence_is_what_was_measured() -> None:
    ranker = by_meaning(Calibration((0.0,) * 5, -1.0986))
    assert {round(one.confidence, 3) for one in ranker.rank("bake bread")} == {0.25}


def test_a_framework_of_nothing_is_refused() -> None:
    with pytest.raises(SkillsError, match="framework-is-empty"):
        Framework("Nothing", "1", "en", ())


def test_every_text_is_encoded_once_the_short_ones_first() -> None:
    texts = texts_to_encode((Concept("a", "sing", ("sing", "chant")), Concept("b", "sing")))
    assert texts == ("sing", "chant")


def test_a_concept_without_description_is_where_its_labels_are() -> None:
    known = by_meaning().meanings
    assert known is not None
    assert np.allclose(np.linalg.norm(known.centroids, axis=1), 1, atol=1e-3)
    assert known.centroids[4] @ known.preferred[4] == pytest.approx(1, abs=1e-3)

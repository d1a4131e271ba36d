"""What is computed of a framework is computed once, and goes on where it was interrupted."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from simulators.encoders import Words
from testamur.adapters.encoders import shelf as shelves
from testamur.adapters.encoders.shelf import Shelf
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.directory import meanings, spellings, texts_to_encode
from testamur.core.skills.encoding import Vectors

FRAMEWORK = Framework(
    "Crafts",
    "1",
    "en",
    (Concept("s:bake", "bake bread", ("make bread",), "Work dough."), Concept("s:weld", "weld metal", ("make metal",))),
)
NEWER = Framework("Crafts", "2", "en", (*FRAMEWORK.concepts, Concept("s:law", "law")))


class Tired(Words):
    """Gives up after the first part."""

    def encode(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        if self.asked:
            raise KeyboardInterrupt
        return super().encode(texts)


def test_directions_are_as_if_they_had_just_been_computed(tmp_path: Path) -> None:
    texts = texts_to_encode(FRAMEWORK.concepts)
    fresh = meanings(FRAMEWORK.concepts, texts, Words().encode(texts))
    for _ in range(2):
        kept = Shelf(tmp_path).meanings(FRAMEWORK, Words())
        assert np.allclose(kept.centroids, fresh.centroids, atol=1e-3)
        assert np.allclose(kept.preferred, fresh.preferred, atol=1e-3)


def test_nothing_is_encoded_twice(tmp_path: Path) -> None:
    encoder = Words()
    Shelf(tmp_path).meanings(FRAMEWORK, encoder)
    assert Shelf(tmp_path).has_meanings(FRAMEWORK, encoder)
    Shelf(tmp_path).meanings(FRAMEWORK, encoder)
    assert len(encoder.asked) == len(set(encoder.asked)) == 5


def test_another_version_or_another_encoder_is_computed_anew(tmp_path: Path) -> None:
    Shelf(tmp_path).meanings(FRAMEWORK, Words())
    assert not Shelf(tmp_path).has_meanings(NEWER, Words())
    assert not Shelf(tmp_path).has_meanings(FRAMEWORK, Words({"weld": "join"}))


def test_what_was_done_before_an_interruption_stays_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "_AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        Shelf(tmp_path).meanings(FRAMEWORK, Tired())
    encoder, told = Words(), []
    kept = Shelf(tmp_path).meanings(FRAMEWORK, encoder, lambda done, every: told.append((done, every)))
    assert told == [(4, 5), (5, 5)]
    assert len(encoder.asked) == 3
    assert np.allclose(kept.centroids, Shelf(tmp_path / "new").meanings(FRAMEWORK, Words()).centroids, atol=1e-6)
    assert not list(tmp_path.glob("*.part"))


def test_two_who_come_at_once_make_it_once(tmp_path: Path) -> None:
    encoder = Words()
    both = [Thread(target=Shelf(tmp_path).meanings, args=(FRAMEWORK, encoder)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(encoder.asked) == 5


def test_half_a_text_at_the_end_of_an_interrupted_file_is_encoded_again(tmp_path: Path) -> None:
    part = shelves.part_of(Shelf(tmp_path).meant(FRAMEWORK, Words().name))
    part.write_bytes(b"\0" * 77)
    encoder = Words()
    Shelf(tmp_path).meanings(FRAMEWORK, encoder)
    assert len(encoder.asked) == 5


def test_an_index_of_labels_that_was_kept_answers_as_a_fresh_one(tmp_path: Path) -> None:
    fresh = spellings(FRAMEWORK, str.split)
    for _ in range(2):
        kept = Shelf(tmp_path).spellings(FRAMEWORK, str.split)
        asked = kept.labels.asked(fresh.labels.keys[::2])
        assert kept.likest(asked).tolist() == fresh.likest(asked).tolist()
        assert kept.words.scores(kept.words.keys[:2]).tolist() == fresh.words.scores(kept.words.keys[:2]).tolist()

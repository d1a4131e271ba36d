"""Directions that come with the package are found by the texts they were computed from; only the rest is encoded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulators.encoders import Words
from testamur.adapters.encoders import carried as carrying
from testamur.adapters.encoders import shelf as shelves
from testamur.adapters.encoders.carried import carried, pack
from testamur.adapters.encoders.shelf import Shelf
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.directory import meanings, texts_to_encode

CONCEPTS = tuple(Concept(f"s:{number}", f"skill {number}", (f"art {number}",), "Done by hand.") for number in range(9))


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    encoder = Words()
    texts = texts_to_encode(CONCEPTS)
    path = tmp_path / f"{encoder.name.partition('-')[0]}.xz"
    pack(path, encoder.name, CONCEPTS, meanings(CONCEPTS, texts, Words().encode(texts)))
    monkeypatch.setattr(shelves, "carried", lambda name: carried(name, tmp_path))
    return encoder


def test_what_is_carried_points_where_it_was_packed_to(packed: Words, tmp_path: Path) -> None:
    kept = Shelf(tmp_path / "kept").meanings(Framework("Arts", "1", "en", CONCEPTS), packed)
    texts = texts_to_encode(CONCEPTS)
    fresh = meanings(CONCEPTS, texts, Words().encode(texts))
    assert packed.asked == []
    for now, then in ((kept.centroids, fresh.centroids), (kept.preferred, fresh.preferred)):
        assert np.allclose(np.linalg.norm(now, axis=1), 1, atol=1e-5)
        assert ((now * then).sum(axis=1) > 0.99).all()


def test_only_what_another_version_says_otherwise_is_encoded(packed: Words, tmp_path: Path) -> None:
    changed = replace(CONCEPTS[4], label="art four")
    newer = Framework("Arts", "2", "en", (Concept("s:new", "sail"), *CONCEPTS[:4], changed, *CONCEPTS[5:]))
    kept = Shelf(tmp_path / "kept").meanings(newer, packed)
    assert set(packed.asked) == {"sail", "art four", "art 4", "art four: Done by hand."}
    fresh = meanings(newer.concepts, every := texts_to_encode(newer.concepts), Words().encode(every))
    assert ((kept.centroids * fresh.centroids).sum(axis=1) > 0.99).all()


@pytest.mark.usefixtures("packed")
def test_what_another_encoder_packed_is_not_used(tmp_path: Path) -> None:
    other = Words({"art": "skill"})
    Shelf(tmp_path / "kept").meanings(Framework("Arts", "1", "en", CONCEPTS), other)
    assert len(other.asked) == len(texts_to_encode(CONCEPTS))


def test_the_directions_of_esco_come_for_the_encoders_that_are_named() -> None:
    for path in sorted(carrying._FOLDER.glob("*.xz")):  # noqa: SLF001 - what ships
        assert path.stat().st_size < 5_000_000

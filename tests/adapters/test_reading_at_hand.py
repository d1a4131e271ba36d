"""One keeper of what reads texts: it computes nothing for a request, and loads a framework once a process."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace

import pytest

from simulators.encoders import Words
from testamur.adapters.encoders import at_hand, choosing
from testamur.adapters.encoders.choosing import Choice
from testamur.adapters.encoders.wanted import Wanted
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.ranking import Lane

FRAMEWORK = Framework("Crafts", "1", "en", (Concept("s:bake", "bake bread"), Concept("s:weld", "weld metal")))


class Library:
    """Hands out a framework, and counts how often."""

    def __init__(self) -> None:
        self.loaded = 0

    def wanted(self, spoken: str = "en") -> Wanted:
        return Wanted(("crafts",), spoken, self.load)

    def load(self) -> Framework:
        self.loaded += 1
        return FRAMEWORK


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(at_hand, "environment", lambda: SimpleNamespace(home=tmp_path))
    at_hand.forget()
    return Library()


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Words:
    encoder = Words()
    chosen = Choice(encoder.name, encoder.dimension, None, lambda: encoder)
    monkeypatch.setattr(choosing, "choice", lambda *_given, **_named: chosen)
    return encoder


def test_a_request_computes_nothing_and_hears_how_far_it_is(library: Library, encoder: Words, tmp_path: Path) -> None:
    for _ in range(2):
        now = at_hand.reader(library.wanted())
        assert (now.ranker, now.is_waiting, now.done, now.total) == (None, True, 0, 2)
    assert (library.loaded, encoder.asked, list(tmp_path.iterdir())) == (1, [], [])


def test_what_was_got_ready_reads_by_meaning_and_is_loaded_once(library: Library, encoder: Words) -> None:
    ready = at_hand.ready(library.wanted())
    assert ready.ranker is not None
    assert (ready.ranker.lane, ready.is_waiting) == (Lane.MEANING, False)
    assert at_hand.reader(library.wanted()).ranker is ready.ranker
    assert (library.loaded, len(encoder.asked)) == (1, 2)


def test_between_the_two_it_reads_by_spelling(library: Library, encoder: Words, tmp_path: Path) -> None:
    at_hand.reader(library.wanted())
    choosing.Shelf(tmp_path / "skills").spellings(FRAMEWORK, choosing.stemmer("en"))
    now = at_hand.reader(library.wanted())
    assert now.is_waiting
    assert now.ranker is not None
    assert (now.ranker.lane, encoder.asked) == (Lane.SPELLING, [])
    assert at_hand.reader(library.wanted()).ranker is now.ranker


def test_what_was_thrown_away_is_got_ready_again_for_other_processes(
    library: Library, encoder: Words, tmp_path: Path
) -> None:
    at_hand.ready(library.wanted())
    rmtree(tmp_path / "skills")
    at_hand.prepare(library.wanted())
    assert (library.loaded, len(encoder.asked)) == (1, 4)
    at_hand.forget()
    assert not at_hand.reader(library.wanted()).is_waiting


@pytest.mark.usefixtures("encoder")
def test_texts_in_another_language_have_a_reader_of_their_own_and_few_are_kept(library: Library) -> None:
    first = at_hand.ready(library.wanted("en")).ranker
    for spoken in ("es", "fr", "pt"):
        assert at_hand.ready(library.wanted(spoken)).ranker is not first
    assert at_hand.reader(library.wanted("en")).ranker is not first

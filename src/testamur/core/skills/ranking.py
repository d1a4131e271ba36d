"""Text to skills, in two stages: all concepts by their whole meaning and spelling, then the best by what is said where.

The first stage compares the text with every concept: the direction of its centroid, and the spelling of its preferred
label by letters and by words. Each score is brought to a common scale over all concepts, and the best 150 go on. The
second stage looks, for those only, for the window of words that points most nearly where the concept does: it is what
a person is shown as the reason. Without an encoder the spelling alone ranks, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.directory import Meanings, Spellings, Stem
from testamur.core.skills.encoding import Encoder, unit
from testamur.core.skills.pieces import Scores, letters, stems
from testamur.core.skills.windows import windows

_FINALISTS = 150
# Longer texts are for `sentences` to cut first.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each comparison counts, on the common scale. Chosen on development data (docs/operations/models.md)."""

    centroid: float = 1.0
    letters: float = 0.5
    words: float = 0.2
    window: float = 1.5
    preferred: float = 0.35


@dataclass(frozen=True, slots=True)
class Ranked:
    """A concept with its score (larger is likelier; comparable between texts) and the part of the text that says it."""

    concept: Concept
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the concepts of one framework for a text; ``meanings`` and ``encoder`` are both there or both not."""

    framework: Framework
    spellings: Spellings
    stem: Stem
    meanings: Meanings | None = None
    encoder: Encoder | None = None
    weights: Weights = Weights()

    def rank(self, text: str, *, top: int = 10) -> tuple[Ranked, ...]:
        """Return the ``top`` concepts for a sentence, best first; of equals the one with the lesser address."""
        if not any(letter.isalnum() for letter in text):
            return ()
        rows, scores, spans = self.scored(text[:LONGEST], max(top, 1))
        concepts = self.framework.concepts
        order = sorted(range(len(rows)), key=lambda at: (-scores[at], concepts[rows[at]].uri))[:top]
        return tuple(Ranked(concepts[rows[at]], float(scores[at]), *spans[at]) for at in order)

    def scored(self, text: str, top: int) -> tuple[NDArray[np.int64], Scores, list[tuple[int, int]]]:
        """Return finalists by row, with scores and spans, in no order."""
        preferred, likest = self.spellings.by_letters(text)
        by_words = self.spellings.words.scores(stems(self.stem(text)))
        weights = self.weights
        read = self.encoder.read(text) if self.encoder else None
        if self.meanings is None or read is None or not read.words:
            spelt = weights.letters * _against(likest, preferred) + weights.words * _common(by_words)
            return self._by_spelling(text, spelt, top)
        whole = unit(read.tokens.mean(axis=0))
        pointing = self.meanings.centroids @ whole
        first = weights.centroid * _common(pointing) + weights.letters * _common(preferred)
        first += weights.words * _common(by_words)
        rows = _best(first, max(_FINALISTS, top))
        seen = windows(read)
        likeness = seen.vectors @ self.meanings.centroids[rows].T
        second = weights.centroid * _against(pointing[rows], pointing)
        second += weights.letters * _against(likest[rows], preferred)
        second += weights.words * _against(by_words[rows], by_words)
        second += weights.window * _against(likeness.max(axis=0), pointing)
        second += weights.preferred * _against(self.meanings.preferred[rows] @ whole, pointing)
        return rows, second, [seen.spans[at] for at in likeness.argmax(axis=0)]

    def _by_spelling(
        self, text: str, scores: Scores, top: int
    ) -> tuple[NDArray[np.int64], Scores, list[tuple[int, int]]]:
        rows = _best(scores, top)
        rows = rows[scores[rows] > 0]
        return rows, scores[rows], [spelt_where(text, self.framework.concepts[row]) for row in rows]


def spelt_where(text: str, concept: Concept) -> tuple[int, int]:
    """Return where in the text the words stand that share most letters with a label of the concept."""
    pieces = {int(key) for label in concept.labels for key in letters(label)}
    places = _words_at(text)
    shared = [len(pieces.intersection(letters(text[start:end]).tolist())) for start, end in places]
    strong = [at for at, count in enumerate(shared) if count > max(shared) / 3]
    return (places[strong[0]][0], places[strong[-1]][1]) if strong else (0, len(text))


def _words_at(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        places.append((start, at))
    return places


def _common(scores: Scores) -> Scores:
    return _against(scores, scores)


def _against(scores: Scores, everything: Scores) -> Scores:
    """Bring scores to the scale on which those of all concepts have the mean 0 and the deviation 1."""
    scaled: Scores = ((scores - everything.mean()) / (everything.std() + 1e-9)).astype(np.float32)
    return scaled


def _best(scores: Scores, count: int) -> NDArray[np.int64]:
    count = min(count, len(scores))
    return np.argpartition(-scores, count - 1)[:count]

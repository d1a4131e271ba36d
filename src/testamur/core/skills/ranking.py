"""Text to skills, in two stages: all concepts by their whole meaning and spelling, then the best by what is said where.

The first stage compares the text with every concept: the direction of its centroid, and the spelling of its preferred
label by letters and by words. Each score is brought to a common scale over all concepts, and the best 150 go on. The
second stage looks, for those only, for the window of words that points most nearly where the concept does: it is what
a person is shown as the reason. Without an encoder the spelling alone ranks, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.confidence import UNKNOWN, Calibration, told
from testamur.core.skills.directory import Meanings, Spellings, Stem
from testamur.core.skills.encoding import Encoder, Windows
from testamur.core.skills.pieces import Rows, Scores, letters, stems
from testamur.core.skills.steering import Steering

_FINALISTS = 150
# Longer texts are for `sentences` to cut first.
LONGEST = 2_000
# Where all concepts are equally unlike a text, a small difference is not a large one.
_LEAST_DEVIATION = 0.005
# Deviations above the mean of all concepts from which on spelling says little more.
_HIGH = np.float32(8)
_AROUND = ".,;:!?()[]{}\"'„“”‘’«»…"


class Lane(StrEnum):
    """By what a text was compared: by the directions of an encoder and by spelling, or by spelling alone.

    ``FAST``: each word has one direction, whatever stands beside it.
    """

    MEANING = "meaning"
    FAST = "fast"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each comparison counts, on the common scale. Chosen on development data (docs/operations/models.md).

    Whoever changes one measures confidence anew (benchmarks/skills/calibrate.py).
    """

    centroid: float = 1.0
    letters: float = 0.3
    words: float = 0.15
    window: float = 1.75
    preferred: float = 0.35


@dataclass(frozen=True, slots=True)
class Reasons:
    """What speaks for a concept: each part of its score, and the label whose spelling is likest to the text's."""

    whole_text: float
    these_words: float
    spelling: float
    label: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A concept with its score (larger is likelier; comparable between texts) and the part of the text that says it.

    ``confidence`` is how often such a suggestion is right, 0 to 1; -1 where nobody has measured it. ``unsteered`` is
    what it would be had nothing been refused: by that it is shown or not, for a refusal takes nothing else away.
    """

    concept: Concept
    score: float
    start: int
    end: int
    confidence: float
    reasons: Reasons
    unsteered: float


@dataclass(frozen=True, slots=True)
class _Finalists:
    """Rows of concepts with their scores and their parts, in no order; ``lowered``: by what was refused near them."""

    rows: Rows
    score: Scores
    whole_text: Scores
    these_words: Scores
    spelling: Scores
    spans: tuple[tuple[int, int], ...]
    lowered: Scores

    def parts(self) -> Scores:
        """Return the parts of each score: of the whole text, of these words, of the spelling."""
        return np.column_stack([self.whole_text, self.these_words, self.spelling])

    def order(self, concepts: tuple[Concept, ...], places: Iterable[int], scores: Scores) -> list[int]:
        """Return places by their scores, the best first, of equals the one with the lesser address."""
        return sorted(places, key=lambda at: (-scores[at], concepts[self.rows[at]].uri))

    def surely(self, calibration: Calibration, order: list[int], scores: Scores) -> Scores:
        """Return how sure each place is, were these the scores and this the order."""
        said = np.zeros(len(self.rows), np.float32)
        said[order] = calibration.confidence(told(self.parts()[order], scores[order]))
        return said


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the concepts of one framework for a text; ``meanings`` and ``encoder`` are both there or both not."""

    framework: Framework
    spellings: Spellings
    stem: Stem
    meanings: Meanings | None = None
    encoder: Encoder | None = None
    calibration: Calibration = UNKNOWN
    weights: Weights = Weights()
    is_fast: bool = False

    @property
    def lane(self) -> Lane:
        """By what texts are compared."""
        if self.encoder is None or self.meanings is None:
            return Lane.SPELLING
        return Lane.FAST if self.is_fast else Lane.MEANING

    @property
    def goes_by_spelling(self) -> bool:
        """Whether spelling has a part in it: between two languages it has none."""
        return self.meanings is None or bool(self.weights.letters or self.weights.words)

    def rank(self, text: str, *, top: int = 10, steering: Steering | None = None) -> tuple[Ranked, ...]:
        """Return the ``top`` concepts for a sentence, best first; ``steering`` is what a person said of others."""
        text = text[:LONGEST]
        if not any(letter.isalnum() for letter in text):
            return ()
        asked = self.spellings.labels.asked(letters(text))
        seen = self.encoder.windows(text) if self.encoder and self.meanings else None
        if self.meanings is None or seen is None or not seen.spans:
            found = self._by_spelling(text, asked, max(top, 1))
        else:
            found = self._by_meaning(self.meanings, seen, text, asked, max(top, 1), steering)
        return tuple(
            self._told(found, at, sure, asked, _bare(text, *found.spans[at]))
            for at, *sure in self._ordered(found, steering, top)
        )

    def _ordered(self, found: _Finalists, steering: Steering | None, top: int) -> Iterator[tuple[int, float, float]]:
        """Yield places, the best first, with the confidence and what it would be had nothing been refused.

        Who is among them is settled before a refusal lowers its neighbours, and it at most halves their confidence.
        """
        concepts, unwanted = self.framework.concepts, steering.unwanted if steering else frozenset()
        unlowered = found.score + found.lowered
        order = found.order(concepts, range(len(found.rows)), unlowered)[:_FINALISTS]
        before = found.surely(self.calibration, order, unlowered)
        kept = [at for at in order if concepts[found.rows[at]].uri not in unwanted]
        # Measured beside what was refused as well: that it is gone makes nothing else likelier.
        beside = found.score.copy()
        beside[list(set(order) - set(kept))] = unlowered[list(set(order) - set(kept))]
        after = found.surely(self.calibration, found.order(concepts, order, beside), beside) if unwanted else before
        for at in found.order(concepts, kept[:top], found.score):
            yield at, float(np.clip(after[at], min(before[at] / 2, before[at]), before[at])), float(before[at])

    def _told(self, found: _Finalists, at: int, sure: list[float], asked: Scores, span: tuple[int, int]) -> Ranked:
        row = int(found.rows[at])
        concept = self.framework.concepts[row]
        label = concept.labels[self.spellings.likest_label(asked, row)]
        parts = (float(found.whole_text[at]), float(found.these_words[at]), float(found.spelling[at]))
        confidence, unsteered = sure
        return Ranked(concept, float(found.score[at]), *span, confidence, Reasons(*parts, label), unsteered)

    def _by_meaning(
        self, known: Meanings, seen: Windows, text: str, asked: Scores, top: int, steering: Steering | None
    ) -> _Finalists:
        weights, whole = self.weights, seen.vectors[0]
        pointing = known.centroids @ whole
        preferred = self.spellings.preferred(asked)
        by_words = _common(self.spellings.by_words(self.spellings.words.asked(stems(self.stem(text)))))
        first = weights.centroid * _common(pointing) + weights.letters * _common(preferred) + weights.words * by_words
        none = np.zeros(len(pointing), np.float32)
        up, down = steering.pushes(known, self.framework) if steering else (none, none)
        rows = _best(first + up, max(_FINALISTS, top))
        likeness = seen.vectors @ known.centroids[rows].T
        whole_text = weights.centroid * _against(pointing[rows], pointing)
        whole_text += weights.preferred * _against(known.preferred[rows] @ whole, pointing)
        these_words = weights.window * _against(likeness.max(axis=0), pointing)
        spelling = weights.letters * _eased(_against(self.spellings.likest(asked, rows), preferred))
        spelling += weights.words * _eased(by_words[rows])
        spans = tuple(seen.spans[at] for at in likeness.argmax(axis=0))
        score = whole_text + these_words + spelling + up[rows] - down[rows]
        return _Finalists(rows, score, whole_text, these_words, spelling, spans, down[rows])

    def _by_spelling(self, text: str, asked: Scores, top: int) -> _Finalists:
        words = self.spellings.words.asked(stems(self.stem(text)))
        score = self.weights.letters * _against(self.spellings.likest(asked), self.spellings.preferred(asked))
        score += self.weights.words * _common(self.spellings.by_words(words))
        rows = _best(score, max(top, _FINALISTS))
        rows = rows[score[rows] > 0]
        none = np.zeros(len(rows), np.float32)
        shown = set(rows[np.argsort(-score[rows], kind="stable")[:top]].tolist())
        concepts = self.framework.concepts
        spans = tuple(spelt_where(text, concepts[row]) if row in shown else (0, len(text)) for row in rows)
        return _Finalists(rows, score[rows], none, none, score[rows], spans, none)


def spelt_where(text: str, concept: Concept) -> tuple[int, int]:
    """Return where in the text the words stand that share most letters with a label of the concept."""
    pieces = {int(key) for label in concept.labels for key in letters(label)}
    places = _words_at(text)
    shared = [len(pieces.intersection(letters(text[start:end]).tolist())) for start, end in places]
    strong = [at for at, count in enumerate(shared) if count > max(shared) / 3]
    return (places[strong[0]][0], places[strong[-1]][1]) if strong else (0, len(text))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without signs and spaces around it; one of signs alone stays as it is."""
    said = text[start:end]
    bare = said.strip(_AROUND + " \t")
    return (start + said.index(bare), start + said.index(bare) + len(bare)) if bare else (start, end)


def _words_at(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        places.append(_bare(text, start, at))
    return places


def _common(scores: Scores) -> Scores:
    return _against(scores, scores)


def _against(scores: Scores, everything: Scores) -> Scores:
    """Bring scores to the scale on which those of all concepts have the mean 0 and the deviation 1."""
    scaled: Scores = ((scores - everything.mean()) / max(float(everything.std()), _LEAST_DEVIATION)).astype(np.float32)
    return scaled


def _eased(scores: Scores) -> Scores:
    """Let what is far above all others count for less: in a text of three words, two that are spelt alike are."""
    return np.where(scores > _HIGH, _HIGH + (scores - _HIGH) / np.float32(4), scores)


def _best(scores: Scores, count: int) -> Rows:
    count = min(count, len(scores))
    best: Rows = np.argpartition(-scores, count - 1)[:count]
    return best

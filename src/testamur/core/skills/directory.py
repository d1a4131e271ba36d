"""All that is computed of a framework ahead, so that a text is compared with every concept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from testamur.core.skills.concepts import Framework
from testamur.core.skills.encoding import Encoder, Vectors, unit
from testamur.core.skills.pieces import Postings, Scores, index, letters, stems

Stem = Callable[[str], Sequence[str]]
# Called with how many of how many texts have been encoded.
Progress = Callable[[int, int], None]
_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Meanings:
    """Where concepts point, as an encoder sees it: one row for each concept, each of length 1."""

    centroids: Vectors
    preferred: Vectors


@dataclass(frozen=True, slots=True)
class Spellings:
    """The labels of all concepts by their letters, and preferred labels by their words.

    Labels ``firsts[i]`` up to the next are those of concept ``i``, the preferred one first.
    """

    letters: Postings
    words: Postings
    firsts: NDArray[np.int64]

    def by_letters(self, text: str) -> tuple[Scores, Scores]:
        """Return for each concept how alike its preferred label is, and how alike its likest label is: 0 to 1."""
        labels = self.letters.scores(letters(text))
        return labels[self.firsts], np.maximum.reduceat(labels, self.firsts)


def spellings(framework: Framework, stem: Stem) -> Spellings:
    """Index the labels of a framework; ``stem`` gives the stems of a text in the framework's language."""
    counts = [len(concept.labels) for concept in framework.concepts]
    return Spellings(
        letters=index((letters(label) for concept in framework.concepts for label in concept.labels), least=2),
        words=index(stems(stem(concept.label)) for concept in framework.concepts),
        firsts=np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
    )


def meanings(framework: Framework, encoder: Encoder, progress: Progress = lambda _done, _all: None) -> Meanings:
    """Encode all labels and descriptions: a concept is where its label, its labels together and its description are."""
    texts = [text for concept in framework.concepts for text in concept.texts()]
    vectors = _encoded(texts, encoder, progress)
    centroids = np.empty((len(framework.concepts), encoder.dimension), np.float32)
    preferred, at = np.empty_like(centroids), 0
    for row, concept in enumerate(framework.concepts):
        labels = vectors[at : at + len(concept.labels)]
        at += len(concept.labels)
        preferred[row] = labels[0]
        centroids[row] = labels[0] + unit(labels.mean(axis=0))
        if concept.description:
            centroids[row] += vectors[at]
            at += 1
    return Meanings(unit(centroids), preferred)


def _encoded(texts: Sequence[str], encoder: Encoder, progress: Progress) -> Vectors:
    """Encode texts of like length together, for the shorter of a batch are filled up to the longest."""
    unique = sorted(set(texts), key=len)
    rows = {text: row for row, text in enumerate(unique)}
    vectors = np.empty((len(unique), encoder.dimension), np.float32)
    for at in range(0, len(unique), _AT_ONCE):
        vectors[at : at + _AT_ONCE] = encoder.encode(unique[at : at + _AT_ONCE])
        progress(min(at + _AT_ONCE, len(unique)), len(unique))
    return vectors[[rows[text] for text in texts]]

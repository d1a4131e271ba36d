"""How alike short texts are by their letters and words: term frequency times inverse document frequency, and cosine.

A text becomes a bag of pieces: overlapping runs of 3 to 5 letters within each word, or stems and pairs of stems. Pieces
are known by a 64-bit number, so that a hundred thousand labels are cut, counted and weighed by array operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Scores = NDArray[np.float32]

_WORD = re.compile(r"[^\W_][\w+#.]*")
_SIZES = (3, 4, 5)
# An odd factor that spreads code points over 64 bits (Knuth, The Art of Computer Programming, 6.4).
_FACTOR = np.uint64(6364136223846793005)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each piece, which texts have it and with what weight. Texts are counted from 0 to ``size`` - 1.

    ``keys`` is sorted; piece ``i`` is in texts ``rows[starts[i]:starts[i + 1]]`` with ``weights`` at the same places;
    the weights of one text have the length 1.
    """

    size: int
    keys: Keys
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Scores
    rarity: Scores

    def scores(self, keys: Keys) -> Scores:
        """Return how alike the text with these pieces is to each text: 0 to 1, one number for each."""
        wanted, counts = np.unique(keys, return_counts=True)
        places = np.searchsorted(self.keys, wanted)
        known = places < len(self.keys)
        known[known] = self.keys[places[known]] == wanted[known]
        places, counts = places[known], counts[known]
        total = np.zeros(self.size, np.float32)
        if not len(places):
            return total
        own = (1 + np.log(counts)) * self.rarity[places]
        own /= np.sqrt((own * own).sum())
        for place, weight in zip(places, own, strict=True):
            here = slice(self.starts[place], self.starts[place + 1])
            total[self.rows[here]] += self.weights[here] * weight
        return total


def index(texts: Iterable[Keys], *, least: int = 1) -> Postings:
    """Weigh the pieces of all texts; those that fewer than ``least`` texts have are left out."""
    rows, keys, counts, size = _counted(texts)
    keys, of, spread = np.unique(keys, return_inverse=True, return_counts=True)
    kept = spread[of] >= least
    rows, counts, of = rows[kept], counts[kept], of[kept]
    rarity = (np.log((1 + size) / (1 + spread)) + 1).astype(np.float32)
    weights = (1 + np.log(counts)).astype(np.float32) * rarity[of]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=size)).astype(np.float32)
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(keys) + 1))
    return Postings(size, keys, starts, rows[order], (weights / lengths[rows])[order], rarity)


def _counted(texts: Iterable[Keys]) -> tuple[NDArray[np.int32], Keys, NDArray[np.int64], int]:
    """Return each pair of text and piece once, with how often the text has it, and the number of texts."""
    rows, keys, counts, size = [], [], [], 0
    for size, text in enumerate(texts, 1):
        found, often = np.unique(text, return_counts=True)
        keys.append(found)
        counts.append(often)
        rows.append(np.full(len(found), size - 1, np.int32))
    return np.concatenate(rows), np.concatenate(keys), np.concatenate(counts), size


def letters(text: str) -> Keys:
    """Return the runs of 3 to 5 letters of each word with its edges; a shorter word is one piece."""
    found = [_runs(word) for word in text.lower().split()]
    return np.concatenate(found) if found else np.empty(0, np.uint64)


@lru_cache(maxsize=65_536)
def _runs(word: str) -> Keys:
    points = np.frombuffer(f" {word} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    runs = []
    for size in _SIZES:
        hashed = np.full(max(len(points) - size + 1, 1), size, np.uint64)
        for at in range(min(size, len(points))):
            hashed = hashed * _FACTOR + points[at : at + len(hashed)]
        runs.append(hashed)
        if len(points) <= size:
            break
    return np.concatenate(runs)


def stems(words: Sequence[str]) -> Keys:
    """Return the pieces of a text that is given as its stems: each stem and each pair of neighbours."""
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return np.fromiter((_key(piece) for piece in (*words, *pairs)), np.uint64)


def _key(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest(), "little")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case; signs such as in C++ and C# belong to them."""
    for word in _WORD.findall(text):
        yield word.lower().rstrip(".")

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
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Scores = NDArray[np.float32]
Rows = NDArray[np.int64]

_WORD = re.compile(r"[^\W_][\w+#.]*")
_SIZES = (3, 4, 5)
# An odd factor that spreads code points over 64 bits (Knuth, The Art of Computer Programming, 6.4).
_FACTOR = np.uint64(6364136223846793005)
# So many texts are counted at a time: what is sorted stays small.
_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True)
class Postings:
    """The weighed pieces of texts. Texts are counted from 0.

    ``keys`` is sorted, with the ``rarity`` of each. Text ``i`` has ``pieces[starts[i]:starts[i + 1]]``, places in
    ``keys``, with ``weights`` at the same places; the weights of one text have the length 1.
    """

    keys: Keys
    rarity: Scores
    starts: Rows
    pieces: NDArray[np.int32]
    weights: Scores

    def asked(self, keys: Keys) -> Scores:
        """Return the weight in a text with these pieces of each piece that is known here; their length is 1 or 0."""
        wanted, counts = np.unique(keys, return_counts=True)
        places = np.searchsorted(self.keys, wanted)
        known = places < len(self.keys)
        known[known] = self.keys[places[known]] == wanted[known]
        weights = np.zeros(len(self.keys), np.float32)
        own = (1 + np.log(counts[known])) * self.rarity[places[known]]
        weights[places[known]] = own / max(float(np.sqrt((own * own).sum())), 1e-9)
        return weights

    def scores(self, keys: Keys) -> Scores:
        """Return how alike each text is to the one with these pieces: 0 to 1."""
        return self.against(self.asked(keys))

    def against(self, asked: Scores) -> Scores:
        """Return how alike each text is to the one that `asked` weighed: 0 to 1."""
        return _sums(self.weights * asked[self.pieces], self.starts)

    def turned(self) -> Turned:
        """Return the same weights by piece, which answers faster for all texts, and takes as much memory again."""
        order = np.argsort(self.pieces, kind="stable")
        rows = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        counts = np.bincount(self.pieces, minlength=len(self.keys))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Turned(starts, rows[order], self.weights[order], np.array([len(self.starts) - 1]))

    def only(self, rows: Rows) -> Postings:
        """Return the bags of some texts, in this order; keys and rarity stay as they are."""
        counts = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], counts)
        return Postings(self.keys, self.rarity, starts, self.pieces[places], self.weights[places])


@dataclass(frozen=True, slots=True)
class Turned:
    """Which texts have a piece: piece ``i`` is in ``rows[starts[i]:starts[i + 1]]``; ``size``: how many texts."""

    starts: Rows
    rows: NDArray[np.int32]
    weights: Scores
    size: Rows

    def against(self, asked: Scores) -> Scores:
        """Return how alike each text is to the one that `Postings.asked` weighed: 0 to 1."""
        wanted = np.flatnonzero(asked)
        counts = self.starts[wanted + 1] - self.starts[wanted]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[wanted] - ends + counts, counts)
        weights = self.weights[places] * np.repeat(asked[wanted], counts)
        return np.bincount(self.rows[places], weights, minlength=int(self.size[0])).astype(np.float32)


def _sums(values: Scores, starts: Rows) -> Scores:
    """Return the sum of each stretch; one that is empty sums up to 0."""
    sums: Scores = np.add.reduceat(np.append(values, np.float32(0)), starts[:-1])
    return np.where(starts[1:] > starts[:-1], sums, np.float32(0))


def index(texts: Iterable[Keys], *, least: int = 1) -> Postings:
    """Weigh the pieces of all texts; those that fewer than ``least`` texts have are left out."""
    parts, size = _counted(texts)
    keys, of = _vocabulary([found for _, found, _ in parts])
    spread = np.bincount(of, minlength=len(keys))
    rows, counts = (np.concatenate([part[at] for part in parts]) for at in (0, 2))
    kept = spread[of] >= least
    rows, counts, of = rows[kept], counts[kept], of[kept]
    named = np.cumsum(spread >= least) - 1
    keys, spread, of = keys[spread >= least], spread[spread >= least], named[of].astype(np.int32)
    rarity = (np.log((1 + size) / (1 + spread)) + 1).astype(np.float32)
    weights = (1 + np.log(counts)).astype(np.float32) * rarity[of]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=size)).astype(np.float32)
    starts = np.searchsorted(rows, np.arange(size + 1)).astype(np.int64)
    return Postings(keys, rarity, starts, of, weights / lengths[rows])


def _counted(texts: Iterable[Keys]) -> tuple[list[tuple[NDArray[np.int32], Keys, NDArray[np.uint8]]], int]:
    """Return rows, pieces and counts of parts of the texts, in the order of texts, and how many texts there are."""
    parts, size, left = [], 0, iter(texts)
    while some := list(islice(left, _AT_ONCE)):
        known, of = np.unique(np.concatenate(some), return_inverse=True)
        rows = np.repeat(np.arange(len(some)), [len(keys) for keys in some])
        both, counts = np.unique(rows * max(len(known), 1) + of, return_counts=True)
        row, at = np.divmod(both, max(len(known), 1))
        parts.append(((row + size).astype(np.int32), known[at], np.minimum(counts, 255).astype(np.uint8)))
        size += len(some)
    return parts, size


def _vocabulary(parts: Sequence[Keys]) -> tuple[Keys, NDArray[np.int32]]:
    """Return all keys, sorted, and the place of each key of each part among them."""
    keys = np.unique(np.concatenate([np.unique(part) for part in parts]))
    return keys, np.concatenate([np.searchsorted(keys, part).astype(np.int32) for part in parts])


def letters(text: str) -> Keys:
    """Return the runs of 3 to 5 letters of each word with its edges; a shorter word is one piece."""
    found = [_runs(word) for word in text.lower().split()]
    return np.concatenate(found) if found else np.empty(0, np.uint64)


@lru_cache(maxsize=65_536)
def _runs(word: str) -> Keys:
    points = np.frombuffer(f" {word} ".encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
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
    return int.from_bytes(blake2b(piece.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case; signs such as in C++ and C# belong to them."""
    for word in _WORD.findall(text):
        yield word.lower().rstrip(".")

"""An encoder that knows no language: every word is a direction, and words that are called alike share theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np

from testamur.core.skills.encoding import Encoded, Vectors, Windows, unit
from testamur.core.skills.windows import windows

_SIZE = 64


class Words:
    """Points every word somewhere; ``same`` says which words mean the same as another."""

    dimension = _SIZE

    def __init__(self, same: Mapping[str, str] | None = None) -> None:
        self.same = dict(same or {})
        self.name = f"words-{sorted(self.same.items())}"
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return unit(np.stack([self.read(text).tokens.sum(axis=0) for text in texts]))

    def windows(self, text: str) -> Windows:
        return windows(self.read(text))

    def read(self, text: str) -> Encoded:
        found = list(re.finditer(r"\w+", text.lower()))
        tokens = np.stack([self._direction(one[0]) for one in found]) if found else np.zeros((0, _SIZE), np.float32)
        words = tuple((at, at + 1) for at in range(len(found)))
        return Encoded(tokens, words, tuple(one.span() for one in found))

    def _direction(self, word: str) -> Vectors:
        seed = blake2b(self.same.get(word, word).encode(), digest_size=8).digest()
        return unit(np.random.default_rng(int.from_bytes(seed, "little")).normal(size=_SIZE))

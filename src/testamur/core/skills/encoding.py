"""The port to whatever turns text into directions: an encoder outside the core implements it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the encoder read it: a vector for each token, and where each word begins and ends.

    ``tokens`` has one row for each token; ``words`` holds (first token, token after the last); ``spans`` the place of
    each word in the text, in characters.
    """

    tokens: Vectors
    words: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]


# Numbers of words in a window: a skill is rarely named with more.
WIDTHS = (1, 2, 3, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Windows:
    """One vector of length 1 for each window of words, and its place in the text; the first is the whole text."""

    vectors: Vectors
    spans: tuple[tuple[int, int], ...]


class Encoder(Protocol):
    """Turns texts into directions."""

    @property
    def name(self) -> str:
        """Return what changes whenever its answers may."""

    @property
    def dimension(self) -> int:
        """Return how many numbers a direction has."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text."""

    def windows(self, text: str) -> Windows:
        """Return the directions of a text and of its windows of words, none where it has no word. Long ones are cut."""


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Return the vectors with length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled

"""Windows of neighbouring words, each with the mean of its tokens: where in a text a skill is spoken of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from testamur.core.skills.encoding import Encoded, Vectors, unit

# Numbers of words in a window: a skill is rarely named with more.
WIDTHS = (1, 2, 3, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Windows:
    """One vector of length 1 for each window, and its place in the text; the first window is the whole text."""

    vectors: Vectors
    spans: tuple[tuple[int, int], ...]


def windows(text: Encoded) -> Windows:
    """Return all windows of a text that has at least one word."""
    first, last = text.words[0][0], text.words[-1][1]
    sums = np.vstack([np.zeros((1, text.tokens.shape[1]), np.float32), np.cumsum(text.tokens, axis=0)])
    starts, ends = [first], [last]
    spans = [(text.spans[0][0], text.spans[-1][1])]
    for width in WIDTHS:
        for at in range(len(text.words) - width + 1 if width < len(text.words) else 0):
            starts.append(text.words[at][0])
            ends.append(text.words[at + width - 1][1])
            spans.append((text.spans[at][0], text.spans[at + width - 1][1]))
    counts = np.subtract(ends, starts)[:, None]
    return Windows(unit((sums[ends] - sums[starts]) / counts), tuple(spans))

"""Windows of neighbouring words, each with the mean of its tokens: where in a text a skill is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from testamur.core.skills.encoding import WIDTHS, Encoded, Windows, unit


def stretches(count: int) -> Iterator[tuple[int, int]]:
    """Yield the windows of so many words, as the first word and the one after the last; first comes the whole."""
    yield 0, count
    for width in WIDTHS:
        for at in range(count - width + 1 if width < count else 0):
            yield at, at + width


def windows(text: Encoded) -> Windows:
    """Return all windows of a text, none where it has no word."""
    if not text.words:
        return Windows(np.empty((0, text.tokens.shape[1]), np.float32), ())
    sums = np.vstack([np.zeros((1, text.tokens.shape[1]), np.float32), np.cumsum(text.tokens, axis=0)])
    places = list(stretches(len(text.words)))
    starts = np.array([text.words[first][0] for first, _ in places])
    ends = np.array([text.words[end - 1][1] for _, end in places])
    spans = tuple((text.spans[first][0], text.spans[end - 1][1]) for first, end in places)
    return Windows(unit((sums[ends] - sums[starts]) / (ends - starts)[:, None]), spans)

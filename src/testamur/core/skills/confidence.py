"""How far a ranking can be believed: measured once on sentences that nothing was trained on, then read off a curve.

The curve never falls: isotonic regression by pooling neighbours that are in the wrong order (Ayer and others, 1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from testamur.core.skills.pieces import Scores

NOT_MEASURED = -1.0
# A step of the curve rests on at least so many suggestions.
_LEAST = 150


@dataclass(frozen=True, slots=True)
class Calibration:
    """For rising merit the share that was right, and below which confidence nothing is suggested.

    Merit is the score, less ``by_place`` for each doubling of the place in the ranking, less ``by_distance`` for each
    point that the first of the ranking is ahead. Between two merits the share lies on the line between theirs.
    ``abstain`` is on the scale of confidence.
    """

    merits: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    abstain: float = 0.0
    by_place: float = 0.0
    by_distance: float = 0.0

    def confidence(self, scores: Scores) -> Scores:
        """Return the confidence of scores that are sorted from large to small, -1 where nothing was measured."""
        if not self.merits:
            return np.full(len(scores), NOT_MEASURED, np.float32)
        return np.interp(self.merit(scores), self.merits, self.shares).astype(np.float32)

    def merit(self, scores: Scores) -> Scores:
        """Return the merit of scores that are sorted from large to small."""
        places = np.log2(np.arange(1, len(scores) + 1, dtype=np.float32))
        return scores - np.float32(self.by_place) * places - np.float32(self.by_distance) * (scores[:1] - scores)


UNKNOWN = Calibration()


def calibrated(merits: Sequence[float], is_right: Sequence[bool]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the curve for suggestions of these merits, of which these were right: merits, and shares beside them."""
    order = np.argsort(np.asarray(merits), kind="stable")
    rising, right = np.asarray(merits, float)[order], np.asarray(is_right, float)[order]
    # Each block: how many suggestions, how many of them right, the sum of their merits.
    blocks: list[tuple[float, float, float]] = []
    for at in range(0, len(order), _LEAST):
        here = slice(at, at + _LEAST)
        blocks.append((len(right[here]), right[here].sum(), rising[here].sum()))
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][0] >= blocks[-1][1] / blocks[-1][0]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    return (
        tuple(round(float(total / count), 3) for count, _, total in blocks),
        tuple(round(float(hits / count), 4) for count, hits, _ in blocks),
    )

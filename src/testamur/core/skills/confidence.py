"""How far a score can be believed: measured once on sentences that nothing was trained on, then read off a curve.

The curve never falls: isotonic regression by pooling neighbours that are in the wrong order (Ayer and others, 1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from testamur.core.skills.pieces import Scores

NOT_MEASURED = -1.0
# A step of the curve rests on at least so many suggestions.
_LEAST = 200


@dataclass(frozen=True, slots=True)
class Calibration:
    """For rising scores the share that was right, and below which confidence nothing is suggested.

    Between two scores the share lies on the line between theirs. ``abstain`` is on the scale of confidence.
    """

    scores: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    abstain: float = 0.0

    def confidence(self, scores: Scores) -> Scores:
        """Return the confidence of scores that are sorted from large to small, -1 where nothing was measured."""
        if not self.scores:
            return np.full(len(scores), NOT_MEASURED, np.float32)
        return np.interp(scores, self.scores, self.shares).astype(np.float32)


UNKNOWN = Calibration()


def calibrated(scores: Sequence[float], is_right: Sequence[bool], *, abstain: float) -> Calibration:
    """Return the curve for suggestions with these scores, of which these were right."""
    order = np.argsort(np.asarray(scores), kind="stable")
    sorted_scores, right = np.asarray(scores, float)[order], np.asarray(is_right, float)[order]
    # Each block: how many suggestions, how many of them right, the sum of their scores.
    blocks: list[tuple[float, float, float]] = []
    for at in range(0, len(order), _LEAST):
        here = slice(at, at + _LEAST)
        blocks.append((len(right[here]), right[here].sum(), sorted_scores[here].sum()))
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][0] >= blocks[-1][1] / blocks[-1][0]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    return Calibration(
        tuple(round(float(total / count), 3) for count, _, total in blocks),
        tuple(round(float(hits / count), 4) for count, hits, _ in blocks),
        abstain,
    )

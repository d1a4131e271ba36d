"""How far a suggestion can be believed: measured once on sentences that nothing was trained on.

Logistic regression on the parts of the score, the place in the ranking and the distance from its first, by Newton's
steps (Cox, 1958). What the fit says is what was right on those sentences, not on all that people may bring.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from testamur.core.skills.pieces import Scores

NOT_MEASURED = -1.0
_STEPS = 25
# Keeps a part that never differs from being divided by nothing.
_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Calibration:
    """How much each column of `told` counts, and below which confidence (0 to 1) nothing is suggested."""

    weights: tuple[float, ...] = ()
    bias: float = 0.0
    abstain: float = 0.0

    def confidence(self, seen: Scores) -> Scores:
        """Return the confidence of suggestions that `told` describes, -1 where nothing was measured."""
        if not self.weights:
            return np.full(len(seen), NOT_MEASURED, np.float32)
        merits = seen @ np.asarray(self.weights, np.float32) + np.float32(self.bias)
        likely: Scores = 1 / (1 + np.exp(-merits))
        return likely


UNKNOWN = Calibration()


def told(parts: Scores, scores: Scores) -> Scores:
    """Return one row for each suggestion of a text, from the best down: the parts of its score, place and distance."""
    places = np.log2(np.arange(1, len(scores) + 1, dtype=np.float32))
    return np.column_stack([parts, -places, scores - scores[:1]]).astype(np.float32)


def calibrated(seen: Scores, is_right: NDArray[np.bool_], *, abstain: float) -> Calibration:
    """Return what tells best which of these suggestions were right. What speaks for one never counts against it."""
    spread = np.maximum(seen.std(axis=0), _RIDGE)
    middle = seen.mean(axis=0)
    scaled = (seen - middle) / spread
    weights = _fitted(scaled, is_right)
    while (weights[1:] < 0).any():
        scaled = scaled * (weights[1:] >= 0)
        weights = np.where(np.append(True, scaled.any(axis=0)), _fitted(scaled, is_right), 0)
    slopes = weights[1:] / spread
    bias = weights[0] - middle @ slopes
    return Calibration(tuple(round(float(slope), 5) for slope in slopes), round(float(bias), 5), abstain)


def _fitted(scaled: Scores, is_right: NDArray[np.bool_]) -> NDArray[np.float64]:
    columns = np.column_stack([np.ones(len(scaled)), scaled])
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-columns @ weights))
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, columns.T @ (is_right - likely) - _RIDGE * weights)
    return weights

"""How good a ranking is, against what experts said: precision, ranks, recall, and whether confidence can be believed.

RP@k is the share of a text's true skills among the first k, of as many as could be there: hits / min(k, true skills),
averaged over texts (Decorte and others, 2022, section 4). Intervals are percentiles over texts drawn with replacement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: its ranked concepts with their confidence (0 to 1), best first, and the ones experts named."""

    ranked: tuple[str, ...]
    confidence: tuple[float, ...]
    true: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval; shares are from 0 to 1."""

    mean: float
    low: float
    high: float


def precision(judged: Sequence[Judged], k: int, *, seed: int = 1) -> Figure:
    """Return RP@k."""
    return _drawn(judged, lambda one: len(one.true.intersection(one.ranked[:k])) / min(k, len(one.true)), seed)


def reciprocal_rank(judged: Sequence[Judged], *, seed: int = 1) -> Figure:
    """Return the mean of 1 / rank of the first true concept, 0 where none is ranked."""
    return _drawn(judged, _reciprocal, seed)


def recall(judged: Sequence[Judged], k: int, *, seed: int = 1) -> Figure:
    """Return the share of true concepts among the first k."""
    return _drawn(judged, lambda one: len(one.true.intersection(one.ranked[:k])) / len(one.true), seed)


def calibration_error(judged: Sequence[Judged], *, bins: int = 10) -> float:
    """Return how far confidence is from the share that is true: the mean over ten bins, by how many are in each."""
    said, is_true = _each(judged)
    if not len(said):
        return 0.0
    places = np.minimum((said * bins).astype(int), bins - 1)
    gaps = [abs(said[places == at].mean() - is_true[places == at].mean()) * (places == at).sum() for at in set(places)]
    return float(sum(gaps) / len(said))


def coverage(judged: Sequence[Judged], *, precise: float = 0.8) -> float:
    """Return the share of true concepts found where confidence is high enough for four of five to be right."""
    said, is_true = _each(judged)
    order = np.argsort(-said, kind="stable")
    hits = np.cumsum(is_true[order])
    good = hits / np.arange(1, len(hits) + 1) >= precise
    wanted = sum(len(one.true) for one in judged)
    return float(hits[np.flatnonzero(good)[-1]] / wanted) if good.any() else 0.0


def _each(judged: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(said, name in one.true) for one in judged for name, said in zip(one.ranked, one.confidence, strict=True)]
    return np.array([said for said, _ in pairs]), np.array([is_true for _, is_true in pairs])


def _reciprocal(one: Judged) -> float:
    return next((1 / rank for rank, name in enumerate(one.ranked, 1) if name in one.true), 0.0)


def _drawn(judged: Sequence[Judged], measure: Callable[[Judged], float], seed: int) -> Figure:
    values = np.array([measure(one) for one in judged])
    draws = np.random.default_rng(seed).choice(values, (_DRAWS, len(values))).mean(axis=1)
    return Figure(float(values.mean()), float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975)))

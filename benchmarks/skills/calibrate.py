"""Draws the curves from score to confidence that ship with the encoders, on a slice that no figure is measured on.

    python benchmarks/skills/calibrate.py --sentences dev.csv --out src/testamur/adapters/encoders/confidence.json

The slice is the half of the sentences that `evaluate.py --calibration-slice out` leaves away. A curve belongs to the
very encoder that it was drawn with, by its name, which changes with every weight; "spelling" is the lane without one.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from evaluate import Labelled, is_for_calibration, labelled

from testamur.adapters.encoders import choosing
from testamur.core.skills.confidence import Calibration, calibrated
from testamur.core.skills.ranking import Ranker

_SHOWN = 10
# Where fewer than one suggestion in ten is right, looking through them costs more than it brings.
_ABSTAIN = 0.1
_NEWTON = 20


def curve(ranker: Ranker, sentences: Sequence[Labelled]) -> Calibration:
    """Return the curve of what would be shown: what place and distance weigh beside the score, then the shares."""
    seen, is_right = [], []
    for one in sentences:
        found = ranker.rank(one.sentence, top=_SHOWN)
        for place, each in enumerate(found, 1):
            seen.append((each.score, -np.log2(place), each.score - found[0].score))
            is_right.append(each.concept.uri in one.true)
    score, by_place, by_distance = weighed(np.array(seen), np.array(is_right, float))
    slopes = {"by_place": round(by_place / score, 3), "by_distance": round(by_distance / score, 3)}
    merits = np.array(seen) @ [1, slopes["by_place"], slopes["by_distance"]]
    return Calibration(*calibrated(merits.tolist(), is_right), abstain=_ABSTAIN, **slopes)


def weighed(seen: np.ndarray, is_right: np.ndarray) -> list[float]:
    """Return how much each column tells of what is right: logistic regression by Newton's steps, none below 0."""
    spread = seen.std(axis=0)
    columns = np.column_stack([np.ones(len(seen)), (seen - seen.mean(axis=0)) / spread])
    weights = np.zeros(columns.shape[1])
    for _ in range(_NEWTON):
        likely = 1 / (1 + np.exp(-columns @ weights))
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(bend, columns.T @ (is_right - likely))
    return [max(float(weight), 0.0) for weight in weights[1:] / spread]


def main(arguments: Sequence[str]) -> None:
    """Draw the curves of both lanes and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--framework", default="")
    parser.add_argument("--kept", type=Path, default=Path(".testamur/skills"))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    framework = choosing.framework(asked.framework)
    sentences = [one for one in labelled(asked.sentences, framework)[0] if is_for_calibration(one)]
    drawn = {}
    for encoder in (None, choosing.english(asked.kept)):
        ranker = choosing.ranker(framework, asked.kept, encoder=encoder)
        drawn[encoder.name if encoder else "spelling"] = asdict(curve(ranker, sentences))
    asked.out.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    print(f"{asked.out}: {', '.join(drawn)}, on {len(sentences):,} sentences")


if __name__ == "__main__":
    main(sys.argv[1:])

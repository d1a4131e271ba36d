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

from evaluate import Labelled, is_for_calibration, labelled

from testamur.adapters.encoders import choosing
from testamur.core.skills.confidence import Calibration, calibrated
from testamur.core.skills.ranking import Ranker

_SHOWN = 10
# Where fewer than one suggestion in ten is right, looking through them costs more than it brings.
_ABSTAIN = 0.1


def curve(ranker: Ranker, sentences: Sequence[Labelled]) -> Calibration:
    """Return the curve of what would be shown."""
    scores, is_right = [], []
    for one in sentences:
        for found in ranker.rank(one.sentence, top=_SHOWN):
            scores.append(found.score)
            is_right.append(found.concept.uri in one.true)
    return calibrated(scores, is_right, abstain=_ABSTAIN)


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

"""Measures how sure suggestions are, as it ships with the encoders, on a slice that no figure is measured on.

    python benchmarks/skills/calibrate.py --sentences dev.csv --out src/testamur/adapters/encoders/confidence.json

The slice is the half of the sentences that `evaluate.py --calibration-slice out` leaves away. What is measured belongs
to one encoder, by its name, which changes with every weight; "spelling" is the lane without one.
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
from testamur.core.skills.confidence import Calibration, calibrated, told
from testamur.core.skills.ranking import Ranker

_SHOWN = 10
# Where fewer than one suggestion in ten is right, looking through them costs more than it brings.
_ABSTAIN = 0.1


def measured(ranker: Ranker, sentences: Sequence[Labelled]) -> Calibration:
    """Return what tells best which of the suggestions that would be shown are right."""
    seen, is_right = [], []
    for one in sentences:
        found = ranker.rank(one.sentence, top=_SHOWN)
        parts = [(each.reasons.whole_text, each.reasons.these_words, each.reasons.spelling) for each in found]
        if found:
            seen.append(told(np.array(parts, np.float32), np.array([each.score for each in found], np.float32)))
            is_right += [each.concept.uri in one.true for each in found]
    return calibrated(np.concatenate(seen), np.array(is_right), abstain=_ABSTAIN)


def main(arguments: Sequence[str]) -> None:
    """Measure every lane that there is and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--framework", default="")
    parser.add_argument("--kept", type=Path, default=Path(".testamur/skills"))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    framework = choosing.framework(asked.framework)
    sentences = [one for one in labelled(asked.sentences, framework)[0] if is_for_calibration(one)]
    drawn = {}
    by_spelling = choosing.ranker(framework, asked.kept)
    by_meaning = choosing.ranker(framework, asked.kept, encoder=choosing.english(asked.kept))
    for ranker in filter(None, (by_spelling, by_meaning, choosing.fast(framework, asked.kept))):
        drawn[ranker.encoder.name if ranker.encoder else "spelling"] = asdict(measured(ranker, sentences))
    asked.out.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    print(f"{asked.out}: {', '.join(drawn)}, on {len(sentences):,} sentences")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Directions of ESCO's concepts that come with this package, so that a first start need not encode them.

They are kept by the hash of the texts that each concept's direction was computed from, and for one encoder by its name:
what differs in another version of a framework is encoded on the machine, and the rest is found here. Made by
`benchmarks/skills/carry.py`; what the rounding costs is in docs/operations/models.md.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from testamur.core.skills.concepts import Concept
from testamur.core.skills.directory import Meanings, telling
from testamur.core.skills.encoding import Vectors, unit
from testamur.core.skills.pieces import Keys, Rows

_FOLDER = Path(__file__).parent / "directions"
# Equal steps on each of 256 axes: nothing that could be measured is lost (docs/operations/models.md).
_STEP, _AXES = 0.02, 256


@dataclass(frozen=True, slots=True)
class Carried:
    """Directions by the hash of what they were computed from: ``keys`` are sorted, row by row with ``meanings``."""

    keys: Keys
    meanings: Meanings

    def rows(self, concepts: Sequence[Concept]) -> Rows:
        """Return the row of each concept, -1 for one that is not here."""
        keys = keys_of(concepts)
        places = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        is_here = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), bool)
        return np.where(is_here, places, -1).astype(np.int64)


NOTHING = Carried(np.empty(0, np.uint64), Meanings(np.empty((0, 1), np.float32), np.empty((0, 1), np.float32)))


def keys_of(concepts: Sequence[Concept]) -> Keys:
    """Return a number for each concept that changes with the texts that its direction is computed from."""
    return np.fromiter((_key(concept) for concept in concepts), np.uint64, len(concepts))


def carried(encoder: str, folder: Path = _FOLDER) -> Carried:
    """Return what comes with this package for the encoder of this name: nothing, where its weights are others."""
    path = folder / f"{encoder.partition('-')[0]}.xz"
    if not path.exists():
        return NOTHING
    with np.load(io.BytesIO(lzma.decompress(path.read_bytes())), allow_pickle=False) as held:
        if str(held["encoder"]) != encoder:
            return NOTHING
        axes, middle = held["axes"].astype(np.float32), held["middle"].astype(np.float32)
        turned = (unit(held[name].T.astype(np.float32) * np.float32(_STEP) @ axes + middle) for name in _NAMES)
        return Carried(held["keys"], Meanings(*turned))


_NAMES = ("centroids", "preferred")


def pack(path: Path, encoder: str, concepts: Sequence[Concept], known: Meanings) -> None:
    """Write directions as they are carried: on the 256 axes along which they differ most, in equal steps."""
    keys, first = np.unique(keys_of(concepts), return_index=True)
    every = np.vstack([known.centroids, known.preferred]).astype(np.float64)
    middle = every.mean(axis=0)
    axes = np.linalg.svd(every - middle, full_matrices=False)[2][:_AXES].astype(np.float16)
    arrays: dict[str, Any] = {"encoder": np.array(encoder), "keys": keys, "axes": axes}
    arrays["middle"] = middle.astype(np.float16)
    for name in _NAMES:
        along: Vectors = (getattr(known, name)[first] - arrays["middle"]) @ axes.T.astype(np.float32)
        arrays[name] = np.clip(np.round(along / _STEP), -127, 127).astype(np.int8).T
    out = io.BytesIO()
    np.savez(out, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(out.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def _key(concept: Concept) -> int:
    said = "\0".join(telling(concept)).encode("utf-8", "replace")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "little")

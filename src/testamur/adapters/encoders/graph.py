"""A sentence encoder's weights (MPNet's shape) as an ONNX graph of 8 bits, built from the safetensors of its packages.

Neither torch nor a model hub is needed. The weights are read one after the other, rounded, and let go, so that building
takes no more memory than the graph does. Each column of a matrix has its own scale; what flows through is rounded as it
comes, but for a few numbers of five layers that are many times larger than all others: these are multiplied whole.
Without that, sentences would point elsewhere (cosine 0.85 to the exact one instead of 0.99, docs/operations/models.md).

The shape: Song and others, MPNet (2020), section 2, with positions relative to one another as in Raffel and others, T5
(2020), section 2.1; sentence vectors are the mean over tokens, of length 1 (Reimers and Gurevych, 2019, section 3).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from testamur.adapters.encoders.parcel import LONGEST, Parcel

Array = NDArray[Any]
_OPSET, _IR = 20, 9
# Places among the texts' own begin after two that stand for none.
FIRST_PLACE = 2
_FURTHEST = 128
# Numbers between two dense layers that are always many times larger than the others, by layer: seen in this model.
_LOUD = {
    6: (2644,),
    7: (288, 916, 1505),
    8: (255, 471, 529, 680),
    9: (1223, 1490, 1893, 2975),
    10: (1276, 2662, 2779),
}


def write_graph(model: Parcel, out: Path, correction: Path | None = None) -> None:
    """Read ``config.json`` and ``model.safetensors`` of *model*; write the rounded graph to *out*.

    *correction* holds two thin matrices for each weight that training moved; their product is added to the weight
    (Hu and others, LoRA, 2021, section 4.1), so that the graph is no larger or slower for it.
    """
    writer = _Writer(json.loads(model.read("config.json")))
    thin = _thin(correction)
    with model.open("model.safetensors") as file:
        for name, weight in _tensors(file):
            up, down = (thin.get(f"{name.removesuffix('.weight')}.{part}") for part in ("up", "down"))
            writer.keep(name, weight if up is None or down is None else weight + up @ down)
    onnx.save(writer.write(), out)


def _tensors(file: IO[bytes]) -> Iterator[tuple[str, Array]]:
    """Yield each tensor of a safetensors file as it comes: eight bytes, a header in JSON, then all numbers."""
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    placed = sorted((told["data_offsets"], name, told) for name, told in header.items() if name != "__metadata__")
    for (begin, end), name, told in placed:
        data = file.read(end - begin)
        if told["dtype"] == "F32":
            yield name, np.frombuffer(data, "<f4").reshape(told["shape"])


def _thin(correction: Path | None) -> dict[str, Array]:
    if correction is None:
        return {}
    with np.load(correction, allow_pickle=False) as thin:
        return {name: thin[name].astype(np.float32) for name in thin.files}


def buckets(length: int, count: int = 32) -> Array:
    """Return for each pair of places in which of the *count* classes of distance they stand (T5, section 2.1)."""
    far = np.arange(length)[:, None] - np.arange(length)[None, :]
    half, near = count // 2, count // 4
    apart = np.abs(far)
    coarse = np.log(np.maximum(apart, 1) / near) / np.log(_FURTHEST / near) * (half - near)
    steps = np.where(apart < near, apart, np.minimum(near + coarse.astype(np.int64), half - 1))
    classes: Array = steps + half * (far < 0)
    return classes


@dataclass(slots=True)
class _Writer:
    """Adds nodes and constants one after the other; every node is named after its only output."""

    config: dict[str, Any]
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)
    nodes: dict[str, onnx.NodeProto] = field(default_factory=dict)

    def keep(self, name: str, weight: Array) -> None:
        """Round a weight and keep it."""
        if name == "embeddings.word_embeddings.weight":
            self._rounded(name, weight, axis=1)
        elif name == "embeddings.position_embeddings.weight":
            self._constant(name, weight[FIRST_PLACE : FIRST_PLACE + LONGEST])
        elif name == "encoder.relative_attention_bias.weight":
            self._constant(name, weight[buckets(LONGEST)].transpose(2, 0, 1)[None])
        elif name.endswith(".weight") and weight.ndim > 1 and name.startswith("encoder."):
            loud = self._loud(name.removesuffix(".weight"))
            quiet = weight.T.copy()
            if loud:
                self._constant(f"{name}.loud", quiet[list(loud)])
                quiet[list(loud)] = 0
            self._rounded(name, quiet, axis=0)
        elif name.startswith(("encoder.", "embeddings.")):
            self._constant(name, weight)

    def write(self) -> onnx.ModelProto:
        """Return the graph."""
        size = int(self.config["hidden_size"])
        state, bias = self._embedded(), self._bias()
        for layer in range(int(self.config["num_hidden_layers"])):
            state = self._layer(f"encoder.layer.{layer}.", state, bias)
        self._add("Identity", "tokens", state)
        self._pooled(state)
        graph = helper.make_graph(
            list(self.nodes.values()),
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "length"]) for name in ("ids", "mask")],
            [
                helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "length", size]),
                helper.make_tensor_value_info("sentences", TensorProto.FLOAT, ["texts", size]),
            ],
            list(self.constants.values()),
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)

    def _embedded(self) -> str:
        name = "embeddings.word_embeddings.weight"
        words = self._add("Cast", "words", self._add("Gather", "words.rounded", name, "ids"), to=TensorProto.FLOAT)
        scaled = self._add("Mul", "words.scaled", words, self._add("Gather", "words.scale", f"{name}.scale", "ids"))
        places = self._cut("embeddings.position_embeddings.weight", "places", [0])
        return self._normal("embeddings.LayerNorm", self._add("Add", "placed", scaled, places))

    def _bias(self) -> str:
        """Return what keeps attention away from the filling behind shorter texts, and near to what stands near."""
        self._add("Cast", "is_text", "mask", to=TensorProto.FLOAT)
        spread = self._add("Unsqueeze", "spread", "is_text", self._constant("middle", np.array([1, 2], np.int64)))
        filling = self._add("Sub", "filling", self._constant("one", np.array(1, np.float32)), spread)
        away = self._add("Mul", "away", filling, self._constant("far", np.array(-1e4, np.float32)))
        return self._add("Add", "bias", away, self._cut("encoder.relative_attention_bias.weight", "near", [2, 3]))

    def _cut(self, name: str, cut: str, axes: list[int]) -> str:
        """Return as much of a constant along some axes as the texts are long."""
        shape = self._add("Shape", "shape", "ids")
        length = self._add("Gather", "length", shape, self._constant("second", np.array([1], np.int64)))
        end = self._add("Concat", f"{cut}.end", *[length] * len(axes), axis=0)
        begin = self._constant(f"{cut}.begin", np.zeros(len(axes), np.int64))
        return self._add("Slice", cut, name, begin, end, self._constant(f"{cut}.axes", np.array(axes, np.int64)))

    def _layer(self, name: str, state: str, bias: str) -> str:
        mixed = self._linear(f"{name}attention.attn.o", self._attention(f"{name}attention.attn.", state, bias))
        state = self._normal(f"{name}attention.LayerNorm", self._add("Add", f"{name}kept", mixed, state))
        wide = self._add("Gelu", f"{name}gelu", self._linear(f"{name}intermediate.dense", state))
        narrow = self._linear(f"{name}output.dense", wide)
        return self._normal(f"{name}output.LayerNorm", self._add("Add", f"{name}out", narrow, state))

    def _attention(self, name: str, state: str, bias: str) -> str:
        size, heads = int(self.config["hidden_size"]), int(self.config["num_attention_heads"])
        apart = self._constant("apart", np.array([0, 0, heads, size // heads], np.int64))
        turned = {}
        for part, order in (("q", (0, 2, 1, 3)), ("k", (0, 2, 3, 1)), ("v", (0, 2, 1, 3))):
            split = self._add("Reshape", f"{name}{part}.split", self._linear(f"{name}{part}", state), apart)
            turned[part] = self._add("Transpose", f"{name}{part}.turned", split, perm=list(order))
        scale = self._constant("scale", np.array(1 / np.sqrt(size // heads), np.float32))
        fit = self._add("MatMul", f"{name}fit", turned["q"], turned["k"])
        fit = self._add("Add", f"{name}biased", self._add("Mul", f"{name}scaled", fit, scale), bias)
        shares = self._add("Softmax", f"{name}shares", fit, axis=-1)
        mixed = self._add("MatMul", f"{name}mixed", shares, turned["v"])
        back = self._add("Transpose", f"{name}back", mixed, perm=[0, 2, 1, 3])
        return self._add("Reshape", f"{name}joined", back, self._constant("joined", np.array([0, 0, size], np.int64)))

    def _pooled(self, state: str) -> None:
        column = self._add("Unsqueeze", "column", "is_text", self._constant("last", np.array([2], np.int64)))
        second = self._constant("tokens_axis", np.array([1], np.int64))
        total = self._add("ReduceSum", "total", self._add("Mul", "texts_only", state, column), second, keepdims=0)
        count = self._add("ReduceSum", "count", column, second, keepdims=0)
        self._add("LpNormalization", "sentences", self._add("Div", "mean", total, count), axis=-1, p=2)

    def _linear(self, name: str, state: str) -> str:
        loud, quiet = self._loud(name), state
        if loud:
            kept = np.ones(self.constants[f"{name}.weight"].dims[0], np.float32)
            kept[list(loud)] = 0
            quiet = self._add("Mul", f"{name}.quiet", state, self._constant(f"{name}.kept", kept))
        product = self._product(name, quiet)
        if loud:
            which = self._constant(f"{name}.which", np.array(loud, np.int64))
            whole = self._add("Gather", f"{name}.some", state, which, axis=-1)
            exact = self._add("MatMul", f"{name}.exact", whole, f"{name}.weight.loud")
            product = self._add("Add", f"{name}.both", product, exact)
        return self._add("Add", name, product, f"{name}.bias")

    def _product(self, name: str, state: str) -> str:
        """Return a product with 8 bits a number: what comes in is rounded once for all that read it."""
        rounded, scale, zero = (f"{state}.{what}" for what in ("rounded", "scale", "zero"))
        if rounded not in self.nodes:
            self.nodes[rounded] = helper.make_node("DynamicQuantizeLinear", [state], [rounded, scale, zero])
        summed = self._add("MatMulInteger", f"{name}.summed", rounded, f"{name}.weight", zero)
        exact = self._add("Cast", f"{name}.cast", summed, to=TensorProto.FLOAT)
        return self._add(
            "Mul", f"{name}.product", exact, self._add("Mul", f"{name}.scale", scale, f"{name}.weight.scale")
        )

    def _loud(self, name: str) -> tuple[int, ...]:
        layer, _, part = name.removeprefix("encoder.layer.").partition(".")
        return _LOUD.get(int(layer), ()) if part == "output.dense" else ()

    def _normal(self, name: str, state: str) -> str:
        near = float(self.config["layer_norm_eps"])
        return self._add("LayerNormalization", name, state, f"{name}.weight", f"{name}.bias", axis=-1, epsilon=near)

    def _rounded(self, name: str, weight: Array, axis: int) -> None:
        """Keep a matrix in 8 bits, with a scale for each row or column."""
        scale = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), 1e-9) / 127
        self._constant(name, np.round(weight / scale).astype(np.int8))
        self._constant(f"{name}.scale", (scale if axis else scale[0]).astype(np.float32))

    def _constant(self, name: str, array: Array) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def _add(self, kind: str, name: str, *inputs: str, **settings: Any) -> str:  # noqa: ANN401 - as ONNX has them
        if name not in self.nodes:
            self.nodes[name] = helper.make_node(kind, list(inputs), [name], name=name, **settings)
        return name


if __name__ == "__main__":
    out, correction, *parts = sys.argv[1:]
    write_graph(Parcel(tuple(map(Path, parts))), Path(out), Path(correction) if correction else None)

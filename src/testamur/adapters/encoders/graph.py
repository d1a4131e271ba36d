"""A sentence encoder's weights (BERT's shape) as an ONNX graph, built from the safetensors of an installed package.

Neither torch nor a model hub is needed: the graph is written node by node, then its matrices are rounded to 8 bits,
which makes it four times smaller and loses nothing that could be measured (docs/operations/models.md).

The shape: Devlin and others, BERT (2019), sections 3 and A; sentence vectors are the mean over tokens, of length 1
(Reimers and Gurevych, Sentence-BERT, 2019, section 3).
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

_OPSET, _IR = 20, 9


def write_graph(model: Path, out: Path, correction: Path | None = None) -> None:
    """Read ``config.json`` and ``model.safetensors`` in the folder ``model``; write the rounded graph to ``out``.

    ``correction`` holds two thin matrices for each weight that training moved; their product is added to the weight
    (Hu and others, LoRA, 2021, section 4.1), so that the graph is no larger or slower for it.
    """
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    weights = {
        name.removeprefix("bert."): array.astype(np.float32)
        for name, array in load_file(model / "model.safetensors").items()
        if array.dtype.kind == "f"
    }
    for name, moved in _moves(correction):
        weights[name] += moved
    whole = out.with_suffix(".whole")
    onnx.save(_Writer(config, weights).write(), whole)
    # It advises an optimisation that changes nothing here.
    logging.getLogger().addFilter(lambda record: "pre-processing before quantization" not in record.getMessage())
    quantize_dynamic(
        whole, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )
    whole.unlink()


def _moves(correction: Path | None) -> Iterator[tuple[str, NDArray[np.float32]]]:
    if correction is None:
        return
    with np.load(correction, allow_pickle=False) as thin:
        for name in sorted(key.removesuffix(".up") for key in thin.files if key.endswith(".up")):
            yield f"{name}.weight", thin[f"{name}.up"].astype(np.float32) @ thin[f"{name}.down"].astype(np.float32)


@dataclass(slots=True)
class _Writer:
    """Adds nodes and constants one after the other; every node is named after its only output."""

    config: dict[str, Any]
    weights: dict[str, NDArray[np.float32]]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def write(self) -> onnx.ModelProto:
        size = int(self.config["hidden_size"])
        state = self._embedded()
        bias = self._bias()
        for layer in range(int(self.config["num_hidden_layers"])):
            state = self._layer(f"encoder.layer.{layer}.", state, bias)
        self._add("Identity", "tokens", state)
        self._pooled(state)
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "length"]) for name in ("ids", "mask")],
            [
                helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "length", size]),
                helper.make_tensor_value_info("sentences", TensorProto.FLOAT, ["texts", size]),
            ],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        onnx.checker.check_model(model)
        return model

    def _embedded(self) -> str:
        kinds = "embeddings."
        words = self._add("Gather", "words", self._weight(f"{kinds}word_embeddings.weight"), "ids")
        self._add("Shape", "shape", "ids")
        self._add("Gather", "length", "shape", self._constant("second", np.array([1], np.int64)))
        places = self._add(
            "Slice",
            "places",
            self._weight(f"{kinds}position_embeddings.weight"),
            self._constant("from", np.array([0], np.int64)),
            "length",
            self._constant("axis", np.array([0], np.int64)),
        )
        first_kind = self._constant("kind", self.weights[f"{kinds}token_type_embeddings.weight"][0])
        return self._normal(
            f"{kinds}LayerNorm", self._add("Add", "kinds", self._add("Add", "placed", words, places), first_kind)
        )

    def _bias(self) -> str:
        """Return what keeps attention away from the filling behind shorter texts."""
        self._add("Cast", "is_text", "mask", to=TensorProto.FLOAT)
        spread = self._add("Unsqueeze", "spread", "is_text", self._constant("middle", np.array([1, 2], np.int64)))
        filling = self._add("Sub", "filling", self._constant("one", np.array(1, np.float32)), spread)
        return self._add("Mul", "bias", filling, self._constant("far", np.array(-1e4, np.float32)))

    def _layer(self, name: str, state: str, bias: str) -> str:
        attended = self._linear(f"{name}attention.output.dense", self._attention(f"{name}attention.self.", state, bias))
        state = self._normal(f"{name}attention.output.LayerNorm", self._add("Add", f"{name}kept", attended, state))
        wide = self._add("Gelu", f"{name}gelu", self._linear(f"{name}intermediate.dense", state))
        narrow = self._linear(f"{name}output.dense", wide)
        return self._normal(f"{name}output.LayerNorm", self._add("Add", f"{name}out", narrow, state))

    def _attention(self, name: str, state: str, bias: str) -> str:
        size, heads = int(self.config["hidden_size"]), int(self.config["num_attention_heads"])
        apart = self._constant("apart", np.array([0, 0, heads, size // heads], np.int64))
        turned = {}
        for part, order in (("query", (0, 2, 1, 3)), ("key", (0, 2, 3, 1)), ("value", (0, 2, 1, 3))):
            split = self._add("Reshape", f"{name}{part}.split", self._linear(f"{name}{part}", state), apart)
            turned[part] = self._add("Transpose", f"{name}{part}.turned", split, perm=list(order))
        scale = self._constant("scale", np.array(1 / np.sqrt(size // heads), np.float32))
        fit = self._add("MatMul", f"{name}fit", turned["query"], turned["key"])
        fit = self._add("Add", f"{name}biased", self._add("Mul", f"{name}scaled", fit, scale), bias)
        shares = self._add("Softmax", f"{name}shares", fit, axis=-1)
        mixed = self._add("MatMul", f"{name}mixed", shares, turned["value"])
        back = self._add("Transpose", f"{name}back", mixed, perm=[0, 2, 1, 3])
        return self._add("Reshape", f"{name}joined", back, self._constant("joined", np.array([0, 0, size], np.int64)))

    def _pooled(self, state: str) -> None:
        column = self._add("Unsqueeze", "column", "is_text", self._constant("last", np.array([2], np.int64)))
        second = self._constant("tokens_axis", np.array([1], np.int64))
        total = self._add("ReduceSum", "total", self._add("Mul", "texts_only", state, column), second, keepdims=0)
        count = self._add("ReduceSum", "count", column, second, keepdims=0)
        self._add("LpNormalization", "sentences", self._add("Div", "mean", total, count), axis=-1, p=2)

    def _linear(self, name: str, state: str) -> str:
        product = self._add(
            "MatMul", f"{name}.product", state, self._constant(f"{name}.t", self.weights[f"{name}.weight"].T)
        )
        return self._add("Add", name, product, self._weight(f"{name}.bias"))

    def _normal(self, name: str, state: str) -> str:
        near = float(self.config["layer_norm_eps"])
        scale, shift = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._add("LayerNormalization", name, state, scale, shift, axis=-1, epsilon=near)

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _constant(self, name: str, array: NDArray[Any]) -> str:
        if all(one.name != name for one in self.constants):
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _add(self, kind: str, name: str, *inputs: str, **settings: Any) -> str:  # noqa: ANN401 - as ONNX has them
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **settings))
        return name


if __name__ == "__main__":
    write_graph(*map(Path, sys.argv[1:]))

"""Trains the small correction that ships with the English encoder: low-rank steps (LoRA) beside its upper layers.

Reads sentences with the skills that somebody named (``sentence,skills`` as SkillSkape writes them, or
``sentence,label`` with a row for each label) and a framework's own texts: description to label, other label to
preferred label. Steps and seed are fixed, so the same inputs give the same numbers on the same machine. What it writes
is added to the base weights when the encoder's graph is built (adapters/encoders/graph.py), so that reading a text
costs no more than before.

Loss: InfoNCE (van den Oord and others, 2018) over the concepts in the batch and one neighbour of each, once for the
whole sentence and once for its nearest window of words, as the ranking uses both. Low-rank steps: Hu and others, LoRA
(2021), section 4.1. The encoder: Song and others, MPNet (2020). Its fixed weights multiply in bfloat16.

Needs torch, which Testamur itself does not: ``pip install torch`` in an environment of its own, beside Testamur.

    python benchmarks/skills/train.py --sentences train.csv benchmarks/skills/sentences.csv --shares 0.3 0.4 \
        --framework combined.csv --near benchmarks/skills/near.npz --out mpnet-correction.npz
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch.nn import functional

from testamur.adapters.encoders.graph import FIRST_PLACE, buckets
from testamur.adapters.encoders.parcel import Parcel, installed

# How often a sentence is held against "label: description" and not against the label alone.
_SHOWN_WHOLE = 0.4
_LONGEST = 64
WIDTHS = (1, 2, 3, 4, 6, 9)
PARTS = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "intermediate.dense",
    "output.dense",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, one text of the concept it speaks of, that concept, and all concepts that would be as right."""

    text: str
    concept_text: str
    concept: int
    right: frozenset[int]


class Corrected(torch.nn.Module):
    """MPNet's layers with fixed weights and, from the layer *first* on, a trainable low-rank step beside each."""

    def __init__(self, model: Parcel, rank: int, first: int) -> None:
        super().__init__()
        self.first = first
        self.settings = json.loads(model.read("config.json"))
        weights = load(model.read("model.safetensors"))
        self.base = {name: tensor.float() for name, tensor in weights.items() if tensor.is_floating_point()}
        self.low = {name: tensor.bfloat16() for name, tensor in self.base.items() if tensor.ndim > 1}
        self.down, self.up = torch.nn.ParameterDict(), torch.nn.ParameterDict()
        for layer in range(first, self.settings["num_hidden_layers"]):
            for part in PARTS:
                name = f"encoder.layer.{layer}.{part}"
                wide, narrow = self.base[f"{name}.weight"].shape
                self.down[name.replace(".", "/")] = torch.nn.Parameter(torch.randn(rank, narrow) / math.sqrt(narrow))
                self.up[name.replace(".", "/")] = torch.nn.Parameter(torch.zeros(wide, rank))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the vectors of all tokens."""
        base, length = self.base, ids.shape[1]
        state = base["embeddings.word_embeddings.weight"][ids]
        state = self._normal(
            state + base["embeddings.position_embeddings.weight"][FIRST_PLACE : FIRST_PLACE + length],
            "embeddings.LayerNorm",
        )
        near = base["encoder.relative_attention_bias.weight"][torch.from_numpy(buckets(length))]
        bias = (1 - mask[:, None, None, :].float()) * -1e4 + near.permute(2, 0, 1)[None]
        for layer in range(self.settings["num_hidden_layers"]):
            with torch.set_grad_enabled(torch.is_grad_enabled() and layer >= self.first):
                state = self._layer(f"encoder.layer.{layer}.", state, bias)
        return state

    def _layer(self, name: str, state: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        mixed = self._linear(self._attend(state, bias, f"{name}attention.attn."), f"{name}attention.attn.o")
        state = self._normal(mixed + state, f"{name}attention.LayerNorm")
        wide = functional.gelu(self._linear(state, f"{name}intermediate.dense"))
        return self._normal(self._linear(wide, f"{name}output.dense") + state, f"{name}output.LayerNorm")

    def _attend(self, state: torch.Tensor, bias: torch.Tensor, name: str) -> torch.Tensor:
        texts, length, size = state.shape
        heads = self.settings["num_attention_heads"]
        query, key, value = (
            self._linear(state, name + part).view(texts, length, heads, -1).transpose(1, 2) for part in "qkv"
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return mixed.transpose(1, 2).reshape(texts, length, size)

    def _linear(self, state: torch.Tensor, name: str) -> torch.Tensor:
        key = name.replace(".", "/")
        fixed = functional.linear(state.bfloat16(), self.low[f"{name}.weight"]).float() + self.base[f"{name}.bias"]
        return fixed + (state @ self.down[key].T) @ self.up[key].T if key in self.down else fixed

    def _normal(self, state: torch.Tensor, name: str) -> torch.Tensor:
        near = self.settings["layer_norm_eps"]
        return functional.layer_norm(
            state, state.shape[-1:], self.base[f"{name}.weight"], self.base[f"{name}.bias"], near
        )


class Batches:
    """Draws pairs from all sources, always in the same order for the same seed."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.chance = random.Random(options.seed)
        self.concepts = concepts(options.framework)
        rows = {labels[0]: row for row, (labels, _) in reversed(list(enumerate(self.concepts)))}
        without = set(options.without.read_text(encoding="utf-8").splitlines()) if options.without else set()
        self.sources = []
        for path, share in zip(options.sentences, options.shares, strict=True):
            drawn = [
                (sentence, frozenset(rows[one] for one in labels if one in rows), labels)
                for sentence, labels in named(path)
            ]
            known = [
                (sentence, right) for sentence, right, labels in drawn if right and not without.intersection(labels)
            ]
            self.sources.append((known, share))
        self.described = [row for row, (_, description) in enumerate(self.concepts) if description]
        self.renamed = [row for row, (labels, _) in enumerate(self.concepts) if len(labels) > 1]
        self.near = np.load(options.near)["near"]

    def draw(self, size: int) -> list[Pair]:
        """Return a batch: of each source its share, and of the rest as many descriptions as other labels."""
        drawn = [self._sentence(known) for known, share in self.sources for _ in range(round(size * share))]
        return drawn + [self._own(is_described=at % 2 == 1) for at in range(size - len(drawn))]

    def neighbours(self, batch: list[Pair]) -> list[tuple[str, int]]:
        """Return for each pair the text and the row of a concept that is near to its own, and not right."""
        right = frozenset().union(*(pair.right for pair in batch))
        found = []
        for pair in batch:
            near = [int(row) for row in self.near[pair.concept] if row not in right]
            if near:
                row = self.chance.choice(near)
                found.append((self._shown(row), row))
        return found

    def _sentence(self, known: list[tuple[str, frozenset[int]]]) -> Pair:
        text, right = self.chance.choice(known)
        concept = self.chance.choice(sorted(right))
        return Pair(text, self._shown(concept), concept, right)

    def _shown(self, row: int) -> str:
        labels, description = self.concepts[row]
        return f"{labels[0]}: {description}" if description and self.chance.random() < _SHOWN_WHOLE else labels[0]

    def _own(self, *, is_described: bool) -> Pair:
        row = self.chance.choice(self.described if is_described else self.renamed)
        labels, description = self.concepts[row]
        return Pair(description if is_described else self.chance.choice(labels[1:]), labels[0], row, frozenset([row]))


def concepts(path: Path) -> list[tuple[list[str], str]]:
    """Return labels, the preferred one first, and description of each concept of an ESCO table."""
    csv.field_size_limit(2**24)
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("source", "esco") != "esco":
                continue
            preferred, others = (
                row.get("preferredLabel", row.get("skill")),
                row.get("altLabels", row.get("addtional_notes")),
            )
            labels = [preferred.strip(), *(line.strip() for line in (others or "").split("\n") if line.strip())]
            found.append((labels, " ".join((row["description"] or "").split())))
    return found


def named(path: Path) -> list[tuple[str, list[str]]]:
    """Return sentences with their labels; those with none are left out."""
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels = ast.literal_eval(row["skills"]) if "skills" in row else [row["label"]]
            found.setdefault(row["sentence"], []).extend(labels)
    return [(sentence, labels) for sentence, labels in found.items() if labels != ["UNK"]]


class Reader:
    """Texts to tensors, and tensors to directions."""

    def __init__(self, model: Parcel, rank: int, first: int) -> None:
        self.tokens = Tokenizer.from_str(model.read("tokenizer.json").decode())
        self.tokens.enable_truncation(_LONGEST)
        self.tokens.enable_padding(pad_id=self.tokens.token_to_id("<pad>"), pad_token="<pad>")  # noqa: S106 - no secret
        self.network = Corrected(model, rank, first)

    def __call__(self, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the vectors of tokens and which of them are text."""
        read = self.tokens.encode_batch(texts)
        ids = torch.tensor([one.ids for one in read])
        mask = torch.tensor([one.attention_mask for one in read])
        return self.network(ids, mask), mask

    def directions(self, texts: list[str]) -> torch.Tensor:
        """Return one vector of length 1 for each text; texts of like length are read together."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        step = max(1, len(texts) // 4)
        parts = (order[at : at + step] for at in range(0, len(order), step))
        found = torch.cat([whole(*self([texts[at] for at in part])) for part in parts])
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return found[back]


def whole(state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean over the text's tokens, of length 1."""
    return functional.normalize((state * mask[:, :, None]).sum(1), dim=-1)


def nearest(state: torch.Tensor, mask: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return for each text and target the cosine of the window that is nearest; windows are of tokens here."""
    sums = functional.pad((state * mask[:, :, None]).cumsum(1), (0, 0, 1, 0))
    length, best = mask.sum(1), []
    for width in WIDTHS:
        if width >= state.shape[1] - 1:
            break
        here = functional.normalize(sums[:, width:] - sums[:, :-width], dim=-1) @ targets.T
        starts = torch.arange(here.shape[1])[None]
        inside = (starts >= 1) & (starts + width <= length[:, None] - 1)
        best.append(here.masked_fill(~inside[:, :, None], -1.0).amax(1))
    return torch.stack(best).amax(0)


def loss_of(reader: Reader, batch: list[Pair], near: list[tuple[str, int]], heat: float) -> torch.Tensor:
    """Return how badly the batch's texts find their concepts among those of the batch and their neighbours."""
    rows = [pair.concept for pair in batch] + [row for _, row in near]
    also = torch.tensor([[row in pair.right for row in rows] for pair in batch])
    also[torch.arange(len(batch)), torch.arange(len(batch))] = False
    order = sorted(range(len(batch)), key=lambda at: len(batch[at].text))
    targets = reader.directions([pair.concept_text for pair in batch] + [text for text, _ in near])
    total = torch.zeros(())
    # Long and short texts apart, so that little is computed for filling.
    for part in (order[: len(order) // 2], order[len(order) // 2 :]):
        state, mask = reader([batch[at].text for at in part])
        places, others = torch.tensor(part), also[part]
        for alike in (whole(state, mask) @ targets.T, nearest(state, mask, targets)):
            total = total + functional.cross_entropy((alike / heat).masked_fill(others, -1e4), places, reduction="sum")
    return total / (2 * len(batch))


def train(options: argparse.Namespace) -> None:
    """Take the steps and write the low-rank matrices as 16-bit numbers."""
    model = installed()
    if model is None:
        sys.exit("all-mpnet-base-v2 is not installed; see requirements-data.lock")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    batches, reader = Batches(options), Reader(model, options.rank, options.first)
    steps = torch.optim.AdamW(reader.network.parameters(), lr=options.rate, weight_decay=0.01)
    began = time.monotonic()
    for step in range(options.steps):
        warm = min(1.0, (step + 1) / (0.1 * options.steps))
        slow = 0.5 * (1 + math.cos(math.pi * step / options.steps))
        for group in steps.param_groups:
            group["lr"] = options.rate * warm * slow
        batch = batches.draw(options.batch)
        loss = loss_of(reader, batch, batches.neighbours(batch), options.heat)
        steps.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.network.parameters(), 1.0)
        steps.step()
        if step % 10 == 0 or step == options.steps - 1:
            print(
                f"step {step + 1} of {options.steps}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    write(reader.network, options)


def write(network: Corrected, options: argparse.Namespace) -> None:
    """Write both matrices of every layer, 16 bits a number."""
    arrays = {}
    for key in network.down:
        name = key.replace("/", ".")
        arrays[f"{name}.down"] = network.down[key].detach().numpy().astype(np.float16)
        arrays[f"{name}.up"] = network.up[key].detach().numpy().astype(np.float16)
    np.savez_compressed(options.out, **arrays)
    print(f"{options.out}: {options.out.stat().st_size / 2**20:.2f} MB")


def asked(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="of a batch, one for each file")
    for name in ("--framework", "--near", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--without", type=Path, help="labels, one a line: no sentence that has one of them is used")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=170)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--first", type=int, default=5, help="the lowest layer that is corrected; 0 is the lowest")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--heat", type=float, default=0.05)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(asked(sys.argv[1:]))

"""Trains the small correction that ships with the English encoder: low-rank steps (LoRA) beside every linear layer.

Reads sentences with the skills that experts or a model named (``sentence,skills``, as SkillSkape writes them) and a
framework's own texts: description to label, alternative to preferred label. Steps and seed are fixed, so the same
inputs give the same numbers on the same machine. What it writes is added to the base weights when the encoder's graph
is built (adapters/encoders/graph.py), so that reading a text costs no more than before.

Loss: InfoNCE (van den Oord and others, 2018) over the concepts in the batch, once for the whole sentence and once for
its nearest window of words, as the ranking uses both. Low-rank steps: Hu and others, LoRA (2021), section 4.1.

Needs torch, which Testamur itself does not: ``pip install torch`` in an environment of its own.

    python benchmarks/skills/train.py --sentences train.csv --framework skills.csv --model MODEL_DIR --out thin.npz
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
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

# How often a sentence is held against "label: description" and not against the label alone.
_SHOWN_WHOLE = 0.4
WIDTHS = (1, 2, 3, 4, 6, 9)
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
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
    """BERT's layers with fixed weights and a trainable low-rank step beside each linear one."""

    def __init__(self, model: Path, rank: int, first: int) -> None:
        super().__init__()
        self.first = first
        self.settings = json.loads((model / "config.json").read_text(encoding="utf-8"))
        self.base = {
            name.removeprefix("bert."): tensor.float()
            for name, tensor in load_file(model / "model.safetensors").items()
            if tensor.is_floating_point()
        }
        self.down, self.up = torch.nn.ParameterDict(), torch.nn.ParameterDict()
        for layer in range(first, self.settings["num_hidden_layers"]):
            for part in PARTS:
                name = f"encoder.layer.{layer}.{part}"
                wide, narrow = self.base[f"{name}.weight"].shape
                self.down[name.replace(".", "/")] = torch.nn.Parameter(torch.randn(rank, narrow) / math.sqrt(narrow))
                self.up[name.replace(".", "/")] = torch.nn.Parameter(torch.zeros(wide, rank))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the vectors of all tokens."""
        base = self.base
        state = base["embeddings.word_embeddings.weight"][ids]
        state = state + base["embeddings.position_embeddings.weight"][: ids.shape[1]]
        state = self._normal(state + base["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        bias = (1 - mask[:, None, None, :].float()) * -1e4
        for layer in range(self.settings["num_hidden_layers"]):
            name = f"encoder.layer.{layer}."
            attended = self._linear(
                self._attend(state, bias, f"{name}attention.self."), f"{name}attention.output.dense"
            )
            state = self._normal(attended + state, f"{name}attention.output.LayerNorm")
            wide = functional.gelu(self._linear(state, f"{name}intermediate.dense"))
            state = self._normal(self._linear(wide, f"{name}output.dense") + state, f"{name}output.LayerNorm")
        return state

    def _attend(self, state: torch.Tensor, bias: torch.Tensor, name: str) -> torch.Tensor:
        texts, length, size = state.shape
        heads = self.settings["num_attention_heads"]
        query, key, value = (
            self._linear(state, name + part).view(texts, length, heads, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return mixed.transpose(1, 2).reshape(texts, length, size)

    def _linear(self, state: torch.Tensor, name: str) -> torch.Tensor:
        key = name.replace(".", "/")
        fixed = functional.linear(state, self.base[f"{name}.weight"], self.base[f"{name}.bias"])
        return fixed + (state @ self.down[key].T) @ self.up[key].T if key in self.down else fixed

    def _normal(self, state: torch.Tensor, name: str) -> torch.Tensor:
        near = self.settings["layer_norm_eps"]
        return functional.layer_norm(
            state, state.shape[-1:], self.base[f"{name}.weight"], self.base[f"{name}.bias"], near
        )


class Batches:
    """Draws pairs from the three sources, always in the same order for the same seed."""

    def __init__(self, options: argparse.Namespace, seed: int) -> None:
        self.chance = random.Random(seed)
        self.concepts = concepts(options.framework)
        rows = {labels[0]: row for row, (labels, _) in reversed(list(enumerate(self.concepts)))}
        without = set(options.without.read_text(encoding="utf-8").splitlines()) if options.without else set()
        self.sentences = []
        for sentence, labels in named(options.sentences):
            right = frozenset(rows[label] for label in labels if label in rows)
            if right and not without.intersection(labels):
                self.sentences.append((sentence, right))
        self.described = [row for row, (_, description) in enumerate(self.concepts) if description]
        self.renamed = [row for row, (labels, _) in enumerate(self.concepts) if len(labels) > 1]
        self.without = {rows[label] for label in without if label in rows}

    def draw(self, size: int) -> list[Pair]:
        """Return a batch: six of ten from sentences, two of descriptions, two of alternative labels."""
        drawn = [self._sentence() for _ in range(round(size * 0.6))]
        drawn += [self._own(self.described, described=True) for _ in range(round(size * 0.2))]
        return drawn + [self._own(self.renamed, described=False) for _ in range(size - len(drawn))]

    def _sentence(self) -> Pair:
        text, right = self.chance.choice(self.sentences)
        concept = self.chance.choice(sorted(right))
        labels, description = self.concepts[concept]
        shown = f"{labels[0]}: {description}" if description and self.chance.random() < _SHOWN_WHOLE else labels[0]
        return Pair(text, shown, concept, right)

    def _own(self, rows: list[int], *, described: bool) -> Pair:
        row = self.chance.choice(rows)
        labels, description = self.concepts[row]
        return Pair(description if described else self.chance.choice(labels[1:]), labels[0], row, frozenset([row]))


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
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["sentence"], ast.literal_eval(row["skills"])) for row in csv.DictReader(file)]
    return [(sentence, labels) for sentence, labels in rows if labels != ["UNK"]]


class Reader:
    """Texts to tensors, and tensors to directions."""

    def __init__(self, model: Path, rank: int, first: int) -> None:
        self.tokens = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.tokens.enable_truncation(80)
        self.tokens.enable_padding()
        self.network = Corrected(model, rank, first)

    def __call__(self, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the vectors of tokens and which of them are text."""
        read = self.tokens.encode_batch(texts)
        ids = torch.tensor([one.ids for one in read])
        mask = torch.tensor([one.attention_mask for one in read])
        return self.network(ids, mask), mask

    def directions(self, texts: list[str]) -> torch.Tensor:
        """Return one vector of length 1 for each text."""
        return whole(*self(texts))


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


def loss_of(reader: Reader, batch: list[Pair], heat: float) -> torch.Tensor:
    """Return how badly the batch's texts find their concepts among those of the batch."""
    also = torch.tensor([[other.concept in pair.right for other in batch] for pair in batch])
    also.fill_diagonal_(fill_value=False)
    order = sorted(range(len(batch)), key=lambda at: len(batch[at].text))
    targets = reader.directions([pair.concept_text for pair in batch])
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
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    batches, reader = Batches(options, options.seed), Reader(options.model, options.rank, options.first)
    steps = torch.optim.AdamW(reader.network.parameters(), lr=options.rate, weight_decay=0.01)
    began = time.monotonic()
    for step in range(options.steps):
        warm = min(1.0, (step + 1) / (0.1 * options.steps))
        slow = 0.5 * (1 + math.cos(math.pi * step / options.steps))
        for group in steps.param_groups:
            group["lr"] = options.rate * warm * slow
        loss = loss_of(reader, batches.draw(options.batch), options.heat)
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
    for name in ("--sentences", "--framework", "--model", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--without", type=Path, help="labels, one a line: no sentence that has one of them is used")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument(
        "--first", type=int, default=3, help="the lowest layer that is corrected; 0 is the lowest of all"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--heat", type=float, default=0.05)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(asked(sys.argv[1:]))

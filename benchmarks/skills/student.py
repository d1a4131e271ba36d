"""Teaches words to stand where the English encoder puts texts: the table behind the fast lane.

Each token of the encoder's vocabulary gets one vector, so that the mean of a text's vectors points where the encoder,
with its correction, points for the whole text: ridge regression on the framework's own texts, begun from the vector of
each token alone. Conjugate gradients, a fixed number of steps: the same table every time, but for rounding. Kept on 256
axes in equal steps.

Needs scipy, which Testamur itself does not.

    python benchmarks/skills/student.py --out src/testamur/adapters/encoders/student.xz
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer

from testamur.adapters.encoders import choosing, parcel
from testamur.adapters.encoders.english import tokenizer
from testamur.adapters.encoders.student import pack
from testamur.core.skills.directory import texts_to_encode
from testamur.core.skills.encoding import Encoder, Vectors, unit

_RIDGE = 0.05
_STEPS = 40


def bags(texts: Sequence[str], tokens: Tokenizer) -> sparse.csr_matrix:
    """Return one row for each text: the share of each token in it."""
    read = [one.ids for one in tokens.encode_batch(list(texts), add_special_tokens=False)]
    rows = np.repeat(np.arange(len(read)), [len(ids) for ids in read])
    shares = np.concatenate([np.full(len(ids), 1 / max(len(ids), 1), np.float32) for ids in read])
    columns = np.concatenate([np.array(ids, np.int64) for ids in read])
    return sparse.csr_matrix((shares, (rows, columns)), shape=(len(read), tokens.get_vocab_size()), dtype=np.float32)


def fitted(seen: sparse.csr_matrix, taught: Vectors, begin: Vectors) -> Vectors:
    """Return the table whose means come nearest to what is taught, not far from where it began."""
    moved = np.zeros_like(begin)
    left = seen.T @ (taught - seen @ begin)
    step, size = left.copy(), (left * left).sum(axis=0)
    for _ in range(_STEPS):
        bent = seen.T @ (seen @ step) + _RIDGE * step
        far = size / np.maximum((step * bent).sum(axis=0), 1e-12)
        moved, left = moved + far * step, left - far * bent
        after = (left * left).sum(axis=0)
        step, size = left + after / np.maximum(size, 1e-12) * step, after
    return begin + moved


def taught(encoder: Encoder, tokens: Tokenizer, texts: Sequence[str]) -> Vectors:
    """Return the table for an encoder's tokens."""
    names = [tokens.id_to_token(at).removeprefix("##") for at in range(tokens.get_vocab_size())]
    alone = encoder.encode(names)
    return fitted(bags(texts, tokens), encoder.encode(texts), alone - alone.mean(axis=0))


def main(arguments: Sequence[str]) -> None:
    """Encode what is taught, fit, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--framework", default="")
    parser.add_argument("--kept", type=Path, default=Path(".testamur/skills"))
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    known, model = choosing.framework(asked.framework), parcel.installed()
    encoder = choosing.english(asked.kept)
    if encoder is None or model is None:
        sys.exit("all-mpnet-base-v2 is not installed; see requirements-data.lock")
    texts, tokens = texts_to_encode(known.concepts), tokenizer(model)
    table = taught(encoder, tokens, texts)
    pack(asked.out, encoder.name, table)
    near = (unit(bags(texts, tokens) @ table) * encoder.encode(texts)).sum(axis=1).mean()
    print(f"{asked.out}: {len(table):,} tokens, {asked.out.stat().st_size / 1e6:.2f} MB, mean cosine {near:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])

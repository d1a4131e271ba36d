"""Packs the directions of the installed framework's concepts, as they come with Testamur.

    python benchmarks/skills/carry.py --out src/testamur/adapters/encoders/directions

Everything is encoded anew, whatever was packed before, by both encoders: a minute or two each.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from testamur.adapters.encoders import choosing
from testamur.adapters.encoders.carried import pack
from testamur.core.skills.directory import meanings, texts_to_encode


def main(arguments: Sequence[str]) -> None:
    """Encode the framework once with each encoder and write what comes of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--framework", default="")
    parser.add_argument("--kept", type=Path, default=Path(".testamur/skills"))
    asked = parser.parse_args(arguments)
    known = choosing.framework(asked.framework)
    texts = texts_to_encode(known.concepts)
    for language in ("en", "es"):
        encoder = choosing.encoder(language, known, asked.kept)
        if encoder is None:
            sys.exit("no encoder is installed; see requirements-data.lock")
        began = time.process_time()
        found = meanings(known.concepts, texts, encoder.encode(texts))
        path = asked.out / f"{encoder.name.partition('-')[0]}.xz"
        pack(path, encoder.name, known.concepts, found)
        size, took = path.stat().st_size / 1e6, time.process_time() - began
        print(f"{path}: {len(known.concepts):,} concepts, {size:.2f} MB, {took:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

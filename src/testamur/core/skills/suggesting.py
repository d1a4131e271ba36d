"""A whole document to skills: sentence by sentence, each concept once, with where it is said and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from testamur.core.skills.ranking import Lane, Ranked, Ranker
from testamur.core.skills.sentences import Sentence, sentences
from testamur.core.skills.steering import Steering

# A sentence among others rarely speaks of more, and a document is not made of its sentences' tails.
_OF_SENTENCE = 10
# What a sentence says first comes before what it says also: so much is each place in it worth.
_PLACE_WORTH = 2.0
# Called with how many of how many sentences have been read.
Progress = Callable[[int, int], None]


def unheard(_done: int, _every: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document speaks of a concept: the sentence, and in it the words, all counted in characters."""

    sentence: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that a document speaks of, by the best of the places that do; ``places`` begin with that one."""

    best: Ranked
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested, the likeliest first; what was read, and in how many sentences nothing was sure enough."""

    found: tuple[Suggestion, ...]
    lane: Lane
    pieces: tuple[Sentence, ...]
    without: int

    @property
    def sentences(self) -> int:
        """Return how many sentences were read."""
        return len(self.pieces)


def suggest(
    ranker: Ranker,
    document: str,
    *,
    top: int = 10,
    of_sentence: int | None = None,
    sure: float | None = None,
    steering: Steering | None = None,
    progress: Progress = unheard,
) -> Suggestions:
    """Return the ``top`` concepts of a document, none less sure than ``sure``; None: as the calibration advises.

    At most ``of_sentence`` come of any sentence; None: of a sentence that stands alone as many as are asked for.
    Raises SkillsError as `sentences` does.
    """
    pieces, least = sentences(document), ranker.calibration.abstain if sure is None else sure
    if of_sentence is None:
        of_sentence = top if len(pieces) == 1 else _OF_SENTENCE
    gathered: dict[str, list[tuple[float, Ranked, Place]]] = {}
    without = 0
    for number, piece in enumerate(pieces):
        kept = [one for one in ranker.rank(piece.text, top=of_sentence, steering=steering) if _is_sure(one, least)]
        without += not kept
        for at, one in enumerate(kept):
            told = (one.score - _PLACE_WORTH * at, one, _place(piece, number, one))
            gathered.setdefault(one.concept.uri, []).append(told)
        progress(number + 1, len(pieces))
    best = [(max(worth for worth, *_ in said), uri) for uri, said in gathered.items()]
    order = sorted(best, key=lambda one: (-one[0], one[1]))[:top]
    return Suggestions(tuple(_joined(gathered[uri]) for _, uri in order), ranker.lane, pieces, without)


def _is_sure(one: Ranked, least: float) -> bool:
    """Where nobody has measured how sure it is, all are shown; what was refused beside it takes none away."""
    return one.unsteered < 0 or one.unsteered >= least


def _place(piece: Sentence, number: int, one: Ranked) -> Place:
    return Place(number, piece.start + one.start, piece.start + one.end, piece.text[one.start : one.end])


def _joined(said: Iterable[tuple[float, Ranked, Place]]) -> Suggestion:
    order = sorted(said, key=lambda one: (-one[1].score, one[2].start))
    return Suggestion(order[0][1], tuple(place for *_, place in order))

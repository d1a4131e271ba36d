"""A whole document as it is shown to whoever decides: its sentences, and under each what it says best.

Each skill stands once, under the sentence that speaks of it most clearly, with all other places. A sentence in which
nothing was sure enough stays, with nothing below it: what was not recognised is as telling as what was.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.skills.concepts import Framework
from testamur.core.skills.ranking import Lane, Ranker
from testamur.core.skills.steering import Steering
from testamur.core.skills.suggesting import Progress, Suggestion, suggest, unheard

_MOST = 200


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence and where it begins, in characters of the document; ``found``: the likeliest first, none at times."""

    text: str
    start: int
    found: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read: ``encoder`` is empty where no model took part."""

    sentences: tuple[ReadSentence, ...]
    lane: Lane
    framework: str
    version: str
    language: str
    encoder: str

    @property
    def found(self) -> tuple[Suggestion, ...]:
        """Return every suggestion, in the order of the sentences."""
        return tuple(one for sentence in self.sentences for one in sentence.found)


def read(
    ranker: Ranker,
    document: str,
    *,
    top: int = _MOST,
    of_sentence: int = 5,
    sure: float | None = None,
    steering: Steering | None = None,
    progress: Progress = unheard,
) -> Reading:
    """Read a document: at most ``top`` skills in all, the likeliest, and ``of_sentence`` below any sentence.

    ``sure`` as in `suggest`; ``progress`` is called with how many of how many sentences are read. A text without a
    letter has no sentences. Raises SkillsError as `sentences` does.
    """
    said = suggest(ranker, document, top=top, of_sentence=of_sentence, sure=sure, steering=steering, progress=progress)
    below: dict[int, list[Suggestion]] = {}
    for one in said.found:
        below.setdefault(one.places[0].sentence, []).append(one)
    known: Framework = ranker.framework
    return Reading(
        sentences=tuple(
            ReadSentence(piece.text, piece.start, tuple(below.get(number, ())))
            for number, piece in enumerate(said.pieces)
        ),
        lane=said.lane,
        framework=known.name,
        version=known.version,
        language=known.language,
        encoder=ranker.encoder.name if ranker.encoder and said.lane is not Lane.SPELLING else "",
    )

"""What reads texts against a framework in this process: loaded when somebody first asks, and kept.

Until a framework has been encoded it is read by spelling alone, and somebody is to ask for the encoding.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from testamur.adapters.environment import environment
from testamur.domain.frameworks import queries
from testamur.domain.frameworks.values import FrameworkView

if TYPE_CHECKING:
    from testamur.core.skills.encoding import Encoder
    from testamur.core.skills.ranking import Ranker

# A ranker is large; a house reads against one framework, rarely in two languages.
_MOST = 3
_ONE_AT_A_TIME = Lock()
_KEPT: dict[tuple[object, ...], Ranker] = {}
_WAITING: dict[tuple[object, ...], tuple[Ranker, Encoder]] = {}


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads texts; ``is_waiting``: it will read by meaning once ``total`` texts are encoded, ``done`` are.

    ``is_first``: nobody has asked this process before, and somebody is to ask for the encoding.
    """

    ranker: Ranker
    language: str
    is_waiting: bool = False
    done: int = 0
    total: int = 0
    is_first: bool = False


def reader(of: FrameworkView, spoken: str) -> Reader:
    """Return what reads texts in a language against a framework, in that language where the framework has it."""
    language = spoken if spoken in of.languages else of.languages[0]
    key = (of.uuid, of.imported_at, of.languages, tuple(sorted(of.counts.items())), language, spoken)
    with _ONE_AT_A_TIME:
        return _kept(key, of, language, spoken)


def _kept(key: tuple[object, ...], of: FrameworkView, language: str, spoken: str) -> Reader:
    found = _KEPT.get(key)
    if found is not None:
        return Reader(found, language)
    from testamur.adapters.encoders import choosing  # noqa: PLC0415 - its libraries take a second to load
    from testamur.adapters.encoders.shelf import Shelf  # noqa: PLC0415 - as above

    folder = environment().home / "skills"
    is_first = key not in _WAITING
    if is_first:
        known = queries.skills(of, language)
        encoder = choosing.encoder(spoken, known, folder)
        by_spelling = choosing.ranker(known, folder, language=spoken)
        if encoder is None:
            return Reader(_keep(key, by_spelling), language)
        _WAITING[key] = by_spelling, encoder
    ranker, encoder = _WAITING[key]
    shelf = Shelf(folder)
    if not shelf.has_meanings(ranker.framework, encoder):
        done, total = shelf.encoded(ranker.framework, encoder)
        return Reader(ranker, language, is_waiting=True, done=done, total=total, is_first=is_first)
    del _WAITING[key]
    whole = choosing.ranker(ranker.framework, folder, encoder=encoder, language=spoken)
    return Reader(_keep(key, whole), language)


def _keep(key: tuple[object, ...], ranker: Ranker) -> Ranker:
    while len(_KEPT) >= _MOST:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[key] = ranker
    return ranker

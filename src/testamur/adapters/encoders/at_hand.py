"""What reads texts in this process: one keeper for every door, and nothing loaded before somebody asks.

Getting a framework ready (a graph, an index of spellings, directions) is work for a worker or the terminal: `ready`.
Whoever answers a request asks `reader`, which opens what is there and computes nothing; where something is missing it
says how far it is. A framework is named by a key that changes with its content, and fetched only when it is needed.
The libraries below take half a second to load: doors import this within the function that asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock

from testamur.adapters.encoders import choosing
from testamur.adapters.encoders.choosing import Choice, Stock, Telling
from testamur.adapters.encoders.wanted import Wanted
from testamur.adapters.environment import environment
from testamur.core.skills.concepts import Framework
from testamur.core.skills.ranking import Ranker

# A ranker is large; a house reads against one framework, rarely in two languages.
_MOST = 3
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads texts: None until at least the spellings are there.

    ``is_waiting``: it will read by meaning once it is got ready; of ``total`` texts ``done`` are encoded.
    """

    ranker: Ranker | None
    is_waiting: bool = False
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A framework that is not ready: loaded once, so that whoever looks again costs little."""

    framework: Framework
    choice: Choice | None
    stock: Stock
    by_spelling: Ranker | None = None


_KEPT: dict[tuple[object, ...], Ranker] = {}
_WAITING: dict[tuple[object, ...], _Waiting] = {}


def reader(wanted: Wanted) -> Reader:
    """Return what reads texts now, by meaning where that is ready. It computes nothing, and may open a file or two."""
    key = (*wanted.key, wanted.spoken)
    with _ONE_AT_A_TIME:
        found = _KEPT.get(key)
        if found is not None:
            _KEPT[key] = _KEPT.pop(key)
            return Reader(found)
        return _opened(key, wanted)


def ready(wanted: Wanted, telling: Telling | None = None) -> Reader:
    """Return what reads texts, got ready first where it is not: seconds, or minutes for a framework nobody encoded.

    What an interrupted run has finished stays done; two that come at once do it once.
    """
    now = reader(wanted)
    if now.ranker is not None and not now.is_waiting:
        return now
    key = (*wanted.key, wanted.spoken)
    waiting = _WAITING.get(key)
    known = waiting.framework if waiting else wanted.load()
    choosing.prepare(known, environment().home / "skills", wanted.spoken, telling)
    return reader(wanted)


def prepare(wanted: Wanted, telling: Telling | None = None) -> None:
    """Get a framework ready for every process here, even where this one has it in memory and its files are gone."""
    kept = _KEPT.get((*wanted.key, wanted.spoken))
    known = kept.framework if kept else wanted.load()
    choosing.prepare(known, environment().home / "skills", wanted.spoken, telling)


def forget() -> None:
    """Let go of everything that is kept in this process."""
    with _ONE_AT_A_TIME:
        _KEPT.clear()
        _WAITING.clear()


def _opened(key: tuple[object, ...], wanted: Wanted) -> Reader:
    folder = environment().home / "skills"
    waiting = _WAITING.get(key)
    if waiting is None:
        known = wanted.load()
        choice = choosing.choice(wanted.spoken, known, folder)
        waiting = _WAITING[key] = _Waiting(known, choice, choosing.stock(known, folder, choice))
    known, choice, stock = waiting.framework, waiting.choice, waiting.stock
    if stock.is_whole:
        del _WAITING[key]
        encoder = choice.open() if choice else None
        return Reader(_keep(key, choosing.ranker(known, folder, encoder=encoder, language=wanted.spoken)))
    if stock.has_spellings and waiting.by_spelling is None:
        by_spelling = choosing.ranker(known, folder, language=wanted.spoken)
        waiting = _WAITING[key] = replace(waiting, by_spelling=by_spelling)
    return Reader(waiting.by_spelling, is_waiting=True, done=stock.done, total=stock.total)


def _keep(key: tuple[object, ...], ranker: Ranker) -> Ranker:
    while len(_KEPT) >= _MOST:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[key] = ranker
    return ranker

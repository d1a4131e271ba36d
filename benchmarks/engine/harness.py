"""Fair comparisons on a machine that is shared: everybody takes turns, and only what ran side by side is compared.

Absolute figures move by a third from minute to minute; a ratio of two neighbours in one round moves much less. So each
round lets every contestant work for the same short time, in changing order, and a ratio is taken within a round.
Time is the processor's, not the clock's.
"""

from __future__ import annotations

import gc
import importlib
import random
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

Work = Callable[[], object]


class Elsewhere(Protocol):
    """A contestant in another process, which measures itself."""

    def spent(self, count: int) -> float:
        """Return the processor seconds that doing the work *count* times took."""


Contestant = Work | Elsewhere


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of what was seen, and its ends."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, seen: Sequence[float]) -> Spread:
        """Return the spread of at least one value."""
        return cls(median(seen), min(seen), max(seen))

    def __format__(self, how: str) -> str:
        return f"{self.middle:{how}} [{self.least:{how}} – {self.most:{how}}]"


@dataclass(frozen=True, slots=True)
class Results:
    """How often each contestant did its work in a second of processor time, round by round."""

    rates: Mapping[str, Sequence[float]]

    def rate(self, name: str) -> Spread:
        """Return the rate of *name*."""
        return Spread.of(self.rates[name])

    def ratio(self, name: str, other: str) -> Spread:
        """Return how many times as fast as *other* it is, each round by itself."""
        return Spread.of([mine / theirs for mine, theirs in zip(self.rates[name], self.rates[other], strict=True)])

    def show(self) -> None:
        """Print all rates."""
        width = max(map(len, self.rates))
        for name in self.rates:
            print(f"{name:{width}}  {self.rate(name):>10,.0f} /s")

    def judge(self, name: str, other: str, at_least: float) -> bool:
        """Print a ratio beside what it should be, and say whether its middle is that."""
        found = self.ratio(name, other)
        is_enough = found.middle >= at_least
        print(f"{name} ÷ {other}: {found:.2f}  (wanted: ≥ {at_least:g}){'' if is_enough else '  NOT REACHED'}")
        return is_enough


def race(contestants: Mapping[str, Contestant], *, rounds: int = 9, seconds: float = 0.25, seed: int = 2026) -> Results:
    """Let all *contestants* take turns; each is warmed up first, and the garbage is collected between turns."""
    chance, rates = random.Random(seed), {name: list[float]() for name in contestants}
    batches = {name: _batch(work, seconds) for name, work in contestants.items()}
    order = list(contestants)
    for _ in range(rounds):
        chance.shuffle(order)
        for name in order:
            gc.collect()
            rates[name].append(_rate(contestants[name], batches[name]))
    return Results(rates)


def _batch(work: Contestant, seconds: float) -> int:
    """Return how often to repeat *work* for a turn of about *seconds*."""
    _rate(work, 1)
    count = 1
    while True:
        rate = _rate(work, count)
        if count / rate >= seconds / 8:
            return max(1, int(rate * seconds))
        count *= 4


def _rate(work: Contestant, count: int) -> float:
    if not callable(work):
        return count / max(work.spent(count), 1e-9)
    begin = time.process_time()
    for _ in range(count):
        work()
    return count / max(time.process_time() - begin, 1e-9)


def bring(modules: Mapping[str, str]) -> None:
    """Make *modules* (name → requirement) importable: peers that are missing go to a folder that is thrown away."""
    missing = [requirement for name, requirement in modules.items() if not _has(name)]
    if not missing:
        return
    folder = Path(tempfile.mkdtemp(prefix="testamur-peers-"))
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *missing], check=True)
    # Behind our own packages, so that both sides run on the same cryptography.
    sys.path.append(sysconfig.get_path("purelib", "posix_prefix", {"base": str(folder)}))
    importlib.invalidate_caches()


def _has(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True

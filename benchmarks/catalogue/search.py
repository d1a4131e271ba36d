#!/usr/bin/env python3
"""How long a search of the catalogue takes with 50,000 definitions, with and without the counts beside it.

    .venv/bin/python benchmarks/catalogue/search.py [--definitions 50000] [--rounds 20] [--home FOLDER]

It makes the demo's world in a temporary folder and fills it (`fill.py`), or uses the FOLDER of a running demo that is
filled. Every round asks all questions once, in turn, in one process: reading the words, searching, fetching the rows of
the page. Counts of many entries are kept for a minute; here they are always made anew, as after a restart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = 8798


def main() -> None:
    """Make the world where none is given, ask, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--definitions", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--home")
    told = parser.parse_args()
    if told.home:
        measure(told.home, told.rounds)
        return
    with tempfile.TemporaryDirectory(prefix="testamur-catalogue-") as home:
        Path(home).chmod(0o755)
        demo = start_demo(home)
        try:
            script, place = Path(__file__).with_name("fill.py"), {**os.environ, "TESTAMUR_HOME": home}
            subprocess.run([sys.executable, script, str(told.definitions)], env=place, check=True)
            measure(home, told.rounds)
        finally:
            demo.kill()
            demo.wait(60)


def start_demo(home: str) -> subprocess.Popen[bytes]:
    """Start the demo in *home* and wait until it is ready."""
    command = [ROOT / "testamur", "demo", "--no-browser", "--port", str(PORT)]
    with (Path(home) / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, env={**os.environ, "TESTAMUR_HOME": home}, stdout=log, stderr=log)
    for _ in range(180):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=2).read()
        except OSError:
            time.sleep(1)
        else:
            return demo
    sys.exit((Path(home) / "demo.log").read_text())


def measure(home: str, rounds: int) -> None:
    """Ask every question so many times, and print how long the answers took."""
    os.environ["TESTAMUR_HOME"] = home
    from testamur.interfaces.cli.server import prepare

    prepare()
    from testamur.domain.catalogue import queries
    from testamur.domain.catalogue.queries import searching
    from testamur.domain.catalogue.values import Filters

    questions = {
        "nothing": Filters(),
        "a word": Filters(text="soil"),
        "a word in most entries": Filters(text="in"),
        "a slip": Filters(text="epidemology"),
        "a short slip": Filters(text="dta"),
        "two words": Filters(text="soil management"),
        "no such word": Filters(text="zzzzqqq"),
        "three filters": Filters(mode="online", language="es", max_hours=Decimal(60)),
        "a word and a filter": Filters(text="water", max_price=Decimal(100)),
        "a level": Filters(framework="EQF", level="6"),
        "a time of day and credits": Filters(time="evening", credit_unit="ECTS"),
        "filters that leave nothing": Filters(mode="online", language="ms", max_hours=Decimal(1)),
    }
    times: dict[str, dict[str, list[float]]] = {name: {"search": [], "counts": []} for name in questions}
    for _ in range(rounds):
        for name, asked in questions.items():
            searching._KEPT.clear()  # noqa: SLF001 - what is measured is the counting, not the remembering
            times[name]["search"].append(timed(lambda asked=asked: queries.search(asked)))
            times[name]["counts"].append(timed(lambda asked=asked: queries.facets(asked)))
    for what in ("search", "counts"):
        every = [one for found in times.values() for one in found[what]]
        print(f"{what:30} {shown(every)}")
        for name, found in times.items():
            print(f"  {name:28} {shown(found[what])}")
    measure_feed(rounds)


def measure_feed(rounds: int) -> None:
    """Print how long parts of the feed take: the rows and their definitions, from the beginning on."""
    from testamur.domain.catalogue import queries

    times, since = [], ""
    for _ in range(rounds * 5):
        part: list[object] = []
        until = datetime.now(UTC)
        times.append(
            timed(
                lambda at=since, until=until, part=part: part.append(queries.changes(until=until, since=at, limit=50))
            )
        )
        since = part[0].since  # type: ignore[attr-defined]
    print(f"{'50 entries of the feed':30} {shown(times)}")


def timed(ask: Callable[[], object]) -> float:
    """Return how many milliseconds an answer takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def shown(times: list[float]) -> str:
    """Return p50, p99 and the longest of *times*."""
    slow = statistics.quantiles(times, n=100, method="inclusive")[98]
    return f"p50 {statistics.median(times):6.1f}  p99 {slow:6.1f}  longest {max(times):6.1f} ms"


if __name__ == "__main__":
    main()

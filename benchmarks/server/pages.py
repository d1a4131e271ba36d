#!/usr/bin/env python3
"""How fast pages are with 2,000 definitions and 100,000 credentials in the database, at 20 requests a second.

    .venv/bin/python benchmarks/server/pages.py [--definitions 2000] [--credentials 100000] [--seconds 60]

It makes a database of its own in a temporary folder: the demo's world, then definitions through the public action, then
copies of a signed credential's rows written by SQL (signing 100,000 is another benchmark's matter: `benchmarks/issue`).
Requests leave at fixed times whether or not earlier ones have come back, so a slow answer is not hidden by waiting for
it; several clients share the work. Prints p50, p99 and the longest of each page.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = 8791
ADDRESS = f"http://127.0.0.1:{PORT}"
SEARCHES = [
    "",
    "text=data",
    "text=dta",
    "text=teaching+online",
    "max_hours=60",
    "level=EQF+6",
    "text=welding&max_hours=100",
    "pace=cohort",
]


def main() -> None:
    """Make the world, ask for the pages, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--definitions", type=int, default=2_000)
    parser.add_argument("--credentials", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=60)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="testamur-pages-") as home:
        Path(home).chmod(0o755)
        demo = start_demo(home)
        try:
            fill(home, told.definitions, told.credentials)
            measure(told.seconds)
        finally:
            demo.terminate()
            demo.wait(60)


def start_demo(home: str) -> subprocess.Popen[bytes]:
    """Start the demo in *home* and wait until it is ready."""
    command = [ROOT / "testamur", "demo", "--no-browser", "--port", str(PORT)]
    with (Path(home) / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, env={**os.environ, "TESTAMUR_HOME": home}, stdout=log, stderr=log)
    for _ in range(180):
        try:
            urllib.request.urlopen(f"{ADDRESS}/readyz", timeout=2).read()
        except OSError:
            time.sleep(1)
        else:
            return demo
    sys.exit((Path(home) / "demo.log").read_text())


def fill(home: str, definitions: int, credentials: int) -> None:
    """Publish definitions, then multiply the rows of signed credentials."""
    script = Path(__file__).with_name("fill.py")
    environment = {**os.environ, "TESTAMUR_HOME": home, "TESTAMUR_DEMO": "1", "TESTAMUR_PORT": str(PORT)}
    started = time.monotonic()
    subprocess.run([sys.executable, script, str(definitions), str(credentials)], env=environment, check=True)
    print(f"filled in {time.monotonic() - started:.0f} s")


def measure(seconds: int) -> None:
    """Ask for each kind of page at 20 requests a second."""
    credential = a_credential()
    kinds = {
        "catalogue": lambda number: get(f"/catalogue?{SEARCHES[number % len(SEARCHES)]}"),
        "micro-credential page": lambda number: get(pages[number % len(pages)]),
        "check one credential": lambda _number: check(credential),
    }
    pages = addresses_in_catalogue()
    for name, ask in kinds.items():
        # One address may have only so many credentials checked a minute.
        rate = 2 if name.startswith("check") else 20
        for number in range(rate):  # first requests load templates and connections
            ask(number)
        times = at_a_steady_rate(ask, rate=rate, seconds=seconds)
        p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"{name:24} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   longest {max(times):6.1f} ms   of {len(times)}")


def at_a_steady_rate(ask: object, *, rate: int, seconds: int) -> list[float]:
    """Return milliseconds from the moment each request was due to its last byte."""
    times: list[float] = []
    lock = threading.Lock()
    start = time.perf_counter() + 0.2

    def one(number: int) -> None:
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        ask(number)  # type: ignore[operator]
        with lock:
            times.append((time.perf_counter() - due) * 1000)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, range(rate * seconds)))
    return times


def get(path: str) -> bytes:
    """Return the page at *path*."""
    with urllib.request.urlopen(ADDRESS + path, timeout=30) as answer:
        return answer.read()


def check(credential: bytes) -> None:
    """Have the API check a credential: the same work as the page's form."""
    request = urllib.request.Request(f"{ADDRESS}/api/v1/verify", credential, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        verdict = json.load(answer)["verdict"]
    if verdict != "valid":
        sys.exit(f"expected a valid credential, got: {verdict}")


def a_credential() -> bytes:
    """Return a credential that the demo's own university signed and that still stands."""
    return Path(tempfile.gettempdir(), "testamur-pages-credential.json").read_bytes()


def addresses_in_catalogue() -> list[str]:
    """Return addresses of micro-credential pages."""
    page = get("/api/v1/catalogue?limit=50")
    items = json.loads(page)["items"]
    return [f"/id/mc/{item['uuid']}" for item in items]


if __name__ == "__main__":
    main()

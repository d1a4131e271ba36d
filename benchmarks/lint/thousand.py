"""Lint a thousand definitions, all different, with one process on one core, as a person would call it.

    .venv/bin/python benchmarks/lint/thousand.py [--definitions 1000] [--flawed]

Prints the seconds on the clock and on the processor, and what a definition takes. The goal is 5 s for 1,000.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/microcredential.yaml"))


def write(folder: Path, definitions: int, *, flawed: bool) -> None:
    """Write the definitions: the six examples in turn, each with an id of its own; flawed ones with wrong hours too."""
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES]
    for number in range(definitions):
        text = texts[number % len(texts)].replace("\nid: ", f"\nid: n{number}-", 1)
        if flawed:
            text = (
                text.replace("\nneeds: [", "\ntags: [", 1)
                if number % 5 == 0
                else text.replace("hours: 1", "hours: 9", 1)
            )
        place = folder / f"{number % 40:02}" / f"{number:05}"
        place.mkdir(parents=True)
        (place / "microcredential.yaml").write_text(text, encoding="utf-8")


def seconds(folder: Path, form: str) -> tuple[float, float, int]:
    """Return how long the program takes on the clock and on the processor, and how much it says."""
    begun, before = time.perf_counter(), os.times()
    program = [sys.executable, "-m", "testamur", "lint", str(folder), "--format", form]
    run = subprocess.run(program, capture_output=True, check=False, cwd=ROOT)
    taken, after = time.perf_counter() - begun, os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    assert run.returncode in {0, 1, 2}, run.stderr
    return taken, worked, len(run.stdout)


def main() -> None:
    """Measure every form of the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--definitions", type=int, default=1000)
    parser.add_argument("--flawed", action="store_true")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), given.definitions, flawed=given.flawed)
        for form in ("text", "json", "sarif", "html"):
            taken, worked, said = seconds(Path(folder), form)
            each = worked / given.definitions * 1000
            times = f"{taken:5.2f} s ({worked:5.2f} s on the processor), {each:5.2f} ms each"
            print(f"{form:5}  {given.definitions} definitions: {times}, {said:,} bytes said")


if __name__ == "__main__":
    main()

"""How long `testamur issue` takes for 10,000 recipients, how much memory it needs at most, and whether order holds.

Run: .venv/bin/python benchmarks/issue/ten_thousand.py [RECIPIENTS]
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEFINITION = ROOT / "examples" / "data-stewardship" / "microcredential.yaml"
PROGRAM = [str(Path(sys.executable).with_name("testamur"))]
SYLLABLES = ["ka", "le", "mi", "no", "ru", "sa", "te", "vi", "xo", "ya", "zé", "wú", "ñi", "łe", "şi"]


def write_recipients(path: Path, count: int) -> None:
    """Write *count* made-up people; everyone meets the rule, so everything is signed."""
    chance = random.Random(2026)
    with path.open("w", encoding="utf-8") as file:
        file.write("name,email,id,plan,dataset,defence,completed_on\n")
        for number in range(count):
            names = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(2))
            marks = ",".join(str(chance.randint(60, 100)) for _ in range(3))
            file.write(f"{' '.join(names)},p{number}@example.edu,N-{number:06},{marks},2026-06-12\n")


def run(folder: Path, people: Path) -> tuple[float, dict[str, object]]:
    """Issue once; return seconds and what the command said."""
    begin = time.perf_counter()
    done = subprocess.run(
        [*PROGRAM, "issue", DEFINITION, people, "--key", folder / "key.json", "--out", folder / "out", "--json",
         "--base-url", "https://credentials.example.edu/"],
        check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - begin, json.loads(done.stdout)


def main() -> None:
    """Measure a first and a second run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        folder, people = Path(place), Path(place, "people.csv")
        write_recipients(people, count)
        subprocess.run([*PROGRAM, "keys", "new", "--out", folder / "key.json"], check=True, capture_output=True)
        first, said = run(folder, people)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        rows = [json.loads(line)["row"] for line in (folder / "out" / "issued.jsonl").open(encoding="utf-8")]
        again, repeated = run(folder, people)
        print(f"issued {said['issued']} in {first:.1f} s ({count / first:.0f} a second), peak memory {peak:.0f} MB")
        print(f"in the order of the list: {rows == sorted(rows) and len(rows) == count}")
        print(f"again: {repeated['issued']} issued, {repeated['issued_before']} found, in {again:.1f} s")


if __name__ == "__main__":
    main()

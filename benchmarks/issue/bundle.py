"""Issue to very many people into a bundle, and check a part of it: rates and memory.

Run: .venv/bin/python benchmarks/issue/bundle.py [RECIPIENTS] [WORKERS]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ten_thousand import DEFINITION, PROGRAM, write_recipients

CHECKED = 100_000
MEGABYTE = 2**20


def spent() -> float:
    """Return the processor seconds of all children that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family_memory(pid: int) -> int:
    """Return the resident bytes of a process and its children; pages that they share count once for each."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        pages = [int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1]) for one in (pid, *children)]
    except OSError:
        return 0
    return sum(pages) * resource.getpagesize()


def run(command: list[str | Path]) -> tuple[float, float, int]:
    """Run *command*; return seconds on the clock and of the processor, and the most memory seen."""
    begin, before, most = time.perf_counter(), spent(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, family_memory(process.pid))
        time.sleep(0.1)
    return time.perf_counter() - begin, spent() - before, most


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    workers = sys.argv[2] if len(sys.argv) > 2 else str(max(1, (os.cpu_count() or 2) - 1))  # noqa: PLR2004 - two words
    with tempfile.TemporaryDirectory() as place:
        folder, people = Path(place), Path(place, "people.csv")
        write_recipients(people, count)
        subprocess.run([*PROGRAM, "keys", "new", "--out", folder / "key.json"], check=True, capture_output=True)
        issue: list[str | Path] = [
            *PROGRAM, "issue", DEFINITION, people, "--key", folder / "key.json", "--out", folder / "out", "--json",
            "--base-url", "https://credentials.example.edu/", "--bundle", "jsonl.zst", "--workers", workers,
        ]  # fmt: skip
        clock, processor, most = run(issue)
        print(f"issued {count:,} in {clock:.0f} s with {workers} workers: {count / processor:,.0f} per CPU-second,")
        print(f"peak memory of all processes {most / MEGABYTE:.0f} MB")
        bundle = folder / "out" / "credentials.jsonl.zst"
        print(f"bundle {bundle.stat().st_size / MEGABYTE:.0f} MB, {bundle.stat().st_size / count:.0f} bytes each")
        clock, processor, most = run(issue)
        print(f"again, all known: {clock:.0f} s, peak memory {most / MEGABYTE:.0f} MB")
        check(folder / "out", min(count, CHECKED))


def check(out: Path, count: int) -> None:
    """Verify the first *count* of the bundle, a part of them revoked or changed."""
    unpacked = subprocess.run(
        [sys.executable, "-c", UNPACK, out / "credentials.jsonl.zst", str(count)], check=True, capture_output=True
    ).stdout.splitlines()
    mixed = out / "mixed.jsonl"
    mixed.write_bytes(b"\n".join(_spoilt(line, number) for number, line in enumerate(unpacked)))
    verify: list[str | Path] = [*PROGRAM, "verify", "--offline", "--lists", out / "web" / "status", mixed, "--brief"]
    _clock, processor, most = run(verify)
    print(f"verified {count:,} with all checks: {count / processor:,.0f} per CPU-second, {most / MEGABYTE:.0f} MB")


def _spoilt(line: bytes, number: int) -> bytes:
    """Return the line, every tenth with another name in it."""
    if number % 10:
        return line
    document = json.loads(line)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


UNPACK = """
import sys
from itertools import islice
from pathlib import Path
from testamur.adapters.bundles import lines_in
for line in islice(lines_in(Path(sys.argv[1])), int(sys.argv[2])):
    sys.stdout.buffer.write(line + b"\\n")
"""

if __name__ == "__main__":
    main()

"""Killed at any moment, `testamur issue` leaves whole files only, and the next run finishes the work."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from testamur.adapters.signers import write_key

ROOT = Path(__file__).parents[3]
FIRST_AID = ROOT / "examples" / "first-aid" / "microcredential.yaml"
KILLS = 10
PEOPLE = 300


def check_whole(out: Path) -> None:
    """Read every file that the folder shows: each must be complete."""
    for path in [*out.glob("web/credentials/*"), *out.glob("web/status/*"), *out.glob("issued.jsonl")]:
        data = path.read_bytes()
        if path.suffix == ".json":
            assert json.loads(data)["proof"]["proofValue"]
        elif path.suffix == ".jwt":
            assert data.count(b".") == 2
        else:
            assert data.endswith(b"\n")
            assert [json.loads(line) for line in data.splitlines()]


def test_ten_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    people, out, key = tmp_path / "people.csv", tmp_path / "out", tmp_path / "key.json"
    rows = "".join(f"Person {number:x}p,p{number}@example.edu,85,92,88\n" for number in range(PEOPLE))
    people.write_text("name,email,theory,resuscitation,injuries\n" + rows, encoding="utf-8")
    write_key(key)
    command = [sys.executable, "-c", "from testamur.interfaces.cli.issue import issue; issue()"]
    command += [str(FIRST_AID), str(people), "--key", str(key), "--out", str(out), "--format", "vc-jwt,ob3"]
    chance = random.Random(4711)
    struck = 0
    for _ in range(KILLS):
        killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = len(list(out.glob("web/credentials/*")))
        while len(list(out.glob("web/credentials/*"))) < before + 3 and killed.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.05))
        killed.send_signal(signal.SIGKILL)
        struck += killed.wait() == -signal.SIGKILL
        check_whole(out)
    assert struck == KILLS
    subprocess.run(command, check=True, capture_output=True)
    check_whole(out)
    lines = [json.loads(line) for line in (out / "issued.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["email"] for line in lines] == [f"p{number}@example.edu" for number in range(PEOPLE)]
    assert len({line["uuid"] for line in lines}) == len(list(out.glob("web/credentials/*.json"))) == PEOPLE
    assert len(list(out.glob("web/credentials/*.jwt"))) == PEOPLE
    for purpose in ("revocation", "suspension"):
        assert len({line["status"][purpose]["index"] for line in lines}) == PEOPLE
    assert not (out / ".work").exists()

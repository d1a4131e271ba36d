"""All credentials of a run in one file: whole chunks or nothing, nobody twice, and everything still works on it."""

from __future__ import annotations

import json
import random
import signal
import stat
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from testamur.adapters.issue_folder import Folder
from testamur.adapters.issue_folder.frames import BUNDLE_RECORDS, CREDENTIALS, bundle_lines, packed
from testamur.adapters.signers import write_key
from testamur.adapters.world import outside
from testamur.core.credential import Verdict, verify
from testamur.core.credential.status import StatusList
from testamur.interfaces.cli.issue import issue
from testamur.interfaces.cli.status import revoke
from testamur.interfaces.cli.verify import verify as check

ROOT = Path(__file__).parents[3]
FIRST_AID = ROOT / "examples" / "first-aid" / "microcredential.yaml"
HEAD = "name,email,theory,resuscitation,injuries,completed_on\n"
BASE = "https://credentials.example.edu/"


def people(*numbers: int, dated: str = "2026-03-20") -> str:
    """People who met the rule; number 13 did not."""
    return HEAD + "".join(
        f"Person {number:x}p,p{number}@example.edu,{40 if number == 13 else 85},92,88,{dated}\n" for number in numbers
    )


class Bench:
    """A key, a list and a folder to issue into."""

    def __init__(self, place: Path) -> None:
        self.place, self.out = place, place / "out"
        write_key(place / "key.json")

    def issue(self, text: str, *options: str) -> Result:
        (self.place / "people.csv").write_text(text, encoding="utf-8")
        return CliRunner().invoke(issue, [*self.arguments("people.csv"), *options])

    def arguments(self, name: str) -> list[str]:
        files = [str(FIRST_AID), str(self.place / name), "--key", str(self.place / "key.json"), "--out", str(self.out)]
        return [*files, "--base-url", BASE, "--bundle", "jsonl.zst"]

    def lines(self, name: str) -> list[Any]:
        return [orjson.loads(line) for line in bundle_lines(Folder(self.out), name)]

    def lists(self) -> dict[str, bytes]:
        found = [path.read_bytes() for path in sorted(self.out.glob("web/status/*.json"))]
        return {json.loads(data)["id"]: data for data in found}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_everyone_in_the_list_is_in_the_bundle_in_order_and_genuine(bench: Bench, workers: str) -> None:
    result = bench.issue(people(*range(1_100)), "--workers", workers, "--format", "ob3,vc-jwt", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["issued"] == 1_099
    credentials, records = bench.lines(CREDENTIALS), bench.lines(BUNDLE_RECORDS)
    assert [record["row"] for record in records] == list(range(2, 1_102))
    assert records[13]["outcome"] == "not-met"
    assert "40" in records[13]["reason"]
    issued = [record for record in records if record["outcome"] == "issued"]
    assert [one["id"] for one in credentials[::2]] == [record["credential"] for record in issued]
    assert len({record["status"]["revocation"]["index"] for record in issued}) == 1_099
    world = outside(lists=bench.lists())
    for one in random.Random(1).sample(credentials, 20):
        data = one.encode() if isinstance(one, str) else orjson.dumps(one)
        assert verify(data, world=world, at=datetime.now(UTC)).verdict is Verdict.VALID


def test_what_names_people_is_for_the_owner_only(bench: Bench) -> None:
    bench.issue(people(1, 2))
    for name in (CREDENTIALS, BUNDLE_RECORDS):
        assert stat.S_IMODE((bench.out / name).stat().st_mode) == 0o600
    assert not any((bench.out / "web" / "credentials").iterdir())


def test_again_gives_nobody_a_second_one_and_newcomers_theirs(bench: Bench) -> None:
    bench.issue(people(1, 2, 3))
    result = bench.issue(people(3, 2, 4), "--json")
    assert {key: json.loads(result.output)[key] for key in ("issued", "issued_before")} == {
        "issued": 1,
        "issued_before": 2,
    }
    assert len(bench.lines(CREDENTIALS)) == 4
    undated = bench.issue(people(1, dated=""), "--json")
    assert json.loads(undated.output)["issued_before"] == 1


def test_a_revoked_award_is_given_again_on_a_new_date_only(bench: Bench) -> None:
    bench.issue(people(1, 2))
    record = bench.lines(BUNDLE_RECORDS)[0]
    key = ["--key", str(bench.place / "key.json")]
    result = CliRunner().invoke(revoke, [str(bench.out), record["uuid"][:8], "--reason", "An error", *key])
    assert result.exit_code == 0, result.output
    place = record["status"]["revocation"]
    listed = json.loads((bench.out / place["file"]).read_bytes())
    assert StatusList.decode(listed["credentialSubject"]["encodedList"]).get(place["index"])
    first = orjson.dumps(bench.lines(CREDENTIALS)[0])
    assert verify(first, world=outside(lists=bench.lists()), at=datetime.now(UTC)).verdict is Verdict.INVALID
    assert json.loads(bench.issue(people(1), "--json").output)["issued"] == 0
    assert json.loads(bench.issue(people(1, dated="2026-05-20"), "--json").output)["issued"] == 1


def test_a_zip_holds_one_file_for_each(bench: Bench) -> None:
    bench.issue(people(1, 2, 3), "--bundle", "zip", "--format", "ob3,vc-jwt,vc-cose")
    with zipfile.ZipFile(bench.out / "credentials.zip") as archive:
        assert sorted(Path(name).suffix for name in archive.namelist()) == (
            [".cose"] * 3 + [".json"] * 3 + [".jwt"] * 3
        )
        assert all(archive.read(name) for name in archive.namelist())


def checked(bench: Bench, path: Path) -> Result:
    lists = str(bench.out / "web" / "status")
    return CliRunner().invoke(check, ["--offline", "--lists", lists, str(path)])


def test_a_bundle_is_checked_one_by_one_whatever_it_is_packed_in(bench: Bench) -> None:
    bench.issue(people(1, 2, 3), "--bundle", "zip", "--format", "ob3,vc-cose")
    plain = bench.place / "plain.jsonl"
    lines = [json.dumps(one).encode() for one in bench.lines(CREDENTIALS)]
    plain.write_bytes(b"\n".join(lines))
    for path in (bench.out / CREDENTIALS, bench.out / "credentials.zip", plain):
        result = checked(bench, path)
        assert result.exit_code == 0, result.output
        assert "6  Signature fits" in result.output
    plain.write_bytes(b"\n".join([*lines, lines[0].replace(b"Person 1p", b"Person 9p"), b"not json"]))
    result = checked(bench, plain)
    assert result.exit_code == 1
    assert "Not valid  line 7" in result.output
    lists = str(bench.out / "web" / "status")
    brief = CliRunner().invoke(check, ["--offline", "--lists", lists, "--brief", str(plain)])
    told = [line for line in result.output.splitlines() if "line" in line and not line.startswith("Signature fits")]
    assert [line for line in brief.output.splitlines() if "line" in line] == told
    assert "6  Signature fits" in brief.output


def test_a_bundle_that_breaks_off_is_told_from_one_that_ends(bench: Bench) -> None:
    bench.issue(people(*range(20)), "--bundle", "zip")
    for name in (CREDENTIALS, "credentials.zip"):
        cut = bench.place / name
        cut.write_bytes((bench.out / name).read_bytes()[:-40])
        result = checked(bench, cut)
        assert result.exit_code == 2
        assert "cannot be read on" in result.output


def test_a_small_file_that_unpacks_to_a_huge_one_is_given_up(bench: Bench) -> None:
    bench.issue(people(1))
    bomb = bench.place / "bomb.jsonl.zst"
    bomb.write_bytes(packed(b" " * 200 * 2**20))
    assert bomb.stat().st_size < 100_000
    result = checked(bench, bomb)
    assert result.exit_code == 2
    assert "4 MiB" in result.output
    archive = bench.place / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("bomb.json", b" " * 200 * 2**20)
    result = checked(bench, archive)
    assert result.exit_code != 0
    assert "bomb.json" in result.output


def test_files_and_bundles_do_not_share_a_folder(bench: Bench) -> None:
    bench.issue(people(1))
    mixed = bench.issue(people(2), "--bundle", "files")
    assert mixed.exit_code == 2
    assert "holds a bundle" in mixed.output
    bench.out = bench.place / "files"
    bench.issue(people(1), "--bundle", "files")
    refused = bench.issue(people(2))
    assert refused.exit_code == 2
    assert "holds single files" in refused.output


def test_a_bundle_that_was_cut_or_scribbled_on_is_not_gone_on_with(bench: Bench) -> None:
    bench.issue(people(*range(30)))
    path = bench.out / CREDENTIALS
    whole = path.read_bytes()
    path.write_bytes(whole[:-50])
    assert "shorter than it was" in bench.issue(people(99)).output
    path.write_bytes(whole)
    records = bench.out / BUNDLE_RECORDS
    records.write_bytes(b"rubbish".ljust(records.stat().st_size, b"!"))
    result = bench.issue(people(99))
    assert result.exit_code == 2
    assert BUNDLE_RECORDS in result.output


def test_kills_lose_and_double_nothing(bench: Bench) -> None:
    count = 6_000
    (bench.place / "people.csv").write_text(people(*range(count)), encoding="utf-8")
    command = [sys.executable, "-c", "from testamur.interfaces.cli.issue import issue; issue()"]
    command += [*bench.arguments("people.csv"), "--workers", "1"]
    chance = random.Random(4711)
    journal = bench.out / ".bundle.json"
    for _ in range(3):
        killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = journal.read_bytes() if journal.exists() else b""
        deadline = time.monotonic() + 30
        while (not journal.exists() or journal.read_bytes() == before) and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    last = subprocess.run(command, check=False, capture_output=True, text=True)
    assert last.returncode == 0, last.stderr
    records = bench.lines(BUNDLE_RECORDS)
    assert [one["id"] for one in bench.lines(CREDENTIALS)] == [
        record["credential"] for record in records if record["outcome"] == "issued"
    ]
    assert {record["email"] for record in records} == {f"p{number}@example.edu" for number in range(count)}
    assert len({record["uuid"] for record in records if record["outcome"] == "issued"}) == count - 1

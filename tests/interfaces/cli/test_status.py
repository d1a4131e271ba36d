"""Withdraw a credential, set it aside, and take it back, from the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from testamur.adapters.signers import write_key
from testamur.adapters.world import outside
from testamur.core.credential import Verdict, verify
from testamur.interfaces.cli.issue import issue
from testamur.interfaces.cli.issue_input import moment
from testamur.interfaces.cli.status import reinstate, revoke, suspend

FIRST_AID = Path(__file__).parents[3] / "examples" / "first-aid" / "microcredential.yaml"
HEAD = "name,theory,resuscitation,injuries\n"

Change = Callable[..., Result]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    write_key(tmp_path / "key.json")
    return tmp_path / "key.json"


@pytest.fixture(params=["", "https://credentials.example.edu/"], ids=["no address", "an address"])
def out(tmp_path: Path, key: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with two credentials."""
    people = tmp_path / "people.csv"
    people.write_text(HEAD + "Ann Lee,85,92,88\nBo Tan,85,92,88\n", encoding="utf-8")
    arguments = [FIRST_AID, people, "--key", key, "--out", tmp_path / "out", "--base-url", request.param]
    result = CliRunner().invoke(issue, [str(part) for part in arguments])
    assert result.exit_code == 0, result.output
    return tmp_path / "out"


@pytest.fixture
def change(key: Path, out: Path) -> Change:
    """Return a function that runs one of the three commands on the folder."""

    def changing(command: click.Command, name: str, *options: str, reason: str = "A slip") -> Result:
        arguments = [str(out), name, "--key", str(key), "--reason", reason, *options]
        result = CliRunner().invoke(command, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return changing


def names(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "web" / "credentials").iterdir())


def verdict(out: Path, name: str) -> Verdict:
    lists = {
        json.loads(data)["id"]: data for data in (path.read_bytes() for path in (out / "web" / "status").iterdir())
    }
    data = (out / "web" / "credentials" / name).read_bytes()
    return verify(data, world=outside(lists=lists), at=moment("")).verdict


def test_a_revoked_credential_is_no_longer_valid_and_its_neighbour_is(change: Change, out: Path) -> None:
    first, second = names(out)
    result = change(revoke, first)
    assert result.exit_code == 0, result.output
    assert (verdict(out, first), verdict(out, second)) == (Verdict.INVALID, Verdict.VALID)


def test_a_suspension_ends_with_reinstatement(change: Change, out: Path) -> None:
    first = names(out)[0]
    change(suspend, first)
    assert verdict(out, first) is Verdict.INVALID
    change(reinstate, first)
    assert verdict(out, first) is Verdict.VALID


def test_a_revocation_is_final(change: Change, out: Path) -> None:
    first = names(out)[0]
    change(revoke, first)
    for command in (reinstate, suspend):
        result = change(command, first)
        assert result.exit_code == 2
        assert "that is final" in result.stderr
    assert verdict(out, first) is Verdict.INVALID


def test_the_reason_stays_in_the_private_log(change: Change, out: Path) -> None:
    change(revoke, names(out)[0], reason="Copied essay")
    (line,) = (out / "status.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["action"], told["reason"]) == ("revoke", "Copied essay")
    assert (out / "status.jsonl").stat().st_mode & 0o077 == 0
    assert not any(b"Copied" in path.read_bytes() for path in (out / "web" / "status").iterdir())


def test_doing_it_twice_changes_nothing(change: Change, out: Path) -> None:
    first = names(out)[0]
    change(revoke, first)
    before = {path: path.read_bytes() for path in (out / "web" / "status").iterdir()}
    result = change(revoke, first)
    assert "nothing changed" in result.stdout
    assert {path: path.read_bytes() for path in (out / "web" / "status").iterdir()} == before


def test_a_credential_goes_by_its_id_its_file_or_the_beginning_of_it(change: Change, out: Path) -> None:
    first = names(out)[0]
    document = json.loads((out / "web" / "credentials" / first).read_bytes())
    for name in (document["id"], f"credentials/{first}", first.removesuffix(".json"), first[:13].upper()):
        assert json.loads(change(suspend, name, "--json").stdout)["credential"] == document["id"]


USELESS = {
    "no such credential": "00000000",
    "a name outside of the folder": "../../key.json",
    "nothing": "",
    "too short": "a",
    "anything": "*",
}


@pytest.mark.parametrize("case", USELESS)
def test_a_credential_that_is_not_there_changes_nothing(change: Change, out: Path, case: str) -> None:
    result = change(revoke, USELESS[case])
    assert result.exit_code == 2
    assert "There is no credential" in result.stderr
    assert {verdict(out, name) for name in names(out)} == {Verdict.VALID}


def test_a_beginning_of_two_credentials_is_refused(change: Change, out: Path) -> None:
    first = names(out)[0]
    twin = first[:8] + "-0000-4000-8000-000000000000.json"
    (out / "web" / "credentials" / twin).write_bytes((out / "web" / "credentials" / first).read_bytes())
    result = change(revoke, first[:8])
    assert (result.exit_code, verdict(out, first)) == (2, Verdict.VALID)
    assert "2 credentials begin with" in result.stderr


def test_a_change_needs_a_reason(change: Change, out: Path) -> None:
    result = change(revoke, names(out)[0], reason="  ")
    assert (result.exit_code, verdict(out, names(out)[0])) == (2, Verdict.VALID)
    assert "--reason" in result.stderr


def test_another_issuers_key_is_refused(change: Change, out: Path, key: Path) -> None:
    key.unlink()
    write_key(key)
    result = change(revoke, names(out)[0])
    assert (result.exit_code, verdict(out, names(out)[0])) == (2, Verdict.VALID)
    assert "belongs to did:key:" in result.stderr


def test_a_damaged_list_is_named_and_left_alone(change: Change, out: Path) -> None:
    path = out / "web" / "status" / "revocation-1.json"
    path.write_bytes(b"{")
    result = change(revoke, names(out)[0])
    assert (result.exit_code, path.read_bytes()) == (2, b"{")
    assert "revocation-1.json" in result.stderr


def test_a_folder_without_credentials_is_refused(tmp_path: Path, key: Path) -> None:
    arguments = [str(tmp_path), "abcd", "--key", str(key), "--reason", "x"]
    result = CliRunner().invoke(revoke, arguments)
    assert result.exit_code == 2
    assert not (tmp_path / ".lock").exists()

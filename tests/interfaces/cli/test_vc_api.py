"""`testamur vc-api` as people start it: one command, a port, keys, and an end without leftovers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from testamur.adapters.key_folder import read_keys
from testamur.interfaces.cli.main import cli

Ask = Callable[..., tuple[int, Any]]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def ask(tmp_path: Path, keys: Path) -> Iterator[Ask]:
    """Start the service and return a way to ask it."""
    port = free_port()
    options = ["--keys", str(keys), "--new-keys", "--port", str(port), "--public-url", "https://status.example.edu"]
    with (tmp_path / "said").open("wb") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "testamur", "vc-api", *options],
            stderr=said,
            stdout=said,
            env={**os.environ, "TESTAMUR_PASSPHRASE": "correct horse"},
        )

    def asked(method: str, path: str, body: object = None) -> tuple[int, Any]:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own, on this machine
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    for _ in range(200):
        try:
            asked("GET", "/")
        except OSError:
            assert program.poll() is None, (tmp_path / "said").read_text()
            time.sleep(0.1)
        else:
            break
    yield asked
    program.send_signal(signal.SIGTERM)
    assert program.wait(30) == 0
    with socket.socket() as gone:
        assert gone.connect_ex(("127.0.0.1", port)) != 0


def test_the_service_issues_verifies_and_withdraws_over_http(ask: Ask, keys: Path, tmp_path: Path) -> None:
    ring = read_keys(keys, "correct horse")
    assert len(ring.by_controller) == 3
    assert all(name in (tmp_path / "said").read_text() for name in ring.by_controller)
    for issuer in ring.by_controller:
        document = {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": f"urn:x:{issuer[-5:]}",
            "type": ["VerifiableCredential"],
            "issuer": issuer,
            "credentialSubject": {"id": "did:example:ann"},
        }
        status, body = ask(
            "POST", "/credentials/issue", {"credential": document, "options": {"credentialStatus": True}}
        )
        assert status == 201, body
        issued = body["verifiableCredential"]
        assert issued["credentialStatus"]["statusListCredential"].startswith("https://status.example.edu/status-lists/")
        assert ask("POST", "/credentials/verify", {"verifiableCredential": issued})[0] == 200
        assert ask("POST", "/credentials/status", {"credentialId": document["id"]})[0] == 200
        assert ask("POST", "/credentials/verify", {"verifiableCredential": issued})[0] == 400
        assert ask("GET", f"/1.0/identifiers/{issuer.replace(':', '%3A')}")[1]["didDocument"]["id"] == issuer
    assert ask("GET", "/nowhere")[0] == 404
    assert list((tmp_path / "lists").glob("*.json"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--keys", "{folder}/none"], "cannot be used"),
        (["--keys", "{folder}", "--contexts", "{folder}/none"], "index.json"),
        (["--keys", "{folder}", "--documents", "{folder}/none"], "index.json"),
        (["--port", "8041"], "--keys"),
        (["--keys", "{folder}", "--port", "0"], "--port"),
    ],
)
def test_what_it_cannot_start_with_is_told_before_it_starts(tmp_path: Path, options: list[str], says: str) -> None:
    result = CliRunner().invoke(cli, ["vc-api", *(option.format(folder=tmp_path) for option in options)])
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr


def test_keys_are_made_once(tmp_path: Path) -> None:
    options = ["vc-api", "--keys", str(tmp_path / "keys"), "--new-keys", "--contexts", str(tmp_path / "none")]
    assert CliRunner().invoke(cli, options).exit_code == 2
    first = sorted(read_keys(tmp_path / "keys").by_controller)
    assert CliRunner().invoke(cli, options).exit_code == 2
    assert sorted(read_keys(tmp_path / "keys").by_controller) == first

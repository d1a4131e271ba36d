"""From the terminal: make a key, check credentials, and get a clear answer for whatever one hands over."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from testamur.adapters.signers import load_key
from testamur.adapters.world import outside
from testamur.core.credential import SigningKey, data_integrity, jwt
from testamur.core.credential.jose.enveloped import envelop
from testamur.core.credential.jose.vp_jwt import presentation_jwt
from testamur.core.credential.status import StatusEntry, StatusList, compose_list
from testamur.interfaces.cli.main import cli

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
LIST_ID = "https://example.edu/status/1"


def run(*words: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    assert run("keys", "new", "--out", tmp_path / "key.json").exit_code == 0
    return load_key(tmp_path / "key.json")


def credential(key: SigningKey, **members: Any) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:01890000-0000-7000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": key.controller, "type": ["Profile"], "name": "Example University"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"type": ["AchievementSubject"]},
    } | members


def signed(key: SigningKey, **members: Any) -> bytes:
    document = data_integrity(credential(key, **members), key, created=SINCE, canonicaliser=outside().canonicaliser)
    return json.dumps(document).encode()


def status_list(key: SigningKey, *, withdrawn: bool) -> bytes:
    bits = StatusList.empty().with_bit(7, is_set=withdrawn)
    listed = compose_list(bits, list_id=LIST_ID, purpose="revocation", issuer=key.controller, valid_from=SINCE)
    return json.dumps(data_integrity(listed, key, created=SINCE, canonicaliser=outside().canonicaliser)).encode()


def test_a_new_key_says_who_it_signs_as(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    result = run("keys", "new", "--did", "web:example.edu", "--out", path, "--json")
    assert json.loads(result.stdout)["did"] == "did:web:example.edu"
    assert run("keys", "show", path).stdout == "did:web:example.edu\n"
    assert json.loads(run("keys", "show", path, "--json").stdout)["assertionMethod"]


@pytest.mark.parametrize("kind", ["web", "web:", "web:a b", "ion:x", "web:a/../b"])
def test_a_kind_of_key_that_does_not_exist_is_refused_before_anything_is_written(tmp_path: Path, kind: str) -> None:
    result = run("keys", "new", "--did", kind, "--out", tmp_path / "key.json")
    assert result.exit_code == 2
    assert "web:example.edu" in result.stderr
    assert not (tmp_path / "key.json").exists()


def test_an_existing_key_is_left_as_it_is(tmp_path: Path, key: SigningKey) -> None:
    result = run("keys", "new", "--out", tmp_path / "key.json")
    assert (result.exit_code, "exists already" in result.stderr) == (2, True)
    assert load_key(tmp_path / "key.json").controller == key.controller


def test_one_credential_is_judged_from_a_file_and_from_a_pipe(tmp_path: Path, key: SigningKey) -> None:
    data = signed(key)
    (tmp_path / "c.json").write_bytes(data)
    for result in (
        run("verify", tmp_path / "c.json", "--offline"),
        run("verify", "-", "--offline", stdin=data),
        run("verify", "-", "--offline", stdin=jwt(credential(key), key).encode()),
    ):
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("Signature fits\n")
        assert "Example University" in result.stdout


def test_the_exit_code_and_the_words_give_the_same_answer(tmp_path: Path, key: SigningKey) -> None:
    good = signed(key)
    entry = StatusEntry(LIST_ID, 7, "revocation").to_json()
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "1.json").write_bytes(status_list(key, withdrawn=True))
    for data, options, code, word in (
        (good, [], 0, "Who signed it is not proved"),
        (good.replace(b"Example University", b"Another University"), [], 1, "Not valid"),
        (good, ["--at", "2025-12-31"], 1, "Not valid"),
        (signed(key, credentialStatus=[entry]), [], 2, "Cannot tell"),
        (signed(key, credentialStatus=[entry]), ["--lists", tmp_path / "lists"], 1, "withdrawn"),
        (b"", [], 2, "There is nothing in it"),
    ):
        result = run("verify", "-", "--offline", *options, stdin=data)
        assert (result.exit_code, word in result.stdout) == (code, True), result.output


def test_a_folder_is_summed_up_and_its_worst_answer_counts(tmp_path: Path, key: SigningKey) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.json").write_bytes(signed(key))
    assert run("verify", folder, "--offline").exit_code == 0
    (folder / "3.json").write_bytes(signed(key).replace(b"2026-01-01", b"2026-01-02"))
    (folder / "notes.txt").write_text("not a credential")
    result = run("verify", folder, "--offline")
    assert result.exit_code == 1
    assert "3  Signature fits" in result.stdout
    assert "1  Not valid" in result.stdout
    lines = [json.loads(line) for line in run("verify", folder, "--offline", "--json").stdout.splitlines()]
    assert [line["verdict"] for line in lines] == ["valid", "valid", "valid", "invalid"]


def test_a_did_web_is_believed_from_a_document_that_the_user_trusts(tmp_path: Path) -> None:
    run("keys", "new", "--did", "web:example.edu", "--out", tmp_path / "key.json")
    (tmp_path / "did.json").write_bytes(run("keys", "show", tmp_path / "key.json", "--json").stdout_bytes)
    data = signed(load_key(tmp_path / "key.json"))
    assert run("verify", "-", "--offline", stdin=data).exit_code == 2
    trusted = run("verify", "-", "--offline", "--did-document", tmp_path / "did.json", stdin=data)
    assert (trusted.exit_code, "Genuine" in trusted.stdout, "example.edu signed it" in trusted.stdout) == (
        0,
        True,
        True,
    )


def test_the_documents_beside_a_credential_are_not_believed_by_themselves(tmp_path: Path) -> None:
    run("keys", "new", "--did", "web:example.edu", "--out", tmp_path / "key.json")
    folder = tmp_path / "from-a-stranger"
    folder.mkdir()
    (folder / "did.json").write_bytes(run("keys", "show", tmp_path / "key.json", "--json").stdout_bytes)
    (folder / "degree.json").write_bytes(signed(load_key(tmp_path / "key.json")))
    assert run("verify", folder, "--offline").exit_code == 2


def test_whatever_is_handed_over_there_is_an_answer_and_no_traceback(tmp_path: Path, key: SigningKey) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "strange.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "picture.json").write_bytes(b"\x89PNG" + bytes(100))
    (tmp_path / "steering.json").write_bytes(signed(key, name="\x1b[2J\x07"))
    for words in (
        ("verify", tmp_path / "none.json"),
        ("verify", tmp_path / "empty"),
        ("verify", tmp_path / "strange.json"),
        ("verify", tmp_path / "picture.json"),
        ("verify", tmp_path / "steering.json", "--offline"),
        ("verify", "https://example.org/x", "--offline"),
        ("verify", "http://example.org/x"),
        ("verify", tmp_path / "strange.json", "--at", "30 February"),
        ("verify", tmp_path / "strange.json", "--did-document", tmp_path / "strange.json"),
    ):
        result = run(*words)
        assert result.exception is None or isinstance(result.exception, SystemExit), words
        assert result.output.strip(), words
        assert "\x1b[2J" not in result.output
        assert "Traceback" not in result.output


def test_a_list_without_an_address_is_called_that_and_can_be_handed_in(key: SigningKey) -> None:
    entry = StatusEntry("urn:uuid:01890000-0000-7000-8000-000000000009", 7, "revocation").to_json()
    for options in ([], ["--offline"]):
        result = run("verify", "-", *options, stdin=signed(key, credentialStatus=[entry]))
        assert result.exit_code == 2, result.output
        assert "published no address for the status list" in result.stdout
        assert "--lists" in result.stdout
        assert "https address" not in result.stdout


def test_who_the_issuer_is_known_to_be_is_told_beside_the_answer(key: SigningKey, tmp_path: Path) -> None:
    file, registry = tmp_path / "badge.jwt", tmp_path / "registry.json"
    file.write_text(jwt(credential(key), key))
    registry.write_text(json.dumps({"says": "Ministry", "issuers": [{"id": key.controller, "name": "Harbour School"}]}))
    told = run("verify", "--offline", "--trust", registry, file)
    assert "Ministry knows the issuer: Harbour School" in told.output
    as_json = json.loads(run("verify", "--offline", "--trust", registry, "--json", file).output)
    assert as_json["trust"] == {"answer": "known", "says": "Ministry", "name": "Harbour School"}
    assert json.loads(run("verify", "--offline", "--json", file).output)["trust"] is None
    registry.write_text("{}")
    refused = run("verify", "--offline", "--trust", registry, file)
    assert refused.exit_code != 0
    assert "registry.json" in refused.output


def test_a_presentation_is_told_with_each_credential_inside(key: SigningKey, tmp_path: Path) -> None:
    inside = envelop(jwt(credential(key), key), "vc+jwt")
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [inside, inside],
    }
    file = tmp_path / "shown.jwt"
    file.write_text(presentation_jwt(document, key, at=datetime.now(UTC)))
    told = run("verify", "--offline", file)
    assert told.exit_code == 0, told.output
    assert "Its holder signed it, and every credential in it is valid." in told.output
    assert "  2. " in told.output
    assert len(json.loads(run("verify", "--offline", "--json", file).output)["parts"]) == 2

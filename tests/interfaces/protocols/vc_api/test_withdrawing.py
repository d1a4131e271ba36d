"""A status is given out once, at random, in a list of the issuer's own; a bit flips, and everybody sees it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from testamur.adapters import list_folder
from testamur.core.credential import Kind
from testamur.core.credential.status import MINIMUM_LENGTH, StatusList

Document = dict[str, Any]
URL = "https://api.example.edu/status-lists/"


def with_status(api: Any, credential: Document, **options: Any) -> Document:
    issued: Document = api.issue(credential, credentialStatus=True, **options)
    return issued


def revoke(api: Any, **asked: Any) -> int:
    status: int = api.post("/credentials/status", asked)[0]
    return status


def fetch(api: Any, url: str) -> Document:
    status, body = api.ask("GET", url.removeprefix("https://api.example.edu"))
    assert (status, api.headers["Content-Type"]) == (200, "application/vc")
    found: Document = orjson.loads(body)
    return found


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_status_entry_leads_to_a_list_that_is_served(api: Any, credential: Document, suite: str) -> None:
    entry = with_status(api, credential, cryptosuite=suite)["credentialStatus"]
    assert (entry["type"], entry["statusPurpose"]) == ("BitstringStatusListEntry", "revocation")
    assert entry["statusListCredential"].startswith(URL)
    assert 0 <= int(entry["statusListIndex"]) < MINIMUM_LENGTH
    assert str(int(entry["statusListIndex"])) == entry["statusListIndex"]
    assert entry["id"] != entry["statusListCredential"]
    listed = fetch(api, entry["statusListCredential"])
    assert (listed["id"], listed["issuer"]) == (entry["statusListCredential"], credential["issuer"])
    assert "BitstringStatusListCredential" in listed["type"]
    assert len(StatusList.decode(listed["credentialSubject"]["encodedList"])) == MINIMUM_LENGTH


def test_what_is_withdrawn_by_its_id_is_no_longer_verified(api: Any, credential: Document) -> None:
    issued = with_status(api, credential)
    other = with_status(api, credential | {"id": "urn:uuid:01890000-0000-7000-8000-00000000000b"})
    assert api.codes(issued) == api.codes(other) == []
    asked = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    assert revoke(api, credentialId=issued["id"], credentialStatus=asked) == 200
    assert api.codes(issued) == ["revoked"]
    assert api.codes(issued, checks=["proof"]) == []
    assert api.codes(other) == []
    assert revoke(api, credentialId=issued["id"]) == 200
    status, body = api.post("/credentials/status", {"credentialId": issued["id"], "status": False})
    assert (status, body["errors"][0]["code"]) == (400, "revoked-for-good")


def test_a_token_and_a_part_are_withdrawn_too(api: Any, credential: Document) -> None:
    token = with_status(api, credential, format="vc+jwt")
    document = credential | {
        "issuer": api.key(Kind.P256).controller,
        "id": "urn:uuid:01890000-0000-7000-8000-0000000000cc",
    }
    base = with_status(api, document, cryptosuite="ecdsa-sd-2023")
    part = api.post("/credentials/derive", {"verifiableCredential": base})[1]["verifiableCredential"]
    assert api.codes(token) == api.codes(part) == []
    for credential_id in (credential["id"], document["id"]):
        assert revoke(api, credentialId=credential_id) == 200
    assert api.codes(token) == api.codes(part) == ["revoked"]


def test_a_suspension_can_be_ended(api: Any, credential: Document) -> None:
    issued = with_status(api, credential, statusPurpose="suspension")
    assert revoke(api, credentialId=issued["id"], credentialStatus={"statusPurpose": "revocation"}) == 404
    assert revoke(api, credentialId=issued["id"]) == 200
    assert api.codes(issued) == ["suspended"]
    assert revoke(api, credentialId=issued["id"], status=False) == 200
    assert api.codes(issued) == []


def test_a_credential_without_an_id_is_withdrawn_by_its_place(api: Any, credential: Document) -> None:
    del credential["id"]
    issued = with_status(api, credential)
    assert revoke(api, credentialStatus=issued["credentialStatus"]) == 200
    assert api.codes(issued) == ["revoked"]


def test_a_status_that_was_given_stays_beside_the_new_one(api: Any, credential: Document) -> None:
    given = {"id": "https://elsewhere.example/status", "type": "BitstringStatusListEntry", "statusPurpose": "refresh"}
    given |= {"statusListIndex": "1", "statusListCredential": "https://elsewhere.example/list"}
    issued = with_status(api, credential | {"credentialStatus": given})
    assert issued["credentialStatus"][0] == given
    assert issued["credentialStatus"][1]["statusListCredential"].startswith(URL)


def test_the_first_data_model_has_a_status_too(api: Any, credential: Document) -> None:
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:01890000-0000-7000-8000-00000000000c",
        "type": ["VerifiableCredential"],
        "issuer": credential["issuer"],
        "credentialSubject": {"id": "did:example:ann"},
    }
    issued = with_status(api, document)
    assert api.codes(issued) == []
    assert revoke(api, credentialId=document["id"]) == 200
    assert api.codes(issued) == ["revoked"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"credentialId": 7}, 400),
        ({"credentialId": "urn:uuid:never"}, 404),
        ({"credentialId": "x", "status": "yes"}, 400),
        ({"credentialId": "x", "credentialStatus": []}, 400),
        ({"credentialStatus": {"statusListCredential": URL + "x", "statusListIndex": "1"}}, 404),
        ({"credentialStatus": {"statusListCredential": "https://elsewhere.example", "statusListIndex": "1"}}, 404),
        ({"credentialStatus": {"statusListCredential": URL, "statusListIndex": "-1"}}, 400),
        ({"credentialStatus": {"statusListCredential": URL, "statusListIndex": "9" * 30}}, 400),
        ({"credentialStatus": {"statusListCredential": URL, "statusListIndex": 1}}, 400),
    ],
)
def test_what_has_no_place_here_cannot_be_withdrawn(
    api: Any, credential: Document, asked: Document, status: int
) -> None:
    with_status(api, credential)
    assert revoke(api, **asked) == status


def test_a_place_beyond_the_list_is_refused(api: Any, credential: Document) -> None:
    entry = with_status(api, credential)["credentialStatus"]
    assert revoke(api, credentialStatus=entry | {"statusListIndex": "999999"}) == 400


def test_every_key_has_lists_of_its_own_and_only_it_withdraws(
    api: Any, start: Callable[..., Any], credential: Document, tmp_path: Path
) -> None:
    lists = {with_status(api, credential)["credentialStatus"]["statusListCredential"]}
    for kind in (Kind.P256, Kind.P384):
        document = credential | {"issuer": api.key(kind).controller}
        lists.add(with_status(api, document)["credentialStatus"]["statusListCredential"])
    assert len(lists) == 3
    (tmp_path / "no-keys").mkdir()
    assert revoke(start(keys=tmp_path / "no-keys"), credentialId=credential["id"]) == 404


def test_publishing_is_done_already(api: Any, credential: Document) -> None:
    path = with_status(api, credential)["credentialStatus"]["statusListCredential"].removeprefix(
        "https://api.example.edu"
    )
    assert api.ask("POST", f"{path}/publish", {}) == (204, b"")
    assert api.ask("HEAD", path) == (200, b"")
    assert api.ask("POST", path, {})[0] == 405
    assert api.ask("GET", f"{path}/publish")[0] == 405
    assert api.ask("POST", f"{path}x/publish", {})[0] == 404


@pytest.mark.parametrize(
    "name", ["", "x", "../keys/p-256", "places.jsonl", "..%2f", "a" * 5_000, "0" * 16 + "-revocation-1"]
)
def test_nothing_but_lists_is_served(api: Any, credential: Document, name: str) -> None:
    with_status(api, credential)
    assert api.ask("GET", f"/status-lists/{name}")[0] == 404


def test_places_outlive_the_service_and_are_never_given_out_twice(
    start: Callable[..., Any], credential: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([5, 5, 6, 5, 6, 7])
    monkeypatch.setattr(list_folder.secrets, "randbelow", lambda _limit: next(drawn))
    indexes = [
        with_status(start(), credential | {"id": f"urn:x:{number}"})["credentialStatus"]["statusListIndex"]
        for number in range(3)
    ]
    assert indexes == ["5", "6", "7"]
    assert revoke(start(), credentialId="urn:x:1") == 200


def test_a_line_that_a_crash_cut_short_hides_nothing(start: Callable[..., Any], credential: Document) -> None:
    api = start()
    first = with_status(api, credential | {"id": "urn:x:1"})
    places = api.service.lists.path / "places.jsonl"
    with places.open("ab") as file:
        file.write(b'{"list": "0123')
    second = with_status(api, credential | {"id": "urn:x:2"})
    third = with_status(start(), credential | {"id": "urn:x:3"})
    assert len(places.read_bytes().splitlines()) == 4
    for issued in (first, second, third):
        assert revoke(start(), credentialId=issued["id"]) == 200
        assert start().codes(issued) == ["revoked"]


def test_a_list_is_left_before_it_is_full(api: Any, credential: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_folder, "_FULL", 2)
    lists = [with_status(api, credential)["credentialStatus"]["statusListCredential"] for _ in range(5)]
    assert [address[-1] for address in lists] == ["1", "1", "2", "2", "3"]
    assert revoke(api, credentialId=credential["id"]) == 200
    assert all(fetch(api, address)["id"] == address for address in lists)


def test_who_has_which_place_is_nobody_elses_business(api: Any, credential: Document) -> None:
    with_status(api, credential)
    for name in ("places.jsonl", ".lock"):
        assert stat.S_IMODE((api.service.lists.path / name).stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc").exists(), reason="needs /proc")
def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_issued(
    start: Callable[..., Any], credential: Document
) -> None:
    api = start(lists=Path("/proc/nowhere"))
    asked = {"credential": credential, "options": {"credentialStatus": True}}
    status, body = api.post("/credentials/issue", asked)
    assert (status, body["errors"][0]["code"]) == (503, "bad-folder")


_RUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from testamur.adapters.key_folder import read_keys
from testamur.adapters.list_folder import ListFolder
from testamur.adapters.world import outside
signer = next(iter(read_keys(Path(sys.argv[1])).by_controller.values()))[0]
lists = ListFolder(Path(sys.argv[2]), "https://api.example.edu/status-lists/", outside().canonicaliser)
for number in range(40):
    entry = lists.allot(signer, credential=f"{sys.argv[3]}-{number}", purpose="revocation", at=datetime.now(UTC))
    lists.set(signer, entry.list_id.rpartition("/")[2], entry.index, is_set=True, at=datetime.now(UTC))
"""


def test_processes_that_write_at_once_lose_nothing(keys: Path, tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", _RUN, keys, tmp_path / "lists", name])
        for name in ("one", "two", "three")
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    lines = [orjson.loads(line) for line in (tmp_path / "lists" / "places.jsonl").read_bytes().splitlines()]
    assert len({line["index"] for line in lines}) == len(lines) == 120
    (path,) = (tmp_path / "lists").glob("*.json")
    bits = StatusList.decode(orjson.loads(path.read_bytes())["credentialSubject"]["encodedList"])
    assert {index for index in range(MINIMUM_LENGTH) if bits.get(index)} == {line["index"] for line in lines}

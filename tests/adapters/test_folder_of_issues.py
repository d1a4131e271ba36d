"""The folder: whole files, one writer, and places in lists that nobody shares."""

from __future__ import annotations

import itertools
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.issue_folder import BadFolder, FolderBusy, lists, open_folder
from testamur.adapters.issue_folder.lists import StatusBook
from testamur.adapters.issue_folder.place import Folder
from testamur.core.credential import Canonicaliser, SigningKey

KEY = SigningKey.from_seed(bytes(range(32)))
NOW = datetime(2026, 5, 3, 9, tzinfo=UTC)


def book(folder: Folder) -> StatusBook:
    return StatusBook(folder, KEY, Canonicaliser(PinnedContexts()), "https://example.edu/", NOW)


def test_a_file_appears_with_its_last_byte_and_not_before(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out", make=True) as folder:
        with folder.writing("web/status/list.json") as file:
            file.write(b"half")
            assert not (folder.path / "web" / "status" / "list.json").exists()
        assert folder.read("web/status/list.json") == b"half"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out", make=True) as folder:
        folder.write("web/did.json", b"old")
        with pytest.raises(BadFolder), folder.writing("web/did.json") as file:
            os.close(file.fileno())
        assert folder.read("web/did.json") == b"old"


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    work = tmp_path / "out" / ".work"
    work.mkdir(parents=True)
    (work / "credentials-x.json").write_bytes(b"{")
    with open_folder(tmp_path / "out", make=True) as folder:
        assert list((folder.path / ".work").iterdir()) == []
    assert not work.exists()


def test_the_folder_has_one_writer(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out", make=True), pytest.raises(FolderBusy), open_folder(tmp_path / "out", make=True):
        pass
    with open_folder(tmp_path / "out", make=True) as folder:
        assert folder.names("web/credentials") == []


def test_a_file_of_gigabytes_is_not_read_into_memory(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out", make=True) as folder:
        with (folder.path / "web" / "did.json").open("wb") as file:
            os.truncate(file.fileno(), 2**31)
        with pytest.raises(BadFolder):
            folder.read("web/did.json")


def test_a_place_is_given_once_even_when_the_lot_falls_on_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots = itertools.chain([5, 5, 5, 5, 9, 5, 9, 5], itertools.count(100))
    monkeypatch.setattr("secrets.randbelow", lambda _limit: next(lots))
    with open_folder(tmp_path / "out", make=True) as folder:
        status = book(folder)
        places = [entry.index for _ in range(3) for entry in status.allot() if entry.purpose == "revocation"]
    assert len(set(places)) == 3


def test_another_list_is_begun_before_one_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_FULL", 2)
    with open_folder(tmp_path / "out", make=True) as folder:
        status = book(folder)
        addresses = [status.allot()[0].list_id for _ in range(3)]
        assert folder.names("web/status") == [
            "revocation-1.json",
            "revocation-2.json",
            "suspension-1.json",
            "suspension-2.json",
        ]
    assert addresses == [f"https://example.edu/status/revocation-{number}.json" for number in (1, 1, 2)]


def test_flipping_a_bit_signs_the_list_again(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out", make=True) as folder:
        status = book(folder)
        status.prepare()
        before = json.loads(folder.read("web/status/revocation-1.json") or b"")
        status.set("web/status/revocation-1.json", "revocation", 4711, is_set=True)
        after = json.loads(folder.read("web/status/revocation-1.json") or b"")
        assert status.get("web/status/revocation-1.json", 4711)
        assert not status.get("web/status/revocation-1.json", 4712)
    assert before["id"] == after["id"]
    assert before["proof"]["proofValue"] != after["proof"]["proofValue"]

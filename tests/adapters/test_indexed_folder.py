"""Folders of documents by address: what lies in them stands in for the network, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from testamur.adapters import indexed_folder
from testamur.adapters.contexts import PinnedContexts
from testamur.adapters.indexed_folder import BadIndex, Contexts, Documents, FirstOf, IndexedFolder, Resources, Schemas

V2 = "https://www.w3.org/ns/credentials/v2"


def folder(path: Path, index: Any, **files: bytes) -> Path:
    path.mkdir(exist_ok=True)
    (path / "index.json").write_text(index if isinstance(index, str) else json.dumps(index))
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


@pytest.mark.parametrize(
    "index", ["", "{", "[]", '{"urn:a:b": 7}', '{"urn:a:b": "gone"}', '{"urn:a:b": "../secret"}', '{"urn:a:b": "."}']
)
def test_an_index_that_cannot_be_used_is_refused_at_once(tmp_path: Path, index: str) -> None:
    (tmp_path / "secret").write_text("{}")
    with pytest.raises(BadIndex):
        IndexedFolder.open(folder(tmp_path / "in", index))
    with pytest.raises(BadIndex):
        IndexedFolder.open(tmp_path / "nowhere")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("{}")
    path = folder(tmp_path / "in", {})
    (path / "link").symlink_to(tmp_path / "secret")
    (path / "index.json").write_text('{"urn:a:b": "link"}')
    with pytest.raises(BadIndex):
        IndexedFolder.open(path)


def test_the_first_folder_that_has_an_address_wins(tmp_path: Path) -> None:
    one = folder(tmp_path / "1", {"urn:a:b": "a"}, a=b"1")
    two = folder(tmp_path / "2", {"urn:a:b": "a", "urn:a:c": "a"}, a=b"2")
    found = IndexedFolder.open(one, two)
    assert dict(found) == {"urn:a:b": b"1", "urn:a:c": b"2"}
    assert dict(FirstOf(({"urn:a:d": b"4"}, found))) == {"urn:a:d": b"4", "urn:a:b": b"1", "urn:a:c": b"2"}
    assert (len(found), len(FirstOf((found, found)))) == (2, 2)


def test_a_file_that_has_gone_or_grown_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = IndexedFolder.open(folder(tmp_path / "in", {"urn:a:b": "a", "urn:a:c": "b"}, a=b"1", b=b"12345"))
    (tmp_path / "in" / "a").unlink()
    monkeypatch.setattr(indexed_folder, "_LARGEST_FILE", 4)
    assert (found.get("urn:a:b"), found.get("urn:a:c"), found.get("urn:a:d")) == (None, None, None)


def test_a_folder_cannot_give_pinned_contexts_another_meaning() -> None:
    contexts = Contexts(
        {V2: b'{"@context": {}}', "urn:a:b": b'{"@context": {"x": "urn:x"}}', "urn:a:c": b"[]", "urn:a:d": b"{"}
    )
    assert contexts.get(V2) == PinnedContexts().get(V2)
    assert contexts.get("urn:a:b") is contexts.get("urn:a:b")
    assert (contexts.get("urn:a:c"), contexts.get("urn:a:d"), contexts.get("urn:a:e")) == (None, None, None)


def test_documents_lie_under_their_name_or_where_did_web_says() -> None:
    at_web = {"https://a.example/.well-known/did.json": json.dumps({"id": "did:web:a.example"}).encode()}
    named = {"https://b.example/issuer": json.dumps({"id": "https://b.example/issuer"}).encode()}
    known = {"did:web:c.example": {"id": "did:web:c.example"}}
    documents = Documents({**at_web, **named}, (known,))
    for name in ("did:web:a.example", "https://b.example/issuer", "did:web:c.example"):
        assert documents[name]["id"] == name
    for name in ("did:web:nowhere.example", "did:web:..", "did:key:z", "https://a.example/.well-known/did.json"):
        assert name not in documents
    assert len(documents) == len(list(documents)) == 3


def test_schemas_are_compiled_once_and_broken_ones_are_not_there() -> None:
    schemas = Schemas({"urn:a:b": b'{"required": ["x"]}', "urn:a:c": b'{"type": 7}', "urn:a:d": b"["})
    found = schemas.get("urn:a:b")
    assert found is not None
    assert found is schemas.get("urn:a:b")
    assert found.fault({"x": 1}) is None
    assert found.fault({}) is not None
    assert (schemas.get("urn:a:c"), schemas.get("urn:a:d"), schemas.get("urn:a:e")) == (None, None, None)


def test_resources_come_from_the_folder_first() -> None:
    assert Resources({"urn:a:b": b"1"}).read("urn:a:b") == b"1"
    assert Resources({}).read(V2) is not None
    assert Resources({}).read("urn:a:b") is None

"""Trust registries are read from files, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from testamur.adapters.registries import BadRegistry, read_registries


def test_a_folder_is_read_in_order_of_names_and_nothing_is_read_from_nowhere(tmp_path: Path) -> None:
    (tmp_path / "2.json").write_text('{"registry": {"did:web:example.edu": {"name": "Two"}}}')
    (tmp_path / "1.json").write_text('{"says": "One", "issuers": [{"id": "did:web:example.edu"}]}')
    (tmp_path / "notes.txt").write_text("not a registry")
    assert [registry.says for registry in read_registries(tmp_path)] == ["One", "2"]
    assert [registry.says for registry in read_registries(tmp_path / "1.json")] == ["One"]
    assert read_registries(None) == ()


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ('{"issuers": [{}]}', "issuers[0]", "id"),
        ("{", "", "Expecting property name"),
        ('{"a":1,"a":2}', "", "repeated"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(tmp_path: Path, text: str, where: str, reason: str) -> None:
    (tmp_path / "one.json").write_text(text)
    with pytest.raises(BadRegistry) as refused:
        read_registries(tmp_path)
    assert refused.value.facts["where"] == where
    assert str(refused.value.facts["reason"]).startswith(reason)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRegistry):
        read_registries(tmp_path / "none.json")

"""Token Status List: the examples of the draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from testamur.core.credential.status import TokenStatusList

pytestmark = pytest.mark.vectors

# Appendix "Test vectors": what stands where in a list of 2^20 statuses; everything else is 0.
ONE = dict.fromkeys((0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345), 1)
TWO = ONE | {1993: 2, 159495: 3, 645645: 2, 934534: 2, 1000345: 3}
FOUR = (0, 1993, 35460, 459495, 595669, 754353, 845645, 923232, 924445, 934534, 1004534, 1000345, 1030203)
LONG = {
    "status_list_encoding1_long_json.md": ONE,
    "status_list_encoding2_long_json.md": TWO,
    "status_list_encoding4_json.md": dict(zip((*FOUR, 1030204, 1030205), range(1, 16), strict=True)),
}


def read(vectors: Path, name: str) -> TokenStatusList:
    """The JSON of an example, whose lines the draft folds wherever they are too long."""
    text = (vectors / "ietf-token-status-list" / name).read_text(encoding="utf-8")
    found = json.loads("".join(line.strip() for line in text[text.index("{") :].splitlines()))
    return TokenStatusList.decode(found["bits"], found["lst"])


@pytest.mark.parametrize(
    ("name", "packed"),
    [("status_list_encoding_json.md", "b9a3"), ("status_list_encoding2_json.md", "c944f9")],
)
def test_the_short_examples_hold_their_bytes(vectors: Path, name: str, packed: str) -> None:
    found = read(vectors, name)
    assert found.packed.hex() == packed
    assert TokenStatusList.of(found.statuses(), found.size).encode() == found.encode()


def test_the_first_status_is_in_the_lowest_bits(vectors: Path) -> None:
    assert read(vectors, "status_list_encoding_json.md").statuses() == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
    assert read(vectors, "status_list_encoding2_json.md").statuses() == [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]


@pytest.mark.parametrize(("name", "expected"), LONG.items(), ids=LONG)
def test_the_long_examples_hold_what_the_draft_lists(vectors: Path, name: str, expected: dict[int, int]) -> None:
    found = read(vectors, name)
    assert len(found) == 2**20
    assert {index: status for index, status in enumerate(found.statuses()) if status} == expected


def test_with_a_byte_each_every_value_stands_once(vectors: Path) -> None:
    found = read(vectors, "status_list_encoding8_json.md")
    assert sorted(status for status in found.statuses() if status) == list(range(1, 256))
    assert found.get(52451) == 1

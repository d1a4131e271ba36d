"""Where a part of a longer value stands in the file, however YAML spells the value."""

from __future__ import annotations

import pytest

from testamur.core.model.definition.tree import ScalarNode, build


@pytest.mark.parametrize(
    "written",
    [
        "one two BAD three",
        '"one \\"two\\" BAD three"',
        "'it''s two BAD three'",
        "one\n  two BAD\n  three",
        "|\n    one\n      two BAD\n    three",
        ">-\n    one two\n    BAD three",
    ],
    ids=["plain", "double quotes", "single quotes", "over lines", "literal", "folded"],
)
def test_a_part_of_a_value_is_found_where_it_is_written(written: str) -> None:
    source = f"key: {written}\n"
    node = build(source).pairs[0][1]
    assert isinstance(node, ScalarNode)
    text = node.text.strip()
    place = node.place_at(text.index("BAD"))
    assert source.split("\n")[place.line - 1][place.column - 1 :].startswith("BAD")
    end = node.place_at(len(text))
    assert source.split("\n")[end.line - 1][: end.column - 1].endswith("three")

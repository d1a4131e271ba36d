"""The fast parser and the plain one are one reader: same trees, same places, same words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from testamur.core.model.definition import DefinitionError, tree

ROOT = Path(__file__).parents[4]
EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*/microcredential.yaml"))]
STRANGE = [
    "a: |2\n   b\n\n\n# c\nb: >-\n   x\n   y\n   \nc: 'it''s\n   x'\n",
    "a: [1, {b: 'c'}, \"d\\te\"]\n",
    "é: \U0001f600 # ü\nb: ''\n",
]
BROKEN = ["a: 'b", "a: [b\n", "a: b: c\n", "a: @b\n", "- a\nb: c\n", "a:\tb\n", "a: b\tc\n"]


def spelled(node: tree.Node) -> object:
    """The tree with everything in it, the spelling too."""
    match node:
        case tree.ScalarNode():
            return (node.text, node.quoted, node.place, node.raw)
        case tree.ListNode():
            return (node.place, [spelled(item) for item in node.items])
        case tree.MapNode():
            return (node.place, [(spelled(key), spelled(value)) for key, value in node.pairs])


@pytest.mark.parametrize("text", [*EXAMPLES, *(text.replace("\n", "\r\n") for text in EXAMPLES), *STRANGE])
def test_both_parsers_grow_the_same_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = tree.build(text)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert spelled(tree.build(text)) == spelled(fast)


@pytest.mark.parametrize("text", BROKEN)
def test_both_parsers_refuse_in_the_same_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DefinitionError) as fast:
        tree.build(text)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(DefinitionError) as plain:
        tree.build(text)
    assert plain.value.problems == fast.value.problems

"""A definition as a tree of plain values: what every format is written from, and read into.

Keys are those of the definition file. Texts are maps from language to text, lists are lists, everything else is the
text that the file would have. A tree read from somebody's file may lack what a definition needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from testamur.core.model.definition.fields import FORMAT_VERSION, MICROCREDENTIAL
from testamur.core.model.definition.kinds import Field, Kind, Many, Scalar, Section, Words
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential

Tree = dict[str, Any]

_TEXT = "tag:yaml.org,2002:str"
_WIDTH = 110
# What the file says of itself, not of the definition.
_OF_THE_FILE = ("testamur", "language")


def tree_of(definition: MicroCredential) -> Tree:
    """Return the tree of a definition. Its first language comes first in every text that has it."""
    found = _section(MICROCREDENTIAL, definition)
    levels = () if definition.level is None else (definition.level, *definition.other_levels)
    if levels:
        level = next(field for field in MICROCREDENTIAL.fields if field.key == "level")
        found["level"] = _value(level.kind, levels)
    return _ordered(MICROCREDENTIAL, found)


def _section(section: Section, value: object) -> Tree:
    held = ((field, getattr(value, field.name, None)) for field in section.fields if field.key not in _OF_THE_FILE)
    said = ((field.key, _value(field.kind, told)) for field, told in held if told is not None and told not in ("", ()))
    return {key: told for key, told in said if told not in ("", {}, [])}


def _value(kind: Kind, value: object) -> Any:  # noqa: ANN401 - a text, a list or a tree
    match kind:
        case Scalar():
            return kind.write(value)
        case Words():
            return dict(value.entries) if isinstance(value, LanguageMap) else {"und": str(value)}
        case Many():
            return [_value(kind.of, one) for one in (value if isinstance(value, tuple) else ())]
        case Section():
            return _section(kind, value)


def _ordered(section: Section, tree: Mapping[str, Any]) -> Tree:
    return {field.key: tree[field.key] for field in section.fields if field.key in tree}


def language_of(tree: Tree) -> str:
    """Return the language a tree was first written in, or nothing."""
    return next(iter(tree.get("title") or tree.get("description") or {}), "")


def yaml_of(tree: Tree) -> str:
    """Return a definition file that says what *tree* says, keys in the order of the format."""
    language = language_of(tree) or "en"
    pairs: list[tuple[yaml.Node, yaml.Node]] = [
        (_scalar("testamur"), _scalar(FORMAT_VERSION, bare=True)),
        (_scalar("language"), _scalar(language)),
    ]
    pairs += _pairs(MICROCREDENTIAL, tree, language)
    node = yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    text: str = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH)
    return text


def _pairs(section: Section, tree: Mapping[str, Any], language: str) -> list[tuple[yaml.Node, yaml.Node]]:
    return [
        (_scalar(field.key), _node(field.kind, tree[field.key], language))
        for field in section.fields
        if tree.get(field.key) not in (None, "", {}, [])
    ]


def _node(kind: Kind, told: Any, language: str) -> yaml.Node:  # noqa: ANN401 - as in `_value`
    match kind:
        case Scalar():
            return _scalar(str(told), bare=kind.bare)
        case Words():
            if tuple(told) == (language,):
                return _scalar(told[language])
            pairs = [(_scalar(tag), _scalar(text)) for tag, text in told.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
        case Many():
            nodes = [_node(kind.of, one, language) for one in told]
            flow = all(isinstance(node, yaml.ScalarNode) and len(node.value) <= _WIDTH // 4 for node in nodes)
            return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, flow_style=flow)
        case Section():
            return yaml.MappingNode("tag:yaml.org,2002:map", _pairs(kind, told, language), flow_style=False)


def _scalar(text: str, *, bare: bool = False) -> yaml.ScalarNode:
    resolved: str = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)) if bare else _TEXT  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(resolved, text, style="|" if "\n" in text and not bare else None)


def paths(kind: Kind, told: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as in `_value`
    """Yield every single value of a tree with its path, such as ``outcomes[0].text.en``."""
    match kind:
        case Scalar():
            yield key, str(told)
        case Words():
            yield from ((f"{key}.{tag}", text) for tag, text in told.items())
        case Many():
            for number, one in enumerate(told):
                yield from paths(kind.of, one, f"{key}[{number}]")
        case Section():
            for field in kind.fields:
                if field.key in told:
                    yield from paths(field.kind, told[field.key], f"{key}.{field.key}" if key else field.key)


def leaves(section: Section = MICROCREDENTIAL, above: str = "") -> Iterator[tuple[str, Field]]:
    """Yield every key that can hold a value, such as ``outcomes.skills.uri``, with its field."""
    for field in section.fields:
        if not above and field.key in _OF_THE_FILE:
            continue
        key = f"{above}.{field.key}" if above else field.key
        kind = field.kind.of if isinstance(field.kind, Many) else field.kind
        if isinstance(kind, Section):
            yield from leaves(kind, key)
        else:
            yield key, field

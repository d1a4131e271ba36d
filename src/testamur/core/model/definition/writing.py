"""Frozen values → the text of a definition file that reads back as the same values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields

import yaml

from testamur.core.model.definition.fields import FORMAT_VERSION, MICROCREDENTIAL
from testamur.core.model.definition.kinds import Kind, Many, Scalar, Section, Words
from testamur.core.model.language import LanguageMap
from testamur.core.model.microcredential import MicroCredential, Workload

_TEXT = "tag:yaml.org,2002:str"
_MAP = "tag:yaml.org,2002:map"
_WIDTH = 110
_RESOLVER = yaml.SafeLoader("")


def dump(definition: MicroCredential) -> str:
    """Return *definition* as the text of ``microcredential.yaml``, keys in the order of the format."""
    language = next(iter(definition.title))
    return dump_section(MICROCREDENTIAL, definition, _extra(definition, language), language)


def section_texts(before: MicroCredential, after: MicroCredential, language: str) -> dict[str, str | None]:
    """Return top-level key → its new text with the key before it, for every key that differs; None where it is gone.

    *language* is that of the file, whose texts are written plain.
    """
    old, new = (_values(one, language) for one in (before, after))
    changed = {field.key for field in MICROCREDENTIAL.fields if old[field.key] != new[field.key]}
    node = _Writer(language).section(MICROCREDENTIAL, after, _extra(after, language))
    pairs = {key.value: (key, value) for key, value in node.value if key.value in changed}
    return {
        key: _text(yaml.MappingNode(_MAP, [pairs[key]], flow_style=False)) if key in pairs else None for key in changed
    }


def _values(definition: MicroCredential, language: str) -> dict[str, object]:
    extra = _extra(definition, language)
    return {
        field.key: extra[field.name] if field.name in extra else getattr(definition, field.name)
        for field in MICROCREDENTIAL.fields
    }


def dump_section(section: Section, value: object, extra: Mapping[str, object], language: str = "en") -> str:
    """Return *value* as the text of a file whose keys are those of *section*; *extra* adds and replaces attributes."""
    return _text(_Writer(language).section(section, value, extra))


def _extra(definition: MicroCredential, language: str) -> dict[str, object]:
    """Return what the file says and the value does not, or says otherwise."""
    levels = () if definition.level is None else (definition.level, *definition.other_levels)
    extra: dict[str, object] = {"format_version": FORMAT_VERSION, "language": language, "levels": levels}
    if definition.workload == Workload():
        extra["workload"] = None
    return extra


def _text(node: yaml.Node) -> str:
    text: str = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH)
    return text


class _Writer:
    """Writes values by their kind; texts in the file's *language* are written plain."""

    def __init__(self, language: str) -> None:
        self.language = language

    def section(self, section: Section, value: object, extra: Mapping[str, object]) -> yaml.MappingNode:
        """Return the section with every attribute that is not at its default; *extra* adds and replaces."""
        pairs: list[tuple[yaml.Node, yaml.Node]] = []
        defaults = _defaults(value)
        for entry in section.fields:
            held = extra[entry.name] if entry.name in extra else getattr(value, entry.name)
            if entry.required or not _is_default(held, defaults.get(entry.name)):
                pairs.append((_scalar(entry.key), self._value(entry.kind, held)))
        return yaml.MappingNode(_MAP, pairs, flow_style=False)

    def _value(self, kind: Kind, value: object) -> yaml.Node:
        match kind:
            case Scalar():
                return _scalar(kind.write(value), bare=kind.bare)
            case Words():
                return self._words(value)
            case Many():
                return self._many(kind, value)
            case Section():
                return self._entry(kind, value)

    def _entry(self, kind: Section, value: object) -> yaml.Node:
        node = self.section(kind, value, {})
        if kind.shorthand and len(node.value) == 1 and isinstance(node.value[0][1], yaml.ScalarNode):
            return node.value[0][1]
        return node

    def _many(self, kind: Many, value: object) -> yaml.Node:
        values = value if isinstance(value, tuple) else ()
        nodes = [self._value(kind.of, item) for item in values]
        if kind.alone and len(nodes) == 1 and not isinstance(nodes[0], yaml.SequenceNode):
            return nodes[0]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, flow_style=not any(map(_is_large, nodes)))

    def _words(self, value: object) -> yaml.Node:
        texts = value if isinstance(value, LanguageMap) else LanguageMap.of(en=str(value))
        if tuple(texts) == (self.language,):
            return _scalar(texts.original)
        pairs = [(_scalar(tag), _scalar(text)) for tag, text in texts.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=False)


def _defaults(value: object) -> dict[str, object]:
    described = fields(value) if hasattr(value, "__dataclass_fields__") else ()  # type: ignore[arg-type]  # asked before
    return {entry.name: entry.default for entry in described if entry.default is not MISSING}


def _is_default(held: object, default: object) -> bool:
    return held is None or held in ((), "") or held == default


def _is_large(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode) or len(node.value) > _WIDTH // 4


def _scalar(text: str, *, bare: bool = False) -> yaml.ScalarNode:
    """Return a scalar that YAML readers of every version take for what it is."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) if bare else _TEXT  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, text, style="|" if "\n" in text and not bare else None)

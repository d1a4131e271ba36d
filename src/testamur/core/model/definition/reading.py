"""A tree of nodes and the table of fields → frozen values, with every problem of the file collected on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.core.model.definition.kinds import Field, Kind, Many, Scalar, Section, Words
from testamur.core.model.definition.notes import Notes
from testamur.core.model.definition.problems import Unacceptable, nearest_spelling, shorten
from testamur.core.model.definition.scalars import LANGUAGE, is_language_tag
from testamur.core.model.definition.texts import clean_line, clean_text
from testamur.core.model.definition.tree import ListNode, MapNode, Node, ScalarNode
from testamur.core.model.language import LanguageMap

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Stands in while the file's own language is unreadable, so that the texts do not all complain as well (ISO 639-2).
UNKNOWN_LANGUAGE = "und"


@dataclass(slots=True)
class Reader:
    """Reads values by their kind. A value that cannot be read is None, and its problem is in the notes."""

    language: str = ""
    notes: Notes = field(default_factory=Notes)

    def value(self, kind: Kind, node: Node, key: str) -> object | None:
        """Return the value of *node* and keep it in the notes, or return None after noting the problem."""
        value = self._read(kind, node, key)
        if value is not None:
            self.notes.built[key] = value
        return value

    def _read(self, kind: Kind, node: Node, key: str) -> object | None:
        if isinstance(node, ScalarNode) and not node.quoted and node.text in _NULLS:
            self.notes.refuse("nothing", node.place, key)
            return None
        match kind:
            case Scalar():
                return self._scalar(kind, node, key)
            case Words():
                return self._words(kind, node, key)
            case Many():
                return self._many(kind, node, key)
            case Section():
                return self._section(kind, node, key)

    def section_values(self, section: Section, node: MapNode, key: str) -> dict[str, object] | None:
        """Return the section's values by attribute, or None where a required one or any value is missing or bad."""
        known = {entry.key: entry for entry in section.fields}
        before = len(self.notes.problems)
        values: dict[str, object] = {}
        for name, child in self._keys(node, known, key):
            value = self.value(known[name].kind, child, _join(key, name))
            if value is not None:
                values[known[name].name] = value
        self._check_required(section.fields, node, key)
        return values if len(self.notes.problems) == before else None

    def _scalar(self, kind: Scalar, node: Node, key: str) -> object | None:
        if not isinstance(node, ScalarNode):
            self.notes.wrong_node("not-a-value", node, key)
            return None
        try:
            return kind.read(node.text.strip())
        except Unacceptable as refusal:
            place = node.place_at(refusal.offset)
            found = node.text if refusal.found is None else refusal.found
            self.notes.refuse(refusal.code, place, key, found, refusal.allowed, refusal.suggestion)
            return None

    def _words(self, kind: Words, node: Node, key: str) -> LanguageMap | None:
        if isinstance(node, ListNode):
            self.notes.wrong_node("not-a-text", node, key)
            return None
        if isinstance(node, ScalarNode):
            text = self._text(kind, node, key)
            if not self.language:
                self.notes.refuse("language-missing", node.place, key, node.text)
                return None
            return LanguageMap(((self.language, text),)) if text else None
        return self._translations(kind, node, key)

    def _translations(self, kind: Words, node: MapNode, key: str) -> LanguageMap | None:
        entries: list[tuple[str, str]] = []
        before = len(self.notes.problems)
        for tag, child in node.pairs:
            path = _join(key, tag.text)
            language = self._scalar(LANGUAGE, tag, path)
            if tag.text in dict(entries):
                self.notes.refuse("duplicate-key", tag.place, path, tag.text)
            text = self._text(kind, child, path)
            if isinstance(language, str) and text:
                entries.append((language, text))
        if not node.pairs:
            self.notes.refuse("nothing", node.place, key)
        return LanguageMap(tuple(entries)) if len(self.notes.problems) == before else None

    def _text(self, kind: Words, node: Node, key: str) -> str:
        if not isinstance(node, ScalarNode):
            self.notes.wrong_node("not-a-text", node, key)
            return ""
        try:
            return clean_text(node.text) if kind.long else clean_line(node.text)
        except Unacceptable as refusal:
            self.notes.refuse(refusal.code, node.place, key, node.text, refusal.allowed)
            return ""

    def _many(self, kind: Many, node: Node, key: str) -> tuple[object, ...] | None:
        if not isinstance(node, ListNode):
            if not kind.alone:
                self.notes.wrong_node("not-a-list", node, key)
                return None
            value = self.value(kind.of, node, key)
            return None if value is None else (value,)
        if len(node.items) < kind.least:
            self.notes.refuse("nothing", node.place, key)
            return None
        values: list[object] = []
        for index, item in enumerate(node.items):
            path = f"{key}[{index}]"
            self.notes.places[path] = item.place
            value = self.value(kind.of, item, path)
            if value is not None:
                values.append(value)
        return tuple(values)

    def _section(self, kind: Section, node: Node, key: str) -> object | None:
        if _is_short(kind, node):
            node = MapNode([(ScalarNode(kind.shorthand, quoted=False, place=node.place), node)], node.place)
        if not isinstance(node, MapNode):
            self.notes.wrong_node("not-a-section", node, key)
            return None
        values = self.section_values(kind, node, key)
        if values is None:
            return None
        try:
            return kind.build(**values)
        except Unacceptable as refusal:
            path = _join(key, refusal.key)
            found = next(pair[1] for pair in node.pairs if pair[0].text == refusal.key)
            text = found.text if isinstance(found, ScalarNode) else ""
            self.notes.refuse(refusal.code, found.place, path, text, refusal.allowed, refusal.suggestion)
            return None

    def _keys(self, node: MapNode, known: Mapping[str, Field], key: str) -> list[tuple[str, Node]]:
        """Return the known keys with their nodes; note unknown and duplicate ones."""
        seen: dict[str, Node] = {}
        for name, child in node.pairs:
            path = _join(key, shorten(name.text))
            if name.text not in known:
                nearest = "" if self.notes.is_full else nearest_spelling(name.text, known)
                self.notes.refuse("unknown-key", name.place, path, name.text, tuple(known), nearest)
            elif name.text in seen:
                self.notes.refuse("duplicate-key", name.place, path, name.text)
            else:
                seen[name.text] = child
                self.notes.places[path] = name.place
        return list(seen.items())

    def _check_required(self, fields: tuple[Field, ...], node: MapNode, key: str) -> None:
        present = {name.text for name, _ in node.pairs}
        for entry in fields:
            if entry.required and entry.key not in present:
                self.notes.refuse("missing-key", self.notes.places.get(key, node.place), _join(key, entry.key))


def _is_short(section: Section, node: Node) -> bool:
    """Return whether *node* is the section's one text without the section around it: a value, or a language map.

    ``id`` is both a key and the tag of Indonesian; beside another language it is read as the language.
    """
    if isinstance(node, ScalarNode):
        return bool(section.shorthand)
    kinds = {entry.key: entry.kind for entry in section.fields}
    if not isinstance(node, MapNode) or not isinstance(kinds.get(section.shorthand), Words):
        return False
    keys = [name.text for name, _ in node.pairs]
    return all(map(is_language_tag, keys)) and not all(key in kinds for key in keys)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name

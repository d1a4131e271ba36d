"""A definition's text after some of its values changed: only the sections that changed are written anew.

Comments and layout of everything else stay as their author left them. Comments right before a key belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.core.model.definition import parse
from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.tree import MapNode, ScalarNode, build
from testamur.core.model.definition.writing import dump, section_texts
from testamur.core.model.microcredential import MicroCredential

_ORDER = {entry.key: number for number, entry in enumerate(MICROCREDENTIAL.fields)}


@dataclass(frozen=True, slots=True)
class _Part:
    """A top-level key with its lines; ``above`` are the comments and empty lines before it."""

    key: str
    above: tuple[str, ...]
    lines: tuple[str, ...]


def spliced(source: str, before: MicroCredential, after: MicroCredential) -> str:
    """Return *source*, which reads as *before*, changed so that it reads as *after*.

    A file without a layout by lines, or one that a splice would make say something else, is written whole.
    Raises `DefinitionError` with the problems of the new text where *after* has values that no file may have.
    """
    top = build(source)
    if all(key.place.column == 1 for key, _ in top.pairs):
        text = _put_together(source, top, before, after)
        if parse(text) == after:
            return text
    text = dump(after)
    parse(text)
    return text


def _put_together(source: str, top: MapNode, before: MicroCredential, after: MicroCredential) -> str:
    changed = section_texts(before, after, _language(top))
    kept = []
    for part in _parts(source, top):
        text = changed.pop(part.key, "")
        if text:
            kept.append(_Part(part.key, part.above, (*_lines(text), *_blank_end(part.lines))))
        elif text is not None:
            kept.append(part)
    added = {key: text for key, text in changed.items() if text}
    for key in sorted(added, key=_ORDER.__getitem__):
        _insert(kept, _Part(key, (), tuple(_lines(added[key]))))
    return "\n".join(line for part in kept for line in (*part.above, *part.lines)).rstrip("\n") + "\n"


def _language(top: MapNode) -> str:
    """Return the language that the file's texts are in where they do not name it; empty where they all do."""
    found = next((node for key, node in top.pairs if key.text == "language"), None)
    return found.text if isinstance(found, ScalarNode) else ""


def _parts(source: str, top: MapNode) -> list[_Part]:
    """Return the file's keys with their lines, nothing left out."""
    lines = _lines(source)
    starts = [key.place.line - 1 for key, _ in top.pairs]
    begins = [0, *(_comments_above(lines, start) for start in starts[1:])]
    ends = [*begins[1:], len(lines)]
    return [
        _Part(key.text, tuple(lines[begin:start]), tuple(lines[start:end]))
        for (key, _), begin, start, end in zip(top.pairs, begins, starts, ends, strict=True)
    ]


def _comments_above(lines: list[str], start: int) -> int:
    """Return the index of the first of the comment lines that stand right above line *start*."""
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _blank_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the empty lines that a section ends with: they set it off from the next."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[-1] + 1 :]


def _insert(kept: list[_Part], part: _Part) -> None:
    """Put a new key where the format has it: behind the nearest of the keys that come before it there."""
    before = [(_ORDER[one.key], number) for number, one in enumerate(kept) if _ORDER[one.key] < _ORDER[part.key]]
    kept.insert(max(before)[1] + 1 if before else 0, part)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")

"""The reference of the definition file in Markdown, from the same table as the reader."""

from __future__ import annotations

from collections.abc import Iterator

from testamur.core.model.definition.fields import MICROCREDENTIAL
from testamur.core.model.definition.kinds import Field, Many, Section


def manual() -> str:
    """Return one table of keys for the file and one for each section, in the order of the format."""
    return manual_of(MICROCREDENTIAL)


def manual_of(top: Section) -> str:
    """Return the tables of a file whose keys are those of *top*."""
    parts = ["\n".join(_table("The file", top))]
    parts += ["\n".join(_table(f"Section *{section.name}*", section)) for section in _sections(top, [])]
    return "\n\n".join(parts) + "\n"


def _sections(section: Section, seen: list[Section]) -> list[Section]:
    for entry in section.fields:
        kind = entry.kind.of if isinstance(entry.kind, Many) else entry.kind
        if isinstance(kind, Section) and kind not in seen:
            seen.append(kind)
            _sections(kind, seen)
    return seen


def _table(title: str, section: Section) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    if section.shorthand:
        yield f"A bare value stands for `{section.shorthand}`."
        yield ""
    tells_elements = any(entry.element for entry in section.fields) or section in _sections(MICROCREDENTIAL, [])
    yield "| Key | What it says | Value | EU |" if tells_elements else "| Key | What it says | Value |"
    yield "|---|---|---|---|" if tells_elements else "|---|---|---|"
    yield from (_row(entry) + (f" {entry.element} |" if tells_elements else "") for entry in section.fields)


def _row(entry: Field) -> str:
    name = f"**`{entry.key}`**" if entry.required else f"`{entry.key}`"
    return f"| {name} | {entry.says} | {entry.kind.says} |"

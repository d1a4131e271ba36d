"""``testamur lint --fix``: makes the safe changes, and nothing else, in place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from testamur.core import quality
from testamur.core.quality import Edit
from testamur.interfaces.cli.lint_files import Checked, Shelf, judged

# A key that is put right can bring new problems to light, and those new mends; never many.
_ROUNDS = 5
_MARK = b"\xef\xbb\xbf"


def diff_lines(checked: Checked) -> Iterator[str]:
    """Yield the lines that the safe changes would take out and put in, in the time that it takes to read them."""
    source, line, counted = checked.source, 1, 0
    for first, last, edits in _blocks(source, checked.edits):
        line += source.count("\n", counted, first)
        counted = first
        moved = [replace(edit, start=edit.start - first, end=edit.end - first) for edit in edits]
        yield f"@@ {line} @@"
        yield from (f"-{_shown(old)}" for old in source[first:last].split("\n"))
        yield from (f"+{_shown(new)}" for new in quality.mended(source[first:last], moved).split("\n"))


def _blocks(source: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield the whole lines that edits touch, from where to where, with the edits; each line once."""
    together: list[Edit] = []
    first = last = -1
    for edit in edits:
        if edit.start > last:
            if together:
                yield first, last, together
            first, together = source.rfind("\n", 0, edit.start) + 1, []
        end = source.find("\n", edit.end)
        last = end if end >= 0 else len(source)
        together.append(edit)
    if together:
        yield first, last, together


def _shown(line: str) -> str:
    """Return a line as it can be printed anywhere: a comment may hold what turns a terminal's text around."""
    return "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in line.removesuffix("\r"))


def mend(path: Path, checked: Checked, shelf: Shelf) -> tuple[Checked, int]:
    """Write the safe changes of *checked* to its file; return it as it is then, and how many were made.

    The file is replaced in one step and keeps its mark, its line ends and its mode. It is left alone where it changed
    since it was looked at, and where a change would make matters worse.
    """
    target = path.resolve()
    content, made = target.read_bytes(), 0
    mark = _MARK if content.startswith(_MARK) else b""
    if content.removeprefix(mark) != checked.source.encode():
        return checked, 0
    for _round in range(_ROUNDS):
        if not checked.edits:
            break
        mended = quality.mended(checked.source, checked.edits)
        after = judged(checked.path, mark + mended.encode(), shelf)
        if _weight(after) >= _weight(checked):
            break
        content, made, checked = mark + mended.encode(), made + len(checked.edits), after
    if made:
        _replace(target, content)
    return checked, made


def _weight(checked: Checked) -> tuple[bool, int]:
    """Return a measure that a safe change makes smaller: unreadable first, then how much is found."""
    return checked.report is None, len(checked.problems) + checked.more + len(checked.findings)


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(mode)
    Path(name).replace(path)

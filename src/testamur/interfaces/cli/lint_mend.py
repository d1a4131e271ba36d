"""``testamur lint --fix``: makes the safe changes, and nothing else, in place."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from testamur.core import quality
from testamur.interfaces.cli.lint_files import Checked, Shelf, judged

# A key that is put right can bring new problems to light, and those new mends; never many.
_ROUNDS = 5
_MARK = b"\xef\xbb\xbf"


def diff_lines(checked: Checked) -> Iterator[str]:
    """Yield the lines that the safe changes would take out and put in."""
    before = checked.source.splitlines()
    after = quality.mended(checked.source, checked.edits).splitlines()
    yield from list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]


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
